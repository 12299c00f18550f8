// What every page type promises, whatever it shows.
#include "pages/views.h"

#include <gmock/gmock.h>

#include <set>

#include "pages/example_pages.h"
#include "pages/fragment.h"
#include "pages/page_text.h"

namespace vestnik::pages {
namespace {

using testing_page::Element;
using testing_page::Page;

class EveryPage : public testing::TestWithParam<std::string> {
 protected:
  EveryPage() : page_(all().at(GetParam())) {}
  static const std::map<std::string, std::string>& all() {
    static const std::map<std::string, std::string> made = example::pages();
    return made;
  }
  std::string language() const { return GetParam().find("-bg") != std::string::npos ? "bg" : "en"; }
  const Page page_;
};

TEST_P(EveryPage, is_a_whole_document_in_the_language_of_the_site) {
  EXPECT_EQ(page_.errors(), 0U);
  ASSERT_EQ(page_.all("html").size(), 1U);
  EXPECT_EQ(page_.all("html")[0].attributes.at("lang"), language());
  EXPECT_TRUE(page_.html().starts_with("<!doctype html>"));
  EXPECT_TRUE(page_.html().ends_with("</html>"));
  EXPECT_EQ(page_.all("main").size(), 1U);
  EXPECT_EQ(page_.all("footer").size(), 1U);
  EXPECT_FALSE(page_.all("title").at(0).text.empty());
}

TEST_P(EveryPage, has_nothing_of_a_template_left) {
  for (const std::string_view rest : {"[[", "]]", "{{", "}}"}) {
    EXPECT_EQ(page_.html().find(rest), std::string::npos) << rest;
  }
  EXPECT_EQ(page_.html().find(slot_begin), std::string::npos);
}

TEST_P(EveryPage, needs_no_inline_style_and_no_inline_script) {
  for (const Element& element : page_.elements()) {
    EXPECT_FALSE(element.attributes.contains("style")) << element.tag;
    for (const auto& [name, value] : element.attributes) EXPECT_FALSE(name.starts_with("on")) << name;
    if (element.tag != "script") continue;
    const bool data = element.attributes.contains("type") && element.attributes.at("type") == "application/ld+json";
    EXPECT_TRUE(data || (element.attributes.contains("src") && element.text.empty()));
  }
  EXPECT_TRUE(page_.all("style").empty());
}

TEST_P(EveryPage, has_one_headline_and_skips_no_level) {
  EXPECT_EQ(page_.all("h1").size(), 1U);
  int level = 0;
  for (const Element& element : page_.elements()) {
    if (element.tag.size() != 2 || element.tag[0] != 'h' || element.tag[1] < '1' || element.tag[1] > '6') continue;
    EXPECT_LE(element.tag[1] - '0', level + 1) << element.text;
    EXPECT_FALSE(element.text.empty());
    level = element.tag[1] - '0';
  }
}

TEST_P(EveryPage, gives_every_picture_its_size_and_its_words) {
  for (const Element& image : page_.all("img")) {
    EXPECT_TRUE(image.attributes.contains("alt"));
    if (image.attributes.contains("class") && image.attributes.at("class") == "blur") continue;
    EXPECT_TRUE(image.attributes.contains("width") && image.attributes.contains("height"))
        << image.attributes.at("src");
    EXPECT_TRUE(image.attributes.at("src").starts_with("/media/"));
  }
}

TEST_P(EveryPage, names_things_once_and_says_what_links_lead_to) {
  std::set<std::string> ids;
  for (const Element& element : page_.elements()) {
    if (element.attributes.contains("id")) {
      EXPECT_TRUE(ids.insert(element.attributes.at("id")).second) << element.attributes.at("id");
    }
    if (element.tag != "a") continue;
    EXPECT_FALSE(element.attributes.at("href").empty());
    EXPECT_NE(element.attributes.at("href"), "#");
  }
  EXPECT_TRUE(ids.contains("main"));
}

TEST_P(EveryPage, asks_only_for_files_of_the_theme_and_the_library) {
  for (const Element& element : page_.elements()) {
    for (const char* name : {"src", "href"}) {
      if (!element.attributes.contains(name) || !element.attributes.at(name).starts_with("/assets/")) continue;
      EXPECT_NE(find_theme_file(element.attributes.at(name)), nullptr) << element.attributes.at(name);
    }
  }
  EXPECT_EQ(page_.all("iframe").size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Example, EveryPage, testing::ValuesIn([] {
                           std::vector<std::string> names;
                           for (const auto& [name, page] : example::pages()) names.push_back(name);
                           return names;
                         }()),
                         [](const auto& instance) {
                           std::string name = instance.param.substr(0, instance.param.find('.'));
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// Every text of a view, as hostile as it comes.
constexpr std::string_view attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{X}}[[Y]]";

CardView hostile_card() {
  CardView card = example::card("en", 0);
  card.headline = card.deck = card.section_name = attack;
  card.path = card.section_path = "javascript:alert(1)";
  card.picture.alt = card.picture.caption = card.picture.credit = card.picture.placeholder = attack;
  card.kind = attack;
  return card;
}

void expect_harmless(const std::string& html) {
  const Page page(html);
  for (const Element& element : page.elements()) {
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on")) << name << "=" << value;
      if (name == "href" || name == "src" || name == "action") {
        EXPECT_FALSE(value.starts_with("javascript:")) << element.tag << " " << value;
      }
    }
    if (element.tag == "img") {
      EXPECT_NE(element.attributes.at("src"), "x");
    }
    if (element.tag == "script") {
      EXPECT_EQ(element.text.find("alert"), std::string::npos);
    }
  }
}

TEST(HostileText, stays_text_on_every_page) {
  Chrome site = example::chrome("en");
  site.site_name = site.tagline = site.about = site.contact_email = site.breaking_text = attack;
  site.breaking_path = "javascript:alert(1)";
  site.social = {"javascript:alert(1)", std::string(attack)};
  for (LinkView& link : site.navigation) link.label = attack, link.path = "javascript:alert(1)";
  site.footer = site.navigation;

  ArticleView article = example::article("en");
  article.headline = article.deck = article.section_name = article.meta.title = article.meta.description = attack;
  article.absolute_address = attack;
  article.kind = attack;
  article.lead.alt = article.lead.caption = article.lead.credit = article.lead.placeholder = attack;
  article.topics = article.breadcrumbs = site.navigation;
  for (BylineView& author : article.bylines) {
    author.name = author.bio = attack;
    author.url = author.path = "javascript:alert(1)";
    author.links = site.social;
  }
  article.comments = {{std::string(attack), std::string(attack), Time{}, {}}};
  article.older = article.newer = hostile_card();
  TailView tail;
  tail.section_name = attack;
  tail.more = tail.reading = {hostile_card(), hostile_card()};
  tail.zones = {{std::string(attack), "javascript:alert(1)", {hostile_card()}}};
  expect_harmless(render_article(site, article) + render_tail(site, tail));

  HomeView home = example::home("en");
  home.lead = hostile_card();
  home.top = home.latest = home.most_read = {hostile_card()};
  home.zones = tail.zones;
  expect_harmless(render_home(site, home));

  ListView list = example::author("en");
  list.title = list.description = list.kind = attack;
  list.children = site.navigation;
  list.author = article.bylines[0];
  list.stories = {hostile_card()};
  list.pager.path = "javascript:alert(1)";
  expect_harmless(render_list(site, list));

  SearchView search = example::search("en");
  search.query = search.suggestion = search.suggestion_path = search.from = search.to = search.section = attack;
  search.sections = site.navigation;
  search.hits = {{hostile_card(), "\x02" + std::string(attack) + "\x03"}};
  expect_harmless(render_search(site, search));

  ErrorView error = example::error(410, "en");
  error.reason = error.query = attack;
  expect_harmless(render_error(site, error));
}

TEST(SearchPage, shows_where_the_words_were_found) {
  const std::string page = render_search(example::chrome("bg"), example::search("bg"));
  EXPECT_THAT(page, testing::HasSubstr("затвориха <mark>моста</mark> при <mark>Белово</mark> &amp; &lt;обходът&gt;"));
  EXPECT_THAT(page, testing::HasSubstr("value=\"мост &quot;Белово&quot;\""));
  EXPECT_THAT(page, testing::HasSubstr("Намерени са 34 статии"));
  EXPECT_THAT(page, testing::HasSubstr("<a href=\"/search?q=мостове&amp;section=obshtestvo\">мостове</a>?"));
}

TEST(SearchPage, says_how_to_ask_where_it_has_nothing_to_show) {
  const std::string help = "Кавичките търсят точния израз";
  SearchView search = example::search("bg");
  EXPECT_THAT(render_search(example::chrome("bg"), search), testing::Not(testing::HasSubstr(help)));
  search.hits.clear();
  search.total = 0;
  const std::string nothing = render_search(example::chrome("bg"), search);
  EXPECT_THAT(nothing, testing::HasSubstr("role=\"status\">Няма намерени статии<"));
  EXPECT_THAT(nothing, testing::HasSubstr(help));
  search.asked = false;
  const std::string empty = render_search(example::chrome("bg"), search);
  EXPECT_THAT(empty, testing::HasSubstr(help));
  EXPECT_THAT(empty, testing::Not(testing::HasSubstr("Няма намерени статии")));
}

TEST(SearchPage, a_mark_that_is_never_closed_does_no_harm) {
  SearchView search = example::search("bg");
  search.hits = {{example::card("bg", 1),
                  "a \x02"
                  "b \x02"
                  "c"},
                 {example::card("bg", 2), "d\x03 e"}};
  const std::string page = render_search(example::chrome("bg"), search);
  EXPECT_THAT(page, testing::HasSubstr("a <mark>b c</mark>"));
  EXPECT_THAT(page, testing::HasSubstr(">d e<"));
}

TEST(ListPage, tells_its_neighbours) {
  const std::string page = render_list(example::chrome("bg"), example::author("bg"));
  EXPECT_THAT(page, testing::HasSubstr("href=\"/author/kalina-vetrenska/?page=8\" rel=\"next\""));
  EXPECT_THAT(page, testing::HasSubstr("href=\"/author/kalina-vetrenska/?page=6\" rel=\"prev\""));
  EXPECT_THAT(page, testing::HasSubstr("href=\"/author/kalina-vetrenska/\" aria-label=\"Страница 1\""));
}

TEST(HomePage, says_the_day_of_what_is_not_of_today) {
  HomeView home = example::home("bg");
  const Chrome chrome = example::chrome("bg");
  home.latest.resize(2);
  home.latest[1].published_at = home.latest[0].published_at - std::chrono::hours(48);
  home.today = format_rfc3339(home.latest[0].published_at, chrome.time_zone).substr(0, 10);
  const std::string page = render_home(chrome, home);
  const auto shown = [&](const CardView& story, DateStyle style) {
    return "\">" + format_for_reader(story.published_at, chrome.time_zone, "bg", style) + "</time>";
  };
  EXPECT_THAT(page, testing::HasSubstr(shown(home.latest[0], DateStyle::time_of_day)));
  EXPECT_THAT(page, testing::HasSubstr(shown(home.latest[1], DateStyle::date_time)));
}

// WCAG 2.2, 3.1.2: a voice that reads Bulgarian would spell English.
TEST(Cards, name_the_language_of_a_story_that_is_not_the_sites) {
  HomeView home = example::home("bg");
  home.latest[0].headline = home.most_read[0].headline = home.top[0].headline = "In English";
  home.latest[0].language = home.most_read[0].language = home.top[0].language = "en";
  const Page page(render_home(example::chrome("bg"), home));
  std::size_t english = 0;
  for (const Element& element : page.elements()) {
    const auto language = element.attributes.find("lang");
    if (language == element.attributes.end() || element.tag == "html") continue;
    EXPECT_EQ(language->second, "en") << element.tag;
    english += element.text == "In English" ? 1 : 0;
  }
  EXPECT_EQ(english, 3U);
}

// docs/decisions/067-lists-show-headlines-as-typed.md
TEST(Cards, stand_in_lists_as_they_were_typed) {
  const std::string typed = "НСИ: 93 млн. лв. са приходите – с 5 000 повече", set = "НСИ: 93\u00A0млн.\u00A0лв.";
  HomeView home = example::home("bg");
  home.latest[0].headline = home.most_read[0].headline = home.zones[0].stories[0].headline = typed;
  const std::string lists = render_home(example::chrome("bg"), home);
  EXPECT_THAT(lists, testing::HasSubstr(typed));
  EXPECT_THAT(lists, testing::Not(testing::HasSubstr(set)));
  home.lead->headline = typed;
  EXPECT_THAT(render_home(example::chrome("bg"), home), testing::HasSubstr(set)) << "what is set large";
}

TEST(ArticlePage, says_what_it_says_around_the_story_in_the_language_of_the_site) {
  ArticleView article = example::article("bg");
  article.meta.language = "en";
  const Page page(render_article(example::chrome("bg"), article));
  EXPECT_EQ(page.all("article").at(0).attributes.at("lang"), "en");
  std::size_t around = 0;
  for (const Element& element : page.elements()) {
    const auto name = element.attributes.find("class");
    if (name == element.attributes.end()) continue;
    if (name->second != "breadcrumbs" && name->second != "byline" && name->second != "story-foot") continue;
    EXPECT_EQ(element.attributes.at("lang"), "bg") << name->second;
    ++around;
  }
  EXPECT_EQ(around, 3U);
  EXPECT_THAT(render_article(example::chrome("bg"), example::article("bg")),
              testing::HasSubstr("<div class=\"story-foot\">"));
}

TEST(ErrorPage, helps_instead_of_apologising) {
  for (const int status : {404, 410, 500}) {
    const Page page(render_error(example::chrome("bg"), example::error(status, "bg")));
    EXPECT_THAT(page.html(), testing::HasSubstr("action=\"/search\""));
    EXPECT_THAT(page.html(), testing::HasSubstr("noindex"));
    EXPECT_THAT(page.html(), testing::HasSubstr(example::card("bg", 0).headline));
  }
}

}  // namespace
}  // namespace vestnik::pages
