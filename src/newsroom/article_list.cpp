// The newsroom's list of articles and its search. What is published is found through the readers' index, with its
// knowledge of the language; what is not stands in no index at all and is looked through, newest first: it is few.
#include "newsroom/article_list.h"

#include "base/limits.h"
#include "base/text.h"
#include "newsroom/articles.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/reach.h"
#include "search/index.h"
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
    query.section = section->id;
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

// Every word of the question begins somewhere in the text.
class Words {
 public:
  explicit Words(std::string_view question) {
    const std::string folded = text::squeeze(text::fold_case(question));
    for (std::string_view rest = folded; !rest.empty();) {
      words_.emplace_back(rest.substr(0, rest.find(' ')));
      rest.remove_prefix(std::min(words_.back().size() + 1, rest.size()));
    }
  }
  bool are_in(const WorkLine& line) const {
    const std::string text = text::fold_case(line.headline + " " + line.deck + " " + line.slug);
    return std::ranges::all_of(words_, [&](const std::string& word) { return text.contains(word); });
  }

 private:
  std::vector<std::string> words_;
};

bool is_wanted(const std::vector<State>& states, State state) {
  return states.empty() ? state != State::trashed : std::ranges::find(states, state) != states.end();
}

std::vector<WorkLine> unpublished_matches(store::Session& session, WorkQuery query, const std::string& question) {
  const std::vector<State> asked = query.states;
  query.states.clear();
  for (const State state :
       {State::draft, State::review, State::ready, State::scheduled, State::withdrawn, State::hidden, State::trashed}) {
    if (is_wanted(asked, state)) query.states.push_back(state);
  }
  if (query.states.empty()) return {};
  query.most = limits::searched_drafts;
  query.order = store::WorkOrder::saved;
  std::vector<WorkLine> lines = store::list_work(session, query);
  const Words words(question);
  std::erase_if(lines, [&](const WorkLine& line) { return !words.are_in(line); });
  return lines;
}

// The unpublished first, then what readers would find, in one numbering.
Result<json::object> found(const Call& call, store::Session& session, const WorkQuery& query,
                           const std::string& question, const std::optional<Cursor>& from) {
  const std::size_t skip = from ? static_cast<std::size_t>(from->first) : 0;
  std::vector<WorkLine> matches = unpublished_matches(session, query, question);
  std::vector<WorkLine> lines;
  for (std::size_t i = skip; i < matches.size() && lines.size() < query.most; ++i) lines.push_back(matches[i]);
  bool more = matches.size() > skip + lines.size();
  std::size_t passed = lines.size();
  if (is_wanted(query.states, State::published) && lines.size() < query.most) {
    search::Query of_readers;
    of_readers.site = query.site;
    of_readers.text = question;
    const auto site = store::find_site(session, query.site);
    if (site) of_readers.language = site->language;
    if (query.section) of_readers.section = query.section;
    of_readers.skip = skip + lines.size() - matches.size();
    of_readers.count = query.most - lines.size() + 1;
    const auto hits = call.desk.index.search(of_readers);
    if (!hits) return std::unexpected(hits.error());
    more = hits->hits.size() == of_readers.count;
    std::vector<ArticleId> ids;
    for (const search::Hit& hit : hits->hits) {
      if (ids.size() + 1 < of_readers.count) ids.push_back(hit.id);
    }
    passed += ids.size();
    for (WorkLine& line : store::work_lines(session, query.site, ids)) {
      // What was published when the index was last written and is not any more, is among the unpublished.
      if (line.state != State::published) continue;
      if (query.author && std::ranges::find(line.authors, query.author) == line.authors.end()) continue;
      if (!query.assignee.empty() && line.assignee != query.assignee) continue;
      lines.push_back(std::move(line));
    }
  }
  std::optional<Cursor> next;
  if (more) next = Cursor{static_cast<std::int64_t>(skip + passed), 0};
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
    auto answer = text::squeeze(question).empty() ? listed(session, query, *cursor)
                                                  : found(call, session, query, question, *cursor);
    if (!answer) return std::unexpected(answer.error());
    return json_response(200, *answer);
  });
}

}  // namespace vestnik::newsroom
