#include "pages/fragment.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace vestnik::pages {
namespace {

std::string text_of(std::vector<FragmentPtr> fragments) {
  return inflate(*stitch(std::move(fragments)));
}

}  // namespace

TEST(Fragment, it_unpacks_to_the_text_it_was_made_from) {
  EXPECT_EQ(text_of({compress("Здравей, свят!", {}, 1)}), "Здравей, свят!");
  EXPECT_EQ(text_of({compress("", {}, 1)}), "");
  EXPECT_EQ(text_of({}), "");
}

TEST(Fragment, text_that_stood_before_makes_it_smaller) {
  const std::string before = "<article class=\"card\"><h3>Мостът край Белоречие отваря през април</h3></article>";
  const std::string text = "<article class=\"card\"><h3>Мостът край Белоречие отваря през май</h3></article>";
  const FragmentPtr alone = compress(text, {}, 1), after = compress(text, before, 1);
  EXPECT_LT(after->deflate.size(), alone->deflate.size() / 2);
  EXPECT_EQ(text_of({compress(before, {}, 1), after}), before + text);
}

TEST(Fragment, a_slot_is_its_text_and_spaces_to_a_fixed_length) {
  const FragmentPtr slot = compress_slot("<p>Реклама</p>", 5);
  EXPECT_EQ(slot->length, limits::slot_bytes);
  EXPECT_EQ(slot->version, 5U);
  const std::string text = text_of({slot});
  EXPECT_TRUE(text.starts_with("<p>Реклама</p>"));
  EXPECT_EQ(text.find_last_not_of(' '), text.find("</p>") + 3);
}

TEST(Fragment, a_slots_text_that_is_too_long_ends_the_program) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(compress_slot(std::string(limits::slot_bytes + 1, 'x'), 1), "slot_bytes");
}

TEST(Chain, it_is_cut_where_slots_stand) {
  const ChainPtr chain = make_chain("a" + slot_mark("top") + slot_mark("text") + "b", 9);
  ASSERT_EQ(chain->links.size(), 4U);
  EXPECT_EQ(chain->links[0].text->length, 1U);
  EXPECT_EQ(chain->links[1].slot, "top");
  EXPECT_EQ(chain->links[2].slot, "text");
  EXPECT_EQ(chain->links[3].text->version, 9U);
  EXPECT_GT(chain->bytes(), 0U);
  EXPECT_TRUE(make_chain("", 1)->links.empty());
  EXPECT_EQ(make_chain(std::string("a") + slot_begin + "b", 1)->links.size(), 1U);
}

TEST(Chain, bytes_that_stand_for_slots_are_never_referred_to) {
  const std::string evil(2'000, '\xFF');
  const ChainPtr chain = make_chain(slot_mark("top") + evil + slot_mark("text") + evil, 1);
  std::vector<FragmentPtr> page;
  append_chain(page, *chain, [](std::string_view) { return compress_slot("x", 1); });
  std::string slot = "x";
  slot.resize(limits::slot_bytes, ' ');
  EXPECT_EQ(text_of(page), slot + evil + slot + evil);
}

TEST(Chain, with_what_is_usual_in_every_slot_it_is_one_piece) {
  const FragmentPtr usual = compress_slot("<aside><a href=\"/abonament/\">Абонирайте се за вестника</a></aside>", 7);
  const ChainPtr chain =
      make_chain("a" + slot_mark("rail") + "b" + slot_mark("footer") + "c", 1, [&](std::string_view) { return usual; });
  std::vector<FragmentPtr> page;
  append_chain(page, *chain, [&](std::string_view) { return usual; });
  ASSERT_EQ(page.size(), 1U);
  EXPECT_LT(page[0]->deflate.size(), 3 * usual->deflate.size() / 2);
  const std::string slot = text_of({usual});
  EXPECT_EQ(text_of(page), "a" + slot + "b" + slot + "c");
}

TEST(Chain, with_anything_else_in_a_slot_it_is_stitched) {
  const FragmentPtr usual = compress_slot("обичайното", 7), other = compress_slot("друго", 8);
  const ChainPtr chain =
      make_chain(slot_mark("rail") + "b" + slot_mark("footer"), 1, [&](std::string_view) { return usual; });
  std::vector<FragmentPtr> page;
  append_chain(page, *chain, [&](std::string_view name) { return name == "rail" ? other : usual; });
  EXPECT_EQ(page.back(), usual);
  EXPECT_EQ(text_of(page), text_of({other}) + "b" + text_of({usual}));
}

}  // namespace vestnik::pages
