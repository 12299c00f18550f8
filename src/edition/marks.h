// Which edition last changed what, roughly: things fall into lots by their kind and id, and each lot knows the number
// of the newest edition that changed something in it. What was made under an edition still holds under a later one
// where no lot that it relies on has a higher number. Two things that share a lot make one look changed that is not;
// what has changed never looks as it was.
//
// What counts as a change of
//   an article                     its summary, that of a neighbour, or who its neighbours are: those beside it in the
//                                  orders of all stories and of its sections
//   a path                         which article stands there
//   a story                        its row, or what is on its shelf
//   an author, a topic, an asset   its row
//
// What stands around all pages of a site (SiteEdition::chrome_version) and the list of most read stories have no lot.
//
// Thread rules: the writer (Press) changes marks before anybody else sees them; those of an edition are only read.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/digest.h"
#include "content/ids.h"

namespace vestnik::edition {

class Marks {
 public:
  using Lot = std::uint16_t;
  static constexpr std::size_t lots = 4'096;  // 32 KB an edition

  static Lot lot_of(ArticleId id) { return lot(1, id.value); }
  static Lot lot_of(AuthorId id) { return lot(2, id.value); }
  static Lot lot_of(TopicId id) { return lot(3, id.value); }
  static Lot lot_of(StoryId id) { return lot(4, id.value); }
  static Lot lot_of(AssetId id) { return lot(5, id.value); }
  // `key`: as Routes has it.
  static Lot lot_of_path(std::string_view key) { return lot(6, static_cast<std::int64_t>(stable_hash(key))); }

  // What is marked from now on was changed by the edition of that number, which is higher than any before.
  void begin(std::int64_t edition) { edition_ = edition; }
  void set(Lot lot) { changed_[lot] = edition_; }
  void set_all() {
    changed_.fill(edition_);
    all_changed_ = edition_;
  }

  std::int64_t changed(Lot lot) const { return changed_[lot]; }
  // The newest edition that was read anew as a whole; 0: none yet.
  std::int64_t all_changed() const { return all_changed_; }

 private:
  static Lot lot(std::uint64_t kind, std::int64_t id) {
    // The upper bits of a product spread neighbouring ids best (Knuth, TAOCP 3, 6.4).
    return static_cast<Lot>(((static_cast<std::uint64_t>(id) * 8 + kind) * 0x9E3779B97F4A7C15ULL) >> 52U);
  }
  static_assert(lots == std::size_t{1} << 12U);

  std::array<std::int64_t, lots> changed_{};
  std::int64_t edition_ = 0, all_changed_ = 0;
};

// The lots that something was made from. A value without memory of its own; what relies on more than it has room for
// holds in its own edition only.
class Reliance {
 public:
  static constexpr std::size_t most = 31;

  // Nothing relies on what has no id: it is not there, and will not come.
  template <class Thing>
  void on(Id<Thing> id) {
    if (id) add(Marks::lot_of(id));
  }
  void on_path(std::string_view key) { add(Marks::lot_of_path(key)); }

  // Whether what was made under the edition of that number is the same under the one that `marks` are of.
  bool holds(const Marks& marks, std::int64_t since) const {
    if (count_ > most) return false;
    return std::all_of(lots_.begin(), lots_.begin() + count_,
                       [&](Marks::Lot lot) { return marks.changed(lot) <= since; });
  }

 private:
  void add(Marks::Lot lot) {
    if (count_ < most) lots_[count_] = lot;
    if (count_ <= most) ++count_;
  }

  std::array<Marks::Lot, most> lots_{};
  std::uint16_t count_ = 0;
};

}  // namespace vestnik::edition
