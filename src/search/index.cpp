#include "search/index.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>

#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "search/analysis.h"
#include "search/generation.h"
#include "search/query.h"
#include "search/shown_text.h"
#include "search/snippet.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

// A document of the database:
//   Q<id>          the article, unique            H<site>, K<section>   what searches are narrowed to
//   <term>         a word of any field, with positions; how often it counts depends on the field
//   S<term>        a word of the headline
//   L<label>       what searches are narrowed to
//   value 0        published_at in milliseconds, as Xapian sorts numbers
//   value 1        the article's number and the document's fingerprint, in decimal digits with a space between
//   data           language, headline, deck, names, each ended by U+0001, which cleaned text cannot hold; then what
//                  is shown of the text (shown_text.h)
// Metadata "change" is the number of the last change, "format" the version of all this (generation.cpp), "note …" what
// whoever fills it wants to know later.
constexpr Xapian::valueno published_slot = 0, print_slot = 1;
constexpr std::size_t shown_body_bytes = 8 << 10;
constexpr std::size_t indexed_body_bytes = 1 << 20;
constexpr std::size_t most_hits = 100;
constexpr std::size_t longest_term = 245;  // of Xapian's
constexpr Xapian::termcount positions_between_fields = 100;
// How often a word counts by where it stands.
constexpr Xapian::termcount in_headline = 8, in_name = 4, in_deck = 3, in_body = 1;

std::string id_term(ArticleId id) {
  return "Q" + std::to_string(id.value);
}
std::string site_term(SiteId id) {
  return "H" + std::to_string(id.value);
}
std::string section_term(SectionId id) {
  return "K" + std::to_string(id.value);
}
std::string label_term(std::string_view label) {
  return "L" + std::string(cut(label, 200));
}
std::string note_key(std::string_view name) {
  return "note " + std::string(name);
}
std::string sortable(Time time) {
  return Xapian::sortable_serialise(static_cast<double>(to_millis(time)));
}
std::string write_print(ArticleId id, std::uint64_t print) {
  return std::to_string(id.value) + " " + std::to_string(print);
}

Error failure(const std::string& doing, const Xapian::Error& error) {
  const std::string type = error.get_type();
  if (type == "DatabaseLockError")
    return {ErrorKind::busy, doing + ": another process writes to the search index", error.get_context(), "stop it"};
  if (type == "DatabaseCorruptError" || type == "DatabaseVersionError" || type == "DatabaseOpeningError" ||
      type == "DatabaseNotFoundError")
    return {ErrorKind::internal, doing + ": the search index is damaged: " + error.get_msg(), error.get_context(),
            "delete its folder while no program runs; it is made again from the store"};
  return {ErrorKind::unavailable, doing + ": " + type + ": " + error.get_msg(), error.get_context(), ""};
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Fields {
 public:
  explicit Fields(std::string_view data) {
    for (auto* field : {&language, &headline, &deck, &names}) {
      const auto to = std::min(data.find('\x01'), data.size());
      *field = data.substr(0, to);
      data.remove_prefix(std::min(to + 1, data.size()));
    }
    shown = data;
  }
  static std::string write(const Document& document, const ShownText& shown) {
    std::string data;
    for (const auto& field : {document.language, document.headline, document.deck, joined(document.names)})
      data += text::clean(field) + '\x01';
    return data + shown.write();
  }
  std::string_view language, headline, deck, names, shown;  // of the data given
};

// Puts the words of an article into its entry, one field behind the other.
class WordWriter {
 public:
  WordWriter(Xapian::Document& entry, const std::string& language) : entry_(entry), language_(language) {}

  // Where the words of `text` stand in it.
  std::vector<Span> add(std::string_view text, Xapian::termcount weight) {
    auto spans = word_spans(text, std::string_view(language_).substr(0, 2));
    for (const auto& span : spans) {
      ++position_;
      for (const auto& term : terms_of(text.substr(span.begin, span.end - span.begin), language_)) {
        longest_ = std::max(longest_, 1 + term.size());
        entry_.add_posting(term, position_, weight);
        if (weight == in_headline) entry_.add_term(headline_prefix + term);
      }
    }
    return spans;
  }
  // No phrase reaches from one field into the next.
  void end_field() { position_ += positions_between_fields; }

  Xapian::termpos position() const { return position_; }  // of the word before
  std::size_t longest() const { return longest_; }        // of all terms, with a prefix; bytes

 private:
  Xapian::Document& entry_;
  const std::string& language_;
  Xapian::termpos position_ = 0;
  std::size_t longest_ = 0;
};

// Deck and body go into the entry; what a result may show of them comes back.
ShownText write_texts(WordWriter& words, const Document& document) {
  ShownText shown;
  shown.text = text::clean(document.deck);
  shown.before_deck = words.position();
  shown.words = words.add(shown.text, in_deck);
  shown.deck_words = shown.words.size();
  words.end_field();
  const auto body = text::clean(cut(document.body, indexed_body_bytes));
  shown.before_body = words.position();
  const auto body_words = words.add(body, in_body);
  const auto shown_body = cut(body, shown_body_bytes);
  if (!shown.text.empty()) shown.text += '\n';
  for (const Span& word : body_words) {
    if (word.end > shown_body.size()) break;
    shown.words.push_back({shown.text.size() + word.begin, shown.text.size() + word.end});
  }
  shown.text += shown_body;
  return shown;
}

// Words that a misspelt one may have meant: those of headlines and decks, which are many and well spelt.
std::set<std::string> spelling_words(std::string_view headline, std::string_view deck, std::string_view names,
                                     std::string_view language) {
  std::set<std::string> words;
  for (const auto part : {headline, deck, names})
    for (const auto& word : words_of(part, language))
      if (auto folded = fold(word); length_of(folded) >= 4 && folded.size() <= 60) words.insert(std::move(folded));
  return words;
}

// Adds to a match the fresher it is against the newest document: half of `most` at thirty days.
class Freshness : public Xapian::ValuePostingSource {
 public:
  explicit Freshness(double most) : Xapian::ValuePostingSource(published_slot), most_(most) {}
  double get_weight() const override {
    constexpr double half = 30.0 * 24 * 3600 * 1000;
    const auto age = std::max(0.0, newest_ - Xapian::sortable_unserialise(get_value()));
    return most_ / (1.0 + age / half);
  }
  Freshness* clone() const override { return new Freshness(most_); }
  void init(const Xapian::Database& database) override {
    Xapian::ValuePostingSource::init(database);
    newest_ = Xapian::sortable_unserialise(database.get_value_upper_bound(published_slot));
    set_maxweight(most_);
  }

 private:
  double most_, newest_ = 0;
};

class XapianIndex : public Index {
 public:
  XapianIndex(std::filesystem::path folder, std::shared_ptr<Generation> generation)
      : folder_(std::move(folder)), generation_(std::move(generation)) {}

  Result<void> put(const Document& document) override;
  Result<void> remove(ArticleId id) override;
  Result<void> put_name(const Name& name) override;
  Result<void> remove_name(Subject subject, std::int64_t id) override;
  Result<void> commit(std::int64_t change) override;
  std::int64_t change() const override { return generation()->change(); }
  Result<void> note(std::string_view name, std::string_view text) override;
  Result<std::string> noted(std::string_view name) const override;
  std::size_t size() const override;
  std::vector<ArticleId> all() const override;
  Result<std::vector<Entry>> entries() const override;
  Result<Hits> search(const Query& query) const override;
  Result<std::vector<Suggestion>> suggest(SiteId site, std::string_view text, std::string_view language,
                                          std::size_t count, const MayShow& may_show) const override;
  Result<std::unique_ptr<Index>> make_beside() const override;
  Result<void> replace_by(std::unique_ptr<Index> filled) override;

 private:
  // Held for as long as it is read from: the last one that lets go of a former one removes it.
  std::shared_ptr<Generation> generation() const {
    const std::scoped_lock lock(mutex_);
    return generation_;
  }
  template <class Ask>
  static Result<std::invoke_result_t<Ask>> retried(const Ask& ask);
  template <class Ask>
  Result<std::invoke_result_t<Ask, const Xapian::Database&>> on_snapshot(const Ask& ask) const {
    return retried([&, generation = generation()] { return generation->articles().read(ask); });
  }
  static bool holds(Xapian::WritableDatabase& writer, const std::string& unique, const std::string& print);
  static void forget_spelling(Xapian::WritableDatabase& writer, const std::string& unique);
  static std::string snippet_of(const Xapian::Database& database, const Xapian::Document& document,
                                const std::set<std::string>& terms);
  static Hits find(const Xapian::Database& database, const Query& query);
  static std::string suggestion_for(const Xapian::Database& database, const Query& query,
                                    const std::vector<std::string>& missing);

  const std::filesystem::path folder_;
  mutable std::mutex mutex_;  // of which one, for as long as it takes to say it
  std::shared_ptr<Generation> generation_;
};

bool XapianIndex::holds(Xapian::WritableDatabase& writer, const std::string& unique, const std::string& print) {
  const auto posting = writer.postlist_begin(unique);
  return posting != writer.postlist_end(unique) && writer.get_document(*posting).get_value(print_slot) == print;
}

void XapianIndex::forget_spelling(Xapian::WritableDatabase& writer, const std::string& unique) {
  const auto posting = writer.postlist_begin(unique);
  if (posting == writer.postlist_end(unique)) return;
  const std::string data = writer.get_document(*posting).get_data();
  const Fields fields(data);
  for (const auto& word : spelling_words(fields.headline, fields.deck, fields.names, fields.language))
    writer.remove_spelling(word);
}

Result<void> XapianIndex::put(const Document& document) try {
  const auto generation = this->generation();
  auto& writer = generation->writer();
  const auto unique = id_term(document.id);
  const auto print = write_print(document.id, fingerprint(document));
  if (holds(writer, unique, print)) return {};
  Xapian::Document entry;
  WordWriter words(entry, document.language);
  words.add(document.headline, in_headline);
  words.end_field();
  for (const auto& name : document.names) {
    words.add(name, in_name);
    words.end_field();
  }
  const ShownText shown = write_texts(words, document);
  // Xapian would throw away all that was put since the last commit together with this one.
  if (words.longest() > longest_term) {
    return fail(ErrorKind::invalid, "a word of the article is too long for the search index",
                std::to_string(document.id.value), "shorten it; until then the article is not found");
  }
  entry.add_boolean_term(unique);
  entry.add_boolean_term(site_term(document.site));
  entry.add_boolean_term(section_term(document.section));
  for (const auto& label : document.labels) entry.add_boolean_term(label_term(label));
  entry.add_value(published_slot, sortable(document.published_at));
  entry.add_value(print_slot, print);
  entry.set_data(Fields::write(document, shown));
  forget_spelling(writer, unique);
  writer.replace_document(unique, entry);
  for (const auto& word : spelling_words(document.headline, document.deck, joined(document.names), document.language))
    writer.add_spelling(word);
  generation->suggestions().put(
      {Subject::article, document.id.value, document.site, document.language, document.headline});
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("indexing article " + std::to_string(document.id.value), error));
}

Result<void> XapianIndex::remove(ArticleId id) try {
  const auto generation = this->generation();
  forget_spelling(generation->writer(), id_term(id));
  generation->writer().delete_document(id_term(id));
  generation->suggestions().remove(Subject::article, id.value);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("removing article " + std::to_string(id.value) + " from the search index", error));
}

Result<void> XapianIndex::put_name(const Name& name) try {
  generation()->suggestions().put(name);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("indexing the name " + name.text, error));
}

Result<void> XapianIndex::remove_name(Subject subject, std::int64_t id) try {
  generation()->suggestions().remove(subject, id);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("removing a name from the search index", error));
}

Result<void> XapianIndex::commit(std::int64_t change) try {
  generation()->commit(change);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("committing the search index", error));
}

Result<void> XapianIndex::note(std::string_view name, std::string_view text) try {
  generation()->writer().set_metadata(note_key(name), std::string(text));
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("writing a note into the search index", error));
}

Result<std::string> XapianIndex::noted(std::string_view name) const try {
  return generation()->writer().get_metadata(note_key(name));
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("reading a note of the search index", error));
}

std::size_t XapianIndex::size() const try {
  return generation()->articles().read([](const Xapian::Database& database) { return database.get_doccount(); });
} catch (const Xapian::Error&) {
  return 0;
}

std::vector<ArticleId> XapianIndex::all() const {
  std::vector<ArticleId> ids;
  for (const Entry& entry : entries().value_or(std::vector<Entry>())) ids.push_back(entry.id);
  return ids;
}

Result<std::vector<Index::Entry>> XapianIndex::entries() const {
  return on_snapshot([](const Xapian::Database& database) {
    std::vector<Entry> entries;
    for (auto value = database.valuestream_begin(print_slot); value != database.valuestream_end(print_slot); ++value) {
      const std::string print = *value;
      Entry entry;
      const auto [space, problem] = std::from_chars(print.data(), print.data() + print.size(), entry.id.value);
      std::from_chars(std::min(space + 1, print.data() + print.size()), print.data() + print.size(), entry.fingerprint);
      entries.push_back(entry);
    }
    std::ranges::sort(entries, {}, &Entry::id);
    return entries;
  });
}

Result<std::unique_ptr<Index>> XapianIndex::make_beside() const try {
  auto made = search::make_beside(folder_, generation()->number() + 1);
  if (!made) return std::unexpected(made.error());
  return std::make_unique<XapianIndex>(folder_, std::move(*made));
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("making a new search index", error));
}

Result<void> XapianIndex::replace_by(std::unique_ptr<Index> filled) {
  auto& other = dynamic_cast<XapianIndex&>(*filled);
  if (auto done = make_current(folder_, *other.generation_); !done) return done;
  const std::scoped_lock lock(mutex_);
  generation_.swap(other.generation_);
  other.generation_->keep(false);
  return {};
}

Result<Hits> XapianIndex::search(const Query& query) const {
  return on_snapshot([&](const Xapian::Database& database) { return find(database, query); });
}

Result<std::vector<Suggestion>> XapianIndex::suggest(SiteId site, std::string_view text, std::string_view language,
                                                     std::size_t count, const MayShow& may_show) const {
  return retried(
      [&, generation = generation()] { return generation->suggestions().find(site, text, language, count, may_show); });
}

template <class Ask>
Result<std::invoke_result_t<Ask>> XapianIndex::retried(const Ask& ask) {
  // Blocks of a snapshot may be reused after two more commits of the writer; the newest one answers then, since an
  // attempt that fails like this leaves none of before (snapshots.h).
  for (int attempt = 1;; ++attempt) try {
      return ask();
    } catch (const Xapian::DatabaseModifiedError& error) {
      if (attempt == 5) return std::unexpected(failure("searching", error));
    } catch (const Xapian::Error& error) {
      return std::unexpected(failure("searching", error));
    }
}

// The index knows at which words each term stands.
std::string XapianIndex::snippet_of(const Xapian::Database& database, const Xapian::Document& document,
                                    const std::set<std::string>& terms) {
  const std::string data = document.get_data();
  const ShownText shown = ShownText::read(Fields(data).shown);
  std::vector<std::uint16_t> asked(shown.words.size());
  std::uint16_t number = 0;
  for (const auto& term : terms) {
    ++number;
    for (auto at = database.positionlist_begin(document.get_docid(), term);
         at != database.positionlist_end(document.get_docid(), term); ++at)
      if (const auto word = shown.word_at(*at); word && asked[*word] == 0) asked[*word] = number;
  }
  return snippet(shown.text, shown.words, asked);
}

// The text with other words in the place of those that are missing, "" where none comes near. The spelling is that of
// all sites: a word counts only where it finds something within what was asked for.
std::string XapianIndex::suggestion_for(const Xapian::Database& database, const Query& query,
                                        const std::vector<std::string>& missing) {
  std::map<std::string, std::string, std::less<>> meant;
  for (const auto& word : missing) {
    if (meant.contains(word)) continue;
    Query alone = query;
    alone.text = database.get_spelling_suggestion(fold(word));
    alone.skip = 0;
    alone.count = 1;
    // A word of an index has terms of its own: nothing is suggested for it again.
    if (alone.text.empty() || alone.text == query.text || find(database, alone).hits.empty()) continue;
    meant[word] = alone.text;
  }
  if (meant.empty()) return {};
  const auto text = text::squeeze(text::clean(cut(query.text, 400)));
  std::string suggestion;
  std::size_t from = 0;
  for (const Span& span : word_spans(text, std::string_view(query.language).substr(0, 2))) {
    const auto found = meant.find(std::string_view(text).substr(span.begin, span.end - span.begin));
    if (found == meant.end()) continue;
    suggestion += text.substr(from, span.begin - from) + found->second;
    from = span.end;
  }
  return from == 0 ? "" : suggestion + text.substr(from);
}

// What a text must be, whatever its words: of the site, of one of the sections, of the time, of one of each group of
// labels.
Xapian::Query filter_of(const Query& query) {
  using Terms = Xapian::Query;
  std::vector<Terms> filters{Terms(site_term(query.site))};
  const auto one_of = [&](const std::vector<std::string>& terms) {
    filters.emplace_back(Terms::OP_OR, terms.begin(), terms.end());
  };
  if (query.sections) {
    std::vector<std::string> terms;
    for (const SectionId section : *query.sections) terms.push_back(section_term(section));
    one_of(terms);
  }
  for (const auto& group : query.labels) {
    std::vector<std::string> terms;
    for (const auto& label : group) terms.push_back(label_term(label));
    one_of(terms);
  }
  if (query.from && query.to)
    filters.emplace_back(Terms::OP_VALUE_RANGE, published_slot, sortable(*query.from), sortable(*query.to));
  else if (query.from)
    filters.emplace_back(Terms::OP_VALUE_GE, published_slot, sortable(*query.from));
  else if (query.to)
    filters.emplace_back(Terms::OP_VALUE_LE, published_slot, sortable(*query.to));
  return {Terms::OP_AND, filters.begin(), filters.end()};
}

Hits XapianIndex::find(const Xapian::Database& database, const Query& query) {
  using Terms = Xapian::Query;
  Hits found;
  if (query.skip > query.deepest || (query.sections && query.sections->empty())) return found;
  const auto clauses = parse_query(query.text, query.language);
  auto built = build_query(clauses, query.language, database);
  const bool everything = query.text.empty();
  if (everything) built.all = Terms::MatchAll;
  if (built.empty && !everything) return found;

  const Terms filter = filter_of(query);
  Freshness freshness(4.0);
  Xapian::Enquire enquire(database);
  const auto skip = static_cast<Xapian::doccount>(query.skip);
  const auto count = static_cast<Xapian::doccount>(std::min(query.count, most_hits));
  const auto match = [&](Terms terms) {
    if (query.newest_first || everything)
      enquire.set_sort_by_value_then_relevance(published_slot, true);
    else
      terms = Terms(Terms::OP_AND_MAYBE, terms, Terms(&freshness));
    enquire.set_query(Terms(Terms::OP_FILTER, terms, filter));
    return enquire.get_mset(skip, count, skip + count + 100);
  };
  auto matches = match(built.all);
  const bool lenient = !query.every_word && !everything && clauses.size() > 1;
  if (lenient && matches.get_matches_upper_bound() == 0) matches = match(built.any);
  found.estimate = matches.get_matches_estimated();

  for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
    const auto document = hit.get_document();
    const std::string print = document.get_value(print_slot);
    ArticleId id;
    std::from_chars(print.data(), print.data() + print.size(), id.value);
    found.hits.push_back({id, snippet_of(database, document, built.terms)});
  }

  if (!built.missing.empty()) found.suggestion = suggestion_for(database, query, built.missing);
  return found;
}

}  // namespace

Result<void> put_or_leave_out(Index& index, const Document& document) {
  auto done = index.put(document);
  if (done || done.error().kind != ErrorKind::invalid) return done;
  log::failure(done.error());
  return index.remove(document.id);
}

std::uint64_t fingerprint(const Document& document) {
  std::uint64_t print = 0;
  const auto add = [&](std::string_view text) { print = stable_hash(text, print + 1); };
  for (const std::string_view text : {std::string_view(document.language), std::string_view(document.headline),
                                      std::string_view(document.deck), std::string_view(document.body)})
    add(text);
  for (const auto& name : document.names) add(name);
  for (const auto& label : document.labels) add("L" + label);
  add(std::to_string(document.site.value) + " " + std::to_string(document.section.value) + " " +
      std::to_string(to_millis(document.published_at)));
  return print;
}

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& folder) try {
  auto generation = open_current(folder);
  if (!generation) return std::unexpected(generation.error());
  return std::make_unique<XapianIndex>(folder, std::move(*generation));
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("opening the search index", error));
} catch (const std::filesystem::filesystem_error& error) {
  return fail(ErrorKind::unavailable, std::string("opening the search index: ") + error.what(), folder.string());
}

Result<std::unique_ptr<Index>> Index::open_or_begin_anew(const std::filesystem::path& folder) {
  auto opened = open(folder);
  if (opened || opened.error().kind == ErrorKind::busy) return opened;
  std::filesystem::path aside = folder;
  aside += ".damaged";
  std::error_code problem;
  std::filesystem::remove_all(aside, problem);
  std::filesystem::rename(folder, aside, problem);
  if (problem) return opened;
  log::error("{}; it is set aside as {}, which may be deleted, and begun anew: less is found until it is filled",
             opened.error().what, aside.string());
  return open(folder);
}

}  // namespace vestnik::search
