// The orders that an edition is made of: stories newest first, rows and shelves by their id.
#pragma once

#include <memory>

#include "edition/order.h"
#include "edition/summary.h"

namespace vestnik::edition {

// A place in time: newer before older, of equal times the higher id first.
struct Moment {
  Time at;
  ArticleId id;
};

struct NewestFirst {
  static Moment moment_of(const KeptSummary* story) { return {story->published_at, story->id}; }
  static Moment moment_of(const Moment& moment) { return moment; }
  template <class Left, class Right>
  bool operator()(const Left& left, const Right& right) const {
    const Moment first = moment_of(left), second = moment_of(right);
    return first.at != second.at ? first.at > second.at : first.id > second.id;
  }
};

// Borrowed pointers: a site's `Articles` own the summaries and hold exactly those that its other orders name.
using StoryOrder = Order<const KeptSummary*, NewestFirst>;

// One list of stories for each section, author or topic.
template <class Identifier>
struct Shelf {
  Identifier id;
  StoryOrder stories;
};

// One row of the store, with the number of the change that it came with.
template <class Thing>
struct Row {
  std::shared_ptr<const Thing> thing;
  std::int64_t version = 0;
};

struct ById {
  template <class Thing>
  static std::int64_t id_of(Id<Thing> id) {
    return id.value;
  }
  template <class Identifier>
  static std::int64_t id_of(const Shelf<Identifier>& shelf) {
    return shelf.id.value;
  }
  template <class Thing>
  static std::int64_t id_of(const Row<Thing>& row) {
    return row.thing->id.value;
  }
  static std::int64_t id_of(const KeptSummaryPtr& story) { return story->id.value; }
  template <class Left, class Right>
  bool operator()(const Left& left, const Right& right) const {
    return id_of(left) < id_of(right);
  }
};

using Articles = Order<KeptSummaryPtr, ById>;
template <class Identifier>
using Shelves = Order<Shelf<Identifier>, ById>;
template <class Thing>
using Rows = Order<Row<Thing>, ById>;

}  // namespace vestnik::edition
