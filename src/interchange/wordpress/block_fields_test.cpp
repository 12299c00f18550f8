#include "interchange/wordpress/block_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "interchange/wordpress/content_blocks.h"
#include "interchange/wordpress/read_content_testing.h"

namespace vestnik::interchange::wordpress {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

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
  const ReadContent read = read_content(
      "<!-- wp:acf/citat {\"name\":\"acf/citat\",\"data\":{\"zaglavie_title\":\"Думите му\",\"tekst\":\"Мостът е нов\","
      "\"_tekst\":\"field_5f1 and more\",\"photo\":901,\"broi\":901,\"clip\":\"https://youtu.be/dQw4w9WgXcQ\"},"
      "\"mode\":\"preview it now\"} /-->"
      "<!-- wp:lazyblock/note {\"text\":\"Read this first\",\"blockId\":\"Z1 x2 abc\",\"pad\":\"10px 20px\"} /-->",
      with_a_picture());
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

TEST(BlockFields, words_beside_a_link_or_a_picture_are_kept_in_their_order) {
  const ReadContent read = read_content(
      "<!-- wp:lazyblock/card {\"title\":\"Думите му\",\"text\":\"Прочетете\",\"url\":\"https://example.org/a\","
      "\"content\":\"Мостът е нов\"} /-->"
      "<!-- wp:lazyblock/photo {\"src\":\"https://old.example/a.jpg\",\"alt\":\"Мостът\",\"linkUrl\":"
      "\"https://example.org/b\",\"caption\":\"Снимка от моста\"} /-->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("heading", "paragraph", "paragraph", "image"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"Думите му", "Прочетете", "https://example.org/a", "Мостът е нов",
                           "https://old.example/a.jpg", "https://example.org/b", "Снимка от моста"})
    EXPECT_THAT(body, HasSubstr(kept));
}

TEST(BlockFields, divi_keeps_a_text_of_digits_and_no_settings_beside_it) {
  const ReadContent read = read_content(
      "<!-- wp:divi/heading {\"title\":{\"innerContent\":{\"desktop\":{\"value\":\"2024\"}}}} /-->"
      "<!-- wp:divi/blurb {\"title\":{\"innerContent\":{\"desktop\":{\"value\":{\"text\":\"1989\",\"url\":\"\","
      "\"target\":\"off\"}}}}} /-->"
      "<!-- wp:divi/image {\"image\":{\"innerContent\":{\"desktop\":{\"value\":{\"src\":"
      "\"https://old.example/a.jpg\",\"id\":\"901\",\"titleText\":\"Снимка 33\"}}}}} /-->",
      with_a_picture());
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph", "image"));
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, HasSubstr("\"2024\""));
  EXPECT_THAT(body, HasSubstr("\"1989\""));
  EXPECT_THAT(body, Not(HasSubstr("off")));
  EXPECT_THAT(body, Not(HasSubstr("33")));
}

TEST(BlockFields, addresses_of_pages_become_links) {
  const ReadContent read = read_content(
      "<!-- wp:acf/x {\"data\":{\"source\":\"https://example.org/a\",\"more\":{\"title\":\"Още\",\"url\":"
      "\"https://example.org/b\",\"target\":\"_blank\"}}} /-->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/a\""));
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/b\""));
  EXPECT_THAT(body, HasSubstr("\"Още\""));
  EXPECT_THAT(read.notes, Contains("embed kept as a link"));
}

TEST(BlockFields, many_links_are_noted_once) {
  const ReadContent read = read_content(
      "<!-- wp:acf/x {\"data\":{\"a\":\"https://example.org/a\",\"b\":\"https://example.org/b\"}} /-->"
      "<!-- wp:embed {\"url\":\"https://example.org/c\"} /-->",
      {});
  EXPECT_EQ(std::ranges::count(read.notes, "embed kept as a link"), 1);
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph", "paragraph"));
}

TEST(BlockFields, a_text_that_begins_with_an_address_is_a_text) {
  const std::string body = body_of(
      "<!-- wp:acf/x {\"data\":{\"a\":\"https://example.org/a е там\",\"b\":{\"text\":\"Тук\",\"linkUrl\":"
      "\"https://example.org/b\",\"url\":\"https://example.org/c\"}}} /-->");
  EXPECT_THAT(body, HasSubstr("https://example.org/a е там"));
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/b\""));
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/c\""));
}

TEST(BlockFields, fields_beside_other_blocks_are_kept) {
  const ReadContent read = read_content(
      "<!-- wp:acf/box {\"data\":{\"zaglavie_title\":\"Накратко\"}} --><!-- wp:paragraph --><p>Мостът е нов</p>"
      "<!-- /wp:paragraph --><!-- /wp:acf/box -->"
      "<!-- wp:lazyblock/gallery {\"pictures\":\"%5B%7B%22alt%22:%22%D0%9C%D0%BE%D1%81%D1%82%22,%22title%22:"
      "%22IMG one two%22,%22caption%22:%22%D0%A1%D1%82%D1%8A%D0%BB%D0%B1%22,%22id%22:12,%22link%22:"
      "%22https://old.example/img/%22,%22url%22:%22https://old.example/a.jpg%22,%22sizes%22:%7B%22thumbnail%22:"
      "%7B%22url%22:%22https://old.example/a-150x150.jpg%22%7D%7D%7D%5D\"} /-->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("heading", "paragraph", "image"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"Накратко", "Мостът е нов", "\"Мост\"", "\"Стълб\"", "https://old.example/a.jpg"})
    EXPECT_THAT(body, HasSubstr(kept));
  for (const char* of_the_library : {"IMG", "old.example/img", "150x150"})
    EXPECT_THAT(body, Not(HasSubstr(of_the_library)));
}

TEST(BlockFields, a_list_that_a_plugin_wrote_as_text_is_read) {
  const ReadContent read = read_content(
      "<!-- wp:lazyblock/faq {\"items\":\"[{\\\"question\\\":\\\"Кога?\\\",\\\"answer\\\":\\\"Утре\\\"}]\"} /-->", {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph"));
  EXPECT_THAT(content::write_body(read.body), Not(HasSubstr("question")));
}

TEST(BlockFields, a_text_as_it_was_typed_gets_its_paragraphs_and_shortcodes) {
  const ReadContent read = read_content(
      "<!-- wp:acf/x {\"data\":{\"tekst\":\"Първо\\r\\n\\r\\nВторо\\r\\n\\r\\n[gallery ids=\\\"901\\\"]\"}} /-->",
      with_a_picture());
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph", "gallery"));
}

TEST(BlockFields, words_are_no_settings_and_sentences_no_code) {
  const std::string body = body_of(
      "<!-- wp:acf/x {\"data\":{\"blockquote\":\"Цитат\",\"blocks_0_moderator\":\"Водещ\",\"heading\":\"Conclusion\","
      "\"text\":\"The bridge (of 1920) is closed; it opens soon.\",\"heading_size\":\"Large\",\"text_align\":\"Left "
      "side\",\"shadow\":\"0 0 rgba(0, 0, 0)\"}} /-->");
  for (const char* kept : {"Цитат", "Водещ", "Conclusion", "The bridge (of 1920) is closed; it opens soon."})
    EXPECT_THAT(body, HasSubstr(kept));
  for (const char* setting : {"Large", "Left", "rgba"}) EXPECT_THAT(body, Not(HasSubstr(setting)));
}

TEST(BlockFields, a_picture_named_by_number_and_by_address_is_shown_once) {
  Surroundings around = with_a_picture();
  around.asset_of = [](std::string_view) { return AssetId{7}; };
  const ReadContent read =
      read_content("<!-- wp:lazyblock/x {\"imageId\":901,\"imageUrl\":\"https://old.example/a.jpg\"} /-->", around);
  EXPECT_THAT(kinds(read), ElementsAre("image"));
}

TEST(BlockFields, a_block_that_is_closed_around_nothing_is_none_less) {
  const ReadContent read = read_content(
      "<!-- wp:divi/text {\"content\":{\"innerContent\":{\"desktop\":{\"value\":\"Мост\"}}}} --><!-- /wp:divi/text -->"
      "<!-- wp:difl/faq {\"question_name\":\"Donatepay\"} -->\n<!-- /wp:difl/faq --><!-- wp:difl/icon {\"x\":1} -->"
      "<!-- /wp:difl/icon -->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph"));
  EXPECT_THAT(read.notes, Contains("block without text of its own left out: difl/icon"));
}

TEST(BlockFields, a_button_may_lead_to_a_telephone) {
  const std::string body = body_of(
      "<!-- wp:divi/button {\"button\":{\"innerContent\":{\"desktop\":{\"value\":{\"text\":\"Обадете се\",\"linkUrl\":"
      "\"tel:+35929000000\"}}}}} /-->");
  EXPECT_THAT(body, HasSubstr("\"href\":\"tel:+35929000000\""));
}

TEST(BlockFields, digits_that_readers_saw_are_kept) {
  const ReadContent read = read_content(
      "<!-- wp:acf/timeline {\"data\":{\"items\":2,\"items_0_title\":\"1989\",\"items_0_text\":\"Мостът е нов\","
      "\"items_1_label\":\"12,5 %\",\"text\":\"7\",\"text_0_year\":\"2024\",\"show_title\":\"1\",\"author\":\"55\","
      "\"image_source\":\"901\"}} /--><!-- wp:lazyblock/counter {\"number\":\"1500\"} /-->"
      "<!-- wp:lazyblock/other {\"number\":4400,\"columns\":33} /-->",
      with_a_picture());
  EXPECT_THAT(kinds(read), ElementsAre("heading", "paragraph", "paragraph", "paragraph", "image", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"\"1989\"", "\"12,5 %\"", "\"2024\"", "\"1500\""}) EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(read.notes, Contains("number in a block's fields left out: lazyblock/other number"));
  EXPECT_THAT(read.notes, Contains("number in a block's fields left out: acf/timeline author"));
}

TEST(BlockFields, a_picture_that_is_shown_already_keeps_its_caption_and_link) {
  Surroundings around = with_a_picture();
  around.asset_of = [](std::string_view) { return AssetId{7}; };
  const std::string picture =
      "{\"src\":\"https://old.example/a.jpg\",\"caption\":\"Снимка от моста\",\"linkUrl\":\"https://example.org/b\"}";
  const ReadContent read = read_content(
      "<!-- wp:lazyblock/x {\"imageId\":901,\"image\":" + picture + ",\"imageMobile\":" + picture + "} /-->", around);
  EXPECT_THAT(kinds(read), ElementsAre("image", "paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, HasSubstr("Снимка от моста"));
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/b\""));
}

TEST(BlockFields, texts_beside_a_picture_of_the_library_in_a_blocks_own_attributes_are_kept) {
  const std::string own =
      "\"url\":\"https://old.example/a.jpg\",\"alt\":\"\",\"sizes\":{\"thumbnail\":{\"url\":"
      "\"https://old.example/a-150x150.jpg\"}},\"heading\":\"Думите му\",\"content\":\"Мостът е нов\"";
  for (const std::string& fields : {own, "\"id\":12," + own, "\"box\":{" + own + "}"}) {
    const ReadContent read = read_content("<!-- wp:lazyblock/x {" + fields + "} /-->", {});
    EXPECT_THAT(kinds(read), ElementsAre("image", "heading", "paragraph")) << fields;
    EXPECT_THAT(content::write_body(read.body), Not(HasSubstr("150x150")));
  }
}

TEST(BlockFields, a_text_with_links_of_its_own_is_not_made_one_link) {
  const ReadContent read = read_content(
      "<!-- wp:lazyblock/x {\"text\":\"<p>Мостът <a href='https://example.org/in'>е нов</a></p><ul><li>Стълб</li>"
      "</ul>\",\"url\":\"https://example.org/out\"} /-->"
      "<!-- wp:lazyblock/x {\"text\":\"<p>Още</p>\",\"url\":\"https://example.org/more\"} /-->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "bulletList", "paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* link : {"https://example.org/in", "https://example.org/out", "https://example.org/more"})
    EXPECT_THAT(body, HasSubstr(std::string("\"href\":\"") + link + "\""));
  EXPECT_THAT(body, HasSubstr("\"Още\""));
}

TEST(BlockFields, a_list_of_words_that_a_plugin_wrote_as_text_is_read) {
  const ReadContent read = read_content(
      "<!-- wp:lazyblock/x {\"items\":\"[\\\"Да\\\",\\\"Не\\\"]\",\"more\":\"%5B%22%D0%9C%D0%BE%D1%81%D1%82%22%5D\","
      "\"quotation\":\"[\\\"Мост\\\"] пише там\"} /-->",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph", "paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"\"Да\"", "\"Не\"", "\"Мост\""}) EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(body, Not(HasSubstr("%5B")));
}

TEST(BlockFields, names_of_settings_are_whole_words) {
  const std::string body = body_of(
      "<!-- wp:acf/x {\"data\":{\"unique_offer\":\"Само днес\",\"colorful_title\":\"Пъстро\",\"fontanaText\":\"Вода\","
      "\"text_color\":\"Dark red\",\"fontFamily\":\"Open Sans\",\"uniqueID\":\"One two\",\"h2Color\":\"Light blue\","
      "\"customCSSClass\":\"Big box\",\"bgcolor\":\"Pale green\"}} /-->");
  for (const char* kept : {"Само днес", "Пъстро", "Вода"}) EXPECT_THAT(body, HasSubstr(kept));
  for (const char* setting : {"Dark", "Sans", "One", "blue", "box", "green"})
    EXPECT_THAT(body, Not(HasSubstr(setting)));
}

TEST(BlockFields, what_fits_of_a_block_stays) {
  const Surroundings around;
  std::vector<std::string> notes;
  ContentParts parts{around, {}, notes, false, {}, {}, most_brought_in_bytes - 100, false};
  Block block;
  block.name = "lazyblock/x";
  block.attributes["a"] = "Начало";
  block.attributes["b"] = "Мостът е много дълъг, и никой не знае защо е толкова дълъг.";
  block.attributes["c"] = "Край";
  block.dynamic = true;
  const std::optional<std::string> html = html_of_block(block, parts, 0);
  EXPECT_THAT(html.value_or(""), AllOf(HasSubstr("Начало"), Not(HasSubstr("дълъг")), Not(HasSubstr("Край"))));
  EXPECT_THAT(notes, Contains("tables, galleries and reusable blocks beyond the limits of an article left out"));
}

TEST(BlockFields, are_linear_on_hostile_input) {
  const auto repeated = [](const std::string& part) {
    std::string text;
    while (text.size() < 300'000) text += part;
    return text;
  };
  for (const std::string inside : {"[x", "[a]\\n", "%7B%22a%22:", "<b", "{\\\"a\\\":", "https://", "\\n\\nA b "})
    EXPECT_NO_THROW(read_content("<!-- wp:acf/x {\"data\":{\"a\":\"%7B%22" + repeated(inside) + "\"}} /-->", {}));
  for (const std::string field : {"{\"src\":\"https://a/b.jpg\",\"text\":\"a\"},", "\"[x]\",", "\"{\\\"a\\\":1}\","})
    EXPECT_NO_THROW(read_content("<!-- wp:acf/x {\"data\":{\"a\":[" + repeated(field) + "1]}} /-->", {}));
  EXPECT_NO_THROW(read_content(repeated("<!-- wp:acf/x {\"data\":{\"a\":\"[x]\\n\"}} -->"), {}));
}

TEST(BlockFields, blocks_in_fields_of_blocks_end) {
  std::string content = "Дъно";
  for (int i = 0; i < 10; ++i) {
    std::string escaped;
    for (const char c : content) escaped += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    content = "<!-- wp:acf/x {\"data\":{\"a\":\"[x]" + escaped + "\"}} /-->";
  }
  EXPECT_NO_THROW(read_content(content, {}));
}

TEST(BlockFields, how_many_of_something_are_shown_is_told_to_no_reader) {
  const ReadContent read = read_content(
      "<!-- wp:acf/latest {\"data\":{\"posts_number\":\"6\",\"heading\":\"2\",\"maxPrice\":\"100\",\"year\":\"1989\"}} "
      "/-->",
      {});
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, HasSubstr("1989"));
  EXPECT_THAT(kinds(read), ElementsAre("paragraph"));
  EXPECT_THAT(read.notes, Contains(HasSubstr("number in a block's fields left out")));
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
