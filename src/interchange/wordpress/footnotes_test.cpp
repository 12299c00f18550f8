#include "interchange/wordpress/footnotes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view text =
    "<!-- wp:paragraph --><p>За моста<sup data-fn=\"a\" class=\"fn\"><a href=\"#a\" id=\"a-link\">1</a></sup>.</p>"
    "<!-- /wp:paragraph --><!-- wp:footnotes /-->";

std::string read(const std::string& notes) {
  Surroundings around;
  around.footnotes = notes;
  return content::write_body(read_content(text, around).body);
}

TEST(Footnotes, of_the_block_editor_stand_at_their_words) {
  const std::string body = read(R"([{"id":"a","content":"По данни на <em>общината</em>"}])");
  EXPECT_THAT(body, HasSubstr(R"({"type":"footnote","attrs":{"text":"По данни на общината"}})"));
  EXPECT_THAT(body, Not(HasSubstr("orderedList")));
  EXPECT_THAT(body, Not(HasSubstr("#a")));
}

TEST(Footnotes, that_a_mark_has_no_place_for_are_listed_at_the_end) {
  const std::string body = read(R"([{"id":"a","content":"Вижте <a href=\"https://example.org/\">тук</a>"}])");
  EXPECT_THAT(body, HasSubstr("orderedList"));
  EXPECT_THAT(body, HasSubstr("https://example.org/"));
}

TEST(Footnotes, unknown_or_without_a_word_leave_the_text_as_it_is) {
  for (const char* notes : {"", "no json", "[1]", R"([{"id":"b","content":"x"}])"})
    EXPECT_EQ(with_footnotes(text, notes), text) << notes;
  constexpr std::string_view alone = "<p> <sup data-fn=\"a\">1</sup></p>";
  EXPECT_EQ(with_footnotes(alone, R"([{"id":"a","content":"x"}])"), alone);
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
