#include "pages/example_pages.h"

#include <gmock/gmock.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "pages/fragment.h"

namespace vestnik::pages {
namespace example {
namespace {

struct Story {
  const char *headline, *deck, *section, *slug, *kind;
};

constexpr std::array<Story, 16> bulgarian = {{
    {"Мостът при Белово ще бъде затворен през цялото лято",
     "Ремонтът започва в понеделник, а обходният път минава през три села", "Общество", "obshtestvo", ""},
    {"Първият ледоразбивач на България се връща от Антарктида",
     "Екипажът прекара сто и дванайсет дни край остров Ливингстън", "Свят", "svyat", ""},
    {"Защо цените на зърното падат, а хлябът поскъпва", "Три причини, за които говорят мелничари, хлебари и търговци",
     "Икономика", "ikonomika", "analysis"},
    {"Учители от Родопите откриха изгубен сборник с народни песни",
     "Ръкописът е лежал в училищен шкаф повече от седемдесет години", "Култура", "kultura", ""},
    {"„Не съм герой, просто знаех пътя“: разговор с планинския спасител Иво Драгнев",
     "Двайсет и шест години в отряда, четиристотин акции и нито една забравена", "Интервюта", "intervyuta",
     "interview"},
    {"Градът заспива, когато му изключат трамвая", "Обществените пътувания не са разход, а начин да живеем заедно",
     "Мнения", "mneniya", "opinion"},
    {"Националките по волейбол спечелиха драматично в пет гейма", "Решаващата точка дойде след видеоповторение",
     "Спорт", "sport", ""},
    {"Двама задържани за кражба на кабели край Радомир", "Щетите за железницата надхвърлят сто хиляди лева",
     "Криминални", "kriminalni", ""},
    {"Язовирите са пълни, но водният режим остава",
     "Мрежата губи повече от половината вода, преди да стигне до чешмата", "Общество", "obshtestvo", ""},
    {"Ново лекарство срещу рядка болест вече е достъпно", "Първите единайсет пациенти започват лечение през декември",
     "Наука", "nauka", ""},
    {"Пристанище Лом очаква най-силния си месец от десет години",
     "Зърно, дървесина и контейнери пътуват отново по Дунав", "Икономика", "ikonomika", ""},
    {"Астрономи от Рожен заснеха комета, която ще се върне след осемстотин години",
     "Наблюденията продължават до края на седмицата", "Наука", "nauka", "gallery"},
    {"Парламентът прие на първо четене закона за архивите",
     "Документите до 1989 година стават достъпни без предварително разрешение", "Общество", "obshtestvo", ""},
    {"Филмът на Мила Стоева открива фестивала в Локарно", "Историята за две сестри и една железница тръгва по света",
     "Култура", "kultura", ""},
    {"Съседите се договориха за обща граница в Интернет", "Роумингът отпада и за данни", "Свят", "svyat", ""},
    {"Пожарникари спасиха куче от кладенец в Горна Баня", "Операцията продължи четири часа", "Общество", "obshtestvo",
     "video"},
}};

constexpr std::array<Story, 16> english = {{
    {"The bridge at Westbrook closes for the whole summer",
     "Works begin on Monday; the detour leads through three villages", "Society", "society", ""},
    {"First icebreaker returns from Antarctica", "The crew spent a hundred and twelve days at the edge of the ice",
     "World", "world", ""},
    {"Why grain gets cheaper while bread does not", "Three reasons that millers, bakers and traders give", "Business",
     "business", "analysis"},
    {"Teachers find a lost book of folk songs", "The manuscript lay in a school cupboard for seventy years", "Culture",
     "culture", ""},
    {"“I am no hero, I knew the way”: a talk with a mountain rescuer", "Twenty-six years and four hundred missions",
     "Interviews", "interviews", "interview"},
    {"A town falls asleep when its tram stops", "Public transport is a way of living together", "Opinion", "opinion",
     "opinion"},
    {"Volleyball team wins in five sets", "The last point came after a video review", "Sport", "sport", ""},
    {"Two arrested over stolen cables", "The railway counts the damage", "Crime", "crime", ""},
    {"Reservoirs are full, rationing stays", "Half of the water is lost before it reaches a tap", "Society", "society",
     ""},
    {"New medicine for a rare disease", "The first eleven patients begin in December", "Science", "science", ""},
    {"River port expects its best month in ten years", "Grain, timber and containers travel again", "Business",
     "business", ""},
    {"Astronomers photograph a comet", "It will be back in eight hundred years", "Science", "science", "gallery"},
    {"Parliament passes the archives bill", "Documents become open without prior permission", "Society", "society", ""},
    {"Film about two sisters opens the festival", "A story of a railway goes around the world", "Culture", "culture",
     ""},
    {"Neighbours agree on roaming", "Charges for data are dropped too", "World", "world", ""},
    {"Firefighters save a dog from a well", "It took four hours", "Society", "society", "video"},
}};

bool in_bulgarian(std::string_view language) {
  return language == "bg";
}

const Story& story(std::string_view language, int n) {
  const auto at = static_cast<std::size_t>(n) % bulgarian.size();
  return in_bulgarian(language) ? bulgarian[at] : english[at];
}

Time at(int hours_ago) {
  return *parse_rfc3339("2026-11-24T18:05:00+02:00") - std::chrono::hours(hours_ago);
}

std::vector<CardView> cards(std::string_view language, int from, int count) {
  std::vector<CardView> made;
  for (int n = from; n < from + count; ++n) made.push_back(card(language, n));
  return made;
}

std::string json_ld(const Chrome& site, std::string_view type, std::string_view name) {
  return write_json_for_html(
      json::object{{"@context", "https://schema.org"}, {"@type", type}, {"name", name}, {"url", site.base_url + "/"}});
}

MetaView meta(std::string_view language, std::string title, std::string path) {
  const Chrome site = chrome(language);
  MetaView made;
  made.title = title;
  made.description = in_bulgarian(language) ? "Измислен вестник за проверка на страниците" : "A fictional newspaper";
  made.canonical = site.base_url + path;
  made.language = language;
  made.card = picture(1);
  made.json_ld = {json_ld(site, "NewsMediaOrganization", title)};
  return made;
}

BylineView signer(std::string_view language) {
  BylineView by;
  by.name = in_bulgarian(language) ? "Калина Ветренска" : "Kate Windham";
  by.path = "/author/kalina-vetrenska/";
  by.url = "https://kurier.example/kalina";
  by.bio = in_bulgarian(language)
               ? "Пише за градове, мостове и хората, които ги строят. Работила е като инженер, преди да стане "
                 "репортер.\n\nАвтор е на книгата „Пътят до Белово“."
               : "Writes about towns, bridges and those who build them. She was an engineer before she became a "
                 "reporter.\n\nAuthor of “The Road to Westbrook”.";
  by.picture = picture(40, 800, 800);
  by.links = {"https://www.facebook.com/kalina.example", "https://t.me/kalina_example"};
  return by;
}

std::vector<LinkView> sections(std::string_view language) {
  std::vector<LinkView> made;
  for (const int n : {0, 1, 2, 3, 6, 7, 9, 4, 5}) {
    const Story& of = story(language, n);
    made.push_back({of.section, "/" + std::string(of.slug) + "/", false, {}});
  }
  return made;
}

}  // namespace

Chrome chrome(std::string_view language) {
  const bool bg = in_bulgarian(language);
  Chrome site;
  site.site_name = bg ? "Утринен куриер" : "Morning Courier";
  site.tagline = bg ? "Независим всекидневник" : "An independent daily";
  site.about =
      bg ? "„Утринен куриер“ е измислен вестник. Основан е, за да покаже как изглежда страницата, преди да има новини."
         : "Morning Courier is a fictional newspaper.";
  site.language = language;
  site.time_zone = "Europe/Sofia";
  site.contact_email = "redaktsia@kurier.example";
  site.base_url = "https://kurier.example";
  site.navigation = sections(language);
  site.navigation[0].current = true;
  site.navigation[0].children = {{bg ? "Образование" : "Education", "/obrazovanie/", false, {}},
                                 {bg ? "Здраве" : "Health", "/zdrave/", false, {}}};
  site.footer = sections(language);
  site.social = {"https://www.facebook.com/kurier.example", "https://t.me/kurier_example"};
  return site;
}

CardView card(std::string_view language, int n) {
  const Story& of = story(language, n);
  CardView made;
  made.headline = of.headline;
  made.deck = of.deck;
  made.section_name = of.section;
  made.section_path = "/" + std::string(of.slug) + "/";
  made.path = made.section_path + "story-" + std::to_string(n) + "/";
  made.kind = of.kind;
  made.published_at = at(n);
  if (n % 7 != 5) made.picture = picture(n);
  return made;
}

ArticleView article(std::string_view language) {
  const bool bg = in_bulgarian(language);
  const Chrome site = chrome(language);
  const CardView as_card = card(language, 0);
  ArticleView made;
  made.meta = meta(language, as_card.headline, as_card.path);
  made.meta.alternates = {{"bg", "https://kurier.example/obshtestvo/most/"},
                          {"en", "https://kurier.example/en/bridge/"}};
  made.meta.feed_path = "/obshtestvo/feed";
  made.headline = as_card.headline;
  made.deck = as_card.deck + (bg ? ". Пешеходците ще минават по временен мост." : "");
  made.section_name = as_card.section_name;
  made.section_path = as_card.section_path;
  made.breadcrumbs = {{bg ? "Начало" : "Home", "/", false, {}},
                      {as_card.section_name, as_card.section_path, false, {}}};
  made.bylines = {signer(language)};
  BylineView second;
  second.name = bg ? "Екип на „Куриер“" : "The Courier’s desk";
  second.team = true;
  second.bio = bg ? "Дежурните редактори на вестника." : "Editors on duty.";
  if (bg) made.bylines.push_back(second);
  made.published_at = at(9);
  made.updated_at = at(7);
  made.reading_minutes = 6;
  made.lead = picture(20);
  made.body_html = body(language);
  made.topics = {{bg ? "Белово" : "Westbrook", "/topic/belovo/", false, {}},
                 {bg ? "Пътища" : "Roads", "/topic/patishta/", false, {}},
                 {bg ? "Ремонти и строежи" : "Works", "/topic/remonti/", false, {}}};
  CommentView answer{
      bg ? "Гергана" : "Grace", bg ? "И аз така помня. Тогава минаваха само каруци." : "So do I.", at(3), {}};
  CommentView comment{
      bg ? "Стар беловчанин" : "Old neighbour",
      bg ? "Дядо ми е работил на този мост.\n\nДано го направят както трябва." : "My grandfather built it.",
      at(5),
      {answer}};
  made.comments = {comment};
  made.older = card(language, 8);
  made.newer = card(language, 12);
  made.absolute_address = site.base_url + as_card.path;
  return made;
}

TailView tail(std::string_view language) {
  const CardView as_card = card(language, 0);
  TailView made;
  made.section_name = as_card.section_name;
  made.section_path = as_card.section_path;
  made.more = cards(language, 1, 7);
  made.reading = cards(language, 8, 7);
  for (const int n : {7, 6}) {
    const CardView first = card(language, n);
    made.zones.push_back({first.section_name, first.section_path, cards(language, n, 4)});
  }
  return made;
}

HomeView home(std::string_view language) {
  HomeView made;
  made.meta = meta(language, chrome(language).site_name, "/");
  made.lead = card(language, 0);
  made.lead->breaking = true;
  made.top = cards(language, 1, 5);
  made.latest = cards(language, 6, 9);
  for (const int n : {2, 3, 6, 9, 1, 7}) {
    const CardView first = card(language, n);
    made.zones.push_back({first.section_name, first.section_path, cards(language, n, 5)});
  }
  made.most_read = cards(language, 3, 8);
  return made;
}

ListView section(std::string_view language) {
  const bool bg = in_bulgarian(language);
  ListView made;
  made.meta = meta(language, story(language, 0).section, "/obshtestvo/");
  made.meta.next = "/obshtestvo/?page=2";
  made.kind = "section";
  made.title = story(language, 0).section;
  made.description = bg ? "Как живеем заедно: градове, училища, болници, пътища." : "How we live together.";
  made.breadcrumbs = {{bg ? "Начало" : "Home", "/", false, {}}};
  made.children = {{bg ? "Образование" : "Education", "/obrazovanie/", false, {}},
                   {bg ? "Здраве" : "Health", "/zdrave/", false, {}}};
  made.stories = cards(language, 0, 16);
  made.most_read = cards(language, 3, 5);
  made.pager = {1, 12, "/obshtestvo/"};
  made.total = 233;
  return made;
}

ListView author(std::string_view language) {
  ListView made = section(language);
  made.kind = "author";
  made.author = signer(language);
  made.title = made.author->name;
  made.meta = meta(language, made.title, made.author->path);
  made.children.clear();
  made.description.clear();
  made.pager = {7, 12, made.author->path};
  return made;
}

SearchView search(std::string_view language) {
  const bool bg = in_bulgarian(language);
  SearchView made;
  made.meta = meta(language, bg ? "Търсене" : "Search", "/search");
  made.meta.index = false;
  made.query = bg ? "мост \"Белово\"" : "bridge";
  made.suggestion = bg ? "мостове" : "bridges";
  made.suggestion_path = "/search?q=" + made.suggestion + "&section=obshtestvo";
  made.asked = true;
  made.section = "obshtestvo";
  for (LinkView link : sections(language)) {
    link.path = link.path.substr(1, link.path.size() - 2);
    made.sections.push_back(link);
  }
  made.total = 34;
  for (int n = 0; n < 10; ++n) {
    made.hits.push_back({card(language, n), bg ? "…затвориха \x02моста\x03 при \x02Белово\x03 & <обходът> минава през…"
                                               : "…the \x02"
                                                 "bridge\x03 at Westbrook…"});
  }
  made.pager = {2, 4, "/search?q=most"};
  return made;
}

StoryView story(std::string_view language) {
  const bool bg = language == "bg";
  StoryView made;
  made.name = bg ? "Новият мост при Белово" : "The new bridge at Westbrook";
  made.meta = meta(language, made.name, "/story/most/");
  made.summary =
      bg ? "Мостът беше затворен през март.\n\nСега се строи нов." : "It was closed in March.\n\nA new one is built.";
  made.open = bg;
  made.breadcrumbs = {{bg ? "Начало" : "Home", "/", false, {}}, {made.name, "/story/most/", false, {}}};
  made.picture = picture(4);
  made.total = 22;
  made.latest = at(9);
  for (int n = 0; n < 4; ++n) {
    StoryPartView part;
    part.id = "part-" + std::to_string(n);
    part.address = "#" + part.id;
    part.card = card(language, n);
    part.note = bg ? "Какво добавя тази част" : "What this part adds";
    part.key = n == 1;
    if (part.key) made.key_moments.push_back(part);
    made.parts.push_back(std::move(part));
  }
  made.other_order = "/story/most/?order=oldest#timeline";
  made.pager = {.page = 1, .pages = 2, .path = "/story/most/"};
  return made;
}

StoryBoxView story_box(std::string_view language) {
  const StoryView whole = story(language);
  return {.name = whole.name,
          .path = "/story/most/",
          .summary = whole.summary.substr(0, whole.summary.find('\n')),
          .open = whole.open,
          .total = whole.total,
          .earlier = card(language, 2),
          .later = card(language, 3)};
}

CorrectionsView corrections(std::string_view language) {
  const bool bg = in_bulgarian(language);
  CorrectionsView made;
  made.meta = meta(language, bg ? "Поправки" : "Corrections", "/corrections/");
  for (const char* kind : {"correction", "update", "clarification"}) {
    const CardView story = card(language, static_cast<int>(made.corrections.size()));
    made.corrections.push_back(
        {.correction = {.kind = kind,
                        .text = bg ? "Мостът е дълъг 212 метра, не 221.\n\nБлагодарим на читател."
                                   : "The bridge is 212 metres long, not 221.\n\nA reader told us.",
                        .at = story.published_at},
         .headline = story.headline,
         .path = story.path});
  }
  made.pager = {1, 3, "/corrections/"};
  return made;
}

HistoryView history(std::string_view language) {
  using How = ChangedText::How;
  const bool bg = in_bulgarian(language);
  const CardView story = card(language, 0);
  HistoryView made;
  made.meta = meta(language, story.headline, story.path + "history/");
  made.headline = story.headline;
  made.path = story.path;
  made.breadcrumbs = {{bg ? "Начало" : "Home", "/", false, {}}, {story.headline, story.path, false, {}}};
  const std::string before = bg ? "Мостът е дълъг " : "The bridge is ", after = bg ? " метра." : " metres long.";
  made.states.push_back(
      {.number = 2,
       .at = story.published_at + std::chrono::hours(3),
       .texts = {{How::kept, before}, {How::removed, "221"}, {How::added, "212"}, {How::kept, after}}});
  made.states.push_back({.number = 1, .at = story.published_at, .texts = {{How::kept, before + "221" + after}}});
  return made;
}

AdvertisingView notice(std::string_view language) {
  const bool bg = in_bulgarian(language);
  AdvertisingView made;
  made.title = bg ? "Гражданско движение „Мостове“" : "Citizens for Bridges";
  made.meta = meta(language, made.title, "/advertising/7/");
  made.intro = bg ? "Политическа реклама" : "Political advertisement";
  made.searchable = true;
  made.entries = {{made.title, "/advertising/7/", bg ? "Избори за Народно събрание" : "Parliamentary election"}};
  made.pager = {1, 2, "/advertising/"};
  made.facts = {{bg ? "Спонсор" : "Sponsor", made.title, {}},
                {bg ? "Повече" : "More", "mostove.example", "https://mostove.example/"}};
  made.bars_label = bg ? "Показвания, час по час" : "Shown, hour by hour";
  made.bars = {0, 12, 400, 7};
  made.tables = {{.caption = bg ? "По дни" : "By day",
                  .columns = {bg ? "Ден" : "Day", bg ? "Показвания" : "Shown"},
                  .rows = {{"2026-11-24", "412"}, {"2026-11-25", "7"}}}};
  made.history = {{"24.11.2026", bg ? "публикувана" : "published", {}}};
  made.form = true;
  made.form_address = "7";
  made.links = {{.label = "JSON", .path = "/advertising/7.json"}};
  return made;
}

ErrorView error(int status, std::string_view language) {
  ErrorView made;
  made.status = status;
  made.query = in_bulgarian(language) ? "мостът при белово" : "the bridge";
  if (status == 410) made.reason = in_bulgarian(language) ? "По искане на автора." : "At the author’s request.";
  made.latest = cards(language, 0, 4);
  return made;
}

SlotView slot(std::string_view name, std::string_view language) {
  SlotView made;
  made.slot = name;
  made.language = language;
  made.path = "https://teatar.example/";
  made.text = in_bulgarian(language) ? "Театърът отново отваря: билети от 12 лева" : "The theatre opens again";
  if (name == "top" || name == "section") made.picture = picture(name == "top" ? 60 : 61, 1940, 250);
  return made;
}

std::string with_slots(std::string_view page, std::string_view language) {
  std::string whole;
  for (;;) {
    const std::size_t begin = page.find(slot_begin), end = page.find(slot_end);
    whole += page.substr(0, begin);
    if (begin == std::string_view::npos) return whole;
    whole += render_slot(slot(page.substr(begin + 1, end - begin - 1), language));
    page.remove_prefix(end + 1);
  }
}

std::map<std::string, std::string> pages() {
  std::map<std::string, std::string> made;
  for (const std::string language : {"bg", "en"}) {
    Chrome site = chrome(language);
    const auto add = [&](const std::string& name, const std::string& page) {
      made[name + "-" + language + ".html"] = with_slots(page, language);
    };
    ArticleView of_story = article(language);
    of_story.stories = {{story_box(language).name, story_box(language).path, false, {}}};
    add("article", render_article(site, of_story) + render_story_boxes(site, {story_box(language)}) +
                       render_tail(site, tail(language)));
    add("story", render_story(site, story(language)));
    add("section", render_list(site, section(language)));
    add("author", render_list(site, author(language)));
    add("search", render_search(site, search(language)));
    add("corrections", render_corrections(site, corrections(language)));
    add("history", render_history(site, history(language)));
    add("notice", render_advertising(site, notice(language)));
    for (const int status : {404, 410, 500}) add(std::to_string(status), render_error(site, error(status, language)));
    ArticleView about = article(language);
    about.page = true;
    about.lead = {};
    about.comments.clear();
    add("page", render_article(site, about) + render_tail(site, {}));
    site.breaking_text = language == "bg" ? "Мостът при Белово беше затворен извънредно" : "Bridge closed at once";
    site.breaking_path = card(language, 0).path;
    add("home", render_home(site, home(language)));
  }
  return made;
}

}  // namespace example

namespace {

// For looking at the pages in a browser, and for validators.
TEST(ExamplePages, can_be_written_out) {
  const char* folder = std::getenv("VESTNIK_EXAMPLE_DIR");
  if (!folder) GTEST_SKIP() << "VESTNIK_EXAMPLE_DIR is not set";
  const std::filesystem::path to(folder);
  for (const auto& [name, page] : example::pages()) ASSERT_TRUE(write_file(to / name, page, 0644));
  for (const std::string_view name : theme_file_names()) {
    const ThemeFile* file = find_theme_file(theme_path(name));
    ASSERT_NE(file, nullptr);
    const std::filesystem::path path = to / file->path.substr(1);
    std::filesystem::create_directories(path.parent_path());
    ASSERT_TRUE(write_file(path, file->bytes, 0644));
  }
}

}  // namespace
}  // namespace vestnik::pages
