#include <gmock/gmock.h>

#include <algorithm>

#include "pages/example_pages.h"
#include "pages/fragment.h"

namespace vestnik::pages {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> slots_of(std::string_view page) {
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = page.find(slot_begin, at)) != std::string_view::npos; ++at) {
    names.emplace_back(page.substr(at + 1, page.find(slot_end, at) - at - 1));
  }
  return names;
}

void expect_in_order(std::string_view page, const std::vector<std::string>& parts) {
  std::size_t from = page.find("<body");
  for (const std::string& part : parts) {
    const std::size_t at = page.find(part, from);
    EXPECT_NE(at, std::string_view::npos) << "missing or too early: " << part;
    if (at != std::string_view::npos) from = at + part.size();
  }
}

std::string whole(const ArticleView& article, const TailView& tail, std::string_view language = "bg") {
  const Chrome site = example::chrome(language);
  return render_article(site, article) + render_tail(site, tail);
}

TEST(ArticlePage, a_tall_lead_picture_stands_in_the_column_of_the_text) {
  ArticleView article = example::article("bg");
  EXPECT_THAT(whole(article, example::tail("bg")), testing::HasSubstr("<figure class=\"lead\">"));
  article.lead = example::picture(1, 1600, 1600);
  EXPECT_THAT(whole(article, example::tail("bg")), testing::HasSubstr("<figure class=\"lead\" data-tall>"));
}

TEST(ArticlePage, says_that_a_picture_did_not_come_along_and_whose_it_is) {
  ArticleView article = example::article("bg");
  article.lead = {};
  article.lead.credit = "Снимка: EPA";
  expect_in_order(whole(article, {}),
                  {"<figure class=\"lead\">", "Снимката не е тук", "Снимка: EPA", "class=\"body\""});
  article.lead.credit.clear();
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("<figure class=\"lead\">"))) << "of which nothing is known";
}

TEST(ArticlePage, holds_everything_in_its_order) {
  const ArticleView article = example::article("bg");
  const TailView tail = example::tail("bg");
  std::vector<std::string> parts = {slot_mark("top"),        article.headline,  article.deck,
                                    article.bylines[0].name, "24 ноември 2026", "Обновена",
                                    "6 минути четене",       "<picture>",       article.lead.credit,
                                    "Мостът над Марица",     slot_mark("text"), "За автора"};
  parts.insert(parts.begin() + 11, "насрочена за двайсети август");
  for (const std::string part :
       {"https://kurier.example/kalina", "Пише за градове", "2 коментара", "По-стара", "Още от рубриката"}) {
    parts.push_back(part);
  }
  for (const CardView& card : tail.more) parts.push_back(card.headline), parts.push_back(card.deck);
  parts.push_back(slot_mark("rail"));
  parts.push_back("Продължете да четете");
  for (const CardView& card : tail.reading) parts.push_back(card.headline), parts.push_back(card.deck);
  parts.push_back(slot_mark("reading"));
  for (const SectionZone& zone : tail.zones) {
    parts.push_back(zone.name);
    parts.push_back(zone.stories[0].headline);
    parts.push_back(slot_mark("section"));
  }
  parts.push_back(slot_mark("footer"));
  parts.push_back("<footer");
  const std::string page = whole(article, tail);
  expect_in_order(page, parts);
  EXPECT_THAT(slots_of(page), ElementsAre("top", "text", "rail", "reading", "section", "section", "footer"));
}

TEST(ArticlePage, a_short_text_has_its_slot_after_the_last_block) {
  ArticleView article = example::article("bg");
  article.body_html = {"<p>Едно.</p>", "<p>Две.</p>"};
  EXPECT_THAT(whole(article, {}), HasSubstr("<p>Две.</p>" + slot_mark("text") + "</div>"));
}

TEST(ArticlePage, advertisements_of_sections_stand_in_two_zones_at_most_and_not_beside_each_other) {
  TailView tail = example::tail("bg");
  const SectionZone zone = tail.zones.front();
  for (const std::size_t zones : {1, 2, 3, 6}) {
    tail.zones.assign(zones, zone);
    const std::string html = render_tail(example::chrome("bg"), tail);
    EXPECT_EQ(std::ranges::count(slots_of(html), "section"), zones == 1 ? 1 : 2) << zones;
  }
  const std::string html = render_tail(example::chrome("bg"), tail);
  const std::size_t first = html.find(slot_mark("section")), second = html.find(slot_mark("section"), first + 1);
  const auto zones_between = html.substr(first, second - first);
  std::size_t between = 0;
  for (std::size_t at = 0; (at = zones_between.find("<section", at)) != std::string::npos; ++at) ++between;
  EXPECT_EQ(between, 3U) << "in another row and another column";
}

// "1 2 3 [text] 4": the blocks of a body and its slots, by what stands in them.
std::string order_of(const std::vector<std::string>& blocks, int after = 3, bool page = false) {
  ArticleView article = example::article("bg");
  article.body_html = blocks;
  article.slot_after = after;
  article.page = page;
  const std::string html = whole(article, {});
  const std::size_t begin = html.find("<div class=\"body\">") + 18, end = html.find("</div>", begin);
  std::string order;
  bool in_tag = false;
  for (const char c : html.substr(begin, end - begin)) {
    if (c == '<') in_tag = true;
    if (!in_tag && c != '\n') order += c == slot_begin ? '[' : c == slot_end ? ']' : c;
    if (c == '>') in_tag = false;
  }
  return order;
}
std::vector<std::string> paragraphs(int count) {
  std::vector<std::string> blocks;
  for (int i = 1; i <= count; ++i) blocks.push_back("<p>" + std::to_string(i) + "</p>");
  return blocks;
}

TEST(ArticlePage, the_slot_of_a_text_stands_after_the_paragraph_that_the_site_names) {
  EXPECT_EQ(order_of(paragraphs(4)), "123[text]4");
  EXPECT_EQ(order_of(paragraphs(12)), "123[text]456789101112");
  EXPECT_EQ(order_of(paragraphs(12), 5), "12345[text]6789101112");
  EXPECT_EQ(order_of(paragraphs(7), 0), "1234567[text]");
}

TEST(ArticlePage, no_text_that_can_be_divided_ends_with_its_slot) {
  EXPECT_EQ(order_of(paragraphs(3)), "12[text]3");
  EXPECT_EQ(order_of(paragraphs(5), 50), "1234[text]5");
  EXPECT_EQ(order_of({"<p>1</p>", "<p>2</p>", "<p>3</p>", "<ul>4</ul>"}), "12[text]34");
  EXPECT_EQ(order_of({"<p>1</p>", "<p>2</p>", "<p>3</p>", "<p class=\"source-note\">4</p>"}), "12[text]34");
}

TEST(ArticlePage, the_slot_of_a_text_parts_no_heading_from_what_is_under_it) {
  EXPECT_EQ(order_of({"<p>1</p>", "<p>2</p>", "<p>3</p>", "<h2>H</h2>", "<p>4</p>", "<p>5</p>"}), "123H4[text]5");
  EXPECT_EQ(order_of({"<p>1</p>", "<ul>U</ul>", "<p>2</p>", "<ul>U</ul>", "<p>3</p>"}), "1U2U[text]3");
  EXPECT_EQ(order_of({"<p>1</p>", "<h2>H</h2>", "<p>2</p>", "<h2>H</h2>", "<p>3</p>"}), "1H2H3[text]");
}

TEST(ArticlePage, where_the_newsroom_has_named_a_place_the_slot_stands_there) {
  const std::string here = slot_mark("text");
  std::vector<std::string> blocks = paragraphs(10);
  blocks.insert(blocks.begin() + 1, here);
  EXPECT_EQ(order_of(blocks), "1[text]2345678910");
  EXPECT_EQ(order_of(blocks, 0), "1[text]2345678910");
  blocks.insert(blocks.begin() + 6, here);
  EXPECT_EQ(order_of(blocks), "1[text]2345[text]678910");
}

TEST(ArticlePage, a_newsroom_names_three_places_at_most_and_none_in_lists_or_on_plain_pages) {
  const std::string here = slot_mark("text");
  EXPECT_EQ(order_of({here, "<p>1</p>", here, here, "<p>2</p>", here, here}), "[text]1[text][text]2");
  EXPECT_EQ(order_of({"<p>1</p>", "<ul><li>2" + here + "</li></ul>", "<p>3</p>"}), "123[text]");
  EXPECT_EQ(order_of({"<p>1</p>", here, "<p>2</p>"}, 3, true), "12");
}

TEST(ArticlePage, an_update_within_a_minute_is_not_worth_a_line) {
  ArticleView article = example::article("bg");
  article.updated_at = article.published_at + std::chrono::seconds(60);
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("Обновена")));
  article.updated_at = article.published_at + std::chrono::seconds(61);
  EXPECT_THAT(whole(article, {}), HasSubstr("Обновена"));
}

TEST(ArticlePage, a_plain_page_has_neither_date_nor_byline_nor_rails) {
  ArticleView article = example::article("bg");
  article.page = true;
  const std::string page = whole(article, {});
  EXPECT_THAT(page, Not(HasSubstr("class=\"byline\"")));
  EXPECT_THAT(page, Not(HasSubstr("author-box")));
  EXPECT_THAT(page, Not(HasSubstr("article:published_time")));
  EXPECT_THAT(slots_of(page), ElementsAre("top", "footer"));
}

TEST(ArticlePage, a_plain_page_shows_what_readers_said_under_it) {
  ArticleView article = example::article("bg");
  article.page = true;
  const std::string page = whole(article, {});
  EXPECT_THAT(page, HasSubstr("2 коментара"));
  EXPECT_THAT(page, HasSubstr(article.comments[0].name));
  article.comments.clear();
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("class=\"comments\"")));
}

TEST(ArticlePage, readers_share_without_a_third_party) {
  const std::string page = whole(example::article("bg"), {});
  EXPECT_THAT(page, HasSubstr("facebook.com/sharer/sharer.php?u=https%3A//kurier.example/obshtestvo/story-0/"));
  EXPECT_THAT(page, HasSubstr("mailto:?subject="));
  EXPECT_THAT(page, HasSubstr("viber://forward?text="));
}

TEST(ArticlePage, a_headline_reaches_other_programs_without_plus_signs) {
  ArticleView article = example::article("bg");
  article.headline = "1 + 1 & \"мост\"";
  const std::string page = whole(article, {});
  EXPECT_THAT(page,
              HasSubstr("mailto:?subject=1%20%2B%201%20%26%20%22%D0%BC%D0%BE%D1%81%D1%82%22&amp;body=https%3A//"));
  EXPECT_THAT(page, HasSubstr("viber://forward?text=1%20%2B%201%20"));
  EXPECT_THAT(page, HasSubstr("data-title=\"1 + 1 &amp; &quot;мост&quot;\""));
}

TEST(ArticlePage, the_head_is_what_machines_read) {
  const std::string page = whole(example::article("bg"), {});
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://kurier.example/obshtestvo/story-0/\">"));
  EXPECT_THAT(page, HasSubstr("hreflang=\"en\" href=\"https://kurier.example/en/bridge/\""));
  EXPECT_THAT(page, HasSubstr("property=\"og:image\" content=\"https://kurier.example/media/"));
  EXPECT_THAT(page, HasSubstr("article:published_time\" content=\"2026-11-24T09:05:00+02:00\""));
  EXPECT_THAT(page, HasSubstr("href=\"/obshtestvo/feed.atom\""));
  EXPECT_THAT(page, HasSubstr("<script type=\"application/ld+json\">{\"@context\""));
}

TEST(ArticlePage, is_its_own_version_in_its_language_unless_its_original_stands_elsewhere) {
  ArticleView article = example::article("bg");
  article.meta.alternates.clear();
  EXPECT_THAT(whole(article, {}),
              HasSubstr("<link rel=\"alternate\" hreflang=\"bg\" href=\"" + article.meta.canonical + "\">"));
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("x-default")));
  article.meta.language = "en";
  EXPECT_THAT(whole(article, {}), HasSubstr("hreflang=\"en\""));
  article.meta.canonical = "https://elsewhere.example/story/";
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("hreflang")));
}

TEST(Home, is_for_readers_of_any_language_that_has_no_version) {
  HomeView home = example::home("bg");
  home.meta.canonical = "https://kurier.example/";
  const std::string page = render_home(example::chrome("bg"), home);
  EXPECT_THAT(page, HasSubstr("hreflang=\"bg\" href=\"https://kurier.example/\""));
  EXPECT_THAT(page, HasSubstr("hreflang=\"x-default\" href=\"https://kurier.example/\""));
}

TEST(ArticlePage, answers_deeper_than_the_page_is_wide_stand_on_the_deepest_level) {
  CommentView deep{"Последен", "най-отдолу", Time{}, {}};
  for (int i = 0; i < 2000; ++i) deep = {"Някой", "отговор", Time{}, {deep}};
  ArticleView article = example::article("bg");
  article.comments = {deep};
  const std::string page = whole(article, {});
  EXPECT_THAT(page, HasSubstr("най-отдолу"));
  EXPECT_THAT(page, HasSubstr("2001 коментара"));
  EXPECT_LT(page.size(), 800'000U);
}

TEST(ArticlePage, shows_no_date_of_a_comment_whose_date_is_not_known) {
  ArticleView article = example::article("bg");
  article.comments = {{"Ана", "Така е.", Time(), {}}};
  const std::string page = whole(article, {});
  EXPECT_THAT(page, HasSubstr("<strong>Ана</strong></p>"));
  EXPECT_THAT(page, Not(HasSubstr("1970")));
}

TEST(ArticlePage, says_how_many_comments_there_are_where_not_all_are_shown) {
  ArticleView article = example::article("bg");
  EXPECT_THAT(whole(article, {}), Not(HasSubstr("Показани са първите")));
  article.comments_left_out = 9;
  EXPECT_THAT(whole(article, {}), HasSubstr("11 коментара"));
  EXPECT_THAT(whole(article, {}), HasSubstr("Показани са първите 2."));
}

TEST(Tail, names_the_section_where_the_language_does) {
  EXPECT_THAT(render_tail(example::chrome("en"), example::tail("en")), HasSubstr("More from Society"));
}

TEST(Tail, a_rail_without_stories_is_not_there) {
  const std::string tail = render_tail(example::chrome("bg"), {});
  EXPECT_THAT(tail, Not(HasSubstr("Още от рубриката")));
  EXPECT_THAT(slots_of(tail), ElementsAre("footer"));
}

}  // namespace
}  // namespace vestnik::pages
