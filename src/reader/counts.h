// How often articles are read, counted without cookies, addresses or anything else about the reader: a number for each
// article and day. Reading threads count into their own table; a background thread gathers, keeps and ranks.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
  // did not take is written the next time. Works on what was read since the last round; everything is read from the
  // store the first time, on a new day and every `rounds_until_all` rounds, since other nodes of the store count too.
  // One thread at a time. Blocks.
  Result<void> gather();

  static constexpr std::int64_t least_reads = 5;
  static constexpr unsigned rounds_until_all = 30;  // five minutes, as serve calls

 private:
  struct Table {
    std::mutex mutex;
    std::unordered_map<ArticleId, std::int64_t> reads;
  };
  Table& own_table();
  using Reads = std::unordered_map<ArticleId, std::int64_t>;
  Reads take_all();
  Result<void> keep(const Reads& reads, std::string_view today);

  // Every article's score: twice what was read today, once what was read yesterday. 16 bytes an article.
  struct Standing {
    std::string today;                                       // "2026-11-24"; empty: nothing is known
    unsigned rounds = 0;                                     // since all was read
    std::vector<std::pair<ArticleId, std::int64_t>> scores;  // as the store had them, by article
    Reads since;                                             // what came on top
    // Of each site those that may be listed, by score.
    std::unordered_map<SiteId, std::set<std::pair<std::int64_t, ArticleId>>> ranks;

    std::int64_t score(ArticleId article) const;
    void rank(const edition::Edition& edition, ArticleId article, std::int64_t before, std::int64_t now);
  };
  Result<Standing> read_all(const edition::Edition& edition, std::string_view today, std::string_view yesterday);
  void tell(const edition::SiteEdition& site);

  store::Store& store_;
  edition::Press& press_;
  Clock clock_;
  std::mutex tables_mutex_;
  std::vector<std::shared_ptr<Table>> tables_;
  // gather's own:
  Reads not_kept_;  // reads that the store did not take
  Standing standing_;
  std::unordered_map<SiteId, std::vector<ArticleId>> ranked_;  // as last told to the press
};

}  // namespace vestnik::reader
