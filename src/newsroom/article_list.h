// One article in a list of the newsroom.
#pragma once

#include "newsroom/article_json.h"
#include "store/work.h"

namespace vestnik::newsroom {

json::array lines_to_json(store::Session& session, SiteId site, const std::vector<store::WorkLine>& lines);

}  // namespace vestnik::newsroom
