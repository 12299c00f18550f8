// A fictional newspaper for tests: everything that a page can show, in Bulgarian and in English.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pages/advertising_view.h"
#include "pages/views.h"

namespace vestnik::pages::example {

// "bg" or "en".
Chrome chrome(std::string_view language);

// Story number `n`; the same number is the same story. Pictures are example_picture(n).
CardView card(std::string_view language, int n);
PictureView picture(int n, int width = 1600, int height = 1067);

ArticleView article(std::string_view language);
// Its blocks as HTML.
std::vector<std::string> body(std::string_view language);
TailView tail(std::string_view language);
HomeView home(std::string_view language);
ListView section(std::string_view language);
ListView author(std::string_view language);
StoryView story(std::string_view language);
StoryBoxView story_box(std::string_view language);
SearchView search(std::string_view language);
CorrectionsView corrections(std::string_view language);
HistoryView history(std::string_view language);
// The notice of a political advertisement, with everything that a page under /advertising/ can show.
AdvertisingView notice(std::string_view language);
ErrorView error(int status, std::string_view language);
SlotView slot(std::string_view name, std::string_view language);

// A page with the example's advertisements in its slots.
std::string with_slots(std::string_view page, std::string_view language);

// Every page type but the page of reports (reports/page.h), by file name: "article-bg.html".
std::map<std::string, std::string> pages();

}  // namespace vestnik::pages::example
