// A page put together, as a reading thread keeps it: all that answers with it have in common, made once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/message.h"
#include "pages/fragment.h"
#include "reader/plan.h"

namespace vestnik::reader {

// `coding`: "", "-gz" or "-br": the bytes of each are others.
std::string etag_of(std::uint64_t version, const char* coding);

// A chain with what is usual in its slots: what all pages that it stands on have in common.
struct FilledChain {
  pages::ChainPtr chain;
  std::vector<pages::FragmentPtr> usual;  // of its slots, in their order
  pages::StripPtr strip;
  std::size_t bytes = 0;  // memory held: the chain's, and this
  // How many hot pages of its thread stand on it (portal_seat.h): its memory counts once for all of them.
  mutable std::uint32_t held = 0;
  // The last of the thread's fillings (portal_seat.h) that `usual` was found to stand in.
  mutable std::uint64_t filling = 0;

  bool is_of(const pages::ChainPtr& other, const pages::SlotFiller& usual_in) const;
  // Whether both are the same text.
  bool is_as(const FilledChain& other) const;
};
using FilledChainPtr = std::shared_ptr<const FilledChain>;

// Those that a thread has put pages together from lately: rails stand on many pages. Belongs to one thread.
class FilledChains {
 public:
  // `before`: what the page was made of until now. `shared`: other pages have it too, so that it is remembered.
  FilledChainPtr find_or_fill(const pages::ChainPtr& chain, const pages::SlotFiller& usual_in,
                              const std::vector<FilledChainPtr>& before, bool shared);

 private:
  std::array<FilledChainPtr, 64> known_;
};

// What the plan says of a page beside its chains: stays when they change.
struct PageHead {
  unsigned status = 200;
  PageKind kind = PageKind::other;
  ArticleId counted;
  std::uint64_t head = 0;  // a hash of it
  // The fields that are the same for every coding: one for all pages that have the same.
  std::shared_ptr<const http::Ready> common;
  bool is_common = true;  // false: this page's own
  bool prepared = false;  // they can be sent
  // Campaigns may stand in its slots; what decides which.
  bool has_places = false;
  Subject subject;
  std::string language;
};

struct ReadyPage : PageHead {
  std::uint64_t version = 0;
  pages::Stitched stitched;
  // The answer to whoever takes gzip, which is nearly everybody; to others it is inflated.
  http::Ready gzip;
  // What it is made of, so that it can be put together anew, with what is usual in each slot, in their order.
  std::vector<FilledChainPtr> filled;

  bool has_text() const { return !stitched.buffers.empty(); }
  // Its slots in their order, and what is usual there: put together when they are asked for.
  std::vector<std::string> slots() const;
  std::vector<pages::FragmentPtr> usual() const;
  // Memory held beside `filled` and what it shares of `common`.
  std::size_t bytes() const;
  std::string etag() const { return etag_of(version, ""); }
  // "" where the answer has none.
  std::string_view etag_gzip() const { return gzip.fields.empty() ? std::string_view() : gzip.fields.front().second; }
  std::string etag_brotli() const { return etag_of(version, "-br"); }

  // Whether it is what `plan` would be put together as, with what `usual_in` gives in the slots. The plan may be of a
  // later edition: a publish elsewhere makes another edition, not another page.
  bool is_as_planned(const Plan& plan, const pages::SlotFiller& usual_in) const;
};

// `advertised`: whether campaigns are served here at all. `before`: what the thread answered there until now; nullptr:
// nothing.
std::shared_ptr<const ReadyPage> put_together(const Plan& plan, const std::vector<pages::ChainPtr>& chains,
                                              const pages::SlotFiller& usual_in, FilledChains& filled, bool advertised,
                                              std::string_view language, const ReadyPage* before = nullptr);

// `page` with another last chain, which has slots if the one before it has: what stands under an article changes with
// nearly every publish, and nothing else of the page does.
std::shared_ptr<const ReadyPage> with_last(const ReadyPage& page, FilledChainPtr last);

}  // namespace vestnik::reader
