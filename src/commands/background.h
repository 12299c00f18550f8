// What a serving program does besides answering: publishes what is due, keeps the search indexes behind the store,
// gathers the counts of readings, keeps advertising's books. Three threads of its own, ended by the destructor.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "advertising/ad_server.h"
#include "commands/installation.h"
#include "reader/counts.h"

namespace vestnik::commands {

class Background {
 public:
  Background(Installation& installation, reader::Counts& counts, advertising::AdServer& advertising);
  ~Background();
  // Something was written: the index has work. Any thread, never blocks for long.
  void wake();

 private:
  void run_schedule(const std::stop_token& stop);
  void run_index(const std::stop_token& stop);
  void run_books(const std::stop_token& stop);

  Installation& installation_;
  reader::Counts& counts_;
  advertising::AdServer& advertising_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool dirty_ = true;
  std::jthread schedule_, index_, books_;  // last: they use what is above
};

}  // namespace vestnik::commands
