// What readers see of the books: notices of political advertisements, the form for complaints, an advertiser's figures.
#include <algorithm>

#include "pages/advertising_view.h"
#include "pages/furniture.h"

namespace vestnik::pages {

std::string render_advertising(const Chrome& chrome, const AdvertisingView& view) {
  Sheet page("advertising");
  fill_head(page, chrome, view.meta, "advertising");
  fill_header(page, chrome, false);
  page.SetValue("TITLE", view.title);
  show(page, "INTRO", "TEXT", view.intro);
  show(page, "PROBLEM", "TEXT", view.problem);
  if (view.searchable) {
    page.AddSectionDictionary("SEARCH")->SetValue("QUERY", view.query);
    if (view.entries.empty()) page.ShowSection("NOTHING");
  }
  if (!view.entries.empty()) {
    Sheet& entries = *page.AddSectionDictionary("ENTRIES");
    for (const AdvertisingView::Entry& each : view.entries) {
      Sheet& entry = *entries.AddSectionDictionary("ENTRY");
      entry.SetValue("TITLE", each.title);
      entry.SetValue("PATH", each.path);
      entry.SetValue("TEXT", each.text);
    }
  }
  fill_pager(page, view.pager);
  if (!view.facts.empty()) {
    Sheet& facts = *page.AddSectionDictionary("FACTS");
    for (const AdvertisingView::Fact& each : view.facts) {
      Sheet& fact = *facts.AddSectionDictionary("FACT");
      fact.SetValue("LABEL", each.label);
      Sheet& value = *fact.AddSectionDictionary(each.address.empty() ? "PLAIN" : "LINKED");
      value.SetValue("VALUE", each.value);
      value.SetValue("ADDRESS", each.address);
    }
  }
  if (!view.bars.empty()) {
    constexpr int step = 10;
    Sheet& bars = *page.AddSectionDictionary("BARS");
    bars.SetIntValue("WIDTH", static_cast<long>(view.bars.size()) * step);
    bars.SetValue("LABEL", view.bars_label);
    const std::int64_t most = std::max<std::int64_t>(1, *std::ranges::max_element(view.bars));
    long x = 0;
    for (const std::int64_t value : view.bars) {
      const auto height = static_cast<long>(value * 100 / most);
      Sheet& bar = *bars.AddSectionDictionary("BAR");
      bar.SetIntValue("X", x);
      bar.SetIntValue("Y", 100 - height);
      bar.SetIntValue("HEIGHT", height);
      x += step;
    }
  }
  for (const AdvertisingView::Table& each : view.tables) {
    Sheet& table = *page.AddSectionDictionary("TABLES");
    table.SetValue("CAPTION", each.caption);
    for (const std::string& column : each.columns) table.AddSectionDictionary("COLUMN")->SetValue("TEXT", column);
    for (const auto& cells : each.rows) {
      Sheet& row = *table.AddSectionDictionary("ROW");
      row.SetValue("HEAD", cells.front());
      for (std::size_t at = 1; at < cells.size(); ++at) row.AddSectionDictionary("CELL")->SetValue("TEXT", cells[at]);
    }
  }
  if (!view.history.empty()) {
    Sheet& history = *page.AddSectionDictionary("HISTORY");
    for (const AdvertisingView::Fact& each : view.history) {
      Sheet& state = *history.AddSectionDictionary("STATE");
      state.SetValue("LABEL", each.label);
      state.SetValue("VALUE", each.value);
    }
  }
  if (view.form) {
    Sheet& form = *page.AddSectionDictionary("FORM");
    form.SetValue("ADDRESS", view.form_address);
    form.SetValue("REASONS", view.form_reasons);
    form.SetValue("NAME", view.form_name);
    form.SetValue("EMAIL", view.form_email);
  }
  if (!view.links.empty()) {
    Sheet& links = *page.AddSectionDictionary("LINKS");
    for (const LinkView& each : view.links) {
      Sheet& link = *links.AddSectionDictionary("LINK");
      link.SetValue("LABEL", each.label);
      link.SetValue("PATH", each.path);
    }
  }
  fill_footer(page, chrome);
  return print(chrome.language, "advertising.html", page);
}

}  // namespace vestnik::pages
