#include "pages/corrections.h"

#include "base/messages.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

std::string label_of(std::string_view language, std::string_view kind) {
  if (kind == "update") return translate(language, "Update");
  if (kind == "clarification") return translate(language, "Clarification");
  return translate(language, "Correction");
}

}  // namespace

void fill_correction(Sheet& shown, const Chrome& chrome, const CorrectionView& correction) {
  shown.SetValue("KIND", label_of(chrome.language, correction.kind));
  shown.SetValue("AT", format_rfc3339(correction.at, chrome.time_zone));
  shown.SetValue("TIME", format_for_reader(correction.at, chrome.time_zone, chrome.language, DateStyle::date_time));
  fill_paragraphs(shown, correction.text);
}

void fill_corrections(Sheet& page, const Chrome& chrome, const ArticleView& article) {
  if (article.corrections.empty() && article.history_path.empty()) return;
  Sheet& section = *include(page, "CORRECTIONS", "corrections-box.html").AddSectionDictionary("BOX");
  if (!article.corrections.empty()) {
    Sheet& list = *section.AddSectionDictionary("LIST");
    for (const CorrectionView& each : article.corrections) {
      fill_correction(*list.AddSectionDictionary("CORRECTION"), chrome, each);
    }
  }
  show(section, "HISTORY", "PATH", article.history_path);
}

std::string render_corrections(const Chrome& chrome, const CorrectionsView& corrections) {
  Sheet page("corrections");
  fill_head(page, chrome, corrections.meta, "list");
  fill_header(page, chrome, false);
  if (corrections.corrections.empty()) page.ShowSection("EMPTY");
  for (const CorrectionsView::Line& each : corrections.corrections) {
    Sheet& shown = *page.AddSectionDictionary("CORRECTION");
    fill_correction(shown, chrome, each.correction);
    shown.SetValue("HEADLINE", each.headline);
    shown.SetValue("PATH", each.path);
  }
  fill_pager(page, corrections.pager);
  fill_footer(page, chrome);
  return print(chrome.language, "corrections.html", page);
}

std::string render_history(const Chrome& chrome, const HistoryView& history) {
  Sheet page("history");
  fill_head(page, chrome, history.meta, "list");
  fill_header(page, chrome, false);
  fill_breadcrumbs(page, history.breadcrumbs);
  page.SetValue("HEADLINE", history.headline);
  page.SetValue("PATH", history.path);
  for (const HistoryState& state : history.states) {
    Sheet& shown = *page.AddSectionDictionary("STATE");
    shown.SetIntValue("NUMBER", state.number);
    shown.SetValue("AT", format_rfc3339(state.at, chrome.time_zone));
    shown.SetValue("TIME", format_for_reader(state.at, chrome.time_zone, chrome.language, DateStyle::date_time));
    if (&state == &history.states.back()) shown.ShowSection("FIRST");
    shown.SetValue("STORY_LANGUAGE", history.meta.language);
    for (const ChangedText& text : state.texts) {
      Sheet& part = *shown.AddSectionDictionary("PART");
      const char* how = text.how == ChangedText::How::added     ? "ADDED"
                        : text.how == ChangedText::How::removed ? "REMOVED"
                                                                : "KEPT";
      show(part, how, "TEXT", text.text);
    }
  }
  fill_footer(page, chrome);
  return print(chrome.language, "history.html", page);
}

}  // namespace vestnik::pages
