// A summary as the edition keeps it: one block of memory for all of it.
//
//   block := reference counts, KeptSummary, AuthorId*, TopicId*, AssetId*, StoryPart*, texts
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "edition/edition.h"
#include "store/articles.h"

namespace vestnik::edition {

struct KeptSummary : Summary, std::enable_shared_from_this<KeptSummary> {
  std::uint32_t pictures_in_body = 0;

  // Every asset that the article makes public but its lead image.
  std::span<const AssetId> pictures() const;
};
using KeptSummaryPtr = std::shared_ptr<const KeptSummary>;

KeptSummaryPtr keep_summary(const store::Published& row, std::span<const AssetId> pictures);

// Keeps many one after another, as at a start: a million blocks asked for one by one are mostly page faults. After the
// first ones, so that a small portal stays small, they lie in pieces of 2 MB, which the kernel gives as huge pages. A
// piece goes with the last summary in it, so what is replaced later may stay in memory until the next start.
// One thread; the summaries any.
class SummaryKeeper {
 public:
  KeptSummaryPtr keep(const store::Published& row, std::span<const AssetId> pictures);

 private:
  class Piece;
  template <class T>
  struct InPiece;
  std::size_t alone_ = 0;
  std::shared_ptr<Piece> piece_;
};

// The same with another version.
KeptSummaryPtr with_version(const KeptSummary& summary, std::int64_t version);

// Memory of one, bytes: for measuring.
std::size_t bytes_of(const KeptSummary& summary);

}  // namespace vestnik::edition
