// Advertising while the program serves: the lineup that reading threads decide from, their desks, and the books that
// follow them.
//
// Every half second `tick`
//   1. looks how much each desk may still show, then takes over what the desks have written (in this order, so that
//      nothing is ever promised twice);
//   2. writes it to the store in one transaction with how far each journal was taken: each showing counts once;
//   3. gives each line what its pace allows until the next tick, at most what is left of it after the leases of other
//      nodes.
// After a kill -9 `open` takes over what the journals hold, to the last record; a power cut can cost what was written
// since the last tick.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "advertising/desk.h"
#include "advertising/pacing.h"
#include "base/time.h"
#include "store/store.h"

namespace vestnik::advertising {

// When readers of these sites read, each on its own clock; nothing where too little is known of it.
std::optional<DayCurve> learnt_curve(store::Session& session, Time now);

class AdServer {
 public:
  // `folder`: for the journals, of this process alone (the data folder's lock is held).
  static Result<std::unique_ptr<AdServer>> open(store::Store& store, std::filesystem::path folder, Clock clock);
  ~AdServer();

  // ---- reading threads ----
  // This thread's own; nullptr beyond most_desks or without room on the disk: then no campaigns are shown.
  std::shared_ptr<Desk> take_desk();
  // Grows whenever another lineup takes over.
  std::int64_t version() const { return version_.load(std::memory_order_acquire); }
  LineupPtr lineup() const;  // takes a lock: when the version has changed
  const std::string& key() const { return key_; }

  // ---- anybody ----
  // Takes the store's rows over where they have changed: what may not be shown any more is not, from the next request
  // on; what may be shown now is, where it is booked by share, else after the next tick. Reads only: may be called from
  // Store::on_change. Blocks.
  Result<void> refresh();
  // The books; one thread. Blocks.
  Result<void> tick();

 private:
  AdServer(store::Store& store, std::filesystem::path folder, Clock clock);
  struct Taken;

  using Held = std::vector<std::vector<std::int64_t>>;  // [desk][line]: allowances

  Result<void> recover();
  void take(Taken& taken, const Journal& journal, std::uint64_t from, std::uint64_t to, Time now) const;
  void take_all(store::Session& session, const std::vector<std::shared_ptr<Desk>>& desks,
                const std::vector<std::uint64_t>& ends, Time now, Taken& taken) const;
  static void find_owners(store::Session& session, Taken& taken);
  static void write(store::Session& session, const Taken& taken);
  static void write_leases(store::Session& session, const Taken& taken, Time now);
  void read_books(store::Session& session, Time now);
  void pace(Time now, const LineupPtr& current, const Held& held, Taken& taken);

  store::Store& store_;
  std::filesystem::path folder_;
  Clock clock_;
  std::string key_, node_;

  std::mutex loading_mutex_;         // one refresh at a time
  mutable std::mutex lineup_mutex_;  // of the two below
  LineupPtr lineup_;
  std::map<std::int64_t, std::int64_t> called_back_;  // by campaign: promised by lineups that are no longer
  std::atomic<std::int64_t> version_ = 0;

  std::mutex desks_mutex_;
  std::vector<std::shared_ptr<Desk>> desks_;

  std::mutex books_mutex_;                                    // of everything below; never taken by refresh
  std::map<std::int64_t, std::int64_t> delivered_, clicked_;  // by campaign, of all nodes
  std::map<std::int64_t, std::int64_t> leased_, others_;      // by campaign: to this node, to all others
  std::map<std::int64_t, std::int64_t> recalled_;             // by campaign: called back since the last tick
  std::vector<std::int64_t> busy_;                            // records of each desk in the last tick
  DayCurve curve_ = usual_day;
  Time curve_at_, looked_at_, renewed_at_;
};

}  // namespace vestnik::advertising
