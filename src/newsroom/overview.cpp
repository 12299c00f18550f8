// What is going on: what is in work and who has it, what comes when, what is read now, what went wrong.
#include <algorithm>

#include "newsroom/article_list.h"
#include "newsroom/reach.h"
#include "newsroom/settings.h"
#include "store/catalogue.h"
#include "store/jobs.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::State;

constexpr std::size_t lines_in_work = 30, lines_scheduled = 100, lines_read = 20, lines_failed = 50, lines_missed = 50;
// Of what was saved last, of published stories: a change that waits for days is found in the list of articles.
constexpr std::size_t looked_through = 400;
constexpr auto missed_days = std::chrono::days(7);

std::vector<store::WorkLine> found(store::Session& session, const Call& call, SiteId site, std::vector<State> states,
                                   store::WorkOrder order, std::size_t most) {
  store::WorkQuery query;
  query.reach = reach_of(session, call, site);
  query.site = site;
  query.states = std::move(states);
  query.order = order;
  query.most = most;
  return store::list_work(session, query);
}

json::array lines(store::Session& session, const Call& call, SiteId site, std::vector<State> states,
                  store::WorkOrder order, std::size_t most) {
  return lines_to_json(session, site, found(session, call, site, std::move(states), order, most));
}

// Published, and saved again since: somebody has to publish that too.
json::array unpublished_changes(store::Session& session, const Call& call, SiteId site) {
  auto changed = found(session, call, site, {State::published}, store::WorkOrder::saved, looked_through);
  std::erase_if(changed, [](const store::WorkLine& line) { return line.published_is_newest; });
  if (changed.size() > lines_in_work) changed.resize(lines_in_work);
  return lines_to_json(session, site, changed);
}

json::array read_today(store::Session& session, SiteId site, Time now) {
  json::array items;
  const std::string today = format_rfc3339(now).substr(0, 10);
  for (const store::ReadLine& line : store::most_read_on(session, site, today, lines_read)) {
    items.push_back(json::object{
        {"id", line.article.value}, {"headline", line.headline}, {"address", line.path}, {"reads", line.reads}});
  }
  return items;
}

// What the schedule published late, or could not publish. Stories that the caller does not see are left out.
json::array missed_lines(store::Session& session, const Call& call, SiteId site) {
  const auto notes = store::missed_notes(session, site, call.desk.clock() - missed_days, lines_missed);
  store::WorkQuery query;
  query.reach = reach_of(session, call, site);
  query.site = site;
  query.among.emplace();
  for (const store::Note& note : notes) query.among->push_back(note.article);
  query.most = lines_missed;
  json::array items;
  if (notes.empty()) return items;
  const auto seen = store::list_work(session, query);
  for (const store::Note& note : notes) {
    const auto line = std::ranges::find(seen, note.article, &store::WorkLine::id);
    if (line == seen.end()) continue;
    items.push_back(json::object{{"id", note.article.value},
                                 {"headline", line->headline},
                                 {"note", note.id},
                                 {"text", note.text},
                                 {"at", format_rfc3339(note.at)}});
  }
  return items;
}

json::array failed_jobs(store::Session& session) {
  json::array items;
  for (const store::Job& job : store::dead_jobs(session)) {
    if (items.size() == lines_failed) break;
    items.push_back(json::object{{"id", job.id},
                                 {"kind", job.kind},
                                 {"due", format_rfc3339(job.due)},
                                 {"tries", job.tries},
                                 {"error", job.last_error}});
  }
  return items;
}

}  // namespace

Result<http::Response> get_overview(const Call& call) {
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    json::object counts;
    for (const store::StateCount& each : store::count_work(session, *site)) counts[api_name(each.state)] = each.count;
    return json_response(
        200, json::object{
                 {"counts", std::move(counts)},
                 {"in_work", lines(session, call, *site, {State::draft, State::review, State::ready},
                                   store::WorkOrder::saved, lines_in_work)},
                 {"unpublished_changes", unpublished_changes(session, call, *site)},
                 {"scheduled",
                  lines(session, call, *site, {State::scheduled}, store::WorkOrder::scheduled, lines_scheduled)},
                 {"read_today", read_today(session, *site, now)},
                 {"missed", missed_lines(session, call, *site)},
                 {"jobs", json::object{{"waiting", store::waiting_jobs(session)}, {"failed", failed_jobs(session)}}}});
  });
}

}  // namespace vestnik::newsroom
