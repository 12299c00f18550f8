#include "interchange/wordpress/plugin_shortcodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interchange/wordpress/read_content_testing.h"

namespace vestnik::interchange::wordpress {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(PluginShortcodes, what_stands_around_a_text_goes_and_the_text_stays) {
  const ReadContent read = read_content(
      "Това е [highlight color=\"red\"]важно[/highlight] днес.\n\n[toggle title=\"Кога\"]Утре[/toggle]\n\n"
      "[row][row][tabs][tab title=\"Къде\"]Тук[/tab][/tabs][/row][/row]\n\n[pullquote cite=\"Мария\"]Хлябът "
      "поскъпна[/pullquote]\n\n[button link=\"https://example.org/\"]Още[/button]",
      {});
  EXPECT_THAT(kinds(read),
              ElementsAre("paragraph", "heading", "paragraph", "heading", "paragraph", "blockquote", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept :
       {"Това е важно днес.", "Кога", "Утре", "Къде", "Тук", "Хлябът поскъпна", "Мария", "Още", "https://example.org/"})
    EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(body, Not(HasSubstr("[/")));
  EXPECT_THAT(body, Not(HasSubstr("[row")));
  EXPECT_THAT(read.notes, Contains("shortcode taken away, what it stands around is kept: toggle"));
}

TEST(PluginShortcodes, what_the_old_server_filled_is_left_out_and_told) {
  const ReadContent read = read_content(
      "Пишете ни [contact-form to='a@example.org' subject='[Вестник] Писмо'][contact-field label='Име' "
      "required='1'/][/contact-form]\n\n[the_ad id=\"12\"] [poll id=2] [rev_slider alias=\"home\"][toc]\n\nКрай",
      {});
  const std::string body = content::write_body(read.body);
  EXPECT_THAT(body, Not(HasSubstr("contact-f")));
  EXPECT_THAT(body, Not(HasSubstr("the_ad")));
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "paragraph")) << body;
  for (const char* name : {"contact-form", "contact-field", "the_ad", "poll", "rev_slider", "toc"})
    EXPECT_THAT(read.notes, Contains(std::string("what a plugin filled on the old server left out: ") + name));
}

TEST(PluginShortcodes, quotations_say_whose_they_are_after_the_words) {
  const ReadContent read = read_content("[su_quote cite=\"Мария\"]Хлябът поскъпна[/su_quote]", {});
  ASSERT_THAT(kinds(read), ElementsAre("blockquote"));
  EXPECT_EQ(string_or(read.body.blocks.front().attributes, "cite"), "Мария");
}

TEST(PluginShortcodes, prose_in_brackets_and_unknown_ones_stay) {
  for (const char* text :
       {"[sic]", "[1]", "[weather permitting]", "[house-made a=\\\"b\\\"]", "[/toggle]", "[Пълен текст]"}) {
    std::string written(text);
    std::erase(written, '\\');
    EXPECT_THAT(body_of("а " + written + " б"), HasSubstr("а " + std::string(text) + " б"));
  }
}

TEST(PluginShortcodes, code_is_kept_to_the_letter) {
  const ReadContent read = read_content(
      "Ето:\n\n[sourcecode language=\"php\"]\n<?php echo \"<b>[gallery]</b>\";\n\n&lt;p&gt; ?>\n[/sourcecode]\n\nКрай",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("paragraph", "codeBlock", "paragraph"));
  EXPECT_THAT(content::write_body(read.body), HasSubstr(R"(<?php echo \"<b>[gallery]</b>\";\n\n<p> ?>)"));
}

TEST(PluginShortcodes, players_are_cards_or_links) {
  const ReadContent read = read_content(
      "[embedyt] https://www.youtube.com/watch?v=dQw4w9WgXcQ[/embedyt]\n\n[iframe "
      "src=\"//player.vimeo.com/video/76979871\"]\n\n[pdf-embedder url=\"https://example.org/a.pdf\"]\n\n[ted "
      "id=1234]\n\n[dailymotion id=x7tgad0&w=480]\n\n[iframe src=\"javascript:alert(1)\"]",
      {});
  EXPECT_THAT(kinds(read), ElementsAre("embed", "embed", "paragraph", "paragraph", "paragraph", "paragraph"));
  const std::string body = content::write_body(read.body);
  for (const char* kept :
       {"https://example.org/a.pdf", "https://www.ted.com/talks/1234", "https://www.dailymotion.com/video/x7tgad0\""})
    EXPECT_THAT(body, HasSubstr(kept));
  EXPECT_THAT(body, Not(HasSubstr("\"href\":\"javascript")));
}

TEST(PluginShortcodes, are_linear_on_hostile_input) {
  for (const char* part : {"[toggle", "[toggle]", "[toggle]x[/toggle]", "[/toggle]", "[code]", "[contact-form a='[",
                           "[iframe src=\"//x\"]", "[quote][button link=\"https://x.example/\"]", "[/code][code]"}) {
    std::string text;
    while (text.size() < 300'000) text += part;
    EXPECT_NO_THROW(read_content(text, {}));
  }
  std::string nested = "x";
  for (int i = 0; i < 30'000; ++i) nested.insert(0, "[row]");
  for (int i = 0; i < 30'000; ++i) nested += "[/row]";
  EXPECT_EQ(body_of(nested), body_of("x"));
}

TEST(PluginShortcodes, a_button_whose_address_has_no_name_is_a_link) {
  const std::string body = body_of("[button \"https://example.org/\"]Още[/button]");
  EXPECT_THAT(body, HasSubstr("\"href\":\"https://example.org/\""));
  EXPECT_THAT(body, HasSubstr("\"Още\""));
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
