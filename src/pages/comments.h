// Readers' comments under an article, in threads. Any thread.
#pragma once

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// Fills COMMENTS. Threads are indented a few levels deep; answers below that stand on the deepest level.
void fill_comments(Sheet& page, const Chrome& chrome, const std::vector<CommentView>& comments);

}  // namespace vestnik::pages
