// What readers see of the books: notices of political advertisements, the form for complaints, an advertiser's figures.
#include <algorithm>

#include "pages/advertising_view.h"
#include "pages/furniture.h"

namespace vestnik::pages {

namespace {

void fill_search(Sheet& page, const AdvertisingView& view) {
  if (!view.searchable) return;
  page.AddSectionDictionary("SEARCH")->SetValue("QUERY", view.query);
  if (view.entries.empty()) page.ShowSection("NOTHING");
}

void fill_entries(Sheet& page, const std::vector<AdvertisingView::Entry>& list) {
  if (list.empty()) return;
  Sheet& entries = *page.AddSectionDictionary("ENTRIES");
  for (const AdvertisingView::Entry& each : list) {
    Sheet& entry = *entries.AddSectionDictionary("ENTRY");
    entry.SetValue("TITLE", each.title);
    entry.SetValue("PATH", each.path);
    entry.SetValue("TEXT", each.text);
  }
}

void fill_facts(Sheet& page, const std::vector<AdvertisingView::Fact>& list) {
  if (list.empty()) return;
  Sheet& facts = *page.AddSectionDictionary("FACTS");
  for (const AdvertisingView::Fact& each : list) {
    Sheet& fact = *facts.AddSectionDictionary("FACT");
    fact.SetValue("LABEL", each.label);
    Sheet& value = *fact.AddSectionDictionary(each.address.empty() ? "PLAIN" : "LINKED");
    value.SetValue("VALUE", each.value);
    value.SetValue("ADDRESS", each.address);
  }
}

// The tallest bar is as high as the drawing, whatever it counts.
void fill_bars(Sheet& page, const AdvertisingView& view) {
  const std::vector<std::int64_t>& values = view.bars;
  if (values.empty()) return;
  constexpr int step = 10;
  constexpr std::int64_t full_height = 100;  // of the template's viewBox
  Sheet& bars = *page.AddSectionDictionary("BARS");
  bars.SetIntValue("WIDTH", static_cast<long>(values.size()) * step);
  bars.SetValue("LABEL", view.bars_label);
  bars.SetValue("FIRST", view.bars_first);
  bars.SetValue("LAST", view.bars_last);
  const std::int64_t most = std::max<std::int64_t>(1, *std::ranges::max_element(values));
  bars.SetValue("MOST", std::to_string(most));
  long x = 0;
  for (const std::int64_t value : values) {
    const std::int64_t height = value * full_height / most;
    Sheet& bar = *bars.AddSectionDictionary("BAR");
    bar.SetIntValue("X", x);
    bar.SetIntValue("Y", static_cast<long>(full_height - height));
    bar.SetIntValue("HEIGHT", static_cast<long>(height));
    x += step;
  }
}

void fill_table(Sheet& page, const AdvertisingView::Table& shown) {
  Sheet& table = *page.AddSectionDictionary("TABLES");
  table.SetValue("CAPTION", shown.caption);
  for (const std::string& column : shown.columns) table.AddSectionDictionary("COLUMN")->SetValue("TEXT", column);
  for (const auto& cells : shown.rows) {
    Sheet& row = *table.AddSectionDictionary("ROW");
    row.SetValue("HEAD", cells.front());
    for (std::size_t at = 1; at < cells.size(); ++at) {
      Sheet& cell = *row.AddSectionDictionary("CELL");
      cell.SetValue("TEXT", cells[at]);
      cell.SetValue("OF", shown.columns[at]);
    }
  }
}

void fill_states(Sheet& page, const std::vector<AdvertisingView::Fact>& states) {
  if (states.empty()) return;
  Sheet& history = *page.AddSectionDictionary("HISTORY");
  for (const AdvertisingView::Fact& each : states) {
    Sheet& state = *history.AddSectionDictionary("STATE");
    state.SetValue("LABEL", each.label);
    state.SetValue("VALUE", each.value);
  }
}

void fill_form(Sheet& page, const AdvertisingView& view) {
  if (!view.form) return;
  Sheet& form = *page.AddSectionDictionary("FORM");
  form.SetValue("ADDRESS", view.form_address);
  form.SetValue("REASONS", view.form_reasons);
  form.SetValue("NAME", view.form_name);
  form.SetValue("EMAIL", view.form_email);
}

void fill_links(Sheet& page, const std::vector<LinkView>& list) {
  if (list.empty()) return;
  Sheet& links = *page.AddSectionDictionary("LINKS");
  for (const LinkView& each : list) {
    Sheet& link = *links.AddSectionDictionary("LINK");
    link.SetValue("LABEL", each.label);
    link.SetValue("PATH", each.path);
  }
}

}  // namespace

std::string render_advertising(const Chrome& chrome, const AdvertisingView& view) {
  Sheet page("advertising");
  fill_head(page, chrome, view.meta, "advertising");
  fill_header(page, chrome, false);
  page.SetValue("TITLE", view.title);
  show(page, "INTRO", "TEXT", view.intro);
  show(page, "PROBLEM", "TEXT", view.problem);
  fill_search(page, view);
  fill_entries(page, view.entries);
  fill_pager(page, view.pager);
  fill_facts(page, view.facts);
  fill_bars(page, view);
  for (const AdvertisingView::Table& each : view.tables) fill_table(page, each);
  fill_states(page, view.history);
  fill_form(page, view);
  fill_links(page, view.links);
  fill_footer(page, chrome);
  return print(chrome.language, "advertising.html", page);
}

}  // namespace vestnik::pages
