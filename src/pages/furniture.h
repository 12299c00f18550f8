// What stands around every page: head, masthead and footer of a site; and the pieces that several page types share.
// Any thread.
#pragma once

#include <string_view>

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// Fills HEAD and HEADER of a page's sheet. `kind` ("home", "article", "list", "search", "error") marks the body
// element.
// What says on an open page that something is new (theme/script/live.js), with the script. `one`, `other`: how many
// "{new}" things there are; `shown`: what the page shows of an article, nothing on a front.
void fill_live_bar(Sheet& page, Sheet& head, const Chrome& chrome, const std::string& one, const std::string& other,
                   const LiveView& shown = {});

Sheet& fill_head(Sheet& page, const Chrome& chrome, const MetaView& meta, std::string_view kind);
void fill_header(Sheet& page, const Chrome& chrome, bool home);
void fill_footer(Sheet& page, const Chrome& chrome);
void fill_footer_alone(Sheet& footer, const Chrome& chrome);  // of footer.html itself

// What we say around a story that is in another language than the site is in the site's: that, "" for all others.
std::string language_around(const Chrome& chrome, const MetaView& story);
void fill_breadcrumbs(Sheet& page, const std::vector<LinkView>& crumbs, std::string_view language = {});
void fill_pager(Sheet& page, const PagerView& pager);
void fill_most_read(Sheet& page, const std::vector<CardView>& stories);

// "opinion" → "Мнение"; "" for plain news and for kinds that nothing is to be said of.
std::string kind_label(std::string_view language, std::string_view kind);

// The host of an address as a reader knows it: "Facebook", "X", "example.org".
std::string place_of(std::string_view address);

// Each paragraph (parted by empty lines) as a section PARAGRAPH with TEXT.
void fill_paragraphs(Sheet& sheet, std::string_view text);

}  // namespace vestnik::pages
