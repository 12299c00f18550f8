// What comes out when, and what came out: schedules, ends of embargoes, publications between two moments.
#include <algorithm>
#include <map>

#include "newsroom/article_list.h"
#include "newsroom/limits.h"
#include "newsroom/reach.h"
#include "newsroom/settings.h"

namespace vestnik::newsroom {

namespace {

constexpr std::string_view name_of(store::CalendarKind kind) {
  switch (kind) {
    case store::CalendarKind::scheduled:
      return "scheduled";
    case store::CalendarKind::embargo:
      return "embargo";
    case store::CalendarKind::published:
      break;
  }
  return "published";
}

Result<Time> moment_of(const Call& call, const char* name) {
  const std::string given = call.request.parameter(name).value_or("");
  const auto moment = parse_rfc3339(given);
  if (moment) return *moment;
  return fail(ErrorKind::invalid, "not a time", std::string(name) + " " + given, "write it as 2026-11-24T00:00:00Z");
}

}  // namespace

Result<http::Response> get_calendar(const Call& call) {
  const auto from = moment_of(call, "from"), until = moment_of(call, "until");
  if (!from) return std::unexpected(from.error());
  if (!until) return std::unexpected(until.error());
  if (*until <= *from || *until - *from > limits::calendar_time) {
    return fail(ErrorKind::invalid, "not a stretch of time that is told at once", "until",
                "after \"from\", by no more than " + std::to_string(limits::calendar_time.count() / 24) + " days");
  }
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    store::CalendarQuery query{.site = *site, .from = *from, .until = *until, .reach = {}};
    query.reach = reach_of(session, call, *site);
    query.most = limits::calendar_lines + 1;
    const auto found = store::list_calendar(session, query);
    std::map<store::CalendarKind, std::size_t> counts;
    std::vector<store::WorkLine> lines;
    for (const store::CalendarLine& each : found) {
      ++counts[each.kind];
      lines.push_back(each.line);
    }
    json::array items = lines_to_json(session, *site, lines);
    for (std::size_t at = 0; at < items.size(); ++at) {
      items[at].as_object()["kind"] = name_of(found[at].kind);
      items[at].as_object()["at"] = format_rfc3339(found[at].at);
    }
    const bool more =
        std::ranges::any_of(counts, [](const auto& count) { return count.second > limits::calendar_lines; });
    return json_response(200, json::object{{"items", std::move(items)}, {"more", more}});
  });
}

}  // namespace vestnik::newsroom
