#include "interchange/wordpress/page_builders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/wordpress/read_content_testing.h"

namespace vestnik::interchange::wordpress {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(PageBuilders, wpbakery_leaves_its_texts_pictures_clips_and_links) {
  const ReadContent read = read_content(
      "[vc_row full_width=\"stretch_row\"][vc_column width=\"1/2\"][vc_custom_heading text=\"За ``моста``\"]"
      "[vc_column_text css=\".vc_custom_1{margin:0}\"]\n\nПърви <strong>абзац</strong>.\n\nВтори "
      "абзац.\n\n[/vc_column_text]"
      "[vc_single_image image=\"901\" img_size=\"full\"][vc_video link=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"]"
      "[vc_btn title=\"Още\" link=\"url:https%3A%2F%2Fexample.org%2F|title:x|target:_blank\"][vc_empty_space "
      "height=\"20px\"]"
      "[vc_raw_html]JTNDcCUzRSVEMCVBMSVEMCVCRSVEMSU4NCVEMCVCOCVEMSU4RiUzQyUyRnAlM0U=[/vc_raw_html]"
      "[vc_basic_grid post_type=\"post\"][/vc_column][/vc_row]",
      with_a_picture());
  EXPECT_THAT(kinds(read),
              ElementsAre("heading", "paragraph", "paragraph", "image", "embed", "paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"За \\\"моста\\\"", "абзац", "Втори абзац.", "https://example.org/", "Още", "София"})
    EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(body, Not(HasSubstr("vc_")));
  EXPECT_THAT(read.notes, ::testing::Contains("element of a page builder left out: vc_basic_grid"));
  EXPECT_THAT(read.notes, ::testing::Contains("layout of a page builder left out, what it holds is kept: vc_"));
}

TEST(PageBuilders, divi_leaves_its_texts_pictures_clips_and_links) {
  const ReadContent read = read_content(
      "[et_pb_section fb_built=\"1\"][et_pb_row][et_pb_column type=\"4_4\"][et_pb_text "
      "admin_label=\"Text\"]<p>Абзац.</p>"
      "[/et_pb_text][et_pb_image src=\"https://old.example/a.jpg\" alt=\"Мостът\"][/et_pb_image]"
      "[et_pb_blurb title=\"Каре\" url=\"#\"]<p>В карето.</p>[/et_pb_blurb]"
      "[et_pb_button button_url=\"https://example.org/\" button_text=\"Още\"][/et_pb_button]"
      "[et_pb_video "
      "src=\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"][/et_pb_video][/et_pb_column][/et_pb_row][/et_pb_section]",
      with_a_picture());
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "image", "heading", "paragraph", "paragraph", "embed"));
}

TEST(PageBuilders, buttons_and_initials_of_themes_are_links_and_letters) {
  const ReadContent read = read_content(
      "[su_button url=\"https://example.org/\"]Бутон[/su_button]\n\n[dropcap]Б[/dropcap]уква", with_a_picture());
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph"));
  EXPECT_THAT(body, HasSubstr("https://example.org/"));
  EXPECT_THAT(body, HasSubstr("\"Буква\""));
}

TEST(PageBuilders, whose_words_and_what_buttons_and_bars_say_stays) {
  const std::string bars = "%5B%7B%22label%22%3A%22Readers%22%2C%22value%22%3A%2290%22%7D%5D";
  const std::string body = content::write_body(
      read_content(
          "[et_pb_testimonial author=\"Мария\" job_title=\"пекар\"]<p>Хляб.</p>[/et_pb_testimonial]"
          "[et_pb_team_member name=\"Петър\" position=\"редактор\"][/et_pb_team_member]"
          "[et_pb_slide heading=\"Слайд\" button_text=\"Вижте\" button_link=\"https://example.org/a\"]x[/et_pb_slide]"
          "[vc_progress_bar values=\"" +
              bars + "\" units=\"%\"]",
          with_a_picture())
          .body);
  for (const char* kept : {"Мария, пекар", "Петър, редактор", "Вижте", "https://example.org/a", "Readers: 90%"})
    EXPECT_THAT(body, HasSubstr(kept));
}

TEST(PageBuilders, a_call_to_action_without_a_button_says_its_title_once) {
  const std::string body =
      content::write_body(read_content("[et_pb_cta title=\"Елате\"][/et_pb_cta]", with_a_picture()).body);
  const std::size_t first = body.find("Елате");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(body.find("Елате", first + 1), std::string::npos) << body;
}

TEST(PageBuilders, only_their_own_shortcodes_are_taken_away) {
  const ReadContent read = read_content("[vc_row]a [sic] [house-made to=\"x\"][/vc_row]", with_a_picture());
  EXPECT_THAT(content::write_body(read.body), HasSubstr("a [sic] [house-made to="));
  EXPECT_FALSE(is_of_page_builder("vc_"));
  EXPECT_FALSE(is_of_page_builder("gallery"));
}

TEST(PageBuilders, scripts_of_theirs_are_left_out) {
  const ReadContent read = read_content("a[vc_raw_js]JTNDc2NyaXB0JTNF[/vc_raw_js]b", with_a_picture());
  EXPECT_THAT(content::write_body(read.body), Not(HasSubstr("JTND")));
  EXPECT_THAT(read.notes, ElementsAre("script of a page builder left out"));
}

TEST(PageBuilders, a_clip_that_cannot_be_shown_is_a_link) {
  const ReadContent read = read_content(
      "[vc_row][vc_video link=\"https://clips.example/watch/1\"][et_pb_video src=\"https://clips.example/watch/2\"]"
      "[/et_pb_video][vc_icon link=\"https://example.org/\"][/vc_row]",
      with_a_picture());
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept : {"https://clips.example/watch/1", "https://clips.example/watch/2"})
    EXPECT_THAT(body, HasSubstr(kept));
}

TEST(PageBuilders, are_linear_on_hostile_input) {
  for (const char* part : {"[vc_row", "[vc_row]", "[/vc_row]", "[vc_raw_html]", "[/vc_raw_html][vc_raw_html]",
                           "[vc_custom_heading text=\"``\"]", "<!--nextpage-->"}) {
    std::string text;
    while (text.size() < 300'000) text += part;
    EXPECT_NO_THROW(read_content(text, with_a_picture()));
  }
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
