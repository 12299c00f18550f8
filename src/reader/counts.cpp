#include "reader/counts.h"

#include <algorithm>
#include <utility>

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

Counts::Reads Counts::take_all() {
  Reads reads;
  const std::scoped_lock lock(tables_mutex_);
  for (const std::shared_ptr<Table>& table : tables_) {
    Reads counted;
    {
      const std::scoped_lock own(table->mutex);
      counted.swap(table->reads);
    }
    for (const auto& [article, count] : counted) reads[article] += count;
  }
  return reads;
}

Result<void> Counts::keep(Reads reads, std::string_view today) {
  for (const auto& [article, count] : std::exchange(not_kept_, {})) reads[article] += count;
  if (reads.empty()) return {};
  auto kept = store_.write([&](store::Session& session) {
    for (const auto& [article, count] : reads) store::add_reads(session, article, today, count);
  });
  if (!kept) not_kept_ = std::move(reads);
  return kept;
}

Result<Counts::Reads> Counts::scores(std::string_view today, std::string_view yesterday) {
  return store_.read_public([&](store::Session& session) {
    Reads scores;
    const auto add = [&](ArticleId article, std::int64_t count) {
      scores[article] += count;
      return true;
    };
    // Each goes on to the newest day, so that today's are added twice.
    store::each_read(session, yesterday, add);
    store::each_read(session, today, add);
    return scores;
  });
}

void Counts::rank(const edition::SiteEdition& site, const Reads& scores) {
  std::vector<std::pair<std::int64_t, ArticleId>> ranked;
  for (const auto& [article, score] : scores) {
    if (score >= 2 * least_reads && site.article(article)) ranked.emplace_back(score, article);
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first > right.first : left.second > right.second;
  });
  if (ranked.size() > most_ranked) ranked.resize(most_ranked);
  std::vector<ArticleId> order;
  for (const auto& [score, article] : ranked) order.push_back(article);
  if (ranked_[site.site().id] == order) return;
  ranked_[site.site().id] = order;
  press_.most_read(site.site().id, std::move(order));
}

Result<void> Counts::gather() {
  const Time now = clock_();
  const std::string today = day_name(now), yesterday = day_name(now - std::chrono::hours(24));
  if (auto kept = keep(take_all(), today); !kept) return kept;
  const auto scored = scores(today, yesterday);
  if (!scored) return std::unexpected(scored.error());
  const edition::EditionPtr edition = press_.current();
  for (const edition::SiteEdition* site : edition->sites()) rank(*site, *scored);
  return {};
}

}  // namespace vestnik::reader
