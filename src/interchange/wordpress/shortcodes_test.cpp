#include "interchange/wordpress/shortcodes.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

ShortcodeRules rules(std::vector<std::string>* unknown = nullptr) {
  return {.known = {"gallery", "caption", "youtube"},
          .replace = [](const Shortcode& code) -> std::optional<std::string> {
            std::string text = "{" + code.name;
            for (const auto& [key, value] : code.attributes) text += " " + key + ":" + value;
            return text + "|" + code.content + "}";
          },
          .unknown =
              [unknown](std::string_view name) {
                if (unknown != nullptr) unknown->emplace_back(name);
              }};
}

TEST(Shortcodes, are_replaced_with_their_attributes_and_content) {
  EXPECT_EQ(replace_shortcodes("a [gallery ids=\"1,2\" columns=3 link='none' big] b", rules()),
            "a {gallery ids:1,2 columns:3 link:none :big|} b");
  EXPECT_EQ(replace_shortcodes("[caption id=\"x\"]<img src=\"a]b\"> Т [gallery/] [/caption]", rules()),
            "{caption id:x|<img src=\"a]b\"> Т {gallery|} }");
  EXPECT_EQ(replace_shortcodes("[youtube=https://youtu.be/x&w=3]", rules()), "{youtube :https://youtu.be/x&w=3|}");
  EXPECT_EQ(replace_shortcodes("[gallery ids=”1,2″]", rules()), "{gallery ids:1,2|}");
}

TEST(Shortcodes, escaped_ones_and_those_in_tags_are_text) {
  EXPECT_EQ(replace_shortcodes("[[gallery ids=\"1\"]] <a title=\"[gallery]\">x</a> <!-- [gallery] -->", rules()),
            "[gallery ids=\"1\"] <a title=\"[gallery]\">x</a> <!-- [gallery] -->");
}

TEST(Shortcodes, unknown_ones_stay_and_are_told) {
  std::vector<std::string> unknown;
  const std::string text = "[sic] [1] [contact-form to=\"x\"] [quote]x[/quote] [note a=b] [Пълен текст]";
  EXPECT_EQ(replace_shortcodes(text, rules(&unknown)), text);
  EXPECT_EQ(unknown, (std::vector<std::string>{"contact-form", "quote", "note"}));
}

TEST(Shortcodes, one_that_is_never_closed_stands_alone) {
  EXPECT_EQ(replace_shortcodes("[caption]a[caption]b[/caption]", rules()), "{caption|}a{caption|b}");
}

TEST(Shortcodes, are_linear_on_hostile_input) {
  for (const char* part :
       {"[gallery", "[gallery]", "[caption][", "[[gallery", "[/caption]", "[x y=\"", "<a [gallery] "}) {
    std::string text;
    while (text.size() < 1'000'000) text += part;
    EXPECT_FALSE(replace_shortcodes(text, rules()).empty());
  }
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
