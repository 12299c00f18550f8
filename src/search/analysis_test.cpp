#include "search/analysis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "base/digest.h"

namespace vestnik::search {
namespace {

bool meet(std::string_view left, std::string_view right, std::string_view language = "bg") {
  const auto ours = terms_of(left, language), theirs = terms_of(right, language);
  return std::ranges::any_of(ours, [&](const auto& term) { return std::ranges::find(theirs, term) != theirs.end(); });
}

using Lemmas = std::map<std::string, std::set<std::string>>;  // of each form
using Pairs = std::set<std::pair<std::string, std::string>>;

Pairs pairs_within(const std::map<std::string, std::vector<std::string>>& groups) {
  Pairs pairs;
  for (const auto& [key, forms] : groups)
    for (std::size_t left = 0; left < forms.size(); ++left)
      for (std::size_t right = left + 1; right < forms.size(); ++right) pairs.emplace(forms[left], forms[right]);
  return pairs;
}

struct Measured {
  double recall = 0, precision = 0;
};

// Over all pairs of different forms: of those with a common lemma, how many share a term (recall); of those that
// share a term, how many have a common lemma (precision).
Measured measure(const Lemmas& lemmas) {
  std::map<std::string, std::vector<std::string>> by_lemma, by_term;
  for (const auto& [form, its] : lemmas) {
    for (const auto& lemma : its) by_lemma[lemma].push_back(form);
    const auto terms = terms_of(form, "bg");
    for (const auto& term : std::set<std::string>(terms.begin(), terms.end())) by_term[term].push_back(form);
  }
  const auto same = pairs_within(by_lemma), met = pairs_within(by_term);
  const auto both =
      static_cast<double>(std::ranges::count_if(met, [&](const auto& pair) { return same.contains(pair); }));
  return {both / static_cast<double>(same.size()), both / static_cast<double>(met.size())};
}

Lemmas read_lemmas() {
  Lemmas lemmas;
  std::ifstream file(VESTNIK_SOURCE_DIR "/../shared/data/bulgarian/forms-and-lemmas-1.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    lemmas[line.substr(0, first)].insert(line.substr(first + 1, second - first - 1));
  }
  return lemmas;
}

TEST(Analysis, forms_of_a_word_meet_and_different_words_stay_apart) {
  const auto lemmas = read_lemmas();
  ASSERT_GT(lemmas.size(), 5'000U) << "../shared/data/bulgarian is missing";
  const auto all = measure(lemmas);
  std::cout << "all forms: recall " << all.recall << ", precision " << all.precision << '\n';
  EXPECT_GE(all.recall, 0.90);
  EXPECT_GE(all.precision, 0.90);
  // Any half of the words must do about as well as the other: a rule that serves a few words only would show.
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Lemmas halves[2];
    for (const auto& [form, its] : lemmas) halves[stable_hash(*its.begin(), seed) % 2][form] = its;
    for (const auto& half : halves) {
      const auto part = measure(half);
      std::cout << "half of the words: recall " << part.recall << ", precision " << part.precision << '\n';
      EXPECT_GE(part.recall, 0.90);
      EXPECT_GE(part.precision, 0.88);
    }
  }
}

TEST(Analysis, words_that_no_dictionary_knows_meet_by_their_endings) {
  const std::vector<std::vector<std::string>> words = {
      {"блокчейн", "блокчейна", "блокчейнът", "блокчейните"},
      {"подкаст", "подкасти", "подкаста", "подкастът", "подкастите"},
      {"инфлуенсър", "инфлуенсъри", "инфлуенсърите", "инфлуенсъра"},
      {"брифингче", "брифингчето", "брифингчета", "брифингчетата"},
      {"киберсигурност", "киберсигурността"},
      {"дигитализация", "дигитализацията", "дигитализации"},
      {"тролване", "тролването"},
      {"геймърски", "геймърския", "геймърската", "геймърските"},
      {"стрийминг", "стрийминга", "стриймингът"},
      {"ваксър", "ваксъра", "ваксърът", "ваксърите"},
      {"гугълнирам", "гугълнираха", "гугълниран", "гугълнирани"},
  };
  int met = 0, all = 0;
  for (const auto& forms : words)
    for (std::size_t left = 0; left < forms.size(); ++left)
      for (std::size_t right = left + 1; right < forms.size(); ++right) {
        ++all;
        met += meet(forms[left], forms[right]) ? 1 : 0;
        if (!meet(forms[left], forms[right])) std::cout << forms[left] << " and " << forms[right] << " do not meet\n";
      }
  EXPECT_GE(met, all * 9 / 10);
  for (std::size_t left = 0; left < words.size(); ++left)
    for (std::size_t right = left + 1; right < words.size(); ++right)
      EXPECT_FALSE(meet(words[left].front(), words[right].front()));
}

TEST(Analysis, no_term_is_longer_than_the_index_takes) {
  std::string grows, letters;
  for (int i = 0; i < 60; ++i) grows += "ﷺ", letters += "щ";
  for (const std::string_view language : {"bg", "en", "ar"})
    for (const auto& word : {grows, grows.substr(0, 24), letters})
      for (const auto& term : terms_of(word, language)) EXPECT_LE(term.size(), 200U) << language;
}

TEST(Analysis, case_stress_and_degree_do_not_part_a_word) {
  EXPECT_TRUE(meet("ВОЙНАТА", "война"));
  EXPECT_TRUE(meet("по-голямата", "голям"));
  EXPECT_TRUE(meet("най-големите", "голям"));
  EXPECT_TRUE(meet("сѝ", "си"));
  EXPECT_TRUE(meet("за\u0301мък", "замък"));
  EXPECT_TRUE(meet("ＮＡＴＯ", "nato"));
  EXPECT_TRUE(meet("БНБ-то", "бнб"));
  EXPECT_TRUE(meet("22-рата", "22"));
}

TEST(Analysis, irregular_words_meet) {
  EXPECT_TRUE(meet("хората", "човек"));
  EXPECT_TRUE(meet("децата", "дете"));
  EXPECT_TRUE(meet("дошли", "дойде"));
  EXPECT_TRUE(meet("приет", "прие"));
  EXPECT_TRUE(meet("млн.", "милион"));
  EXPECT_FALSE(meet("поет", "пое"));
}

TEST(Analysis, an_english_word_is_stemmed_in_either_language) {
  EXPECT_TRUE(meet("elections", "election", "en"));
  EXPECT_TRUE(meet("elections", "election", "bg"));
  EXPECT_TRUE(meet("река", "реките", "en"));
  EXPECT_EQ(terms_of("Straße", "de"), std::vector<std::string>{"strasse"});
}

TEST(Analysis, whatever_holds_a_letter_or_digit_has_a_term) {
  for (const std::string_view word : {"a", "7", "я", "١٢", "漢", "по-", "-", "най-а", "22-", "'", "œ", "г.", "…", "ѝ"})
    EXPECT_FALSE(terms_of(word, "bg").empty()) << word;
  EXPECT_LE(terms_of(std::string(10'000, 'x'), "bg").front().size(), 200U);
}

TEST(Analysis, words_stand_between_icus_boundaries) {
  EXPECT_EQ(words_of("„По-добре“ – каза д-р Иванова, 22-рата…", "bg"),
            (std::vector<std::string>{"По-добре", "каза", "д", "р", "Иванова", "22-рата"}));
  EXPECT_TRUE(words_of("— !?", "bg").empty());
  EXPECT_EQ(words_of("\xff\xfe x", "bg").back(), "x");
}

TEST(Analysis, bulgarian_in_latin_letters_is_read) {
  EXPECT_EQ(from_latin("voyna"), "война");
  EXPECT_EQ(from_latin("vojna"), "война");
  EXPECT_EQ(from_latin("voina"), "война");
  EXPECT_EQ(from_latin("izbori"), "избори");
  EXPECT_EQ(from_latin("ikonomika"), "икономика");
  EXPECT_EQ(from_latin("4ovek"), "човек");
  EXPECT_EQ(from_latin("6kola"), "школа");
  EXPECT_EQ(from_latin("pravitelstvo"), "правителство");
  EXPECT_EQ(from_latin("shtastie"), "щастие");
  EXPECT_EQ(from_latin("xora"), "хора");
  EXPECT_EQ(from_latin("zemq"), "земя");
  EXPECT_EQ(from_latin("zemya"), "земя");
  EXPECT_EQ(from_latin("bulgariya"), "българия");
  EXPECT_EQ(from_latin("bylgaria"), "българия");
  EXPECT_EQ(from_latin("bulgaria"), "българия");
  EXPECT_EQ(from_latin("ulitsa"), "улица");
  EXPECT_EQ(from_latin("ulica"), "улица");
  EXPECT_EQ(from_latin("lqto"), "лято");
  EXPECT_EQ(from_latin("kyshta"), "къща");
  EXPECT_EQ(from_latin("kushta"), "къща");
  EXPECT_EQ(from_latin("война"), "");
  EXPECT_EQ(from_latin("xzqwxzk"), "");
  EXPECT_EQ(from_latin(""), "");
  EXPECT_EQ(from_latin(std::string(500, 'a')), "");
}

}  // namespace
}  // namespace vestnik::search
