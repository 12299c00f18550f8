// The newsroom's list of articles; with words to look for, its search.
#include "newsroom/article_list.h"

#include "base/limits.h"
#include "base/text.h"
#include "content/sections.h"
#include "newsroom/article_search.h"
#include "newsroom/articles.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/reach.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::State;
using store::WorkLine;
using store::WorkQuery;

// Slugs by number, looked up once each.
class Names {
 public:
  Names(store::Session& session, SiteId site) : session_(session) {
    for (content::Section& section : store::all_sections(session, site)) sections_[section.id] = section.slug;
  }
  std::string section(SectionId id) const {
    const auto found = sections_.find(id);
    return found == sections_.end() ? "" : found->second;
  }
  const std::string& author(AuthorId id) {
    const auto known = authors_.find(id);
    if (known != authors_.end()) return known->second;
    const auto author = store::find_author(session_, id);
    return authors_[id] = author ? author->slug : "";
  }

 private:
  store::Session& session_;
  std::unordered_map<SectionId, std::string> sections_;
  std::unordered_map<AuthorId, std::string> authors_;
};

json::value time_or_none(const std::optional<Time>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

json::object line_to_json(const WorkLine& line, Names& names) {
  json::array authors;
  for (const AuthorId id : line.authors) authors.emplace_back(names.author(id));
  const std::string section = names.section(line.section);
  content::Article article;
  article.slug = line.slug;
  article.permalink = line.permalink;
  article.revision = line.revision;
  article.step = line.step;
  return {{"id", line.id.value},
          {"state", api_name(line.state)},
          {"headline", line.headline},
          {"deck", line.deck},
          {"section", section.empty() ? json::value(nullptr) : json::value(section)},
          {"authors", std::move(authors)},
          {"lead_image", line.lead_image ? json::value(line.lead_image.value) : json::value(nullptr)},
          {"address", content::address_of(article, section)},
          {"updated_at", format_rfc3339(line.saved_at)},
          {"published_at", time_or_none(line.published_at)},
          {"scheduled_at", time_or_none(line.scheduled_at)},
          {"embargo_until", time_or_none(line.embargo_until)},
          {"assignee", line.assignee},
          {"unpublished_changes", line.state == State::published && !line.published_is_newest},
          {"revision", line.revision},
          {"etag", etag_of(article)}};
}

Result<std::vector<State>> states_of(const http::Request& request) {
  std::vector<State> states;
  const std::string given = request.parameter("state").value_or("");
  std::string_view rest = given;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(','));
    const auto state = state_of_api(name);
    if (!state) {
      return fail(ErrorKind::invalid, "no such state", std::string(name),
                  "draft, in_review, ready, scheduled, published, withdrawn or trashed");
    }
    if (std::ranges::find(states, *state) == states.end()) states.push_back(*state);
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
  }
  return states;
}

Result<void> ask_for_names(store::Session& session, const http::Request& request, WorkQuery& query) {
  if (const auto slug = request.parameter("section"); slug && !slug->empty()) {
    const auto section = store::find_section(session, query.site, *slug);
    if (!section) return fail(ErrorKind::invalid, "no such section", *slug, "GET /api/v1/sections lists them");
    query.sections = content::with_subsections(store::all_sections(session, query.site), section->id);
  }
  if (const auto slug = request.parameter("author"); slug && !slug->empty()) {
    const auto author = store::find_author(session, query.site, *slug);
    if (!author) return fail(ErrorKind::invalid, "no such author", *slug, "GET /api/v1/authors lists them");
    query.author = author->id;
  }
  query.assignee = request.parameter("assignee").value_or("");
  return {};
}

Result<store::WorkOrder> order_of(const http::Request& request) {
  const std::string sort = request.parameter("sort").value_or("updated");
  if (sort == "updated") return store::WorkOrder::saved;
  if (sort == "published") return store::WorkOrder::published;
  if (sort == "scheduled") return store::WorkOrder::scheduled;
  return fail(ErrorKind::invalid, "no such order", sort, "updated, published or scheduled");
}

json::object answer_of(store::Session& session, SiteId site, const std::vector<WorkLine>& lines,
                       std::optional<Cursor> next) {
  return {{"items", lines_to_json(session, site, lines)},
          {"next", next ? json::value(write_cursor(*next)) : json::value(nullptr)}};
}

Result<json::object> listed(store::Session& session, WorkQuery query, const std::optional<Cursor>& from) {
  if (from) query.after = store::WorkPlace{from_millis(from->first), ArticleId{from->second}};
  const std::size_t wanted = query.most++;
  std::vector<WorkLine> lines = store::list_work(session, query);
  std::optional<Cursor> next;
  if (lines.size() > wanted) {
    lines.pop_back();
    const WorkLine& last = lines.back();
    const Time at = query.order == store::WorkOrder::saved       ? last.saved_at
                    : query.order == store::WorkOrder::published ? last.published_at.value_or(Time())
                                                                 : last.scheduled_at.value_or(Time());
    next = Cursor{to_millis(at), last.id.value};
  }
  return answer_of(session, query.site, lines, next);
}

}  // namespace

json::array lines_to_json(store::Session& session, SiteId site, const std::vector<WorkLine>& lines) {
  Names names(session, site);
  json::array items;
  for (const WorkLine& line : lines) items.push_back(line_to_json(line, names));
  return items;
}

Result<http::Response> list_articles(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  auto states = states_of(call.request);
  if (!states) return std::unexpected(states.error());
  const auto order = order_of(call.request);
  if (!order) return std::unexpected(order.error());
  const std::string question = call.request.parameter("q").value_or("");
  if (question.size() > limits::search_query_bytes) {
    return fail(ErrorKind::invalid, "the question is too long", "q",
                "at most " + std::to_string(limits::search_query_bytes) + " bytes");
  }
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    WorkQuery query;
    query.site = *site;
    query.states = *states;
    query.order = *order;
    query.most = *limit;
    query.reach = reach_of(session, call, *site);
    if (auto named = ask_for_names(session, call.request, query); !named) return std::unexpected(named.error());
    if (text::squeeze(question).empty()) {
      auto answer = listed(session, query, *cursor);
      if (!answer) return std::unexpected(answer.error());
      return json_response(200, *answer);
    }
    const auto found = search_articles(call, session, query, question, *cursor);
    if (!found) return std::unexpected(found.error());
    return json_response(200, answer_of(session, *site, found->lines, found->next));
  });
}

}  // namespace vestnik::newsroom
