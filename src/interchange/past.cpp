#include "interchange/past.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "interchange/format.h"
#include "interchange/renumber.h"
#include "store/history.h"

namespace vestnik::interchange {

json::array past_of(store::Session& session, ArticleId article) {
  json::array past;
  std::vector<store::Edited> history = store::history_of(session, article, limits::history_states);
  if (history.empty()) return past;
  history.erase(history.begin());  // what readers see now
  for (auto state = history.rbegin(); state != history.rend(); ++state) {
    past.push_back(json::object{{"at", exact(state->at)},
                                {"headline", state->headline},
                                {"deck", state->deck},
                                {"body", content::to_json(state->body)}});
  }
  return past;
}

std::vector<PastState> read_past(const json::value& list, const std::function<AssetId(std::int64_t)>& asset_of) {
  std::vector<PastState> past;
  if (!list.is_array()) return past;
  for (const json::value& each : list.get_array()) {
    if (past.size() == limits::history_states || !each.is_object()) break;
    const json::object& object = each.get_object();
    const auto at = parse_rfc3339(string_or(object, "at"));
    const json::value* given = object.if_contains("body");
    if (!at || given == nullptr) continue;
    json::value document = *given;
    renumber_assets(document, asset_of);
    auto body = content::parse_body(document);
    std::string headline = text::squeeze(text::clean(string_or(object, "headline")));
    std::string deck = text::squeeze(text::clean(string_or(object, "deck")));
    const bool fits =
        !headline.empty() && headline.size() <= limits::headline_bytes && deck.size() <= limits::deck_bytes;
    if (body && fits) past.push_back({*at, std::move(headline), std::move(deck), std::move(*body)});
  }
  std::ranges::stable_sort(past, {}, &PastState::at);
  return past;
}

}  // namespace vestnik::interchange
