#include <gmock/gmock.h>

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

TEST(ArticlePage, a_long_text_has_its_slot_between_two_paragraphs_near_the_middle) {
  ArticleView article = example::article("bg");
  article.body_html.assign(6, "<p>преди</p>");
  article.body_html.push_back("<h2>Междинно</h2>");
  article.body_html.insert(article.body_html.end(), 6, "<p>след</p>");
  EXPECT_THAT(whole(article, {}), HasSubstr("<p>преди</p>" + slot_mark("text") + "<p>преди</p><h2>"));
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
