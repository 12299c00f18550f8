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
constexpr std::size_t most_read = 512;                                   // documents with all words but the last

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

// The first term of the document that is not before `from`; "" where there is none.
std::string first_term(const Xapian::Database& database, Xapian::docid document, const std::string& from) {
  auto term = database.termlist_begin(document);
  term.skip_to(from);
  return term == database.termlist_end(document) ? std::string() : *term;
}

// Everything that begins like a word that is not all there, in Cyrillic too where it was typed in Latin letters: in the
// readings that some text begins like.
struct Beginning {
  std::vector<std::string> starts;  // of terms
  std::vector<std::string> terms;   // the most frequent of those
  bool all = true;                  // those are all
  std::size_t often = 0;            // documents that they are in

  bool is_in(const Xapian::Database& database, Xapian::docid document) const {
    return std::ranges::any_of(starts, [&](const std::string& start) {
      const std::string first = first_term(database, document, start);
      return first.starts_with(start);
    });
  }
};

Beginning beginning_of(const std::string& word, const Xapian::Database& database, Beginnings& beginnings) {
  const auto begins_a_word = [&](std::string_view reading) {
    const std::string beginning = term_of(fold(reading));
    return database.allterms_begin(beginning) != database.allterms_end(beginning);
  };
  Beginning beginning{.starts = {term_of(word)}, .terms = {}};
  for (const std::string& reading : read_latin(word, begins_a_word, suggested_readings, suggested_tries)) {
    beginning.starts.push_back(term_of(fold(reading)));
  }
  for (const std::string& start : beginning.starts) {
    const Beginnings::Words words = beginnings.of(database, start);
    beginning.terms.insert(beginning.terms.end(), words.terms.begin(), words.terms.end());
    beginning.all = beginning.all && words.all;
    beginning.often += words.often;
  }
  return beginning;
}

// A word that is all there, with its readings: one of them.
struct Whole {
  std::vector<std::string> terms;
  std::size_t often = 0;

  bool is_in(const Xapian::Database& database, Xapian::docid document) const {
    return std::ranges::any_of(terms,
                               [&](const std::string& term) { return first_term(database, document, term) == term; });
  }
};

Whole whole_word(const std::string& word, const Xapian::Database& database) {
  Whole whole{.terms = {term_of(word)}};
  for (const std::string& reading : readings_of(word, suggested_readings))
    whole.terms.push_back(term_of(fold(reading)));
  for (const std::string& term : whole.terms) whole.often += database.get_termfreq(term);
  return whole;
}

Xapian::Query one_of(const std::vector<std::string>& terms) {
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

// Finds what somebody typed.
class Finding {
 public:
  Finding(const Xapian::Database& database, SiteId site, const MayShow& may_show)
      : database_(database), of_site_("H" + std::to_string(site.value)), may_show_(may_show) {}

  std::vector<Suggestion> find(const std::vector<std::string>& words, bool unfinished, std::size_t count,
                               Beginnings& beginnings) {
    for (std::size_t at = 0; at + (unfinished ? 1 : 0) < words.size(); ++at) {
      whole_.push_back(whole_word(words[at], database_));
    }
    if (unfinished) last_ = beginning_of(words.back(), database_, beginnings);
    add(false, count / 2);
    if (!unfinished || length_of(words.back()) >= headline_letters) add(true, count - found_.size());
    return std::move(found_);
  }

 private:
  // Up to `most` more.
  void add(bool headlines, std::size_t most) {
    full_ = found_.size() + most;
    if (whole_.empty() || !last_) return ask(headlines);
    const Whole& rarest = *std::ranges::min_element(whole_, {}, &Whole::often);
    // To join the entries of sixty words costs more than to read some documents, and there may be more than sixty.
    const std::size_t before = found_.size();
    if ((rarest.often <= most_read || !last_->all || last_->often > most_read) &&
        (read(rarest, headlines) || found_.size() > before)) {
      return;
    }
    ask(headlines);
  }

  // Everything that the index has.
  void ask(bool headlines) {
    std::vector<Xapian::Query> parts{Xapian::Query(of_site_), Xapian::Query(headlines ? "T" : "N")};
    for (const Whole& word : whole_) parts.push_back(one_of(word.terms));
    if (last_) parts.push_back(one_of(last_->terms));
    Xapian::Enquire enquire(database_);
    // Without weights and in the order of numbers the first matches are the answer.
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()));
    for (Xapian::doccount at = 0; at < most_looked_at && found_.size() < full_; at += looked_at_once) {
      const Xapian::MSet matches = enquire.get_mset(at, looked_at_once);
      for (auto match = matches.begin(); match != matches.end() && found_.size() < full_; ++match) take(*match);
      if (matches.size() < looked_at_once) return;
    }
  }

  // The same among the first documents, the newest headlines, that have `rarest`. False: there are more of those.
  bool read(const Whole& rarest, bool headlines) {
    std::vector<Xapian::PostingIterator> entries;
    for (const std::string& term : rarest.terms) {
      entries.push_back(database_.postlist_begin(term));
      if (headlines) entries.back().skip_to(articles_from);
    }
    for (std::size_t looked = 0; looked < most_read && found_.size() < full_; ++looked) {
      Xapian::docid next = 0;
      for (const auto& entry : entries) {
        if (entry != Xapian::PostingIterator() && (next == 0 || *entry < next)) next = *entry;
      }
      if (next == 0 || (!headlines && next >= articles_from)) return true;
      if (has_all(next)) take(next);
      for (auto& entry : entries) {
        if (entry != Xapian::PostingIterator() && *entry == next) ++entry;
      }
    }
    return found_.size() == full_;
  }

  // What most have not comes first.
  bool has_all(Xapian::docid number) const {
    return last_->is_in(database_, number) &&
           std::ranges::all_of(whole_, [&](const Whole& word) { return word.is_in(database_, number); }) &&
           first_term(database_, number, of_site_) == of_site_;
  }

  void take(Xapian::docid number) {
    const Suggestion suggestion = suggestion_of(number);
    if (!may_show_ || may_show_(suggestion)) found_.push_back(suggestion);
  }

  const Xapian::Database& database_;
  const std::string of_site_;
  const MayShow& may_show_;
  std::vector<Whole> whole_;
  std::optional<Beginning> last_;
  std::vector<Suggestion> found_;
  std::size_t full_ = 0;
};

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
    return Finding(database, site, may_show).find(words, unfinished, count, beginnings_);
  });
}

}  // namespace vestnik::search
