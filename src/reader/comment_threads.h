// What readers said under an article, as threads.
#pragma once

#include <vector>

#include "content/site.h"
#include "pages/views.h"

namespace vestnik::reader {

// Levels of answers; what is deeper follows on the deepest of them, in its order.
inline constexpr std::size_t thread_levels = 8;

// Every comment is in it once. An answer to one that is not shown stands by itself.
std::vector<pages::CommentView> threads_of(const std::vector<content::Comment>& comments);

}  // namespace vestnik::reader
