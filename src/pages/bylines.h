// Who signs: the line under the headline and the boxes under the text. Any thread.
#pragma once

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// Fills BYLINE: names, times, reading time.
void fill_byline(Sheet& page, const Chrome& chrome, const ArticleView& article);

// Fills AUTHOR_BOX, one box an author that has more to show than a name.
void fill_author_boxes(Sheet& page, const std::vector<BylineView>& authors);

}  // namespace vestnik::pages
