#include "search/query.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "search/analysis.h"
#include "search/bulgarian_irregular.h"
#include "search/latin.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

constexpr std::size_t query_words = 20;
constexpr std::size_t latin_readings = 3;
constexpr std::size_t phrase_readings = 16;  // combinations of terms tried for one phrase

using Terms = std::vector<std::string>;

bool is_quote(char32_t letter) {
  return letter == U'"' || letter == U'„' || letter == U'“' || letter == U'”' || letter == U'«' || letter == U'»';
}

char32_t letter_at(std::string_view text, std::size_t at, std::size_t& length) {
  // Three bytes hold every mark that is looked for.
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  length = byte(0) < 0x80U ? 1 : byte(0) < 0xe0U ? 2 : byte(0) < 0xf0U ? 3 : 4;
  if (length == 1) return byte(0);
  if (length == 2) return ((byte(0) & 0x1fU) << 6U) | (byte(1) & 0x3fU);
  return ((byte(0) & 0xfU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU);
}

void add_unique(Terms& terms, std::string term) {
  if (std::ranges::find(terms, term) == terms.end()) terms.push_back(std::move(term));
}

// Every term that stands for a word, those of its Cyrillic readings included.
Terms terms_with_readings(const std::string& word, std::string_view language, const Xapian::Database& index) {
  auto terms = terms_of(word, language);
  auto readings = readings_of(word, latin_readings);
  // A name that no dictionary has, but some article.
  if (readings.empty()) {
    auto guess = transliterate(word);
    if (!guess.empty() &&
        std::ranges::any_of(terms_of(guess, language), [&](const auto& term) { return index.term_exists(term); }))
      readings.push_back(std::move(guess));
  }
  for (const auto& reading : readings)
    for (auto& term : terms_of(reading, language)) add_unique(terms, std::move(term));
  return terms;
}

Xapian::Query any_of(const Terms& terms) {
  return {Xapian::Query::OP_SYNONYM, terms.begin(), terms.end()};
}

// Xapian's phrases are of single terms, so every combination of the words' terms is one.
Xapian::Query phrase_of(const std::vector<Terms>& words) {
  std::vector<Terms> phrases{{}};
  for (const auto& terms : words) {
    std::vector<Terms> longer;
    for (const auto& phrase : phrases)
      for (const auto& term : terms) {
        if (longer.size() >= phrase_readings) break;
        longer.push_back(phrase);
        longer.back().push_back(term);
      }
    phrases = std::move(longer);
  }
  std::vector<Xapian::Query> readings;
  for (const auto& phrase : phrases)
    readings.emplace_back(Xapian::Query::OP_PHRASE, phrase.begin(), phrase.end(),
                          static_cast<Xapian::termcount>(phrase.size()));
  return {Xapian::Query::OP_OR, readings.begin(), readings.end()};
}

}  // namespace

std::vector<Clause> parse_query(std::string_view text, std::string_view language) {
  const auto cleaned = text::clean(cut(text, limits::search_query_bytes));
  std::vector<Clause> clauses;
  std::size_t words = 0;
  std::string run;
  bool quoted = false, excluded = false;
  const auto end_run = [&] {
    Clause clause{words_of(run, language), quoted, excluded};
    run.clear();
    excluded = false;
    if (words >= query_words) return;
    clause.words.resize(std::min(clause.words.size(), query_words - words));
    words += clause.words.size();
    if (clause.words.empty()) return;
    clauses.push_back(std::move(clause));
  };
  for (std::size_t at = 0, length = 0; at < cleaned.size(); at += length) {
    const auto letter = letter_at(cleaned, at, length);
    if (is_quote(letter)) {
      const bool leave_out = !quoted && run == "-";
      if (!leave_out)
        end_run();
      else
        run.clear();
      quoted = !quoted;
      excluded = leave_out;
    } else if (!quoted && (letter == U' ' || letter == U'\t' || letter == U'\n' || letter == U'\r' || letter == 0xa0)) {
      if (run.size() > 1 && run.front() == '-') excluded = true;
      end_run();
    } else {
      run.append(cleaned, at, length);
    }
  }
  if (!quoted && run.size() > 1 && run.front() == '-') excluded = true;
  // A quotation mark that is never closed asks for the words behind it, not for a phrase.
  const bool unclosed = quoted;
  quoted = false;
  const auto before = clauses.size();
  end_run();
  if (unclosed && clauses.size() > before) {
    auto words_behind = std::move(clauses.back().words);
    clauses.pop_back();
    for (auto& word : words_behind) clauses.push_back({{std::move(word)}, false, false});
  }
  return clauses;
}

BuiltQuery build_query(const std::vector<Clause>& clauses, std::string_view language, const Xapian::Database& index) {
  using Xapian::Query;
  std::vector<Query> required, helpful, excluded;
  BuiltQuery built;
  const auto content_words = std::ranges::count_if(clauses, [&](const Clause& clause) {
    return !clause.excluded && !(clause.words.size() == 1 && is_function_word(fold(clause.words.front()), language));
  });
  for (const auto& clause : clauses) {
    std::vector<Terms> words;
    for (const auto& word : clause.words) {
      words.push_back(terms_with_readings(word, language, index));
      if (words.back().empty()) words.pop_back();
    }
    if (words.empty()) continue;
    const auto query = words.size() > 1 ? phrase_of(words) : any_of(words.front());
    if (clause.excluded) {
      excluded.push_back(query);
      continue;
    }
    if (words.size() == 1 && content_words > 0 && is_function_word(fold(clause.words.front()), language)) {
      helpful.push_back(query);
      continue;
    }
    required.push_back(query);
    for (std::size_t at = 0; at < words.size(); ++at) {
      Terms in_headline;
      for (const auto& term : words[at]) {
        built.terms.insert(term);
        in_headline.push_back(headline_prefix + term);
      }
      helpful.push_back(any_of(in_headline));
      if (std::ranges::none_of(words[at], [&](const auto& term) { return index.term_exists(term); }) &&
          at < clause.words.size())
        built.missing.push_back(clause.words[at]);
    }
  }
  built.empty = required.empty();
  if (built.empty) return built;
  const Query bonus(Query::OP_OR, helpful.begin(), helpful.end());
  const Query without(Query::OP_OR, excluded.begin(), excluded.end());
  const auto finish = [&](Query query) {
    if (!helpful.empty()) query = Query(Query::OP_AND_MAYBE, query, bonus);
    return excluded.empty() ? query : Query(Query::OP_AND_NOT, query, without);
  };
  built.all = finish(Query(Query::OP_AND, required.begin(), required.end()));
  built.any = finish(Query(Query::OP_OR, required.begin(), required.end()));
  return built;
}

}  // namespace vestnik::search
