// How often articles are read, counted without cookies, addresses or anything else about the reader: a number for each
// article and day. Reading threads count into their own table; a background thread gathers, keeps and ranks.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "content/ids.h"
#include "edition/edition.h"

namespace vestnik::store {
class Store;
}

namespace vestnik::reader {

class Counts {
 public:
  Counts(store::Store& store, edition::Press& press, Clock clock)
      : store_(store), press_(press), clock_(std::move(clock)) {}

  // From a reading thread: adds to that thread's own table, whose mutex nobody else holds for longer than a swap.
  void count(ArticleId article);
  // Writes what was counted to the store and, where it changes, makes the new order of most read stories: reads of
  // the last two days, those of yesterday half; articles with fewer than `least_reads` are not listed. What the store
  // did not take is written the next time. One thread at a time. Blocks.
  Result<void> gather();

  static constexpr std::int64_t least_reads = 5;

 private:
  struct Table {
    std::mutex mutex;
    std::unordered_map<ArticleId, std::int64_t> reads;
  };
  Table& own_table();
  using Reads = std::unordered_map<ArticleId, std::int64_t>;
  Reads take_all();
  Result<void> keep(Reads reads, std::string_view today);
  // Twice what was read today, once what was read yesterday.
  Result<Reads> scores(std::string_view today, std::string_view yesterday);
  void rank(const edition::SiteEdition& site, const Reads& scores);

  store::Store& store_;
  edition::Press& press_;
  Clock clock_;
  std::mutex tables_mutex_;
  std::vector<std::shared_ptr<Table>> tables_;
  // gather's own:
  std::unordered_map<ArticleId, std::int64_t> not_kept_;       // reads that the store did not take
  std::unordered_map<SiteId, std::vector<ArticleId>> ranked_;  // as last told to the press
};

}  // namespace vestnik::reader
