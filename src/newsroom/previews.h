// What a preview's secret opens: the one way by which unpublished words get to somebody without an account, and no
// further than to who has the link. Read by the newsroom's handle; the reader's side renders what it is handed.
#pragma once

#include <string_view>

#include "content/whole_article.h"
#include "newsroom/api.h"

namespace vestnik::newsroom {

// ErrorKind::not_found where the secret is none or its time is over. Blocks.
Result<content::WholeArticle> previewed(const Desk& desk, std::string_view secret);

}  // namespace vestnik::newsroom
