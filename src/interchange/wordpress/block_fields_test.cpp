#include "interchange/wordpress/block_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/wordpress/read_content.h"

namespace vestnik::interchange::wordpress {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> kinds(const ReadContent& read) {
  std::vector<std::string> kinds;
  for (const content::Node& node : read.body.blocks) kinds.push_back(node.type);
  return kinds;
}

TEST(BlockFields, divi_5_keeps_its_texts_pictures_and_links) {
  const ReadContent read = read_content(
      "<!-- wp:divi/section {\"builderVersion\":\"5.0.0\"} --><!-- wp:divi/heading "
      "{\"title\":{\"innerContent\":{\"desktop\":{\"value\":\"Мост\"}},\"decoration\":{\"font\":{\"x\":\"two "
      "words\"}}}} /--><!-- wp:divi/text {\"content\":{\"innerContent\":{\"desktop\":{\"value\":"
      "\"\\u003cp\\u003eПървият \\u003cstrong\\u003eмост\\u003c/strong\\u003e\\u003c/p\\u003e\"}}}} /--><!-- "
      "wp:divi/image "
      "{\"image\":{\"innerContent\":{\"desktop\":{\"value\":{\"src\":\"https://old.example/"
      "a.jpg\",\"alt\":\"Мостът\"}}}}} "
      "/--><!-- wp:divi/button {\"button\":{\"innerContent\":{\"desktop\":{\"value\":{\"text\":\"Още\",\"linkUrl\":"
      "\"https://example.org/\"}}}}} /--><!-- /wp:divi/section -->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph", "image", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"Мост", "Първият ", "bold", "https://old.example/a.jpg", "Мостът", "https://example.org/"})
    EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(body, Not(HasSubstr("two words")));
  EXPECT_THAT(read.notes, Contains("block whose text stands in its fields, what they say is kept: divi/text"));
}

TEST(BlockFields, fields_of_editors_are_kept_and_settings_are_not) {
  Surroundings around;
  around.asset_of_attachment = [](std::int64_t number) { return number == 901 ? AssetId{7} : AssetId{}; };
  const ReadContent read = read_content(
      "<!-- wp:acf/citat {\"name\":\"acf/citat\",\"data\":{\"zaglavie_title\":\"Думите му\",\"tekst\":\"Мостът е нов\","
      "\"_tekst\":\"field_5f1 and more\",\"photo\":901,\"broi\":901,\"clip\":\"https://youtu.be/dQw4w9WgXcQ\"},"
      "\"mode\":\"preview it now\"} /-->"
      "<!-- wp:lazyblock/note {\"text\":\"Read this first\",\"blockId\":\"Z1 x2 abc\",\"pad\":\"10px 20px\"} /-->",
      around);
  EXPECT_THAT(kinds(read), ElementsAre("heading", "paragraph", "image", "embed", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"Думите му", "Мостът е нов", "Read this first"}) EXPECT_THAT(body, HasSubstr(kept));
  for (const char* setting : {"field_5f1", "preview", "Z1", "10px"}) EXPECT_THAT(body, Not(HasSubstr(setting)));
}

TEST(BlockFields, the_sign_that_opens_an_accordion_is_no_text) {
  const std::string body = content::write_body(
      read_content("<!-- wp:accordion-heading --><h3 class=\"wp-block-accordion-heading\"><button "
                   "class=\"wp-block-accordion-heading__toggle\"><span "
                   "class=\"wp-block-accordion-heading__toggle-title\">Кога?</span><span aria-hidden=\"true\">+</span>"
                   "</button></h3><!-- /wp:accordion-heading -->",
                   {})
          .body);
  EXPECT_THAT(body, HasSubstr("\"Кога?\""));
  EXPECT_THAT(body, Not(HasSubstr("+")));
}

TEST(BlockFields, script_in_a_field_never_is_one) {
  const ReadContent read = read_content(
      "<!-- wp:acf/x {\"data\":{\"a\":\"\\u003cscript\\u003ealert(1)\\u003c/script\\u003eтекст\",\"b\":"
      "\"\\u003cimg src=x onerror=alert(1)\\u003e\"}} /-->",
      {});
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, HasSubstr("текст"));
  EXPECT_THAT(body, Not(HasSubstr("alert")));
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
