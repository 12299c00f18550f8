#include "newsroom/article_search.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/limits.h"
#include "newsroom/work_index.h"
#include "search/index.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

using content::State;
using store::WorkLine;
using store::WorkQuery;

constexpr std::size_t hits_at_once = 100;
constexpr std::size_t just_saved_lines = 100;
constexpr std::chrono::seconds just_saved{10};
constexpr std::array all_states{State::draft,     State::review,    State::ready,   State::scheduled,
                                State::published, State::withdrawn, State::trashed, State::hidden};

// A cursor's second number: where the first one counts.
enum Place : std::int64_t { in_work, among_readers };

class Search {
 public:
  Search(const Call& call, store::Session& session, const WorkQuery& query, const std::string& question)
      : call_(call), session_(session), query_(query) {
    asked_.site = query.site;
    asked_.text = question;
    if (const auto site = store::find_site(session, query.site)) asked_.language = site->language;
    if (!query.sections.empty()) asked_.sections = query.sections;
    if (query.author) asked_.labels.push_back({search::author_label(query.author)});
    asked_.count = hits_at_once;
    asked_.every_word = true;
  }

  Result<FoundArticles> from(Cursor at) {
    const bool fresh = at.first == 0 && at.second == in_work;
    if (at.second == in_work) {
      auto next = walk(call_.desk.work_index, labelled(wanted_states()), at.first,
                       [](const WorkLine& line) { return !line.published_is_newest; });
      if (!next) return std::unexpected(next.error());
      if (*next) return answer(Cursor{**next, in_work});
      if (fresh) {
        if (auto done = add_begun_words(); !done) return std::unexpected(done.error());
        add_just_saved();
      }
      at = {0, among_readers};
    }
    if (!wants(State::published)) return answer(std::nullopt);
    if (found_.size() >= query_.most) return answer(at);
    // Published stories under revision stand in both indexes: the newest revision was shown where it holds the words.
    const auto revised = call_.desk.work_index.search(labelled({State::published}));
    if (!revised) return std::unexpected(revised.error());
    std::unordered_set<ArticleId> shown;
    for (const search::Hit& hit : revised->hits) shown.insert(hit.id);
    auto next = walk(call_.desk.index, asked_, at.first, [&](const WorkLine& line) {
      // What was published when the index was last written and is not any more, is in work.
      return line.state == State::published && !shown.contains(line.id);
    });
    if (!next) return std::unexpected(next.error());
    return answer(*next ? std::optional(Cursor{**next, among_readers}) : std::nullopt);
  }

 private:
  bool wants(State state) const {
    return query_.states.empty() ? state != State::trashed
                                 : std::ranges::find(query_.states, state) != query_.states.end();
  }
  std::vector<State> wanted_states() const {
    std::vector<State> states;
    for (const State state : all_states) {
      if (wants(state)) states.push_back(state);
    }
    return states;
  }
  search::Query labelled(const std::vector<State>& states) const {
    search::Query asked = asked_;
    asked.labels.emplace_back();
    for (const State state : states) asked.labels.back().push_back(state_label(state));
    return asked;
  }

  // The lines behind these numbers that the caller may see and asked for.
  std::unordered_map<ArticleId, WorkLine> lines_of(const std::vector<ArticleId>& ids) {
    WorkQuery query = query_;
    query.among = ids;
    query.most = ids.size();
    query.order = store::WorkOrder::saved;  // as they were found, whatever the list was sorted by
    std::unordered_map<ArticleId, WorkLine> lines;
    for (WorkLine& line : store::list_work(session_, query)) lines.emplace(line.id, std::move(line));
    return lines;
  }

  // Hits from the `skip`th on, until there are enough lines. Where to go on; nothing at the end.
  Result<std::optional<std::int64_t>> walk(const search::Index& index, search::Query asked, std::int64_t skip,
                                           const std::function<bool(const WorkLine&)>& fits) {
    std::int64_t at = skip;
    while (at - skip < static_cast<std::int64_t>(limits::searched_hits)) {
      asked.skip = static_cast<std::size_t>(at);
      const auto hits = index.search(asked);
      if (!hits) return std::unexpected(hits.error());
      std::vector<ArticleId> ids;
      for (const search::Hit& hit : hits->hits) ids.push_back(hit.id);
      auto lines = lines_of(ids);
      for (const ArticleId id : ids) {
        const auto line = lines.find(id);
        if (line != lines.end() && fits(line->second)) {
          if (found_.size() == query_.most) return std::optional(at);
          found_.push_back(std::move(line->second));
        }
        ++at;
      }
      if (ids.size() < hits_at_once) return std::optional<std::int64_t>();
    }
    return std::optional(at);
  }

  // While somebody types, the last word is a beginning. Headlines are known by those; what was found is not repeated.
  Result<void> add_begun_words() {
    const auto begun = call_.desk.work_index.suggest(query_.site, asked_.text, asked_.language, query_.most, {});
    if (!begun) return std::unexpected(begun.error());
    std::vector<ArticleId> ids;
    for (const search::Suggestion& each : *begun) {
      if (each.subject == search::Subject::article) ids.emplace_back(each.id);
    }
    for (const WorkLine& line : found_) std::erase(ids, line.id);
    auto lines = lines_of(ids);
    for (const ArticleId id : ids) {
      const auto line = lines.find(id);
      if (line == lines.end() || line->second.published_is_newest || found_.size() == query_.most) continue;
      found_.push_back(std::move(line->second));
    }
    return {};
  }

  // The index is a moment behind; whoever has just written something looks for it by its headline.
  void add_just_saved() {
    WorkQuery query = query_;
    query.most = just_saved_lines;
    query.order = store::WorkOrder::saved;
    const std::string wanted = text::fold_case(text::squeeze(asked_.text));
    for (WorkLine& line : store::list_work(session_, query)) {
      if (call_.desk.clock() - line.saved_at > just_saved) break;
      if (line.published_is_newest || text::fold_case(line.headline).find(wanted) == std::string::npos) continue;
      const auto same = [&](const WorkLine& each) { return each.id == line.id; };
      if (std::ranges::none_of(found_, same) && found_.size() < query_.most) found_.push_back(std::move(line));
    }
  }

  FoundArticles answer(std::optional<Cursor> next) { return {std::move(found_), next}; }

  const Call& call_;
  store::Session& session_;
  const WorkQuery& query_;
  search::Query asked_;
  std::vector<WorkLine> found_;
};

}  // namespace

Result<FoundArticles> search_articles(const Call& call, store::Session& session, const WorkQuery& query,
                                      const std::string& question, const std::optional<Cursor>& from) {
  Cursor at = from.value_or(Cursor{});
  at.first = std::max<std::int64_t>(at.first, 0);
  return Search(call, session, query, question).from(at);
}

}  // namespace vestnik::newsroom
