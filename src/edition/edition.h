// The published state of all sites as the process holds it in memory: what readers are reading now. Summaries, not
// bodies. An Edition is immutable; a change makes the next one, which shares nearly everything with the one before
// (persistent B+ trees, edition/order.h), so that it costs O(log n) whatever the size.
//
// Thread rules: one writer (Press, below); any number of readers, each through its own `Reader`, which looks at one
// atomic number a request and takes a lock only when an edition has been replaced.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "content/article.h"
#include "content/asset.h"
#include "content/front.h"
#include "content/site.h"
#include "edition/marks.h"

namespace vestnik::store {
class Store;
}

namespace vestnik::edition {

// What an article is to a story that it belongs to.
struct StoryPart {
  StoryId story;
  std::string_view note;  // what it adds; empty: the deck says it
  bool key = false;       // a key moment
};

// Its texts and lists lie behind it in the same block of memory (edition/summary.h), so they live as long as the
// SummaryPtr they were reached through.
struct Summary {
  ArticleId id;
  SiteId site;
  SectionId section;
  std::string_view path, headline, deck, language;
  AssetId lead_image;
  std::span<const AuthorId> authors;
  std::span<const TopicId> topics;
  std::span<const StoryPart> stories;
  Time published_at, updated_at;
  RevisionId revision;
  std::int64_t version = 0;  // changes whenever anything shown of it elsewhere does
  content::Kind kind = content::Kind::news;
  int words = 0;
  bool pinned = false, breaking = false;
};
using SummaryPtr = std::shared_ptr<const Summary>;

// Where an address of a site leads.
struct Route {
  enum class Kind { article, section, author, topic, story, redirect, gone };
  Kind kind = Kind::article;
  std::int64_t id = 0;
  std::string path;  // the canonical path, or where a redirect leads
};

// A list of stories, newest first.
struct Stories {
  std::vector<SummaryPtr> stories;
  std::size_t total = 0;  // in the whole order
};

// What a neighbouring page leads to.
struct Neighbours {
  SummaryPtr newer, older;
};

struct MostRead {
  std::vector<ArticleId> articles;  // most read first, at most 50
  std::int64_t version = 0;
};

// One site. All functions any thread, none blocks.
class SiteEdition {
 public:
  virtual ~SiteEdition() = default;
  virtual const content::Site& site() const = 0;
  // Of name, navigation, sections, breaking sign…: whatever stands around every page.
  virtual std::int64_t chrome_version() const = 0;

  virtual const std::vector<content::Section>& sections() const = 0;  // by position; parents before children
  virtual const content::Section* section(SectionId id) const = 0;
  // As editors arranged it, nullptr where they have not; no section: the home front.
  virtual const content::Front* front(SectionId id) const = 0;
  virtual const content::Author* author(AuthorId id) const = 0;
  virtual const content::Topic* topic(TopicId id) const = 0;
  // Of the latest change of that row (name, picture, …), 0 where unknown.
  virtual std::int64_t author_version(AuthorId id) const = 0;
  virtual std::vector<const content::Author*> authors() const = 0;
  virtual std::vector<const content::Topic*> topics() const = 0;
  // Those in which something is published.
  virtual const content::Story* running_story(StoryId id) const = 0;
  virtual std::vector<const content::Story*> running_stories() const = 0;

  virtual SummaryPtr article(ArticleId id) const = 0;
  // Every asset that its page shows but the lead image; good as long as the summary is.
  virtual std::span<const AssetId> pictures(const Summary& story) const = 0;
  // By content::route_key of the path, with "?query" for imported addresses ("/?p=12"). In this order: an article's
  // path, a redirect, /{section}/, /author/{author}/, /topic/{topic}/, /story/{story}/, what is gone. Where none of
  // them is known,
  // /{section}/{last part of an article's path}/ is a redirect to that article of the section or one below it.
  virtual std::optional<Route> route(std::string_view key) const = 0;

  // `skip` stories left out from the newest, then at most `count`. Plain pages (Kind::page) are in none of the lists.
  virtual Stories newest(std::size_t skip, std::size_t count) const = 0;
  // With those of its child sections.
  virtual Stories of_section(SectionId id, std::size_t skip, std::size_t count) const = 0;
  virtual Stories of_author(AuthorId id, std::size_t skip, std::size_t count) const = 0;
  virtual Stories of_topic(TopicId id, std::size_t skip, std::size_t count) const = 0;
  virtual Stories of_story(StoryId id, std::size_t skip, std::size_t count) const = 0;
  virtual Stories of_story_oldest(StoryId id, std::size_t skip, std::size_t count) const = 0;  // oldest first
  virtual Stories key_moments(StoryId id, std::size_t skip, std::size_t count) const = 0;
  // How many of the story are newer.
  virtual std::size_t place_in_story(StoryId id, const Summary& summary) const = 0;
  virtual std::vector<SummaryPtr> pinned() const = 0;  // newest first, at most 20
  // Published within the last 6 hours by the newest story's clock.
  virtual std::vector<SummaryPtr> breaking() const = 0;
  // In the order of its own section, by time of publication.
  virtual Neighbours neighbours(const Summary& summary) const = 0;
  // Published within [from, to), oldest first, at most `most`, after `skip`: sitemaps, date archives.
  // `total` is the number within that time.
  virtual Stories between(Time from, Time to, std::size_t skip, std::size_t most) const = 0;
  virtual std::vector<SummaryPtr> pages() const = 0;  // of Kind::page, newest first
  virtual MostRead most_read() const = 0;
};

class Edition {
 public:
  virtual ~Edition() = default;
  virtual std::int64_t number() const = 0;  // grows with every replacement; never the same for different contents
  virtual std::int64_t change() const = 0;  // newest change of the log that is in it
  // One of several in quick succession: the next is likely near, so what is made for this one is not worth much work.
  // The last of them gets a lasting one of the same contents behind it (Press::settle).
  virtual bool passing() const { return false; }
  virtual std::size_t articles() const = 0;
  // nullptr: nothing is known to be as it was in an earlier edition (previews).
  virtual const Marks* marks() const { return nullptr; }
  // By host name or alias; the first site for a host that none names; nullptr where there is no site at all.
  virtual const SiteEdition* site_for(std::string_view host) const = 0;
  virtual std::vector<const SiteEdition*> sites() const = 0;
  // nullptr: there is none.
  const SiteEdition* site_of(SiteId id) const {
    for (const SiteEdition* each : sites()) {
      if (each->site().id == id) return each;
    }
    return nullptr;
  }
  virtual const content::Asset* asset(AssetId id) const = 0;  // public ones
  virtual std::int64_t asset_version(AssetId id) const = 0;
  // Public ones of these bytes, lowest id first, at most 64: two titles may show one file, each with its own credit.
  virtual std::vector<const content::Asset*> assets_by_digest(std::string_view digest) const = 0;
};
using EditionPtr = std::shared_ptr<const Edition>;

// One edition has taken the place of another.
struct Turnover {
  EditionPtr before, now;
  std::vector<ArticleId> articles;  // that may be different, or what hangs on them is; each once
  bool everything = false;          // anything may be different: `articles` names none
};

// Makes editions: loads from the store's public handle, follows its change log.
class Press {
 public:
  // `clock`: which days' reads the first list of most read stories is made of.
  static Result<std::unique_ptr<Press>> start(store::Store& store, Clock clock = system_clock());
  virtual ~Press() = default;

  // Takes over whatever the change log has that the current edition has not. Called by Store::on_change on the writing
  // thread, so that an acknowledged publish is visible; may be called by anybody, callers queue. Where it fails readers
  // keep what they have, and whoever called asks again.
  virtual Result<void> follow() = 0;
  // Who is told of every turnover that the change log brings: in their order, on the thread that has made it, when
  // readers see the new edition already. Must not call back into the press but `current`. Empty: nobody.
  virtual void on_turnover(std::function<void(const Turnover&)> hear) = 0;
  // Makes a lasting edition of a passing one that has been the newest for a while. Called every now and then.
  virtual void settle() = 0;
  // A new order of most read stories (reader/counts.h).
  virtual void most_read(SiteId site, std::vector<ArticleId> articles) = 0;

  virtual EditionPtr current() const = 0;  // takes a lock: for threads that do not have a Reader

  // One a reading thread.
  class Reader {
   public:
    explicit Reader(const Press& press) : press_(press) {}
    // The newest edition; the reference is good until the next call.
    const Edition& now() {
      const std::int64_t number = press_.number_.load(std::memory_order_acquire);
      if (number != seen_) {
        kept_ = press_.current();
        seen_ = kept_->number();
      }
      return *kept_;
    }
    EditionPtr keep() {
      now();
      return kept_;
    }

   private:
    const Press& press_;
    EditionPtr kept_;
    std::int64_t seen_ = -1;
  };

 protected:
  std::atomic<std::int64_t> number_ = 0;  // of the newest edition
};

}  // namespace vestnik::edition
