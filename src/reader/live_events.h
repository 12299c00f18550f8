// /events: what readers who have a page open are told as it happens, as server-sent events. A front is told of new
// headlines, an article of what becomes different in it; which page it is says ?page= with its path. Made from editions
// as one takes the place of another, and from what the public may read of a live article: what is in no edition is in
// no event.
//
//   event: ready     {}                                                    the first, unless it is asked where to go on
//   event: headline  {"url","headline","published","section","breaking"}   of that front: the home front or a section
//   event: update    {"article","url","what","entries","new","updated"}    of that article; `what` is
//                      "entries"   `new` are the ids (content::entry_ids) of entries that were not there before
//                      "changed" · "corrected"
//                      "withdrawn"  or unpublished: nothing but "article" is told, and nothing comes after it
//   event: reload    {}                                                    more was missed than is known
//
// `id` is a position in the change log. Who comes back with it (Last-Event-ID, or ?since= from another page) is told
// what came after it, out of the last limits::events_kept of the site. `?revision=` names what of an article the page
// shows, `?updated=` (ms) since when it says that: where neither holds any more, it is told at once. Another word for
// what an article is to a story makes a revision that says the same since the same time (store/story_parts.h).
//
// Thread rules: `answer` on reading threads; the press tells its turnovers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/time.h"
#include "edition/edition.h"
#include "http/message.h"

namespace vestnik::store {
class Store;
}

namespace vestnik::reader {

// Whether more is to be expected of it: it has changed within limits::article_goes_on.
bool goes_on(const edition::Summary& story, Time now);

class LiveEvents {
 public:
  // Follows the press from now on, until it is destroyed. Both must outlive it.
  LiveEvents(edition::Press& press, store::Store& store, Clock clock);
  ~LiveEvents();
  LiveEvents(const LiveEvents&) = delete;
  LiveEvents& operator=(const LiveEvents&) = delete;

  // To be called whenever there is something to tell, from the thread that has made it (Server::wake_events).
  void on_news(std::function<void()> wake);

  // For GET and HEAD of /events. 404 where `page` is neither a front nor an article; 204, upon which browsers do not
  // come back, where it is an article that is not going on any more.
  http::Response answer(const http::Request& request, const edition::SiteEdition& site);

 private:
  struct Event;
  struct Log;
  class Channel;
  class Feed;
  class Scribe;
  // What was last known of an article that goes on.
  struct Known {
    std::vector<std::string> entries;
    std::size_t corrections = 0;
    std::uint64_t looked = 0;  // when, as a number that grows
  };

  void hear(const edition::Turnover& turnover);
  // Looks at the live coverage that goes on there.
  void look_around(const edition::SiteEdition& site);
  // nullptr where the site is a new one.
  std::shared_ptr<Channel> find_channel(SiteId site);
  std::shared_ptr<Channel> channel_of(SiteId site, std::int64_t change);
  Known look_at(const edition::Summary& story);
  void remember(ArticleId article, Known known);

  edition::Press& press_;
  store::Store& store_;
  Clock clock_;
  std::mutex channels_mutex_;
  std::map<SiteId, std::shared_ptr<Channel>> channels_;
  // Of whoever hears turnovers, which come one after the other.
  std::map<ArticleId, Known> known_;
  std::uint64_t looks_ = 0;
  std::mutex wake_mutex_;
  std::function<void()> wake_;
};

}  // namespace vestnik::reader
