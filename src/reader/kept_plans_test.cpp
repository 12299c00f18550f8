// What a thread keeps of an article's page through many editions is what is rendered from nothing, byte by byte, while
// everything that stands on it changes on several threads. Worth most under the thread sanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <thread>

#include "media/library.h"
#include "reader/addresses.h"
#include "reader/portal.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

namespace asio = boost::asio;

std::string unpacked(const std::string& gzip) {
  pages::Stitched whole;
  whole.buffers.emplace_back(gzip);
  whole.length = gzip.size();
  for (std::size_t at = 0; at < 4; ++at) {
    whole.text_length |= static_cast<std::size_t>(static_cast<unsigned char>(gzip[gzip.size() - 4 + at])) << (8 * at);
  }
  return pages::inflate(whole);  // which ends the process where checksum or length are wrong
}

class World {
  // Before they are used, since what they return is deduced.
  Time now() const { return store::test_time + std::chrono::minutes(600) + std::chrono::seconds(seconds_.load()); }

  template <class Change>
  auto write(Change change) {
    return store::need(store_->write(change));
  }
  template <class Question>
  auto read(Question question) {
    return store::need(store_->read(question));
  }

 public:
  World() {
    site_ = store_.add_site();
    sections_ = {store_.add_section(site_, "svyat", "Свят"), store_.add_section(site_, "sport", "Спорт")};
    content::Section below = store::a_section(site_, "evropa", "Европа");
    below.parent = sections_.front();
    sections_.push_back(write([&](store::Session& session) { return store::save_section(session, below, now()); }));
    for (int each = 0; each < 4; ++each) {
      const std::string name = std::to_string(each);
      authors_.push_back(store_.add_author(site_, "author-" + name, "Автор " + name));
      topics_.push_back(store_.add_topic(site_, "topic-" + name, "Тема " + name));
      assets_.push_back(save(picture(name)));
      content::Story story;
      story.site = site_;
      story.slug = "story-" + name;
      story.name = "История " + name;
      stories_.push_back(write([&](store::Session& session) { return store::save_story(session, story, now()); }));
    }
    press_ = store::need(edition::Press::start(*store_, [this] { return now(); }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    counts_ = std::make_unique<Counts>(*store_, *press_, [this] { return now(); });
    parts_ = std::make_unique<Parts>(Parts{*store_, *index_, *library_, [this] { return now(); }});
    portal_ = std::make_unique<Portal>(*parts_, *press_, pool_, search_pool_, slots_, *counts_);
  }
  ~World() {
    store_->on_change({});
    pool_.stop();
    search_pool_.stop();
  }

  void edit(std::mt19937& random) {
    switch (random() % 14) {
      case 0:
      case 1:
        publish(random);
        break;
      case 3:
      case 4:
        republish(random);
        break;
      case 2:
      case 5:
        unpublish(random);
        break;
      case 6: {
        auto author =
            read([&](store::Session& session) { return *store::find_author(session, one(authors_, random)); });
        author.name = "Автор " + std::to_string(random() % 1'000);
        author.picture = random() % 2 == 0 ? AssetId{} : one(assets_, random);
        write([&](store::Session& session) { store::save_author(session, author, now()); });
        break;
      }
      case 7: {
        auto topic = read([&](store::Session& session) { return *store::find_topic(session, one(topics_, random)); });
        topic.name = "Тема " + std::to_string(random() % 1'000);
        write([&](store::Session& session) { store::save_topic(session, topic, now()); });
        break;
      }
      case 8: {
        auto story = read([&](store::Session& session) { return *store::find_story(session, one(stories_, random)); });
        story.summary = "Дотук " + std::to_string(random() % 1'000);
        story.lead_image = random() % 2 == 0 ? AssetId{} : one(assets_, random);
        write([&](store::Session& session) { store::save_story(session, story, now()); });
        break;
      }
      case 9: {
        auto asset = read([&](store::Session& session) { return *store::find_asset(session, one(assets_, random)); });
        asset.alt = "Снимка " + std::to_string(random() % 1'000);
        save(asset);
        break;
      }
      case 10: {
        // Seldom: it makes every plan anew, so that nothing could be kept wrongly.
        if (random() % 8 != 0) return publish(random);
        auto section =
            read([&](store::Session& session) { return *store::find_section(session, one(sections_, random)); });
        section.name = "Рубрика " + std::to_string(random() % 1'000);
        write([&](store::Session& session) { store::save_section(session, section, now()); });
        break;
      }
      case 11: {
        std::vector<ArticleId> most;
        for (const edition::SummaryPtr& story : site()->newest(random() % 4, 5).stories) most.push_back(story->id);
        press_->most_read(site_, std::move(most));
        break;
      }
      case 12:
        if (const ArticleId article = any(random)) {
          write([&](store::Session& session) {
            store::save_comment(session, store::a_comment(article, "Ани", std::to_string(random())), now());
          });
        }
        break;
      default:
        press_->settle();
    }
    ++seconds_;
  }

  void publish(std::mt19937& random) {
    content::Article article = store::an_article(site_, {}, {});
    fill(article, random);
    article.slug = "article-" + std::to_string(random() % 40);
    // Between those that are there, not always before them.
    const Time at = store::test_time + std::chrono::minutes(random() % 500);
    static_cast<void>(store_->write([&](store::Session& session) {
      const ArticleId id = store::add_article(session, article, "test", at);
      store::publish_article(session, id, at);
    }));
  }

  // Addresses of articles that are or were there.
  std::string address(std::mt19937& random) {
    const std::shared_ptr<const edition::Edition> edition = press_->current();
    const auto stories = edition->sites().front()->newest(0, 1'000).stories;
    std::string path = stories.empty() ? "/" : std::string(stories[random() % stories.size()]->path);
    const std::scoped_lock lock(seen_mutex_);
    if (seen_.size() < 200) seen_.push_back(path);
    return random() % 4 == 0 ? seen_[random() % seen_.size()] : path;
  }
  std::vector<std::string> seen() {
    const std::scoped_lock lock(seen_mutex_);
    return seen_;
  }

  static std::string text_of(const http::Response& response) {
    std::string location, coding, body;
    const auto take = [&](const std::string& name, const std::string& value) {
      if (name == "Location") location = value;
      if (name == "Content-Encoding") coding = value;
    };
    if (response.ready) {
      http::each_field(*response.ready, take);
      for (const std::string_view part : response.ready->body) body += part;
    }
    for (const auto& [name, value] : response.fields) take(name, value);
    for (const http::Buffer& part : response.body) body += part.bytes;
    if (body.size() != response.length()) return "a length that is not the body's";
    return std::to_string(response.status) + location + "\n" + (coding == "gzip" ? unpacked(body) : body);
  }
  static std::string etag_of(const http::Response& response) {
    std::string etag;
    const auto take = [&](const std::string& name, const std::string& value) {
      if (name == "ETag") etag = value;
    };
    if (response.ready) http::each_field(*response.ready, take);
    for (const auto& [name, value] : response.fields) take(name, value);
    return etag;
  }

  http::Response answer_to(const std::string& path, const char* codings = "") {
    http::Request request = request_for(path);
    if (*codings != '\0') request.fields.push_back({"Accept-Encoding", codings});
    if (auto now = portal_->answer_now(request)) return std::move(*now);
    asio::io_context& loop = new_loop();
    auto answer = asio::co_spawn(loop, portal_->answer(request), asio::use_future);
    loop.run();
    return answer.get();
  }
  std::string shown(const std::string& path) { return text_of(answer_to(path)); }
  // What two readers get of it, who take gzip and who do not: the same, or it is told.
  std::string shown_to_both(const std::string& path) {
    const http::Response packed = answer_to(path, "gzip");
    std::string text = text_of(packed);
    if (text != shown(path)) return "gzip unpacks to another page";
    return text;
  }

  // Without anything that is kept; to be called while nobody edits.
  std::string rendered(const std::string& path) {
    Context context{.edition = press_->current(), .parts = parts_.get()};
    context.site = context.edition->sites().front();
    const Plan plan = plan_of(context, request_for(path));
    std::string page = std::to_string(plan.status) + plan.location + "\n";
    for (const ChainPlan& chain : plan.chains) {
      const std::string html = store::need(chain.render());
      for (std::string_view rest = html; !rest.empty();) {
        const std::size_t begin = rest.find(pages::slot_begin);
        page += rest.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const std::size_t end = rest.find(pages::slot_end, begin);
        const auto slot = slots_.fill(*context.edition, *context.site, rest.substr(begin + 1, end - begin - 1));
        page += pages::inflate(*pages::stitch({slot}));
        rest.remove_prefix(end + 1);
      }
    }
    return page;
  }

 private:
  AssetId save(const content::Asset& asset) {
    return write([&](store::Session& session) { return store::save_asset(session, asset, now()); });
  }
  content::Asset picture(const std::string& name) const {
    content::Asset asset;
    asset.site = site_;
    asset.digest = std::string(63, 'a') + name;
    asset.file_name = name + ".jpg";
    asset.mime = "image/jpeg";
    asset.width = 800, asset.height = 600;
    return asset;
  }
  template <class Thing>
  static Thing one(const std::vector<Thing>& things, std::mt19937& random) {
    return things[random() % things.size()];
  }

  const edition::SiteEdition* site() {
    kept_ = press_->current();
    return kept_->sites().front();
  }
  ArticleId any(std::mt19937& random) {
    const auto stories = site()->newest(0, 1'000).stories;
    return stories.empty() ? ArticleId{} : stories[random() % stories.size()]->id;
  }

  void fill(content::Article& article, std::mt19937& random) {
    article.headline = "Новина " + std::to_string(random() % 100'000);
    article.section = random() % 8 == 0 ? SectionId{} : one(sections_, random);
    article.lead_image = random() % 2 == 0 ? AssetId{} : one(assets_, random);
    article.authors = {one(authors_, random)};
    article.topics = {one(topics_, random)};
    article.stories.clear();
    if (random() % 2 == 0) article.stories.push_back({.story = one(stories_, random), .note = "част", .key = false});
    article.breaking = random() % 128 == 0;
  }
  void republish(std::mt19937& random) {
    const ArticleId id = any(random);
    if (!id) return;
    auto article = read([&](store::Session& session) { return *store::find_article(session, id); });
    fill(article, random);
    if (random() % 3 == 0) article.slug = "article-" + std::to_string(random() % 40);
    // Where another one has the address by now, nothing happens.
    static_cast<void>(store_->write([&](store::Session& session) {
      store::save_article(session, article, std::nullopt, "test", now());
      store::publish_article(session, id, now());
    }));
  }
  void unpublish(std::mt19937& random) {
    if (const ArticleId id = any(random)) {
      write([&](store::Session& session) { store::unpublish_article(session, id, now()); });
    }
  }

  static http::Request request_for(const std::string& path) {
    http::Request request;
    request.target = request.path = path;
    request.host = "example.com";
    return request;
  }
  // A thread of the pool may still be in the call that woke the loop when the answer is there.
  asio::io_context& new_loop() {
    const std::scoped_lock lock(loops_mutex_);
    return loops_.emplace_back();
  }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  std::vector<SectionId> sections_;
  std::vector<AuthorId> authors_;
  std::vector<TopicId> topics_;
  std::vector<StoryId> stories_;
  std::vector<AssetId> assets_;
  std::unique_ptr<edition::Press> press_;
  edition::EditionPtr kept_;  // of whoever edits
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  std::mutex loops_mutex_, seen_mutex_;
  std::list<asio::io_context> loops_;
  std::vector<std::string> seen_;
  http::Pool pool_{2}, search_pool_{1};
  HouseAdvertisements slots_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<Portal> portal_;
  std::atomic<int> seconds_ = 0;
};

}  // namespace

TEST(KeptPlans, pages_after_each_random_edit_are_what_is_rendered_from_nothing) {
  World world;
  std::mt19937 random(7);
  for (int each = 0; each < 24; ++each) world.publish(random);
  for (int edit = 0; edit < 150; ++edit) {
    world.edit(random);
    for (int page = 0; page < 8; ++page) {
      const std::string path = world.address(random);
      ASSERT_TRUE(world.shown_to_both(path) == world.rendered(path)) << path << " after edit " << edit;
    }
  }
}

// Readers are slow: what is being sent to them stays as it was while the page gets other rails.
TEST(KeptPlans, answers_stay_as_they_were_through_later_edits) {
  World world;
  std::mt19937 random(11);
  for (int each = 0; each < 24; ++each) world.publish(random);
  struct Held {
    http::Response answer;
    std::string text;
  };
  std::deque<Held> held;
  std::map<std::string, std::string> by_etag;
  for (int edit = 0; edit < 150; ++edit) {
    world.edit(random);
    for (int page = 0; page < 4; ++page) {
      http::Response answer = world.answer_to(world.address(random), "gzip");
      std::string text = World::text_of(answer);
      const std::string etag = World::etag_of(answer);
      if (!etag.empty()) {
        EXPECT_EQ(by_etag.emplace(etag, text).first->second, text) << etag;
      }
      held.push_back({std::move(answer), std::move(text)});
    }
    while (held.size() > 30) {
      EXPECT_TRUE(World::text_of(held.front().answer) == held.front().text) << "after edit " << edit;
      held.pop_front();
    }
  }
}

TEST(KeptPlans, pages_during_random_edits_are_what_is_rendered_from_nothing) {
  constexpr int editors = 2, readers = 2, edits = 200;
  World world;
  std::mt19937 first(7);
  for (int each = 0; each < 24; ++each) world.publish(first);
  // Whoever compares keeps editors away for as long; whoever only reads does not.
  std::shared_mutex editing;
  std::atomic<int> at_work = editors;
  const auto edit = [&](unsigned seed) {
    std::mt19937 random(seed);
    for (int each = 0; each < edits; ++each) {
      const std::unique_lock lock(editing);
      world.edit(random);
    }
    --at_work;
  };
  const auto read = [&](unsigned seed) {
    std::mt19937 random(seed);
    while (at_work > 0) {
      for (int each = 0; each < 8; ++each) world.shown(world.address(random));
      const std::shared_lock lock(editing);
      const std::string path = world.address(random);
      EXPECT_TRUE(world.shown_to_both(path) == world.rendered(path)) << path;
    }
    for (const std::string& path : world.seen()) EXPECT_TRUE(world.shown(path) == world.rendered(path)) << path;
  };
  std::vector<std::jthread> threads;
  for (unsigned each = 0; each < readers; ++each) threads.emplace_back(read, 100 + each);
  for (unsigned each = 0; each < editors; ++each) threads.emplace_back(edit, 1 + each);
}

}  // namespace vestnik::reader
