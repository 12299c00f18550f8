#include "search/suggestions.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/limits.h"
#include "search/analysis.h"
#include "search/latin.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

// A document: H<site>, N for a name or T for a headline, and w<word> for each folded word of its text.
// Document numbers: sections, people, topics, stories, each by id; then headlines, the highest id (the newest) first.
constexpr Xapian::docid authors_from = 0x0100'0000, topics_from = 0x0200'0000, stories_from = 0x7F00'0000,
                        articles_from = 0x8000'0000;
constexpr std::int64_t most_small_id = 0x00FF'FFFF, most_topic_id = 0x7CFF'FFFF, most_article_id = 0x7FFF'FFFE;
constexpr std::size_t most_words = 8;
constexpr std::size_t most_expansions = 60;
constexpr std::size_t suggested_readings = 2, suggested_tries = 60;
constexpr std::size_t headline_letters = 2;  // of the last word, before headlines are looked at
constexpr Xapian::doccount looked_at_once = 32, most_looked_at = 1'024;  // to find enough that may be shown
constexpr Xapian::doccount most_read = 256;                              // of those that have all words but the last

// 0 where the id is out of range: it is not suggested then.
Xapian::docid number_of(Subject subject, std::int64_t id) {
  if (id < 1) return 0;
  const auto small = static_cast<Xapian::docid>(id);
  switch (subject) {
    case Subject::section:
      return id <= most_small_id ? small : 0;
    case Subject::author:
      return id <= most_small_id ? authors_from + small : 0;
    case Subject::topic:
      return id <= most_topic_id ? topics_from + small : 0;
    case Subject::story:
      return id <= most_small_id ? stories_from + small : 0;
    case Subject::article:
      return id <= most_article_id ? 0xFFFF'FFFF - small : 0;
  }
  return 0;
}

Suggestion suggestion_of(Xapian::docid number) {
  if (number >= articles_from) return {Subject::article, 0xFFFF'FFFF - number};
  if (number >= stories_from) return {Subject::story, number - stories_from};
  if (number >= topics_from) return {Subject::topic, number - topics_from};
  if (number >= authors_from) return {Subject::author, number - authors_from};
  return {Subject::section, number};
}

std::string term_of(std::string_view folded) {
  return "w" + std::string(cut(folded, 200));
}

// Everything that begins like a word that is not all there, in Cyrillic too where it was typed in Latin letters: in the
// readings that some text begins like.
struct Beginning {
  std::vector<std::string> starts;  // of terms
  Xapian::Query query;              // of the most frequent of those terms
  bool all = true;                  // of all of them

  bool is_in(const Xapian::Database& database, Xapian::docid number) const {
    return std::ranges::any_of(starts, [&](const std::string& start) {
      auto term = database.termlist_begin(number);
      term.skip_to(start);
      return term != database.termlist_end(number) && (*term).starts_with(start);
    });
  }
};

Beginning beginning_of(const std::string& word, const Xapian::Database& database, Beginnings& beginnings) {
  const auto begins_a_word = [&](std::string_view reading) {
    const std::string beginning = term_of(fold(reading));
    return database.allterms_begin(beginning) != database.allterms_end(beginning);
  };
  Beginning beginning{.starts = {term_of(word)}, .query = {}};
  for (const std::string& reading : read_latin(word, begins_a_word, suggested_readings, suggested_tries)) {
    beginning.starts.push_back(term_of(fold(reading)));
  }
  std::vector<std::string> terms;
  for (const std::string& start : beginning.starts) {
    const Beginnings::Words words = beginnings.of(database, start);
    terms.insert(terms.end(), words.terms.begin(), words.terms.end());
    beginning.all = beginning.all && words.all;
  }
  beginning.query = Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  return beginning;
}

Xapian::Query whole_word(const std::string& word) {
  std::vector<std::string> terms{term_of(word)};
  for (const std::string& reading : readings_of(word, suggested_readings)) terms.push_back(term_of(fold(reading)));
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

std::vector<Suggestion> find_in(const Xapian::Database& database, SiteId site, const std::vector<std::string>& words,
                                bool unfinished, std::size_t count, const MayShow& may_show, Beginnings& beginnings) {
  std::vector<Xapian::Query> parts{Xapian::Query("H" + std::to_string(site.value))};
  const std::size_t whole = unfinished ? words.size() - 1 : words.size();
  for (std::size_t at = 0; at < whole; ++at) parts.push_back(whole_word(words[at]));
  const Xapian::Query before(Xapian::Query::OP_AND, parts.begin(), parts.end());
  std::optional<Beginning> last;
  if (unfinished) last = beginning_of(words.back(), database, beginnings);
  const Xapian::Query all = last ? Xapian::Query(Xapian::Query::OP_AND, before, last->query) : before;

  std::vector<Suggestion> found;
  const auto add = [&](const char* kind, std::size_t most) {
    const std::size_t full = found.size() + most;
    // False: there may be more than were looked at.
    const auto look = [&](const Xapian::Query& query, Xapian::doccount most_looks, const Beginning* checked) {
      Xapian::Enquire enquire(database);
      // Without weights and in the order of numbers the first matches are the answer.
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_docid_order(Xapian::Enquire::ASCENDING);
      enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(kind)));
      for (Xapian::doccount at = 0; at < most_looks && found.size() < full; at += looked_at_once) {
        const Xapian::MSet matches = enquire.get_mset(at, looked_at_once);
        for (auto match = matches.begin(); match != matches.end() && found.size() < full; ++match) {
          const Suggestion suggestion = suggestion_of(*match);
          if (checked != nullptr && !checked->is_in(database, *match)) continue;
          if (!may_show || may_show(suggestion)) found.push_back(suggestion);
        }
        if (matches.size() < looked_at_once) return true;
      }
      return found.size() == full;
    };
    // Where many words begin like the last one, reading in what has the words before it soon comes upon some of them,
    // and joining the entries of sixty words for each does not.
    if (whole > 0 && last && !last->all) {
      const std::size_t none = found.size();
      if (look(before, most_read, &*last)) return;
      found.resize(none);
    }
    look(all, most_looked_at, nullptr);
  };
  add("N", count / 2);
  if (!unfinished || length_of(words.back()) >= headline_letters) add("T", count - found.size());
  return found;
}

}  // namespace

Suggestions::Suggestions(const std::filesystem::path& folder, int action)
    : writer_(folder.string(), action), snapshots_(folder.string()), beginnings_(most_expansions) {}

void Suggestions::put(const Name& name) {
  const Xapian::docid number = number_of(name.subject, name.id);
  if (number == 0) return;
  Xapian::Document entry;
  entry.add_boolean_term("H" + std::to_string(name.site.value));
  entry.add_boolean_term(name.subject == Subject::article ? "T" : "N");
  for (const std::string& word : words_of(name.text, name.language)) entry.add_boolean_term(term_of(fold(word)));
  writer_.replace_document(number, entry);
}

void Suggestions::remove(Subject subject, std::int64_t id) {
  const Xapian::docid number = number_of(subject, id);
  if (number == 0) return;
  try {
    writer_.delete_document(number);
  } catch (const Xapian::DocNotFoundError&) {  // was never there
  }
}

void Suggestions::commit(std::int64_t change) {
  writer_.set_metadata("change", std::to_string(change));
  writer_.commit();
  snapshots_.committed();
}

std::int64_t Suggestions::change() const {
  const std::string text = writer_.get_metadata("change");
  std::int64_t change = 0;
  std::from_chars(text.data(), text.data() + text.size(), change);
  return change;
}

std::vector<Suggestion> Suggestions::find(SiteId site, std::string_view text, std::string_view language,
                                          std::size_t count, const MayShow& may_show) const {
  text = cut(text, limits::search_query_bytes);
  std::vector<std::string> words = words_of(text, language);
  if (words.empty() || count == 0) return {};
  if (words.size() > most_words) words.resize(most_words);
  for (std::string& word : words) word = fold(word);
  // A space behind a word says that it is all there.
  const bool unfinished = !text.ends_with(' ');
  return snapshots_.read([&](const Xapian::Database& database) {
    return find_in(database, site, words, unfinished, count, may_show, beginnings_);
  });
}

}  // namespace vestnik::search
