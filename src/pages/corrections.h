// What was wrong, under the article and on the page of all corrections. Any thread.
#pragma once

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// The section CORRECTIONS of an article's page; nothing where there are none and no former states either.
void fill_corrections(Sheet& page, const Chrome& chrome, const ArticleView& article);
// Fills KIND, AT, TIME and the paragraphs of one.
void fill_correction(Sheet& shown, const Chrome& chrome, const CorrectionView& correction);

}  // namespace vestnik::pages
