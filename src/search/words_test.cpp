#include "search/words.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "search/shown_text.h"
#include "search/snippet.h"

namespace vestnik::search {
namespace {

TEST(Words, letters_fold_the_same_with_and_without_icu) {
  const std::string capitals = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ AZ az 09",
                    small = "абвгдежзийклмнопрстуфхцчшщъьюя az az 09";
  EXPECT_EQ(fold(capitals), small);
  // A letter outside the common ones sends the whole text through ICU.
  EXPECT_EQ(fold(capitals + "É"), small + "é");
  EXPECT_EQ(fold("СЍН"), "син");
  EXPECT_EQ(fold("\xd0"), "\xef\xbf\xbd");
}

TEST(Words, a_cut_never_splits_a_letter) {
  EXPECT_EQ(cut("да", 3), "д");
  EXPECT_EQ(cut("да", 4), "да");
  EXPECT_EQ(cut("😀", 3), "");
}

std::string snippet_of(std::string_view text, const std::vector<std::string>& asked) {
  const auto words = word_spans(text, "bg");
  std::vector<std::uint16_t> which;
  for (const Span& word : words) {
    const auto found = std::ranges::find(asked, text.substr(word.begin, word.end - word.begin));
    which.push_back(found == asked.end() ? std::uint16_t{0} : static_cast<std::uint16_t>(found - asked.begin() + 1));
  }
  return snippet(text, words, which);
}

TEST(Snippet, the_window_holds_as_many_different_words_as_it_can) {
  const std::string filler(300, '.');
  const auto text = "мост " + filler + " мост над река " + filler + " река";
  EXPECT_NE(snippet_of(text, {"мост", "река"}).find("\x02мост\x03 над \x02река\x03"), std::string::npos);
}

TEST(Snippet, a_text_without_a_match_shows_its_beginning) {
  EXPECT_EQ(snippet_of("Кратък текст.", {"няма"}), "Кратък текст.");
  EXPECT_EQ(snippet_of("", {"няма"}), "");
  EXPECT_EQ(snippet_of("Първи ред\nвтори ред", {}), "Първи ред втори ред");
}

TEST(Snippet, lines_that_end_without_a_full_stop_do_not_run_into_the_next) {
  EXPECT_EQ(snippet_of("Екип изпитва опаковки\nЕкип от Бургас отгледа водорасли.\nМатериалът се губи.", {}),
            "Екип изпитва опаковки · Екип от Бургас отгледа водорасли. Материалът се губи.");
  EXPECT_EQ(snippet_of("Ямбол, „Море“\nДо брега има път.", {"Море"}), "Ямбол, „\x02Море\x03“ · До брега има път.");
  EXPECT_EQ(snippet_of("„Ще видим.“\nТова каза кметът\n", {}), "„Ще видим.“ Това каза кметът ");
}

TEST(ShownText, is_read_as_it_was_written) {
  ShownText shown;
  shown.text = "Мостът е затворен До понеделник";
  shown.words = word_spans(shown.text, "bg");
  shown.deck_words = 3;
  shown.before_deck = 104;
  shown.before_body = 1'000'207;
  const ShownText read = ShownText::read(shown.write());
  EXPECT_EQ(read.text, shown.text);
  ASSERT_EQ(read.words.size(), 5U);
  EXPECT_EQ(read.text.substr(read.words[4].begin, read.words[4].end - read.words[4].begin), "понеделник");
  EXPECT_EQ(read.word_at(104), std::nullopt);
  EXPECT_EQ(read.word_at(105), 0U);
  EXPECT_EQ(read.word_at(107), 2U);
  EXPECT_EQ(read.word_at(108), std::nullopt);
  EXPECT_EQ(read.word_at(1'000'208), 3U);
  EXPECT_EQ(read.word_at(1'000'209), 4U);
  EXPECT_EQ(read.word_at(1'000'210), std::nullopt);
}

TEST(ShownText, no_word_lies_outside_of_a_damaged_text) {
  ShownText shown;
  shown.text = "едно две три";
  shown.words = word_spans(shown.text, "bg");
  const std::string data = shown.write();
  for (std::size_t bytes = 0; bytes < data.size(); ++bytes)
    for (const ShownText& read : {ShownText::read(data.substr(0, bytes)), ShownText::read(data.substr(bytes))})
      for (const Span& word : read.words) {
        EXPECT_LE(word.begin, word.end);
        EXPECT_LE(word.end, read.text.size());
      }
}

}  // namespace
}  // namespace vestnik::search
