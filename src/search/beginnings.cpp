#include "search/beginnings.h"

#include <algorithm>
#include <utility>

namespace vestnik::search {
namespace {

constexpr std::size_t most_known = 4'096;
constexpr auto good_for = std::chrono::minutes(1);

}  // namespace

Beginnings::Words Beginnings::of(const Xapian::Database& database, const std::string& beginning) {
  const auto now = clock_();
  {
    const std::scoped_lock lock(mutex_);
    const auto known = known_.find(beginning);
    if (known != known_.end() && now < known->second.until) return known->second.words;
  }
  using Counted = std::pair<Xapian::doccount, std::string>;
  const auto oftener = [](const Counted& one, const Counted& other) { return one.first > other.first; };
  std::vector<Counted> heap;  // the most frequent so far, the least frequent of them first
  bool is_all = true;
  for (auto term = database.allterms_begin(beginning); term != database.allterms_end(beginning); ++term) {
    const Xapian::doccount often = term.get_termfreq();
    if (heap.size() == most_) {
      is_all = false;
      if (often <= heap.front().first) continue;
      std::ranges::pop_heap(heap, oftener);
      heap.pop_back();
    }
    heap.emplace_back(often, *term);
    std::ranges::push_heap(heap, oftener);
  }
  Words words{.terms = {}, .all = is_all};
  words.terms.reserve(heap.size());
  for (Counted& each : heap) {
    words.often += each.first;
    words.terms.push_back(std::move(each.second));
  }
  if (is_all) return words;  // quickly found, and the next word that begins like that belongs to them
  const std::scoped_lock lock(mutex_);
  if (known_.size() >= most_known && !known_.contains(beginning)) known_.clear();
  known_[beginning] = {words, now + good_for};
  return words;
}

}  // namespace vestnik::search
