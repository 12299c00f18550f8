// What is exported comes back unchanged, through JSON lines and through WordPress's format.
#include "interchange/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "content/random_body.h"
#include "interchange/testing.h"
#include "store/history.h"
#include "store/reader_assets.h"
#include "store/testing_both.h"

namespace vestnik::interchange {
namespace {

using content::Article;
using content::State;

// A site with everything that can be exported. `seed` chooses the bodies.
struct Newspaper {
  World world;
  SiteId site;
  std::vector<AssetId> images;
  std::vector<Article> written;

  explicit Newspaper(std::uint64_t seed, int articles) {
    const Time now = store::test_time;
    auto picture = store::need(world.library().keep_picture(bytes()));
    store::need(world.store().write([&](store::Session& session) {
      content::Site paper;
      paper.host = "paper.example";
      paper.base_url = "https://paper.example";
      paper.name = "Вестник <Пробен> & син";
      paper.tagline = "Всеки ден";
      paper.contact_email = "desk@paper.example";
      paper.navigation = {{"Свят", "/svyat/", {{"Балкани", "/balkani/", {}}}}};
      paper.footer_navigation = {{"За нас", "/za-nas/", {}}};
      paper.look = {.accent = "#0b5d3b", .scheme = content::Look::Scheme::light, .logo = {}};
      paper.slot_after = 7;
      site = paper.id = store::save_site(session, paper, now);
      const SectionId world_section =
          store::save_section(session, {{}, site, {}, "svyat", "Свят & хора", "За света", 1}, now);
      const SectionId balkans =
          store::save_section(session, {{}, site, world_section, "balkani", "Балкани", "", 2}, now);
      content::Asset asset;
      asset.site = site;
      asset.digest = picture.digest;
      asset.bytes = picture.bytes;
      asset.mime = picture.picture.mime;
      asset.width = picture.picture.width;
      asset.height = picture.picture.height;
      asset.placeholder = picture.picture.placeholder;
      asset.file_name = "most.jpg";
      asset.alt = "мост \"нов\"";
      asset.caption = "Мостът.";
      asset.credit = "Снимка: БТА";
      asset.focus_x = 0.25;
      asset.crop = Area{10, 20, asset.width - 20, asset.height - 40};
      asset.rights_expire_at = now + std::chrono::hours(24);
      images.push_back(store::save_asset(session, asset, now));
      paper.id = site;
      paper.look.logo = images[0];
      store::save_site(session, paper, now);
      content::Asset unknown;
      unknown.site = site;
      unknown.file_name = "gone.jpg";
      unknown.original_url = "https://elsewhere.example/gone.jpg";
      images.push_back(store::save_asset(session, unknown, now));
      content::Author author{{},
                             site,
                             "ana",
                             "Ана Петрова",
                             "Пише за мостове.",
                             "https://ana.example/",
                             images[0],
                             {"https://x.com/ana"},
                             content::Author::Kind::person};
      const AuthorId ana = store::save_author(session, author, now);
      author.slug = "ekip";
      author.kind = content::Author::Kind::team;
      const AuthorId team = store::save_author(session, author, now);
      const TopicId topic = store::save_topic(session, {{}, site, "mostove", "Мостове", "За мостовете"}, now);
      content::Story story;
      story.site = site;
      story.slug = "novata-reka";
      story.name = "Новата река";
      story.summary = "Първо.\n\nПосле.";
      story.open = false;
      story.lead_image = images.front();
      const StoryId running = store::save_story(session, story, now);
      for (int i = 0; i < articles; ++i) {
        content::RandomBody random(seed + static_cast<std::uint64_t>(i), {images, {}, {}});
        Article article;
        article.site = site;
        article.headline = "Заглавие " + std::to_string(i) + " <b>& „цитат“ [gallery]";
        article.deck = "Накратко " + std::to_string(i) + " <i>&amp;";
        article.slug = "statiya-" + std::to_string(i);
        article.section = i % 2 == 0 ? world_section : balkans;
        article.kind = static_cast<content::Kind>(i % 8);
        if (article.kind == content::Kind::page) article.section = {};
        article.authors = {ana, team};
        article.topics = {topic};
        if (i % 2 == 0) article.stories = {{running, "Бележка " + std::to_string(i), i % 4 == 0}};
        article.lead_image = images[static_cast<std::size_t>(i) % images.size()];
        article.lead_caption = "Надпис <x>";
        article.body = random.body();
        article.description = "За търсачки";
        article.state = static_cast<State>(i % 8);
        article.pinned = i % 3 == 0;
        article.breaking = i % 5 == 0;
        if (i % 4 == 0) article.permalink = "/2023/стар-адрес-" + std::to_string(i) + "/";
        if (i % 6 == 0) article.canonical_url = "https://elsewhere.example/x";
        article.language = i % 2 == 0 ? "en" : "";
        const bool dated =
            article.state == State::published || article.state == State::withdrawn || article.state == State::hidden;
        if (dated) article.published_at = now - std::chrono::hours(i + 1);
        if (article.state == State::scheduled) article.scheduled_at = now + std::chrono::hours(i + 1);
        const bool withdrawn = article.state == State::withdrawn;
        if (withdrawn) article.state = State::published;
        article.id = store::add_article(session, article, "ana@paper.example", now);
        if (withdrawn) store::withdraw_article(session, article.id, "грешка", now);
        // Some were changed twice before their readers' eyes.
        for (int change = 1; article.state == State::published && !withdrawn && i % 8 == 4 && change <= 2; ++change) {
          Article changed = *store::find_article(session, article.id);
          changed.headline += " (" + std::to_string(change) + ")";
          changed.body = random.body();
          store::save_article(session, changed, std::nullopt, "ana@paper.example", now);
          store::publish_article(session, article.id, now + std::chrono::hours(change));
        }
        if (i % 5 == 1) store::restore_reader_record(session, article.id, record(i));
        store::save_redirect(session, {site, "/?p=" + std::to_string(i), "/svyat/"}, now);
        const CommentId first = store::save_comment(
            session, {{}, article.id, {}, "Иван <b>", "Първи & втори\n\nабзац", now, true, "c" + std::to_string(i)},
            now);
        store::save_comment(session, {{}, article.id, first, "Мария", "Отговор", now, i % 2 == 0, ""}, now);
      }
    }));
    written = world.articles();
  }

  // What two people settled of an article made of a reader's report; of some only one has looked.
  static store::ReaderRecord record(int i) {
    store::ReaderRecord record{"Разрешила е " + std::to_string(i),
                               {"origin", "place", "time", "elsewhere"},
                               "Обадихме се на очевидец & сверихме сенките.",
                               "ana@paper.example",
                               "boris@paper.example",
                               {sha256_hex(bytes())}};
    if (i % 2 == 0) {
      record.checks.pop_back();
      record.confirmed_by.clear();
    }
    return record;
  }

  static std::string bytes() {
    std::ifstream stream(std::filesystem::directory_iterator(shared_folder / "data/photos/iptc")->path(),
                         std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::filesystem::path exported() {
    const auto out = world.folder() / "out";
    store::need(
        export_all(world.store(), world.library(), out, {.with_media = true, .progress = {}, .clock = World::clock()}));
    return out / "paper.example";
  }
};

// Numbers are others in another installation: compared are the things behind them.
content::Body with_digests(World& world, content::Body body) {
  const std::function<void(std::vector<content::Node>&)> walk = [&](std::vector<content::Node>& nodes) {
    for (content::Node& node : nodes) {
      walk(node.children);
      if (json::value* asset = node.attributes.if_contains("asset")) {
        const AssetId id{asset->get_int64()};
        const auto found = world.ask([&](store::Session& session) { return store::find_asset(session, id); });
        *asset = found ? found->digest + found->file_name : "unknown";
      }
    }
  };
  walk(body.blocks);
  return body;
}

std::string section_of(World& world, const Article& article) {
  const auto section =
      world.ask([&](store::Session& session) { return store::find_section(session, article.section); });
  return section ? section->slug : "";
}

const Article& by_slug(const std::vector<Article>& articles, const std::string& slug) {
  for (const Article& article : articles) {
    if (article.slug == slug) return article;
  }
  throw std::runtime_error("no article " + slug);
}

// What readers can compare, without the numbers of pictures.
std::vector<std::string> past_of(World& world, const Article& article) {
  std::vector<std::string> states;
  const auto history = world.ask([&](store::Session& session) { return store::history_of(session, article.id, 100); });
  for (const store::Edited& state : history) {
    states.push_back(std::to_string(state.number) + " " + format_rfc3339(state.at) + " " + state.headline + " " +
                     state.deck + " " + std::to_string(with_digests(world, state.body).blocks.size()));
  }
  return states;
}

std::optional<store::ReaderRecord> record_of(World& world, const Article& article) {
  return world.ask([&](store::Session& session) { return store::find_reader_record(session, article.id); });
}

void expect_same_past(World& world, World& other, const std::vector<Article>& written, std::size_t fewest) {
  const auto back = other.articles();
  std::size_t with_past = 0;
  for (const Article& original : written) {
    const auto past = past_of(world, original);
    if (!past.empty()) ++with_past;
    EXPECT_EQ(past_of(other, by_slug(back, original.slug)), past) << original.slug;
  }
  EXPECT_GE(with_past, fewest);
}

TEST(Export, json_lines_come_back_unchanged) {
  Newspaper paper(1'000, 48);
  const auto folder = paper.exported();
  World other;
  const auto report = other.jsonl(folder / "articles.jsonl");
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_TRUE(report->notes().empty()) << report->text();
  content::Site site = other.site(), expected = paper.world.site();
  site.id = expected.id = {};
  site.look.logo = expected.look.logo = {};  // numbers are of each installation; looked at below
  EXPECT_EQ(site, expected);
  const auto back = other.articles();
  ASSERT_EQ(back.size(), paper.written.size());
  for (const Article& original : paper.written) {
    const Article& copy = by_slug(back, original.slug);
    EXPECT_EQ(copy.headline, original.headline);
    EXPECT_EQ(copy.deck, original.deck);
    EXPECT_EQ(copy.kind, original.kind);
    EXPECT_EQ(copy.state, original.state) << original.slug;
    EXPECT_EQ(copy.language, original.language);
    EXPECT_EQ(copy.permalink, original.permalink);
    EXPECT_EQ(copy.lead_caption, original.lead_caption);
    EXPECT_EQ(copy.description, original.description);
    EXPECT_EQ(copy.canonical_url, original.canonical_url);
    EXPECT_EQ(copy.pinned, original.pinned);
    EXPECT_EQ(copy.breaking, original.breaking);
    EXPECT_EQ(copy.published_at, original.published_at) << original.slug;
    EXPECT_EQ(copy.scheduled_at, original.scheduled_at);
    EXPECT_EQ(copy.authors.size(), original.authors.size());
    EXPECT_EQ(copy.topics.size(), original.topics.size());
    ASSERT_EQ(copy.stories.size(), original.stories.size());
    for (std::size_t part = 0; part < copy.stories.size(); ++part) {
      EXPECT_EQ(copy.stories[part].note, original.stories[part].note);
      EXPECT_EQ(copy.stories[part].key, original.stories[part].key);
    }
    EXPECT_EQ(section_of(other, copy), section_of(paper.world, original));
    EXPECT_EQ(with_digests(other, copy.body), with_digests(paper.world, original.body)) << original.slug;
    EXPECT_EQ(record_of(other, copy), record_of(paper.world, original)) << original.slug;
  }
  EXPECT_EQ(other.rows("reader_material"), 10);
  EXPECT_EQ(other.rows("reader_material WHERE confirmed_by <> ''"), 5);
  EXPECT_EQ(other.rows("comments"), paper.world.rows("comments"));
  EXPECT_EQ(other.rows("published"), paper.world.rows("published"));
  EXPECT_EQ(other.rows("article_stories"), paper.world.rows("article_stories"));
  EXPECT_EQ(other.rows("stories WHERE slug = 'novata-reka' AND summary LIKE 'Първо.%После.' AND is_open = 0 "
                       "AND lead_image > 0"),
            1);
  EXPECT_EQ(other.rows("withdrawn"), paper.world.rows("withdrawn"));
  EXPECT_EQ(other.answer("/?p=1"), "/svyat/");
  EXPECT_EQ(other.assets().at(0).digest, paper.world.assets().at(0).digest);
  EXPECT_EQ(other.assets().at(0).focus_x, 0.25);
  EXPECT_EQ(other.site().footer_navigation, paper.world.site().footer_navigation);
  EXPECT_EQ(other.site().slot_after, 7);
  EXPECT_EQ(other.site().look.accent, "#0b5d3b");
  EXPECT_EQ(other.site().look.scheme, content::Look::Scheme::light);
  EXPECT_EQ(other.site().look.logo, other.assets().at(0).id);
  EXPECT_NE(other.assets().at(0).crop, std::nullopt);
  EXPECT_EQ(other.assets().at(0).crop, paper.world.assets().at(0).crop);
  EXPECT_EQ(other.assets().at(0).rights_expire_at, paper.world.assets().at(0).rights_expire_at);
  EXPECT_TRUE(other.library().has(paper.world.assets().at(0).digest));
  const auto author =
      other.ask([&](store::Session& session) { return store::find_author(session, other.site().id, "ana"); });
  ASSERT_TRUE(author);
  EXPECT_EQ(author->bio, "Пише за мостове.");
  EXPECT_EQ(author->picture, other.assets().at(0).id);
  expect_same_past(paper.world, other, paper.written, 6);
  const auto again = other.jsonl(folder / "articles.jsonl");
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->anything_changed()) << again->text();
}

TEST(Export, json_lines_of_several_sites_come_back_as_several_sites) {
  Newspaper paper(5'000, 8);
  const auto folder = paper.exported();
  World other;
  const auto lines = other.write("one.jsonl", R"({"slug":"edno","headline":"Едно","html":"<p>Текст.</p>"})");
  ASSERT_TRUE(other.jsonl(lines, "second.example"));
  ASSERT_TRUE(other.jsonl(folder / "articles.jsonl"));
  const auto hosts = other.ask([](store::Session& session) {
    std::vector<std::string> found;
    for (const content::Site& site : store::all_sites(session)) found.push_back(site.host);
    return found;
  });
  EXPECT_THAT(hosts, testing::UnorderedElementsAre("second.example", paper.world.site().host));
}

TEST(Export, readers_files_stay_readers_files) {
  Newspaper paper(3'000, 16);
  const std::string digest = paper.world.assets().at(0).digest;
  store::need(paper.world.store().write([&](store::Session& session) { store::mark_from_reader(session, digest); }));
  const auto folder = paper.exported();
  World other;
  const auto marked = [&] {
    return other.ask([&](store::Session& session) { return store::is_from_reader(session, digest); });
  };
  const auto report = other.jsonl(folder / "articles.jsonl");
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_TRUE(report->notes().empty()) << report->text();
  EXPECT_TRUE(marked());
  EXPECT_EQ(other.rows("reader_originals"), 1);
  // What had been settled there is before its readers here.
  EXPECT_EQ(other.rows("published"), paper.world.rows("published"));

  store::need(other.store().write([](store::Session& session) { session.run("DELETE FROM reader_originals"); }));
  ASSERT_TRUE(other.jsonl(folder / "articles.jsonl"));
  EXPECT_TRUE(marked()) << "of an asset that was there already";
}

TEST(Export, what_two_people_settled_of_readers_files_stays_settled) {
  Newspaper paper(4'000, 16);
  const std::string digest = paper.world.assets().at(0).digest;
  const Article shown = by_slug(paper.written, "statiya-0");
  const store::ReaderRecord settled{
      "Съгласна е.", {"origin", "place", "time", "elsewhere"}, "Обадихме се.", "ana", "boris", {digest}};
  store::need(paper.world.store().write([&](store::Session& session) {
    store::mark_from_reader(session, digest);
    store::restore_reader_record(session, shown.id, settled);
  }));
  const auto folder = paper.exported();
  World other;
  ASSERT_TRUE(other.jsonl(folder / "articles.jsonl"));
  const ArticleId copy = by_slug(other.articles(), shown.slug).id;
  EXPECT_TRUE(other.store().write([&](store::Session& session) { store::refuse_unsettled(session, copy); }));

  // What was decided here since is not overwritten by an old export.
  store::need(other.store().write([&](store::Session& session) {
    auto record = *store::find_reader_record(session, copy);
    record.how = "Наново.";
    record.confirmed_by.clear();
    store::restore_reader_record(session, copy, record);
  }));
  ASSERT_TRUE(other.jsonl(folder / "articles.jsonl"));
  const auto kept = other.ask([&](store::Session& session) { return store::find_reader_record(session, copy); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->how, "Наново.");
  EXPECT_EQ(kept->confirmed_by, "");
  EXPECT_FALSE(other.store().write([&](store::Session& session) { store::refuse_unsettled(session, copy); }));
}

TEST(Export, a_confirmation_of_what_is_not_settled_does_not_count) {
  const std::string begin = R"({"headline":"Мост","slug":"most","html":"<p>а</p>","state":"draft","reader_material":)";
  const std::string all = R"("checks":["origin","place","time","elsewhere"])";
  const std::string files[] = {
      begin + R"({"permission":"да","checks":["origin"],"used_by":"ana","confirmed_by":"boris"}})",
      begin + R"({"permission":"да",)" + all + R"(,"used_by":"ana","confirmed_by":"ana"}})",
      begin + R"({"permission":"",)" + all + R"(,"used_by":"ana","confirmed_by":"boris"}})"};
  for (const std::string& line : files) {
    World fresh;
    const auto report = fresh.jsonl(fresh.write("a.jsonl", line + "\n"));
    ASSERT_TRUE(report) << report.error().message();
    EXPECT_FALSE(report->notes().empty());
    const auto record = record_of(fresh, fresh.articles().at(0));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->used_by, "ana");
    EXPECT_EQ(record->confirmed_by, "") << line;
  }
  for (const char* wrong : {"7", R"({"checks":["nothing"]})", R"({"checks":"origin"})", R"({"files":["../x"]})"}) {
    World fresh;
    EXPECT_FALSE(fresh.jsonl(fresh.write("a.jsonl", begin + wrong + "}\n"))) << wrong;
  }
}

TEST(Export, wordpress_format_comes_back_unchanged) {
  Newspaper paper(5'000, 48);
  const auto folder = paper.exported();
  World other;
  const auto report = other.wordpress(folder / "wordpress.wxr.xml", folder / "media");
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(other.site().name, paper.world.site().name);
  const auto back = other.articles();
  ASSERT_EQ(back.size(), paper.written.size());
  for (const Article& original : paper.written) {
    const Article& copy = by_slug(back, original.slug);
    EXPECT_EQ(copy.headline, original.headline);
    EXPECT_EQ(copy.deck, original.deck);
    EXPECT_EQ(copy.kind, original.kind);
    EXPECT_EQ(copy.description, original.description);
    EXPECT_EQ(copy.canonical_url, original.canonical_url);
    EXPECT_EQ(copy.language, original.language);
    EXPECT_EQ(copy.lead_caption, original.lead_caption);
    EXPECT_EQ(copy.authors.size(), 2U);
    EXPECT_EQ(with_digests(other, copy.body).blocks.size(), original.body.blocks.size());
    EXPECT_EQ(copy.state == State::published, original.state == State::published) << original.slug;
    if (original.state == State::published) {
      EXPECT_EQ(copy.published_at, original.published_at);
      const auto path =
          paper.world.ask([&](store::Session& session) { return store::find_published(session, original.id)->path; });
      EXPECT_EQ(other.answer(path), path);
    }
  }
  EXPECT_EQ(other.rows("published"), paper.world.rows("published"));
  EXPECT_EQ(other.rows("comments"), paper.world.rows("comments"));
  EXPECT_EQ(other.assets().at(0).digest, paper.world.assets().at(0).digest);
  EXPECT_EQ(other.assets().at(0).credit, "Снимка: БТА");
  EXPECT_EQ(other.site().navigation, paper.world.site().navigation);
  for (const char* slug : {"ana", "ekip"}) {
    const auto author_in = [&](World& world) {
      return *world.ask([&](store::Session& session) { return store::find_author(session, world.site().id, slug); });
    };
    const content::Author copy = author_in(other), original = author_in(paper.world);
    EXPECT_EQ(copy.bio, original.bio);
    EXPECT_EQ(copy.url, original.url);
    EXPECT_EQ(copy.links, original.links);
    EXPECT_EQ(copy.kind, original.kind);
  }
  expect_same_past(paper.world, other, paper.written, 6);
  const auto again = other.wordpress(folder / "wordpress.wxr.xml", folder / "media");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->counts().at("articles").changed, 0) << again->text();
}

TEST(Export, bodies_survive_wordpress_format_exactly) {
  Newspaper paper(9'000, 64);
  const auto folder = paper.exported();
  World other;
  ASSERT_TRUE(other.wordpress(folder / "wordpress.wxr.xml", folder / "media"));
  const auto back = other.articles();
  // The file's name is not in the format: only the picture itself is.
  const auto named = [](World& world, content::Body body) {
    std::string text = content::write_body(with_digests(world, std::move(body)));
    for (const content::Asset& asset : world.assets()) {
      const std::string name = asset.digest + asset.file_name;
      const std::string kept = asset.digest.empty() ? "no file" : asset.digest;
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + kept.size()))
        text.replace(at, name.size(), kept);
    }
    return text;
  };
  for (const Article& original : paper.written) {
    EXPECT_EQ(named(other, by_slug(back, original.slug).body), named(paper.world, original.body)) << original.slug;
  }
}

// One article, imported from a line of JSON, that somebody went on writing in under another headline; exported to two
// empty installations, each through one of the formats.
struct WrittenOn {
  World world, json_world, wordpress_world;
  Article written;

  // `members`: those of the article beside its slug and its body.
  WrittenOn(const std::string& headline, const std::string& members, const std::string& later) {
    const std::string line =
        "{\"slug\":\"edno\",\"html\":\"<p>x</p>\",\"headline\":\"" + headline + "\"," + members + "}\n";
    store::need(world.jsonl(world.write("a.jsonl", line)));
    written = world.article(headline);
    written.headline = later;
    store::need(world.store().write([&](store::Session& session) {
      return store::save_article(session, written, std::nullopt, "ana", store::test_time);
    }));
    store::need(export_all(world.store(), world.library(), world.folder() / "out"));
    const auto folder = world.folder() / "out/localhost";
    store::need(json_world.jsonl(folder / "articles.jsonl"));
    store::need(wordpress_world.wordpress(folder / "wordpress.wxr.xml"));
  }
};

TEST(Export, what_readers_see_and_what_is_being_written_are_kept_apart) {
  WrittenOn one("Видимо", "\"published_at\":\"2026-01-01T00:00:00Z\"", "Тайно");
  const Article back = one.json_world.article("Тайно");
  EXPECT_EQ(back.revision, 2);
  const auto published =
      one.json_world.ask([&](store::Session& session) { return store::find_published(session, back.id); });
  ASSERT_TRUE(published);
  EXPECT_EQ(published->headline, "Видимо");
  EXPECT_NO_THROW(one.wordpress_world.article("Видимо"));
  EXPECT_EQ(one.wordpress_world.articles().size(), 1U);
}

TEST(Export, what_was_scheduled_stays_what_goes_out_at_its_hour) {
  WrittenOn one("Насрочено", "\"state\":\"scheduled\",\"scheduled_at\":\"2030-01-01T00:00:00Z\"", "Писано после");
  const Article back = one.json_world.article("Писано после");
  EXPECT_EQ(back.state, State::scheduled);
  EXPECT_EQ(back.revision, 2);
  EXPECT_EQ(back.scheduled_revision, 1);
  EXPECT_EQ(back.scheduled_at, one.written.scheduled_at);
  EXPECT_EQ(one.wordpress_world.article("Насрочено").state, State::scheduled);
}

TEST(Export, a_folder_that_holds_something_is_left_alone) {
  World world;
  world.write("out/x", "x");
  const auto refused = export_all(world.store(), world.library(), world.folder() / "out");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
}

TEST(Export, an_imported_wordpress_site_goes_out_and_comes_back) {
  World world;
  ASSERT_TRUE(world.wordpress(shared_folder / "data/wordpress/themeunittestdata.wordpress.xml"));
  store::need(export_all(world.store(), world.library(), world.folder() / "out"));
  const auto folder = std::filesystem::directory_iterator(world.folder() / "out")->path();
  World json_world, wordpress_world;
  const auto report = json_world.jsonl(folder / "articles.jsonl");
  ASSERT_TRUE(report) << report.error().message();
  ASSERT_TRUE(wordpress_world.wordpress(folder / "wordpress.wxr.xml"));
  for (World* other : {&json_world, &wordpress_world}) {
    EXPECT_EQ(other->rows("articles"), world.rows("articles"));
    EXPECT_EQ(other->rows("published"), world.rows("published"));
    EXPECT_EQ(other->rows("comments"), world.rows("comments"));
    for (const Article& article : world.articles()) {
      const auto published =
          world.ask([&](store::Session& session) { return store::find_published(session, article.id); });
      if (published) {
        EXPECT_EQ(other->answer(published->path), published->path);
      }
    }
  }
}

TEST(Export, goes_from_one_kind_of_store_to_the_other_and_back) {
  ASSERT_NE(store::TemporarySchema::server(), "")
      << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
  const store::TemporarySchema schema;
  store::Options options;
  options.url = schema.url();
  World postgresql(options);
  const auto file = shared_folder / "data/wordpress/themeunittestdata.wordpress.xml";
  ASSERT_TRUE(postgresql.wordpress(file));
  const auto again = postgresql.wordpress(file);
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_FALSE(again->anything_changed()) << again->text();
  store::need(export_all(postgresql.store(), postgresql.library(), postgresql.folder() / "out"));
  World sqlite;
  const auto report =
      sqlite.jsonl(std::filesystem::directory_iterator(postgresql.folder() / "out")->path() / "articles.jsonl");
  ASSERT_TRUE(report) << report.error().message();
  for (const char* table :
       {"articles", "published", "comments", "redirects", "sections", "topics", "authors", "assets"}) {
    EXPECT_EQ(sqlite.rows(table), postgresql.rows(table)) << table;
  }
}

}  // namespace
}  // namespace vestnik::interchange
