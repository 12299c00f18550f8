// What hunspell's dictionaries know of the two languages.
#include "newsroom/speller.h"

#include <gmock/gmock.h>

#include "newsroom/testing_desk.h"

namespace vestnik::newsroom {
namespace {

using testing::Contains;

TEST(Spellers, know_the_words_of_their_language) {
  Spellers spellers;
  const auto bulgarian = spellers.of("bg"), english = spellers.of("en");
  ASSERT_TRUE(bulgarian && english) << "install hunspell-bg and hunspell-en-us";
  EXPECT_TRUE(bulgarian->knows("мостовете"));
  EXPECT_FALSE(bulgarian->knows("мсотовете"));
  for (const char* everyday : {"лв", "млн", "единайсет", "Петнайсет"})
    EXPECT_TRUE(bulgarian->knows(everyday)) << everyday;
  EXPECT_FALSE(english->knows("лв"));
  EXPECT_THAT(bulgarian->suggestions("мсотовете"), Contains("мостовете"));
  EXPECT_TRUE(english->knows("bridges"));
  EXPECT_THAT(english->suggestions("brigdes"), Contains("bridges"));
  EXPECT_EQ(spellers.of("bg"), bulgarian) << "opened once";
}

TEST(Spellers, have_none_where_there_is_no_dictionary) {
  EXPECT_EQ(Spellers().of("fr"), nullptr);
  EXPECT_EQ(Spellers("/nowhere").of("bg"), nullptr);
}

TEST(Spelling, is_told_within_bounds) {
  store::TemporaryStore store;
  store.add_site();
  TemporaryDesk desk(store);
  const Answer answer = desk.post("spelling", json::object{{"language", "bg"}, {"words", json::array{"мост", "мсот"}}});
  EXPECT_TRUE(answer.object().at("available").as_bool());
  EXPECT_EQ(answer.object().at("unknown"), (json::array{"мсот"}));
  EXPECT_FALSE(desk.post("spelling", json::object{{"language", "fr"}, {"words", json::array{"pont"}}})
                   .object()
                   .at("available")
                   .as_bool());
  json::array many(3'000, json::value("мост"));
  EXPECT_EQ(desk.post("spelling", json::object{{"language", "bg"}, {"words", std::move(many)}}).status, 400U);
  EXPECT_EQ(
      desk.post("spelling", json::object{{"language", "bg"}, {"words", json::array{std::string(500, 'a')}}}).status,
      400U);
  EXPECT_EQ(desk.post("spelling/suggestions", json::object{{"language", "bg"}}).status, 400U);
}

}  // namespace
}  // namespace vestnik::newsroom
