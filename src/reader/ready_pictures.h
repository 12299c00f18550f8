// Has the files of pictures ready before readers ask for them. After a start it goes through what the fronts show and
// the newest articles; then it follows the change log: what is published, changed or put on a front comes first, the
// newest of all before the others. One file is made at a time, by a worker that gets what is left of the processors
// (media/ahead_worker.h); a reader who asks meanwhile never waits behind it.
//
// Only pictures that the edition has, which readers may see, are made; nothing gets an address by it that it had not.
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "edition/edition.h"
#include "media/library.h"
#include "reader/named_pictures.h"
#include "store/changes.h"

namespace vestnik::store {
class Store;
}

namespace vestnik::reader {

class ReadyPictures {
 public:
  // Begins at once, on a thread of its own. All of them must outlive it.
  ReadyPictures(store::Store& store, const edition::Press& press, media::Library& library);
  ~ReadyPictures();
  ReadyPictures(const ReadyPictures&) = delete;
  ReadyPictures& operator=(const ReadyPictures&) = delete;

  // The change log has grown, and the edition has followed. Any thread, never blocks for long.
  void wake();
  // Ends it at once, also in the middle of a file. Any thread; the destructor does it too.
  void stop();

  struct Figures {
    std::size_t waiting = 0;  // articles, fronts, authors and stories whose files are not all there; 0: all is ready
    std::uint64_t made = 0, failed = 0;  // files, since the start
  };
  // Any thread. What was published before `wake` returned is counted as waiting until it is ready.
  Figures figures() const;

 private:
  // Whose pictures.
  struct Subject {
    enum class Kind : std::uint8_t { article, front, author, story };
    Kind kind = Kind::article;
    SiteId site;
    std::int64_t id = 0;  // of a front: its section, 0 the home front
    auto operator<=>(const Subject&) const = default;
  };
  // In the order in which they are looked at.
  struct Place {
    bool is_old = false;  // there when we started
    Need need = Need::first;
    std::int64_t order = 0;  // the lower comes first
    Subject subject = {};
    auto operator<=>(const Place&) const = default;
  };

  void run(const std::stop_token& stop);
  bool follow_log();
  Result<void> take_over(const store::Change& change, const edition::Edition& edition);
  Result<void> take_over_asset(const store::Change& change, const edition::Edition& edition);
  void take_over_article(const edition::SiteEdition& site, const edition::Summary& story);
  void take_over_fronts(const edition::SiteEdition& site);
  void go_through(const edition::Edition& edition);
  void add(const Subject& subject, bool is_old = false);

  // Of the most urgent subject the next file; nothing where all is done.
  Result<std::optional<NamedFile>> next_file(const edition::EditionPtr& edition, const std::stop_token& stop);
  Result<std::vector<Placed>> pictures_of(const edition::EditionPtr& edition, const Subject& subject) const;
  void make_next(const std::stop_token& stop);
  void note_failure(const Error& problem, const std::string& digest);
  void rest(const std::stop_token& stop, std::chrono::steady_clock::duration time);  // ended by what is new
  void wait_out_trouble(const std::stop_token& stop);
  void tell_waiting();

  store::Store& store_;
  const edition::Press& press_;
  media::Library& library_;

  // Of the thread alone.
  std::set<Place> places_;
  std::map<Subject, Place> known_;
  std::int64_t order_ = 0;                                   // grows
  std::int64_t followed_ = 0;                                // the newest change that was taken over
  std::optional<Place> begun_;                               // whose files these are
  std::vector<NamedFile> files_;                             // those that are still to be looked at, the next one last
  std::unordered_set<std::string> unreadable_;               // digests
  std::size_t told_ = 0;                                     // of those, in the log
  bool is_troubled_ = false;                                 // and it was told
  std::chrono::steady_clock::time_point old_again_at_ = {};  // what was there before rests until then

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool grown_ = false;                   // with the mutex
  std::atomic<std::size_t> behind_ = 1;  // 1 until the log has been looked at
  std::atomic<std::size_t> waiting_ = 0;
  std::atomic<std::uint64_t> made_ = 0, failed_ = 0;
  std::jthread thread_;  // last: it uses what is above
};

}  // namespace vestnik::reader
