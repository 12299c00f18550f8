// The newsroom's lists. Which index a list runs along is decided here, since SQLite keeps no statistics: what is in
// work is few among many, so its states lead; else the section does, else time alone.
#include <algorithm>
#include <bit>

#include "store/columns.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::State;

// An author of fewer articles is read through the author's own list, one of more by walking along time.
constexpr std::int64_t few_articles = 2'000;

constexpr std::string_view line_columns =
    "SELECT a.id, a.state, a.section, r.headline, r.deck, a.slug, r.permalink, r.authors, r.lead_image, "
    "a.newest_number, a.step, a.saved_at, a.published_at, a.scheduled_at, a.embargo_until, a.assignee, "
    "CASE WHEN a.published_revision = a.newest_revision THEN 1 ELSE 0 END "
    "FROM articles a JOIN revisions r ON r.id = a.newest_revision WHERE ";
constexpr std::string_view line_letters =
    "itittttt"
    "iiiiiiiti";

WorkLine read_line(const Row& row) {
  return {.id = row.id<ArticleId>(0),
          .state = content::state_of(row.text(1)).value_or(State::draft),
          .section = row.id<SectionId>(2),
          .headline = row.string(3),
          .deck = row.string(4),
          .slug = row.string(5),
          .permalink = row.string(6),
          .authors = read_ids<AuthorId>(row.text(7)),
          .lead_image = row.id<AssetId>(8),
          .revision = static_cast<int>(row.integer(9)),
          .step = static_cast<int>(row.integer(10)),
          .saved_at = from_millis(row.integer(11)),
          .published_at = row.time(12),
          .scheduled_at = row.time(13),
          .embargo_until = row.time(14),
          .assignee = row.string(15),
          .published_is_newest = row.flag(16)};
}

bool is_in_work(const std::vector<State>& states) {
  return !states.empty() && std::ranges::find(states, State::published) == states.end();
}

bool has_few_articles(Session& session, AuthorId author) {
  return session
             .integer("SELECT COUNT(*) FROM (SELECT article FROM article_authors WHERE author = ? LIMIT ?) t",
                      {author, few_articles})
             .value_or(0) < few_articles;
}

struct Question {
  std::string sql{line_columns};
  Session::Parameters parameters;

  void add(std::string_view condition, std::initializer_list<Value> values) {
    if (sql.size() > line_columns.size()) sql += "AND ";
    sql += std::string(condition) + " ";
    parameters.insert(parameters.end(), values);
  }
};

void ask_for_states(Question& question, const std::vector<State>& states, bool leads) {
  if (states.empty()) return question.add("a.state <> 'trashed'", {});
  // A term, not a column: no index of it is taken.
  std::string condition = leads ? "a.state IN (" : "a.state || '' IN (";
  for (std::size_t i = 0; i < states.size(); ++i) {
    condition += i == 0 ? "?" : ", ?";
    question.parameters.emplace_back(name_of(states[i]));
  }
  question.add(condition + ")", {});
}

void ask_for_author(Question& question, AuthorId author, bool few) {
  if (few) {
    question.add(
        "a.id IN (SELECT article FROM article_authors WHERE author = ? "
        "UNION SELECT article FROM work_authors WHERE author = ?)",
        {author, author});
  } else {
    question.add(
        "(EXISTS (SELECT 1 FROM article_authors b WHERE b.author = ? AND b.article = a.id) "
        "OR EXISTS (SELECT 1 FROM work_authors w WHERE w.author = ? AND w.article = a.id))",
        {author, author});
  }
}

// Several would have to be sorted: the list is walked in its own order then, past what stands elsewhere.
void ask_for_sections(Question& question, const std::vector<SectionId>& sections, bool led_by_another) {
  if (sections.size() == 1 && !led_by_another) return question.add("a.section = ?", {sections.front()});
  std::string condition = "a.section + 0 IN (";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    condition += i == 0 ? "?" : ", ?";
    question.parameters.emplace_back(sections[i]);
  }
  question.add(condition + ")", {});
}

void ask_for_some(Question& question, const std::vector<ArticleId>& ids) {
  // Powers of two, so that a few prepared statements serve any number.
  std::string condition = "a.id IN (";
  for (std::size_t i = 0; i < std::bit_ceil(ids.size()); ++i) {
    condition += i == 0 ? "?" : ", ?";
    question.parameters.emplace_back(ids[std::min(i, ids.size() - 1)]);
  }
  question.add(condition + ")", {});
}

void ask_for_reach(Question& question, const WorkReach& reach) {
  std::string condition = "((a.state = 'published' AND a.published_revision = a.newest_revision) OR a.assignee = ? ";
  question.parameters.emplace_back(reach.who);
  for (const SectionId section : reach.sections) {
    condition += "OR a.section = ? ";
    question.parameters.emplace_back(section);
  }
  condition += "OR EXISTS (SELECT 1 FROM revisions f WHERE f.article = a.id AND f.number = 1 AND f.saved_by = ?))";
  question.add(condition, {reach.who});
}

}  // namespace

std::vector<WorkLine> list_work(Session& session, const WorkQuery& query) {
  if (query.among && query.among->empty()) return {};
  const bool in_work = is_in_work(query.states);
  const bool of_few = query.author && !query.among && has_few_articles(session, query.author);
  Question question;
  if (query.among) ask_for_some(question, *query.among);
  question.add(of_few || query.among ? "a.site + 0 = ?" : "a.site = ?", {query.site});
  ask_for_states(question, query.states, !of_few && !query.among && (in_work || query.sections.size() != 1));
  if (!query.sections.empty()) ask_for_sections(question, query.sections, in_work || of_few || query.among);
  if (query.author) ask_for_author(question, query.author, of_few);
  if (query.reach) ask_for_reach(question, *query.reach);
  if (!query.assignee.empty()) question.add("a.assignee <> '' AND a.assignee = ?", {query.assignee});
  std::string_view column = "a.saved_at", beyond = "<", direction = "DESC";
  if (query.order == WorkOrder::published) column = "a.published_at";
  if (query.order == WorkOrder::scheduled) column = "a.scheduled_at", beyond = ">", direction = "ASC";
  if (query.order != WorkOrder::saved) question.add(std::string(column) + " IS NOT NULL", {});
  if (query.after) {
    question.add("(" + std::string(column) + ", a.id) " + std::string(beyond) + " (?, ?)",
                 {query.after->at, query.after->id});
  }
  // SQLite takes an index for the sake of the order wherever it can, and would walk past a million published articles
  // to a few in work: of several states, or of an author's few, what was found is sorted instead.
  const bool sorted = (in_work && query.states.size() > 1) || of_few || query.among || !query.assignee.empty();
  question.sql += "ORDER BY " + std::string(column) + (sorted ? " + 0 " : " ") + std::string(direction) + ", a.id " +
                  std::string(direction) + " LIMIT ?";
  question.parameters.emplace_back(static_cast<std::int64_t>(query.most));
  std::vector<WorkLine> lines;
  session.query(question.sql, line_letters, question.parameters, [&](const Row& row) {
    lines.push_back(read_line(row));
    return true;
  });
  return lines;
}

std::vector<CalendarLine> list_calendar(Session& session, const CalendarQuery& query) {
  // The state is a literal where an index is of that state alone, and a term where its own index must not be taken.
  struct Asked {
    CalendarKind kind;
    std::string_view column, condition;
  };
  constexpr Asked all[] = {
      {CalendarKind::scheduled, "a.scheduled_at", "a.site + 0 = ? AND a.state = 'scheduled'"},
      {CalendarKind::embargo, "a.embargo_until",
       "a.site + 0 = ? AND a.state || '' NOT IN ('published', 'withdrawn', 'trashed')"},
      {CalendarKind::published, "a.published_at", "a.site = ? AND a.state || '' = 'published'"},
  };
  std::vector<CalendarLine> lines;
  for (const Asked& asked : all) {
    Question question;
    question.add(asked.condition, {query.site});
    question.add(std::string(asked.column) + " >= ?", {query.from});
    question.add(std::string(asked.column) + " < ?", {query.until});
    if (query.reach) ask_for_reach(question, *query.reach);
    question.sql += "ORDER BY " + std::string(asked.column) + " DESC, a.id DESC LIMIT ?";
    question.parameters.emplace_back(static_cast<std::int64_t>(query.most));
    session.query(question.sql, line_letters, question.parameters, [&](const Row& row) {
      WorkLine line = read_line(row);
      const auto at = asked.kind == CalendarKind::scheduled ? line.scheduled_at
                      : asked.kind == CalendarKind::embargo ? line.embargo_until
                                                            : line.published_at;
      lines.push_back({.line = std::move(line), .kind = asked.kind, .at = at.value_or(query.from)});
      return true;
    });
  }
  std::ranges::stable_sort(lines, {}, &CalendarLine::at);
  return lines;
}

std::vector<WorkLine> work_lines(Session& session, SiteId site, const std::vector<ArticleId>& ids) {
  std::vector<WorkLine> lines;
  for (const ArticleId id : ids) {
    session.query(std::string(line_columns) + "a.site = ? AND a.id = ?", line_letters, {site, id}, [&](const Row& row) {
      lines.push_back(read_line(row));
      return false;
    });
  }
  return lines;
}

std::optional<WorkLine> work_line(Session& session, ArticleId id) {
  std::optional<WorkLine> line;
  session.query(std::string(line_columns) + "a.id = ?", line_letters, {id}, [&](const Row& row) {
    line = read_line(row);
    return false;
  });
  return line;
}

std::vector<StateCount> count_work(Session& session, SiteId site) {
  std::vector<StateCount> counts;
  for (const State state : {State::draft, State::review, State::ready, State::scheduled}) {
    counts.push_back(
        {state, session.integer("SELECT COUNT(*) FROM articles WHERE site = ? AND state = ?", {site, name_of(state)})
                    .value_or(0)});
  }
  return counts;
}

}  // namespace vestnik::store
