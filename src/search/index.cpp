#include "search/index.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "search/analysis.h"
#include "search/query.h"
#include "search/snippet.h"
#include "search/suggestions.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

// A document of the database:
//   Q<id>          the article, unique            H<site>, K<section>   what searches are narrowed to
//   <term>         a word of any field, with positions; how often it counts depends on the field
//   S<term>        a word of the headline
//   value 0        published_at in milliseconds, as Xapian sorts numbers
//   data           language, headline, deck, names, body (cut), each ended by U+0001, which cleaned text cannot hold
// Metadata "change" is the number of the last change, "format" the version of all this.
constexpr Xapian::valueno published_slot = 0;
constexpr const char* format = "1";
constexpr std::size_t stored_body_bytes = 8 << 10;
constexpr std::size_t indexed_body_bytes = 1 << 20;
constexpr std::size_t most_skipped = 10'000, most_hits = 100;
constexpr Xapian::termcount positions_between_fields = 100;

std::string id_term(ArticleId id) {
  return "Q" + std::to_string(id.value);
}
std::string site_term(SiteId id) {
  return "H" + std::to_string(id.value);
}
std::string section_term(SectionId id) {
  return "K" + std::to_string(id.value);
}

Error failure(const std::string& doing, const Xapian::Error& error) {
  const std::string type = error.get_type();
  if (type == "DatabaseLockError")
    return {ErrorKind::busy, doing + ": another process writes to the search index", error.get_context(), "stop it"};
  if (type == "DatabaseCorruptError" || type == "DatabaseVersionError" || type == "DatabaseOpeningError" ||
      type == "DatabaseNotFoundError")
    return {ErrorKind::internal, doing + ": the search index is damaged: " + error.get_msg(), error.get_context(),
            "delete its folder; it is made again from the store"};
  return {ErrorKind::unavailable, doing + ": " + type + ": " + error.get_msg(), error.get_context(), ""};
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Fields {
 public:
  explicit Fields(const std::string& data) {
    std::size_t from = 0;
    for (auto* field : {&language, &headline, &deck, &names, &body}) {
      const auto to = std::min(data.find('\x01', from), data.size());
      *field = data.substr(from, to - from);
      from = std::min(to + 1, data.size());
    }
  }
  static std::string write(const Document& document) {
    std::string data;
    for (const auto& field : {document.language, document.headline, document.deck, joined(document.names),
                              std::string(cut(document.body, stored_body_bytes))})
      data += text::clean(field) + '\x01';
    return data;
  }
  std::string language, headline, deck, names, body;
};

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
  XapianIndex(std::string folder, Xapian::WritableDatabase writer)
      : folder_(std::move(folder)),
        writer_(std::move(writer)),
        suggestions_(folder_ + "-suggestions"),
        change_(std::min(read_change(), suggestions_.change())) {}

  Result<void> put(const Document& document) override;
  Result<void> remove(ArticleId id) override;
  Result<void> put_name(const Name& name) override;
  Result<void> remove_name(Subject subject, std::int64_t id) override;
  Result<void> commit(std::int64_t change) override;
  std::int64_t change() const override { return change_; }
  Result<void> clear() override;
  std::size_t size() const override;
  std::vector<ArticleId> all() const override;
  Result<Hits> search(const Query& query) const override;
  Result<std::vector<Suggestion>> suggest(SiteId site, std::string_view text, std::string_view language,
                                          std::size_t count) const override;

  static Xapian::WritableDatabase open_writer(const std::string& folder, int action) {
    Xapian::WritableDatabase writer(folder, action);
    if (writer.get_metadata("format").empty()) {
      writer.set_metadata("format", format);
      writer.commit();
    }
    return writer;
  }

 private:
  std::int64_t read_change() const {
    const auto text = writer_.get_metadata("change");
    std::int64_t change = 0;
    std::from_chars(text.data(), text.data() + text.size(), change);
    return change;
  }
  template <class Ask>
  static Result<std::invoke_result_t<Ask>> on_snapshot(const Ask& ask);
  void forget_spelling(const std::string& unique);
  Hits find(const Query& query) const;

  std::string folder_;
  Xapian::WritableDatabase writer_;
  Suggestions suggestions_;
  std::atomic<std::int64_t> change_;
};

void XapianIndex::forget_spelling(const std::string& unique) {
  const auto posting = writer_.postlist_begin(unique);
  if (posting == writer_.postlist_end(unique)) return;
  const Fields fields(writer_.get_document(*posting).get_data());
  for (const auto& word : spelling_words(fields.headline, fields.deck, fields.names, fields.language))
    writer_.remove_spelling(word);
}

Result<void> XapianIndex::put(const Document& document) try {
  Xapian::Document entry;
  Xapian::termpos position = 0;
  const auto add = [&](std::string_view text, Xapian::termcount weight, bool headline) {
    for (const auto& word : words_of(text, document.language)) {
      ++position;
      for (const auto& term : terms_of(word, document.language)) {
        entry.add_posting(term, position, weight);
        if (headline) entry.add_term(headline_prefix + term);
      }
    }
    position += positions_between_fields;
  };
  add(document.headline, 8, true);
  for (const auto& name : document.names) add(name, 4, false);
  add(document.deck, 3, false);
  add(cut(document.body, indexed_body_bytes), 1, false);
  const auto unique = id_term(document.id);
  entry.add_boolean_term(unique);
  entry.add_boolean_term(site_term(document.site));
  entry.add_boolean_term(section_term(document.section));
  entry.add_value(published_slot, Xapian::sortable_serialise(static_cast<double>(to_millis(document.published_at))));
  entry.set_data(Fields::write(document));
  forget_spelling(unique);
  writer_.replace_document(unique, entry);
  for (const auto& word : spelling_words(document.headline, document.deck, joined(document.names), document.language))
    writer_.add_spelling(word);
  suggestions_.put({Subject::article, document.id.value, document.site, document.language, document.headline});
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("indexing article " + std::to_string(document.id.value), error));
}

Result<void> XapianIndex::remove(ArticleId id) try {
  forget_spelling(id_term(id));
  writer_.delete_document(id_term(id));
  suggestions_.remove(Subject::article, id.value);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("removing article " + std::to_string(id.value) + " from the search index", error));
}

Result<void> XapianIndex::put_name(const Name& name) try {
  suggestions_.put(name);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("indexing the name " + name.text, error));
}

Result<void> XapianIndex::remove_name(Subject subject, std::int64_t id) try {
  suggestions_.remove(subject, id);
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("removing a name from the search index", error));
}

// Each of the two databases is durable with its own number; the lower one counts, since taking a change over twice
// does no harm.
Result<void> XapianIndex::commit(std::int64_t change) try {
  suggestions_.commit(change);
  writer_.set_metadata("change", std::to_string(change));
  writer_.commit();
  change_ = change;
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("committing the search index", error));
}

Result<void> XapianIndex::clear() try {
  writer_.close();
  writer_ = open_writer(folder_, Xapian::DB_CREATE_OR_OVERWRITE);
  suggestions_.clear();
  change_ = 0;
  return {};
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("clearing the search index", error));
}

std::size_t XapianIndex::size() const try {
  return Xapian::Database(folder_).get_doccount();
} catch (const Xapian::Error&) {
  return 0;
}

std::vector<ArticleId> XapianIndex::all() const try {
  std::vector<ArticleId> ids;
  const Xapian::Database database(folder_);
  for (auto term = database.allterms_begin("Q"); term != database.allterms_end("Q"); ++term) {
    const auto name = *term;
    ArticleId id;
    std::from_chars(name.data() + 1, name.data() + name.size(), id.value);
    ids.push_back(id);
  }
  std::ranges::sort(ids);
  return ids;
} catch (const Xapian::Error&) {
  return {};
}

Result<Hits> XapianIndex::search(const Query& query) const {
  return on_snapshot([&] { return find(query); });
}

Result<std::vector<Suggestion>> XapianIndex::suggest(SiteId site, std::string_view text, std::string_view language,
                                                     std::size_t count) const {
  return on_snapshot([&] { return suggestions_.find(site, text, language, count); });
}

template <class Ask>
Result<std::invoke_result_t<Ask>> XapianIndex::on_snapshot(const Ask& ask) {
  // Blocks of a snapshot may be reused after two more commits of the writer; a newer snapshot then answers.
  for (int attempt = 1;; ++attempt) try {
      return ask();
    } catch (const Xapian::DatabaseModifiedError& error) {
      if (attempt == 5) return std::unexpected(failure("searching", error));
    } catch (const Xapian::DatabaseOpeningError& error) {  // just being made anew by clear()
      if (attempt == 5) return std::unexpected(failure("searching", error));
    } catch (const Xapian::Error& error) {
      return std::unexpected(failure("searching", error));
    }
}

Hits XapianIndex::find(const Query& query) const {
  using Terms = Xapian::Query;
  Hits found;
  const auto clauses = parse_query(query.text, query.language);
  const Xapian::Database database(folder_);
  const auto built = build_query(clauses, query.language, database);
  if (built.empty) return found;

  std::vector<Terms> filters{Terms(site_term(query.site))};
  if (query.section) filters.emplace_back(section_term(*query.section));
  const auto serialised = [](Time time) { return Xapian::sortable_serialise(static_cast<double>(to_millis(time))); };
  if (query.from && query.to)
    filters.emplace_back(Terms::OP_VALUE_RANGE, published_slot, serialised(*query.from), serialised(*query.to));
  else if (query.from)
    filters.emplace_back(Terms::OP_VALUE_GE, published_slot, serialised(*query.from));
  else if (query.to)
    filters.emplace_back(Terms::OP_VALUE_LE, published_slot, serialised(*query.to));
  const Terms filter(Terms::OP_AND, filters.begin(), filters.end());

  Freshness freshness(4.0);
  Xapian::Enquire enquire(database);
  const auto skip = static_cast<Xapian::doccount>(std::min(query.skip, most_skipped));
  const auto count = static_cast<Xapian::doccount>(std::min(query.count, most_hits));
  const auto match = [&](Terms terms) {
    if (query.newest_first)
      enquire.set_sort_by_value_then_relevance(published_slot, true);
    else
      terms = Terms(Terms::OP_AND_MAYBE, terms, Terms(&freshness));
    enquire.set_query(Terms(Terms::OP_FILTER, terms, filter));
    return enquire.get_mset(skip, count, skip + count + 100);
  };
  auto matches = match(built.all);
  if (matches.get_matches_upper_bound() == 0 && clauses.size() > 1) matches = match(built.any);
  found.estimate = matches.get_matches_estimated();

  for (auto hit = matches.begin(); hit != matches.end(); ++hit) {
    const auto document = hit.get_document();
    auto term = document.termlist_begin();
    term.skip_to("Q");
    ArticleId id;
    const auto name = *term;
    std::from_chars(name.data() + 1, name.data() + name.size(), id.value);
    const Fields fields(document.get_data());
    const auto text = fields.deck + (fields.deck.empty() ? "" : " ") + fields.body;
    found.hits.push_back({id, snippet(text, fields.language, built.terms)});
  }

  if (!built.missing.empty()) {
    auto suggestion = text::squeeze(text::clean(cut(query.text, 400)));
    bool better = false;
    for (const auto& word : built.missing) {
      const auto meant = database.get_spelling_suggestion(fold(word));
      const auto at = meant.empty() ? suggestion.npos : suggestion.find(word);
      if (at == suggestion.npos) continue;
      suggestion.replace(at, word.size(), meant);
      better = true;
    }
    if (better) found.suggestion = std::move(suggestion);
  }
  return found;
}

}  // namespace

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& folder) try {
  std::error_code problem;
  std::filesystem::create_directories(folder.parent_path(), problem);
  auto writer = XapianIndex::open_writer(folder.string(), Xapian::DB_CREATE_OR_OPEN);
  if (writer.get_metadata("format") != format)
    return fail(ErrorKind::internal, "the search index was made by another version", folder.string(),
                "delete its folder; it is made again from the store");
  return std::make_unique<XapianIndex>(folder.string(), std::move(writer));
} catch (const Xapian::Error& error) {
  return std::unexpected(failure("opening the search index", error));
}

}  // namespace vestnik::search
