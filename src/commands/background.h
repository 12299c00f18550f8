// What a serving program does besides answering: publishes what is due, asks those again that could not follow, keeps
// the search indexes behind the store, gathers the counts of readings, keeps advertising's books, destroys uploads that
// are over. Four threads of its own, ended by the destructor.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "advertising/ad_server.h"
#include "commands/followers.h"
#include "commands/installation.h"
#include "edition/edition.h"
#include "reader/counts.h"
#include "reports/upload_files.h"

namespace vestnik::commands {

class Background {
 public:
  // `moved`: told of every article that the schedule has published or taken back.
  Background(Installation& installation, edition::Press& press, reader::Counts& counts,
             advertising::AdServer& advertising, reports::UploadFiles& uploads, Followers& followers,
             std::function<void(ArticleId)> moved);
  ~Background();
  // Something was written: the index has work. Any thread, never blocks for long.
  void wake();

 private:
  void run_schedule(const std::stop_token& stop);
  void run_index(const std::stop_token& stop);
  void run_books(const std::stop_token& stop);
  void run_uploads(const std::stop_token& stop);

  Installation& installation_;
  edition::Press& press_;
  reader::Counts& counts_;
  advertising::AdServer& advertising_;
  reports::UploadFiles& uploads_;  // into the media library
  Followers& followers_;
  const std::function<void(ArticleId)> moved_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool dirty_ = true;
  std::jthread schedule_, index_, books_, sweep_;  // last: they use what is above
};

}  // namespace vestnik::commands
