#include "reader/counts.h"

#include <algorithm>

#include "store/catalogue.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t most_ranked = 50;

std::string day_name(Time time) {
  return format_rfc3339(time).substr(0, 10);
}

}  // namespace

Counts::Table& Counts::own_table() {
  // Keyed by the object, since a program (and a test) may hold several.
  thread_local std::unordered_map<const Counts*, std::weak_ptr<Table>> tables;
  std::weak_ptr<Table>& known = tables[this];
  if (const std::shared_ptr<Table> table = known.lock()) return *table;
  const auto table = std::make_shared<Table>();
  known = table;
  const std::scoped_lock lock(tables_mutex_);
  tables_.push_back(table);
  return *table;
}

void Counts::count(ArticleId article) {
  Table& table = own_table();
  const std::scoped_lock lock(table.mutex);
  ++table.reads[article];
}

Result<void> Counts::gather() {
  std::unordered_map<ArticleId, std::int64_t> reads;
  {
    const std::scoped_lock lock(tables_mutex_);
    for (const std::shared_ptr<Table>& table : tables_) {
      std::unordered_map<ArticleId, std::int64_t> counted;
      {
        const std::scoped_lock own(table->mutex);
        counted.swap(table->reads);
      }
      for (const auto& [article, count] : counted) reads[article] += count;
    }
  }
  const Time now = clock_();
  const std::string today = day_name(now), yesterday = day_name(now - std::chrono::hours(24));
  if (!reads.empty()) {
    auto kept = store_.write([&](store::Session& session) {
      for (const auto& [article, count] : reads) store::add_reads(session, article, today, count);
    });
    if (!kept) return kept;
  }
  std::unordered_map<ArticleId, std::int64_t> score;
  auto read = store_.read_public([&](store::Session& session) {
    store::each_read(session, yesterday, [&](ArticleId article, std::int64_t count) {
      score[article] += count;
      return true;
    });
    store::each_read(session, today, [&](ArticleId article, std::int64_t count) {
      score[article] += count;
      return true;
    });
  });
  if (!read) return read;

  const edition::EditionPtr edition = press_.current();
  for (const edition::SiteEdition* site : edition->sites()) {
    std::vector<std::pair<std::int64_t, ArticleId>> ranked;
    for (const auto& [article, count] : score) {
      // Every read of today was added twice, those of yesterday once.
      if (count >= 2 * least_reads && site->article(article)) ranked.emplace_back(count, article);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
      return left.first != right.first ? left.first > right.first : left.second > right.second;
    });
    if (ranked.size() > most_ranked) ranked.resize(most_ranked);
    std::vector<ArticleId> order;
    for (const auto& [count, article] : ranked) order.push_back(article);
    if (ranked_[site->site().id] == order) continue;
    ranked_[site->site().id] = order;
    press_.most_read(site->site().id, std::move(order));
  }
  return {};
}

}  // namespace vestnik::reader
