// What articles are about: found while one types, and named where only the slugs are known.
#include <algorithm>

#include "base/text.h"
#include "newsroom/catalogue.h"
#include "newsroom/cursor.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

// Of "a,b,c" whether `slug` is one.
bool names_topic(std::string_view list, std::string_view slug) {
  while (!list.empty()) {
    const std::string_view each = list.substr(0, list.find(','));
    if (each == slug) return true;
    list.remove_prefix(std::min(each.size() + 1, list.size()));
  }
  return false;
}

}  // namespace

Result<http::Response> list_topics(const Call& call) {
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  const std::string words = text::fold_case(text::squeeze(call.request.parameter("q").value_or("")));
  const auto slugs = call.request.parameter("slugs");
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    json::array items;
    for (const content::Topic& topic : store::all_topics(session, *site)) {
      if (items.size() >= *limit) break;
      if (slugs && !names_topic(*slugs, topic.slug)) continue;
      const bool found =
          topic.slug.find(words) != std::string::npos || text::fold_case(topic.name).find(words) != std::string::npos;
      if (found) items.push_back(json::object{{"slug", topic.slug}, {"name", topic.name}});
    }
    return json_response(200, json::object{{"items", std::move(items)}, {"next", nullptr}});
  });
}

}  // namespace vestnik::newsroom
