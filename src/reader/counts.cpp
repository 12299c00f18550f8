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

Result<void> Counts::keep(const Reads& reads, std::string_view today) {
  if (reads.empty()) return {};
  return store_.write([&](store::Session& session) {
    for (const auto& [article, count] : reads) store::add_reads(session, article, today, count);
  });
}

std::int64_t Counts::Standing::score(ArticleId article) const {
  const auto read = std::ranges::lower_bound(scores, article, {}, &std::pair<ArticleId, std::int64_t>::first);
  const auto later = since.find(article);
  return (read != scores.end() && read->first == article ? read->second : 0) +
         (later == since.end() ? 0 : later->second);
}

void Counts::Standing::rank(const edition::Edition& edition, ArticleId article, std::int64_t before, std::int64_t now) {
  if (now < 2 * least_reads) return;
  for (const edition::SiteEdition* site : edition.sites()) {
    if (!site->article(article)) continue;
    auto& ranked = ranks[site->site().id];
    ranked.erase({before, article});
    ranked.emplace(now, article);
  }
}

Result<Counts::Standing> Counts::read_all(const edition::Edition& edition, std::string_view today,
                                          std::string_view yesterday) {
  return store_.read_public([&](store::Session& session) {
    Standing standing;
    standing.today = today;
    const auto add = [&](ArticleId article, std::int64_t count) {
      standing.scores.emplace_back(article, count);
      return true;
    };
    // Each goes on to the newest day, so that today's are added twice. Both come by article.
    store::each_read(session, yesterday, add);
    const auto both = static_cast<std::ptrdiff_t>(standing.scores.size());
    store::each_read(session, today, add);
    auto& scores = standing.scores;
    std::ranges::inplace_merge(scores, scores.begin() + both, {}, &std::pair<ArticleId, std::int64_t>::first);
    std::size_t end = 0;
    for (const auto& each : scores) {
      if (end > 0 && scores[end - 1].first == each.first) {
        scores[end - 1].second += each.second;
      } else {
        scores[end++] = each;
      }
    }
    scores.resize(end);
    for (const auto& [article, score] : scores) standing.rank(edition, article, 0, score);
    return standing;
  });
}

void Counts::tell(const edition::SiteEdition& site) {
  std::vector<ArticleId> order;
  const auto& ranked = standing_.ranks[site.site().id];
  for (auto each = ranked.rbegin(); each != ranked.rend() && order.size() < most_ranked; ++each) {
    if (site.article(each->second)) order.push_back(each->second);
  }
  if (ranked_[site.site().id] == order) return;
  ranked_[site.site().id] = order;
  press_.most_read(site.site().id, std::move(order));
}

Result<void> Counts::gather() {
  const Time now = clock_();
  const std::string today = day_name(now), yesterday = day_name(now - std::chrono::hours(24));
  Reads reads = take_all();
  for (const auto& [article, count] : std::exchange(not_kept_, {})) reads[article] += count;
  if (auto kept = keep(reads, today); !kept) {
    not_kept_ = std::move(reads);
    return kept;
  }
  const edition::EditionPtr edition = press_.current();
  if (standing_.today != today || ++standing_.rounds >= rounds_until_all) {
    standing_ = {};
    auto all = read_all(*edition, today, yesterday);
    if (!all) return std::unexpected(all.error());
    standing_ = std::move(*all);
  } else {
    for (const auto& [article, count] : reads) {
      const std::int64_t before = standing_.score(article);
      standing_.since[article] += 2 * count;
      standing_.rank(*edition, article, before, before + 2 * count);
    }
  }
  for (const edition::SiteEdition* site : edition->sites()) tell(*site);
  return {};
}

}  // namespace vestnik::reader
