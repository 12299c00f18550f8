#include "search/words.h"

#include <gtest/gtest.h>

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

TEST(Snippet, the_window_holds_as_many_different_words_as_it_can) {
  const std::string filler(300, '.');
  const auto text = "мост " + filler + " мост над река " + filler + " река";
  EXPECT_NE(snippet(text, "bg", {"мост", "река"}).find("\x02мост\x03 над \x02река\x03"), std::string::npos);
}

TEST(Snippet, a_text_without_a_match_shows_its_beginning) {
  EXPECT_EQ(snippet("Кратък текст.", "bg", {"няма"}), "Кратък текст.");
  EXPECT_EQ(snippet("", "bg", {"няма"}), "");
  EXPECT_EQ(snippet("Първи ред\nвтори ред", "bg", {}), "Първи ред втори ред");
}

}  // namespace
}  // namespace vestnik::search
