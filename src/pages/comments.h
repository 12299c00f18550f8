// Readers' comments under an article, in threads. Any thread.
#pragma once

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// Fills COMMENTS. Threads are indented a few levels deep; answers below that stand on the deepest level.
// `left_out`: how many more there are.
void fill_comments(Sheet& page, const Chrome& chrome, const std::vector<CommentView>& comments, std::size_t left_out);

}  // namespace vestnik::pages
