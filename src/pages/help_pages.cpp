// Where a reader looks for something: the search page and the pages for what is not there.
#include "base/messages.h"
#include "base/text.h"
#include "pages/cards.h"
#include "pages/fragment.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

constexpr char match_begin = '\x02', match_end = '\x03';

// Matches as <mark>; a mark that is not closed, or not open, does no harm.
std::string with_marks(std::string_view snippet) {
  std::string html;
  bool open = false;
  for (std::size_t at = 0; at <= snippet.size();) {
    const std::size_t end = std::min(snippet.find_first_of("\x02\x03", at), snippet.size());
    html += text::escape_html(snippet.substr(at, end - at));
    if (end < snippet.size() && snippet[end] == match_begin && !open) html += "<mark>", open = true;
    if (end < snippet.size() && snippet[end] == match_end && open) html += "</mark>", open = false;
    at = end + 1;
  }
  return open ? html + "</mark>" : html;
}

struct Words {
  std::string title, explanation;
};

Words words_for(std::string_view language, int status) {
  switch (status) {
    case 404:
      return {translate(language, "There is no such page"),
              translate(language, "The address may be mistyped, or the story has moved. A search may find it.")};
    case 410:
      return {translate(language, "This story has been withdrawn"),
              translate(language, "The newsroom has taken it down. Other stories on the subject may be found below.")};
    default:
      return {translate(language, "Something went wrong on our side"),
              translate(language, "The newsroom’s technicians see it too. Please try again in a moment.")};
  }
}

}  // namespace

std::string render_search(const Chrome& chrome, const SearchView& search) {
  Sheet page("search");
  fill_head(page, chrome, search.meta, "search");
  fill_header(page, chrome, false);
  page.SetValue("QUERY", search.query);
  page.SetValue("FROM", search.from);
  page.SetValue("TO", search.to);
  if (search.newest_first) page.ShowSection("NEWEST");
  for (const LinkView& section : search.sections) {
    Sheet& option = *page.AddSectionDictionary("SECTION");
    option.SetValue("SLUG", section.path);
    option.SetValue("LABEL", section.label);
    if (section.path == search.section) option.ShowSection("CHOSEN");
  }
  if (search.asked) {
    show(page, "ASKED", "COUNT",
         search.total == 0 ? translate(chrome.language, "Nothing was found")
                           : translate_count(chrome.language, "{count} story found", "{count} stories found",
                                             static_cast<long>(search.total)));
  }
  if (!search.dates.empty()) {
    Sheet& dates = *page.AddSectionDictionary("DATES");
    dates.SetValue("DATES", search.dates);
    dates.SetValue("WITHOUT", search.without_dates);
    dates.SetValue("AS_WORDS", search.dates_as_words);
  }
  if (!search.suggestion.empty()) {
    Sheet& suggestion = *page.AddSectionDictionary("SUGGESTION");
    suggestion.SetValue("TEXT", search.suggestion);
    suggestion.SetValue("PATH", search.suggestion_path);
  }
  if (search.asked && search.hits.empty()) page.ShowSection("NOTHING");
  if (search.hits.empty()) page.ShowSection("HELP");
  for (const SearchHitView& hit : search.hits) {
    const bool snippet = !hit.snippet.empty();
    Sheet& card = add_card(page, "CARD", chrome, hit.card,
                           {.name = "row", .level = 2, .picture = PictureUse::thumbnail, .deck = !snippet});
    show(card, "SNIPPET", "HTML", with_marks(hit.snippet));
  }
  fill_pager(page, search.pager);
  page.SetValue("SLOT_FOOTER", slot_mark("footer"));
  fill_footer(page, chrome);
  return print(chrome.language, "search.html", page);
}

std::string render_error(const Chrome& chrome, const ErrorView& error) {
  const auto [title, explanation] = words_for(chrome.language, error.status);
  MetaView meta;
  meta.title = title;
  meta.index = false;
  Sheet page("error");
  fill_head(page, chrome, meta, "error");
  fill_header(page, chrome, false);
  page.SetIntValue("STATUS", error.status);
  page.SetValue("TITLE", title);
  page.SetValue("EXPLANATION", explanation);
  show(page, "REASON", "TEXT", error.reason);
  page.SetValue("QUERY", error.query);
  add_zone(page, "LATEST", chrome, {translate(chrome.language, "Latest"), "", error.latest}, "row", "latest", "");
  fill_footer(page, chrome);
  return print(chrome.language, "error.html", page);
}

}  // namespace vestnik::pages
