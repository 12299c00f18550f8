#include "edition/summary.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <vector>

namespace vestnik::edition {
namespace {

// Gives std::allocate_shared a block that is `room` bytes longer than it asks for.
template <class T>
struct RoomBehind {
  using value_type = T;
  std::size_t room;

  explicit RoomBehind(std::size_t bytes) : room(bytes) {}
  template <class Other>
  RoomBehind(const RoomBehind<Other>& other) : room(other.room) {}  // NOLINT: as allocators convert

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T) + room)); }
  void deallocate(T* block, std::size_t) { ::operator delete(block); }
  template <class Other>
  bool operator==(const RoomBehind<Other>& other) const {
    return room == other.room;
  }
};

static_assert(sizeof(KeptSummary) % alignof(AuthorId) == 0);
static_assert(sizeof(AuthorId) % alignof(StoryPart) == 0);
static_assert(sizeof(AuthorId) == sizeof(TopicId) && sizeof(AuthorId) == sizeof(AssetId));

// Lays things one after another into the room.
class Room {
 public:
  explicit Room(KeptSummary& summary) : free_(reinterpret_cast<char*>(&summary + 1)) {}

  template <class Thing>
  std::span<const Thing> put(std::span<const Thing> things) {
    return put_own(things);
  }
  // The same, to be changed while it is laid.
  template <class Thing>
  std::span<Thing> put_own(std::span<const Thing> things) {
    auto* const first = reinterpret_cast<Thing*>(free_);
    std::uninitialized_copy(things.begin(), things.end(), first);
    free_ += things.size_bytes();
    return {first, things.size()};
  }
  std::string_view put(std::string_view text) {
    const char* const first = free_;
    if (!text.empty()) std::memcpy(free_, text.data(), text.size());
    free_ += text.size();
    return {first, text.size()};
  }

 private:
  char* free_;
};

std::size_t room_of(const Summary& summary, std::size_t pictures) {
  std::size_t notes = 0;
  for (const StoryPart& part : summary.stories) notes += part.note.size();
  return summary.stories.size_bytes() + notes + summary.authors.size_bytes() + summary.topics.size_bytes() +
         pictures * sizeof(AssetId) + summary.path.size() + summary.headline.size() + summary.deck.size() +
         summary.language.size();
}

// A copy of `summary`, whatever its texts and lists point to, in a block that `allocator` gives.
template <class Allocator>
KeptSummaryPtr keep_in(const Allocator& allocator, const Summary& summary, std::span<const AssetId> pictures) {
  const auto kept = std::allocate_shared<KeptSummary>(allocator);
  static_cast<Summary&>(*kept) = summary;
  Room room(*kept);
  kept->authors = room.put(summary.authors);
  kept->topics = room.put(summary.topics);
  kept->pictures_in_body = static_cast<std::uint32_t>(room.put(pictures).size());
  const std::span<StoryPart> parts = room.put_own(summary.stories);
  for (StoryPart& part : parts) part.note = room.put(part.note);
  kept->stories = parts;
  kept->path = room.put(summary.path);
  kept->headline = room.put(summary.headline);
  kept->deck = room.put(summary.deck);
  kept->language = room.put(summary.language);
  return kept;
}

KeptSummaryPtr keep(const Summary& summary, std::span<const AssetId> pictures) {
  return keep_in(RoomBehind<KeptSummary>(room_of(summary, pictures.size())), summary, pictures);
}

// The notes are the row's. A page stands on no timeline (content/timelines.h).
std::vector<StoryPart> parts_of(const store::Published& row) {
  std::vector<StoryPart> parts;
  if (row.kind == content::Kind::page) return parts;
  for (const content::StoryPart& part : row.stories) parts.push_back({part.story, part.note, part.key});
  return parts;
}

Summary summary_of(const store::Published& row, std::span<const StoryPart> parts) {
  Summary summary;
  summary.id = row.id;
  summary.site = row.site;
  summary.section = row.section;
  summary.path = row.path;
  summary.headline = row.headline;
  summary.deck = row.deck;
  summary.language = row.language;
  summary.lead_image = row.lead_image;
  summary.authors = row.authors;
  summary.topics = row.topics;
  summary.stories = parts;
  summary.published_at = row.published_at;
  summary.updated_at = row.updated_at;
  summary.revision = row.revision;
  summary.version = row.version;
  summary.kind = row.kind;
  summary.words = row.words;
  summary.pinned = row.pinned;
  summary.breaking = row.breaking;
  return summary;
}

}  // namespace

class SummaryKeeper::Piece {
 public:
  static constexpr std::size_t size = 2U << 20U;
  static constexpr std::size_t beside_room = sizeof(KeptSummary) + 16 * sizeof(void*);  // at most, counts and allocator

  Piece() : memory_(static_cast<std::byte*>(std::aligned_alloc(size, size))) {
    if (!memory_) throw std::bad_alloc();
    ::madvise(memory_, size, MADV_HUGEPAGE);  // a kernel without them gives small ones
  }
  ~Piece() { std::free(memory_); }
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;

  bool has(std::size_t bytes) const { return bytes <= size - taken_; }
  void* take(std::size_t bytes) {
    if (!has(bytes)) throw std::bad_alloc();
    std::byte* const block = memory_ + taken_;
    taken_ = std::min(size, (taken_ + bytes + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1));
    return block;
  }

 private:
  std::byte* memory_;
  std::size_t taken_ = 0;
};

// As RoomBehind, in a piece, which each block keeps.
template <class T>
struct SummaryKeeper::InPiece {
  using value_type = T;
  std::shared_ptr<Piece> piece;
  std::size_t room;

  InPiece(std::shared_ptr<Piece> in, std::size_t bytes) : piece(std::move(in)), room(bytes) {}
  template <class Other>
  InPiece(const InPiece<Other>& other) : piece(other.piece), room(other.room) {}  // NOLINT: as allocators convert

  T* allocate(std::size_t count) { return static_cast<T*>(piece->take(count * sizeof(T) + room)); }
  void deallocate(T*, std::size_t) {}
  template <class Other>
  bool operator==(const InPiece<Other>& other) const {
    return piece == other.piece && room == other.room;
  }
};

KeptSummaryPtr SummaryKeeper::keep(const store::Published& row, std::span<const AssetId> pictures) {
  constexpr std::size_t small_portal = 4'096;
  const std::vector<StoryPart> parts = parts_of(row);
  const Summary summary = summary_of(row, parts);
  const std::size_t room = room_of(summary, pictures.size());
  const std::size_t bytes = Piece::beside_room + room;
  if (alone_ < small_portal || bytes > Piece::size) {
    ++alone_;
    return vestnik::edition::keep(summary, pictures);
  }
  if (!piece_ || !piece_->has(bytes)) piece_ = std::make_shared<Piece>();
  return keep_in(InPiece<KeptSummary>(piece_, room), summary, pictures);
}

std::span<const AssetId> KeptSummary::pictures() const {
  return {reinterpret_cast<const AssetId*>(topics.data() + topics.size()), pictures_in_body};
}

KeptSummaryPtr keep_summary(const store::Published& row, std::span<const AssetId> pictures) {
  const std::vector<StoryPart> parts = parts_of(row);
  return keep(summary_of(row, parts), pictures);
}

KeptSummaryPtr with_version(const KeptSummary& summary, std::int64_t version) {
  Summary next = summary;
  next.version = version;
  return keep(next, summary.pictures());
}

std::size_t bytes_of(const KeptSummary& summary) {
  constexpr std::size_t counts = 4 * sizeof(void*);  // reference counts, allocator, malloc's own word
  return counts + sizeof(KeptSummary) + room_of(summary, summary.pictures_in_body);
}

}  // namespace vestnik::edition
