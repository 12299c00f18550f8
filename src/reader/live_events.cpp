#include "reader/live_events.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <unordered_set>

#include "base/json.h"
#include "base/log.h"
#include "content/live_entries.h"
#include "http/events.h"
#include "http/limits.h"
#include "reader/limits.h"
#include "reader/page_kind.h"
#include "reader/views_of.h"
#include "store/articles.h"
#include "store/history.h"
#include "store/store.h"

namespace vestnik::reader {

using edition::SiteEdition;
using edition::SummaryPtr;

struct LiveEvents::Event {
  enum class Kind { headline, update, reload };
  Kind kind = Kind::reload;
  ArticleId article;
  std::uint64_t serial = 0;              // within the channel, from 1
  std::int64_t change = 0;               // of the edition that it came with
  std::vector<SectionId> sections = {};  // of a headline: its own and those above
  std::string data = {};
  bool last = false;  // nothing of that article comes after it

  std::string_view name() const {
    return kind == Kind::headline ? "headline" : kind == Kind::update ? "update" : "reload";
  }
};

// Never changed once made.
struct LiveEvents::Log {
  std::int64_t since = 0;                            // whoever was told everything up to here has missed nothing
  std::int64_t until = 0;                            // the newest change that it knows
  std::uint64_t lowest = 1;                          // serial of the oldest that was not left out
  std::uint64_t next = 1;                            // serial of the next that comes
  std::vector<std::shared_ptr<const Event>> events;  // by serial, at most limits::events_kept
};

// One site's; written by whoever hears turnovers.
class LiveEvents::Channel {
 public:
  explicit Channel(std::int64_t change) {
    auto first = std::make_shared<Log>();
    first->since = first->until = change;
    log_ = std::move(first);
  }
  std::shared_ptr<const Log> log() const {
    const std::scoped_lock lock(mutex_);
    return log_;
  }
  void replace(std::shared_ptr<const Log> log) {
    const std::uint64_t next = log->next;
    {
      const std::scoped_lock lock(mutex_);
      log_.swap(log);
    }
    next_.store(next, std::memory_order_release);
  }
  // Whether that serial is there, without the lock: asked of every stream whenever anything happened on any site.
  bool has(std::uint64_t serial) const { return serial < next_.load(std::memory_order_acquire); }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Log> log_;
  std::atomic<std::uint64_t> next_ = 1;
};

// What one reader is told.
class LiveEvents::Feed final : public http::EventFeed {
 public:
  Feed(std::shared_ptr<Channel> channel, SectionId section, ArticleId article)
      : channel_(std::move(channel)), section_(section), article_(article) {
    const auto log = channel_->log();
    cursor_ = log->next;
    position_ = log->until;
  }

  void resume(std::int64_t id) {
    const auto log = channel_->log();
    // A number that is still to come is another log's: of a copy of the data that was taken back.
    missed_ = id < log->since || id > log->until;
    const auto later = [&](const auto& event) { return event->change > id; };
    const auto first = std::ranges::find_if(log->events, later);
    cursor_ = first == log->events.end() ? log->next : (*first)->serial;
  }
  // An update that it is told first, of what came before it was there.
  void begin_with(std::string data) { http::append_event(first_, {}, "update", data); }
  // Where it begins, for a page that will come back for what it misses.
  void say_where() { http::append_event(first_, std::to_string(position_), "ready", "{}"); }

  std::size_t tell(std::string& text) override {
    std::size_t count = 0;
    if (!first_.empty()) {
      text += std::exchange(first_, {});
      ++count;
    }
    if (!missed_ && !channel_->has(cursor_)) return count;
    const auto log = channel_->log();
    if (missed_ || cursor_ < log->lowest) {
      missed_ = false;
      cursor_ = log->next;
      http::append_event(text, std::to_string(log->until), "reload", "{}");
      return count + 1;
    }
    auto next = std::ranges::lower_bound(log->events, cursor_, {}, [](const auto& event) { return event->serial; });
    for (; next != log->events.end(); ++next) {
      const Event& event = **next;
      if (!concerns(event)) continue;
      if (text.size() >= limits::event_piece_bytes) {
        cursor_ = event.serial;
        return count;
      }
      // A client that is cut off between two of one change must be told both.
      const bool more = std::any_of(next + 1, log->events.end(), [&](const auto& after) {
        return after->change == event.change && concerns(*after);
      });
      http::append_event(text, more ? std::string() : std::to_string(event.change), event.name(), event.data);
      ++count;
      if (event.last && article_) ended_ = true;
    }
    cursor_ = log->next;
    return count;
  }

  void beat(std::string& text) override {
    text += ":\n";
    const auto log = channel_->log();
    if (cursor_ == log->next) (text += "id: ") += std::to_string(log->until) + "\n";
    text += "\n";
  }
  bool ended() const override { return ended_; }

 private:
  bool concerns(const Event& event) const {
    if (event.kind == Event::Kind::reload) return true;
    if (article_) return event.kind == Event::Kind::update && event.article == article_;
    if (event.kind != Event::Kind::headline) return false;
    return !section_ || std::ranges::find(event.sections, section_) != event.sections.end();
  }

  std::shared_ptr<Channel> channel_;
  SectionId section_;  // none, nor an article: the home front
  ArticleId article_;
  std::int64_t position_ = 0;  // in the change log, when it began
  std::uint64_t cursor_ = 1;   // serial of the next that it has not been told
  bool missed_ = false, ended_ = false;
  std::string first_;
};

namespace {

std::string headline_data(const SiteEdition& site, const edition::Summary& story) {
  const content::Section* section = site.section(story.section);
  return write_json(json::object{{"url", site.site().base_url + encoded(story.path)},
                                 {"headline", story.headline},
                                 {"published", format_rfc3339(story.published_at, site.site().time_zone)},
                                 {"section", section == nullptr ? std::string() : section->slug},
                                 {"breaking", story.breaking}});
}

// Another word for what an article is to a story (store/story_parts.h) makes a revision and leaves its times alone.
bool is_of_its_parts_only(const edition::Summary& before, const edition::Summary& now) {
  const auto same = [](const edition::StoryPart& one, const edition::StoryPart& other) {
    return one.story == other.story && one.note == other.note && one.key == other.key;
  };
  return before.updated_at == now.updated_at && !std::ranges::equal(before.stories, now.stories, same);
}

struct Update {
  std::string_view what;
  std::size_t entries = 0;  // of live coverage, in all
  std::vector<std::string> fresh = {};
};
std::string update_data(const SiteEdition& site, const edition::Summary& story, const Update& update) {
  json::array fresh;
  for (const std::string& id : update.fresh) {
    if (fresh.size() == limits::entries_told) break;
    fresh.emplace_back(id);
  }
  return write_json(
      json::object{{"article", story.id.value},
                   {"url", site.site().base_url + encoded(story.path)},
                   {"what", update.what},
                   {"entries", update.entries},
                   {"new", std::move(fresh)},
                   {"updated", format_rfc3339(std::max(story.published_at, story.updated_at), site.site().time_zone)}});
}

std::vector<SectionId> with_those_above(const SiteEdition& site, SectionId id) {
  constexpr std::size_t deepest = 16;
  std::vector<SectionId> all;
  while (id && all.size() < deepest) {
    all.push_back(id);
    const content::Section* section = site.section(id);
    id = section == nullptr ? SectionId{} : section->parent;
  }
  return all;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

http::Response plain(unsigned status, std::string text) {
  http::Response response = http::text_response(status, std::move(text));
  response.kind = static_cast<std::uint8_t>(PageKind::events);
  response.with("Cache-Control", "no-store");
  return response;
}

}  // namespace

bool goes_on(const edition::Summary& story, Time now) {
  return std::max(story.published_at, story.updated_at) + limits::article_goes_on > now;
}

// The next log of one channel.
class LiveEvents::Scribe {
 public:
  Scribe(std::shared_ptr<Channel> channel, std::int64_t change)
      : channel_(std::move(channel)),
        log_(std::make_shared<Log>(*channel_->log())),
        change_(change),
        begun_(log_->next) {}

  void add(Event event) {
    event.serial = log_->next++;
    event.change = change_;
    log_->events.push_back(std::make_shared<const Event>(std::move(event)));
    if (log_->events.size() <= limits::events_kept) return;
    const Event& oldest = *log_->events.front();
    log_->since = oldest.change;
    log_->lowest = oldest.serial + 1;
    log_->events.erase(log_->events.begin());
  }
  // Who comes back later is told as it is now: what is published no more, or under another headline, is not repeated.
  void forget(ArticleId article) {
    std::erase_if(log_->events, [&](const auto& event) { return event->article == article; });
  }
  void rewrite_headline(ArticleId article, const std::string& data) {
    for (auto& event : log_->events) {
      if (event->article != article || event->kind != Event::Kind::headline || event->data == data) continue;
      Event now = *event;
      now.data = data;
      event = std::make_shared<const Event>(std::move(now));
    }
  }
  void forget_all(std::int64_t since) {
    log_->events.clear();
    log_->lowest = log_->next;
    log_->since = since;
  }
  // Whether there is something to tell.
  bool finish() {
    const bool added = log_->next != begun_;
    log_->until = change_;
    channel_->replace(std::move(log_));
    return added;
  }

 private:
  std::shared_ptr<Channel> channel_;
  std::shared_ptr<Log> log_;
  std::int64_t change_;
  std::uint64_t begun_;
};

LiveEvents::LiveEvents(edition::Press& press, store::Store& store, Clock clock)
    : press_(press), store_(store), clock_(std::move(clock)) {
  // What goes on already: otherwise the first entry after a start could not be told from those before it.
  const edition::EditionPtr edition = press_.current();
  for (const SiteEdition* site : edition->sites()) {
    channel_of(site->site().id, edition->change());
    look_around(*site);
  }
  press_.on_turnover([this](const edition::Turnover& turnover) { hear(turnover); });
}

LiveEvents::~LiveEvents() {
  press_.on_turnover({});
}

void LiveEvents::on_news(std::function<void()> wake) {
  const std::scoped_lock lock(wake_mutex_);
  wake_ = std::move(wake);
}

std::shared_ptr<LiveEvents::Channel> LiveEvents::find_channel(SiteId site) {
  const std::scoped_lock lock(channels_mutex_);
  const auto found = channels_.find(site);
  return found == channels_.end() ? nullptr : found->second;
}

std::shared_ptr<LiveEvents::Channel> LiveEvents::channel_of(SiteId site, std::int64_t change) {
  const std::scoped_lock lock(channels_mutex_);
  auto& channel = channels_[site];
  if (!channel) channel = std::make_shared<Channel>(change);
  return channel;
}

// Through the public handle: it has no other text than what is published.
LiveEvents::Known LiveEvents::look_at(const edition::Summary& story) {
  auto known = store_.read_public([&](store::Session& session) {
    Known now;
    const auto text = store::published_text(session, story.id);
    if (text) now.entries = content::entry_ids(text->body);
    now.corrections = store::corrections_of(session, story.id).size();
    return now;
  });
  if (known) return std::move(*known);
  log::failure(known.error());
  return {};
}

void LiveEvents::look_around(const SiteEdition& site) {
  const Time now = clock_();
  for (const SummaryPtr& story : site.newest(0, limits::live_articles_kept * 4).stories) {
    if (story->kind == content::Kind::live && goes_on(*story, now)) remember(story->id, look_at(*story));
  }
}

void LiveEvents::remember(ArticleId article, Known known) {
  known.looked = ++looks_;
  known_[article] = std::move(known);
  if (known_.size() <= limits::live_articles_kept) return;
  // What has rested longest is the likeliest to be over. Not the oldest article: coverage of days would be forgotten
  // each time anew.
  known_.erase(std::ranges::min_element(known_, {}, [](const auto& each) { return each.second.looked; }));
}

void LiveEvents::hear(const edition::Turnover& turnover) {
  const std::int64_t change = turnover.now->change();
  const Time now = clock_();
  bool news = false;
  if (turnover.everything) known_.clear();
  for (const SiteEdition* site : turnover.now->sites()) {
    Scribe scribe(channel_of(site->site().id, turnover.before->change()), change);
    const SiteEdition* before_site = turnover.before->site_of(site->site().id);
    if (turnover.everything) {
      scribe.forget_all(turnover.before->change());
      Event all{.kind = Event::Kind::reload, .article = {}};
      all.data = "{}";
      scribe.add(std::move(all));
      look_around(*site);
    }
    std::size_t headlines = 0;
    for (const ArticleId id : turnover.articles) {
      const SummaryPtr before = before_site == nullptr ? nullptr : before_site->article(id);
      const SummaryPtr story = site->article(id);
      if (!before && !story) continue;
      if (!story) {
        scribe.forget(id);
        known_.erase(id);
        // Not even its address, which nobody may have seen that comes back for it later.
        Event end{.kind = Event::Kind::update, .article = id};
        end.data = write_json(json::object{{"article", id.value}, {"what", "withdrawn"}});
        end.last = true;
        scribe.add(std::move(end));
        continue;
      }
      if (!before) {
        // What was told of its end, if it was there before, does not hold any more.
        scribe.forget(id);
        const bool is_news = story->kind != content::Kind::page && story->published_at + limits::headline_is_new > now;
        if (is_news && ++headlines <= limits::headlines_at_once) {
          Event headline{.kind = Event::Kind::headline, .article = id};
          headline.sections = with_those_above(*site, story->section);
          headline.data = headline_data(*site, *story);
          scribe.add(std::move(headline));
        }
        if (story->kind == content::Kind::live && is_news) remember(id, look_at(*story));
        continue;
      }
      scribe.rewrite_headline(id, headline_data(*site, *story));
      if (before->version == story->version || !goes_on(*story, now)) continue;
      const auto known = known_.find(id);
      Known fresh = look_at(*story);
      const bool as_before = before->revision == story->revision || is_of_its_parts_only(*before, *story);
      Update update{.what = as_before ? "" : "changed", .entries = fresh.entries.size()};
      if (known != known_.end()) {
        const std::unordered_set<std::string> old(known->second.entries.begin(), known->second.entries.end());
        for (const std::string& entry : fresh.entries) {
          if (!old.contains(entry)) update.fresh.push_back(entry);
        }
        if (fresh.corrections > known->second.corrections) update.what = "corrected";
      } else if (before->revision == story->revision && fresh.corrections > 0) {
        update.what = "corrected";
      }
      if (!update.fresh.empty()) update.what = "entries";
      remember(id, std::move(fresh));
      // A reader's comment is no change of the article.
      if (update.what.empty()) continue;
      Event updated{.kind = Event::Kind::update, .article = id};
      updated.data = update_data(*site, *story, update);
      scribe.add(std::move(updated));
    }
    if (scribe.finish()) news = true;
  }
  if (!news) return;
  const std::scoped_lock lock(wake_mutex_);
  if (wake_) wake_();
}

http::Response LiveEvents::answer(const http::Request& request, const SiteEdition& site) {
  const std::string page = http::percent_decode(request.parameter("page").value_or("/"));
  SectionId section;
  SummaryPtr story;
  if (page != "/") {
    const auto route = site.route(content::route_key(page));
    if (route && route->kind == edition::Route::Kind::section) section = SectionId{route->id};
    if (route && route->kind == edition::Route::Kind::article) story = site.article(ArticleId{route->id});
    if (!section && !story) {
      return plain(404, "There is no front and no article at that address: name one with ?page=/its/path/\n");
    }
  }
  const auto channel = find_channel(site.site().id);
  if (!channel) return plain(404, "There is no such site.\n");
  if (story && !goes_on(*story, clock_())) {
    http::Response over;
    over.status = 204;
    over.kind = static_cast<std::uint8_t>(PageKind::events);
    return over.with("Cache-Control", "no-store");
  }
  auto feed = std::make_shared<Feed>(channel, section, story ? story->id : ArticleId{});
  // A browser that comes back asks for the same address, with the header that tells where it stands by now.
  auto last = number_of(request.field("last-event-id"));
  if (!last) last = number_of(request.parameter("since").value_or(""));
  if (last) {
    feed->resume(*last);
  } else if (story) {
    const auto shown = number_of(request.parameter("revision").value_or(""));
    // As it is by now: what came after the edition that this is answered from may have been heard before the feed
    // began.
    const edition::EditionPtr newest = press_.current();
    const SiteEdition* there = newest->site_of(site.site().id);
    const SummaryPtr now = there == nullptr ? nullptr : there->article(story->id);
    const auto since = number_of(request.parameter("updated").value_or(""));
    if (shown && now && *shown != now->revision.value && since != to_millis(now->updated_at)) {
      feed->begin_with(update_data(*there, *now, {.what = "changed"}));
    }
  }
  if (!last) feed->say_where();
  http::Response response;
  response.kind = static_cast<std::uint8_t>(PageKind::events);
  response.with("Content-Type", "text/event-stream; charset=utf-8")
      .with("Cache-Control", "no-store")
      .with("X-Accel-Buffering", "no")
      .with("X-Content-Type-Options", "nosniff")
      .with("X-Robots-Tag", "noindex");
  // In its place at once: a copy on the way would leave the address behind. Of HEAD nobody counts it, nor overwrites
  // it.
  auto events = std::make_shared<http::EventAnswer>();
  events->feed = std::move(feed);
  if (request.method != http::Method::head) events->peer = request.peer;
  response.events = std::move(events);
  return response;
}

}  // namespace vestnik::reader
