#include <gmock/gmock.h>

#include "base/limits.h"
#include "pages/advertising_view.h"
#include "pages/example_pages.h"

namespace vestnik::pages {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Picture, comes_in_every_format_and_width_with_its_size) {
  const std::string html = render_picture(example::picture(1, 2000, 1000), PictureUse::body, false);
  EXPECT_THAT(html, HasSubstr("<source type=\"image/avif\" srcset=\"/media/"));
  EXPECT_THAT(html, HasSubstr("<source type=\"image/webp\""));
  for (const char* width : {" 320w, ", " 640w, ", " 1024w, ", " 1600w\""}) EXPECT_THAT(html, HasSubstr(width));
  EXPECT_THAT(html, HasSubstr("width=\"1024\" height=\"512\""));
  EXPECT_THAT(html, HasSubstr("loading=\"lazy\""));
  EXPECT_THAT(html, Not(HasSubstr("fetchpriority")));
}

TEST(Picture, the_lead_is_fetched_first) {
  const std::string html = render_picture(example::picture(1), PictureUse::lead, true);
  EXPECT_THAT(html, HasSubstr("fetchpriority=\"high\""));
  EXPECT_THAT(html, Not(HasSubstr("lazy")));
}

TEST(Picture, shows_a_blur_until_it_comes) {
  EXPECT_THAT(render_picture(example::picture(1), PictureUse::lead, true),
              HasSubstr("<img class=\"blur\" src=\"data:image/webp;base64,"));
}

TEST(Picture, a_placeholder_that_is_none_is_left_out) {
  PictureView picture = example::picture(1);
  for (const char* text :
       {"data:text/html;base64,AAAA", "data:image/webp;base64,AA\"A", "https://else.example/x.webp"}) {
    picture.placeholder = text;
    EXPECT_THAT(render_picture(picture, PictureUse::lead, true), Not(HasSubstr("blur"))) << text;
  }
}

TEST(Picture, without_a_file_is_nothing) {
  EXPECT_THAT(render_picture({}, PictureUse::card, false), IsEmpty());
  PictureView unknown = example::picture(1);
  unknown.width = 0;
  EXPECT_THAT(render_picture(unknown, PictureUse::card, false), IsEmpty());
}

TEST(Slot, says_that_it_is_advertising_and_keeps_its_size) {
  for (const char* name : {"top", "text", "rail", "reading", "section", "footer"}) {
    const std::string html = render_slot(example::slot(name, "bg"));
    EXPECT_THAT(html, HasSubstr("Реклама"));
    EXPECT_THAT(html, HasSubstr("rel=\"sponsored noopener\""));
    EXPECT_LE(html.size(), limits::slot_bytes);
  }
  EXPECT_THAT(render_slot(example::slot("top", "bg")), HasSubstr("<img src=\"/media/"));
}

TEST(Slot, the_newspapers_own_come_in_widths_that_suit_the_display) {
  SlotView slot = example::slot("footer", "bg");
  slot.picture = example::picture(1, 1456, 360);
  slot.picture.asset = 295;
  const std::string html = render_slot(slot);
  EXPECT_THAT(html, HasSubstr("width=\"518\" height=\"128\""));
  EXPECT_THAT(html, HasSubstr(" sizes=\"min(87vw, 518px)\""));
  for (const char* width : {"/320 320w, ", "/640 640w, ", "/1024 1024w\""}) EXPECT_THAT(html, HasSubstr(width));
  EXPECT_THAT(html, Not(HasSubstr("1456"))) << "more than twice as many pixels as the display has";
  EXPECT_LE(html.size(), limits::slot_bytes);
}

TEST(Slot, only_what_is_in_sight_at_once_is_fetched_before_the_layout) {
  for (const char* name : {"top", "footer"}) {
    SlotView slot = example::slot(name, "bg");
    slot.picture = example::picture(1, 1456, 360);
    EXPECT_EQ(render_slot(slot).contains("loading=\"lazy\""), std::string(name) == "footer") << name;
  }
}

TEST(Slot, an_empty_one_takes_no_room) {
  EXPECT_THAT(render_slot({}), IsEmpty());
  SlotView slot = example::slot("text", "bg");
  slot.path.clear();
  EXPECT_THAT(render_slot(slot), IsEmpty());
}

TEST(Slot, words_that_do_not_fit_are_not_cut_in_the_middle) {
  SlotView slot = example::slot("text", "bg");
  slot.text = std::string(2 * limits::slot_bytes, 'x');
  EXPECT_THAT(render_slot(slot), IsEmpty());
}

TEST(Slot, a_label_that_leaves_little_room_costs_the_choice_of_widths_before_the_picture) {
  AdvertisementView shown;
  shown.slot = example::slot("top", "bg");
  shown.slot.picture = example::picture(1, 1456, 360);
  shown.needs_picture = true;
  shown.slot.picture.asset = 295;
  shown.why_path = "/advertising/293/";
  shown.political = true;
  shown.sponsor = "Партия";
  EXPECT_THAT(render_advertisement(shown), HasSubstr("srcset"));
  const std::size_t room = limits::slot_bytes - render_advertisement(shown).size();
  shown.sponsor += std::string(room + 1, 'x');
  const std::string html = render_advertisement(shown);
  EXPECT_THAT(html, HasSubstr("<img src=\"/media/"));
  EXPECT_THAT(html, HasSubstr(shown.sponsor));
  EXPECT_THAT(html, Not(HasSubstr("srcset")));
  // Then what the law does not ask for where nobody is targeted; nothing else of the label goes.
  shown.linked_to = "Избори за Народно събрание; Законопроект за изменение и допълнение на Изборния кодекс";
  shown.sponsor = "Партия „Утро“";
  shown.slot.text = "Утро за всички";
  const std::string long_label = render_advertisement(shown);
  EXPECT_THAT(long_label, HasSubstr(shown.linked_to));
  EXPECT_THAT(long_label, HasSubstr("Без насочване"));
  shown.linked_to += " " + std::string(limits::slot_bytes - long_label.size(), 'x');
  const std::string longer = render_advertisement(shown);
  EXPECT_THAT(longer, HasSubstr("<img src=\"/media/"));
  EXPECT_THAT(longer, HasSubstr(shown.linked_to));
  EXPECT_THAT(longer, Not(HasSubstr("Без насочване")));
  shown.sponsor += std::string(limits::slot_bytes, 'x');
  EXPECT_THAT(render_advertisement(shown), IsEmpty());
}

TEST(Slot, a_frame_keeps_its_shape_and_what_asks_first_says_whose_it_is) {
  for (const char* language : {"bg", "en"}) {
    AdvertisementView shown;
    shown.slot = example::slot("section", language);
    shown.slot.picture = {};
    shown.slot.path = "/ad/999999999/5/0123456789abcdef0123";
    shown.why_path = "/advertising/999999999/";
    shown.frame = "/ad/frame/999999999/5/0123456789abcdef0123";
    shown.frame_width = 970;
    shown.frame_height = 250;
    shown.server = "securepubads.exchange.example, static.exchange.example";
    const std::string framed = render_advertisement(shown);
    EXPECT_THAT(framed, HasSubstr("<svg width=\"970\" viewBox=\"0 0 970 250\"></svg><iframe src=\"/ad/frame/"));
    EXPECT_THAT(framed, Not(HasSubstr("securepubads")));
    shown.asks_first = true;
    const std::string asking = render_advertisement(shown);
    EXPECT_THAT(asking, HasSubstr("<svg width=\"970\" viewBox=\"0 0 970 250\"></svg><p class=\"slot-ask\">"));
    EXPECT_THAT(asking, HasSubstr(shown.server));
    EXPECT_THAT(asking, Not(HasSubstr("<iframe")));
    EXPECT_LE(asking.size(), limits::slot_bytes);
  }
}

TEST(Slot, leads_nowhere_dangerous) {
  SlotView slot = example::slot("text", "bg");
  slot.path = "javascript:alert(1)";
  EXPECT_THAT(render_slot(slot), Not(HasSubstr("javascript")));
}

TEST(EmbedCard, contacts_nobody_before_a_click) {
  const std::string html =
      render_embed("youtube", "abcDEF12345", "https://www.youtube.com/watch?v=abcDEF12345", "Кадри", "bg");
  EXPECT_THAT(html, HasSubstr("data-frame=\"https://www.youtube-nocookie.com/embed/abcDEF12345"));
  EXPECT_THAT(html, HasSubstr("href=\"https://www.youtube.com/watch?v=abcDEF12345\""));
  EXPECT_THAT(html, Not(HasSubstr("<iframe")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
}

TEST(EmbedCard, every_frame_is_one_that_the_policy_allows) {
  for (const char* provider : {"youtube", "vimeo", "x", "facebook", "instagram", "telegram", "tiktok"}) {
    const std::string html = render_embed(provider, "name/123", "https://example.org/123", "", "bg");
    const std::string start = "data-frame=\"";
    const std::size_t at = html.find(start);
    ASSERT_NE(at, std::string::npos) << provider;
    const std::string address = html.substr(at + start.size());
    const std::string host = address.substr(0, address.find('/', 8));
    EXPECT_THAT(std::string(embed_frame_sources()), HasSubstr(host));
  }
}

TEST(EmbedCard, an_unknown_provider_or_a_strange_id_is_a_plain_link) {
  EXPECT_THAT(render_embed("gopher", "1", "https://example.org/", "", "bg"), Not(HasSubstr("data-frame")));
  EXPECT_THAT(render_embed("youtube", "../../x?y", "https://youtu.be/x", "", "bg"), Not(HasSubstr("data-frame")));
  EXPECT_THAT(render_embed("x", "1", "javascript:alert(1)", "", "bg"), Not(HasSubstr("href=\"javascript")));
}

}  // namespace
}  // namespace vestnik::pages
