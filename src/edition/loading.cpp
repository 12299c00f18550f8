#include "edition/loading.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <utility>

#include "edition/site_draft.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/fronts.h"

namespace vestnik::edition {
namespace {

using store::ChangeKind;

// The newest change of each row but articles, whose rows know it; nothing is older than the newest reset.
class Versions {
 public:
  explicit Versions(store::Session& session) {
    session.stream(
        "SELECT kind, subject, site, MAX(seq) FROM changes WHERE kind <> 'article' GROUP BY kind, subject, site",
        "tiii", {}, [&](const store::Row& row) {
          const std::string kind = row.string(0);
          const std::int64_t seq = row.integer(3);
          auto& of_row = rows_[{kind, row.integer(1)}];
          of_row = std::max(of_row, seq);
          if (kind == store::name_of(ChangeKind::site) || kind == store::name_of(ChangeKind::section)) {
            auto& masthead = mastheads_[row.integer(2)];
            masthead = std::max(masthead, seq);
          }
          if (kind == store::name_of(ChangeKind::reset)) reset_ = std::max(reset_, seq);
          return true;
        });
  }
  std::int64_t of(ChangeKind kind, std::int64_t id) const {
    const auto found = rows_.find({std::string(store::name_of(kind)), id});
    return std::max(reset_, found == rows_.end() ? 0 : found->second);
  }
  std::int64_t of_masthead(SiteId site) const {
    const auto found = mastheads_.find(site.value);
    return std::max(reset_, found == mastheads_.end() ? 0 : found->second);
  }

 private:
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> rows_;
  std::unordered_map<std::int64_t, std::int64_t> mastheads_;
  std::int64_t reset_ = 0;
};

using Pictures = std::unordered_map<ArticleId, std::vector<AssetId>>;

Pictures read_pictures(store::Session& session) {
  Pictures pictures;
  session.stream("SELECT article, asset FROM published_assets", "ii", {}, [&](const store::Row& row) {
    pictures[row.id<ArticleId>(0)].push_back(row.id<AssetId>(1));
    return true;
  });
  return pictures;
}

// Stories on their way from the thread that reads the store to the one that keeps them. The batches go round, so that a
// million rows do not ask for memory a million times.
class Batches {
 public:
  // Of its rows the first `count` count.
  struct Batch {
    std::vector<store::Published> rows = std::vector<store::Published>(1'000);
    std::size_t count = 0;
  };
  using BatchPtr = std::unique_ptr<Batch>;

  Batches() {
    for (std::size_t i = 0; i < most_; ++i) empty_.push_back(std::make_unique<Batch>());
  }
  // An empty one; waits while all are full; nullptr when nobody takes any more.
  BatchPtr next_empty() { return next_of(empty_); }
  // A full one; waits for it; nullptr when there are no more.
  BatchPtr next_full() { return next_of(full_); }
  void put_full(BatchPtr batch) { put(full_, std::move(batch)); }
  void put_empty(BatchPtr batch) {
    batch->count = 0;
    put(empty_, std::move(batch));
  }
  void end() {
    const std::lock_guard lock(changing_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  BatchPtr next_of(std::deque<BatchPtr>& batches) {
    std::unique_lock lock(changing_);
    changed_.wait(lock, [&] { return !batches.empty() || ended_; });
    if (batches.empty()) return nullptr;
    BatchPtr batch = std::move(batches.front());
    batches.pop_front();
    return batch;
  }
  void put(std::deque<BatchPtr>& batches, BatchPtr batch) {
    const std::lock_guard lock(changing_);
    batches.push_back(std::move(batch));
    changed_.notify_all();
  }

  static constexpr std::size_t most_ = 8;
  std::mutex changing_;
  std::condition_variable changed_;
  std::deque<BatchPtr> empty_, full_;
  bool ended_ = false;
};

// Ends the batches however its side of them is left.
struct Ending {
  Batches& batches;
  ~Ending() { batches.end(); }
};

void read_batches(store::Session& session, Batches& batches) {
  const Ending ending{batches};
  Batches::BatchPtr batch = batches.next_empty();
  store::Published row;
  store::each_published_unsorted(session, row, [&] {
    if (!batch) return false;
    std::swap(batch->rows[batch->count++], row);
    if (batch->count == batch->rows.size()) {
      batches.put_full(std::move(batch));
      batch = batches.next_empty();
    }
    return true;
  });
  if (batch && batch->count > 0) batches.put_full(std::move(batch));
}

// Half of the work is the store's, half the keeping, much of that the kernel's, which gives the memory: two threads.
void read_stories(store::Session& session, const Versions& versions, std::map<SiteId, SiteInput>& sites) {
  const Pictures pictures = read_pictures(session);
  Batches batches;
  std::future<void> reading = std::async(std::launch::async, [&] { read_batches(session, batches); });
  const Ending ending{batches};  // before `reading` is waited for
  SummaryKeeper keeper;
  std::vector<AssetId> others;
  while (Batches::BatchPtr batch = batches.next_full()) {
    for (store::Published& row : std::span(batch->rows).first(batch->count)) {
      const auto site = sites.find(row.site);
      if (site == sites.end()) continue;
      row.version = std::max(row.version, versions.of(ChangeKind::comment, row.id.value));
      others.clear();
      if (const auto found = pictures.find(row.id); found != pictures.end()) {
        std::ranges::copy_if(found->second, std::back_inserter(others),
                             [&](AssetId id) { return id != row.lead_image; });
      }
      site->second.stories.push_back(keeper.keep(row, others));
    }
    batches.put_empty(std::move(batch));
  }
  reading.get();
}

// For each site its stories by reads, most first.
void read_most_read(store::Session& session, std::string_view since, std::map<SiteId, SiteInput>& sites) {
  std::unordered_map<ArticleId, std::int64_t> reads;
  store::each_read(session, since, [&](ArticleId id, std::int64_t count) {
    reads[id] = count;
    return true;
  });
  if (reads.empty()) return;
  for (auto& [id, site] : sites) {
    std::vector<std::pair<std::int64_t, ArticleId>> counted;
    for (const KeptSummaryPtr& story : site.stories) {
      const auto found = reads.find(story->id);
      if (found != reads.end() && story->kind != content::Kind::page) counted.emplace_back(-found->second, story->id);
    }
    std::ranges::sort(counted);
    for (const auto& [count, article] : counted) site.most_read.push_back(article);
  }
}

template <class Thing>
std::vector<Row<Thing>> with_versions(std::vector<Thing> things, const Versions& versions, ChangeKind kind) {
  std::vector<Row<Thing>> rows;
  rows.reserve(things.size());
  for (Thing& thing : things) {
    const std::int64_t version = versions.of(kind, thing.id.value);
    rows.push_back({std::make_shared<const Thing>(std::move(thing)), version});
  }
  return rows;
}

}  // namespace

EditionState load(store::Session& session, std::string_view reads_since) {
  EditionState state;
  state.change = store::newest_change(session);
  const Versions versions(session);
  std::map<SiteId, SiteInput> sites;
  for (content::Site& site : store::all_sites(session)) {
    const SiteId id = site.id;
    SiteInput& input = sites[id];
    input.site = std::move(site);
    input.sections = store::all_sections(session, id);
    input.fronts = store::all_fronts(session, id);
    input.authors = with_versions(store::all_authors(session, id), versions, ChangeKind::author);
    input.topics = with_versions(store::all_topics(session, id), versions, ChangeKind::topic);
    input.running = with_versions(store::all_stories(session, id), versions, ChangeKind::story);
    input.masthead_version = versions.of_masthead(id);
  }
  read_stories(session, versions, sites);
  read_most_read(session, reads_since, sites);
  store::each_redirect(session, [&](const store::Redirect& redirect) {
    if (const auto site = sites.find(redirect.site); site != sites.end()) {
      site->second.redirects.push_back({redirect.from, redirect.to});
    }
    return true;
  });
  session.stream("SELECT site, article, path FROM withdrawn", "iit", {}, [&](const store::Row& row) {
    if (const auto site = sites.find(row.id<SiteId>(0)); site != sites.end()) {
      site->second.gone.push_back({row.id<ArticleId>(1), row.string(2)});
    }
    return true;
  });
  for (auto& [id, input] : sites) state.sites.push_back(std::make_shared<const KeptSite>(load_site(std::move(input))));

  std::vector<Row<content::Asset>> assets;
  store::each_public_asset(session, [&](const content::Asset& asset) {
    assets.push_back({std::make_shared<const content::Asset>(asset), versions.of(ChangeKind::asset, asset.id.value)});
    return true;
  });
  state.assets = Assets::of(std::move(assets));
  return state;
}

}  // namespace vestnik::edition
