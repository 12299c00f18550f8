#include "reader/kept_chains.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/limits.h"
#include "base/log.h"
#include "pages/chain_bytes.h"
#include "reader/limits.h"

namespace vestnik::reader {
namespace {

using namespace std::chrono_literals;

// Machine's own byte order: the files never leave it.
struct IndexHead {
  std::array<char, 8> magic = {'V', 'C', 'H', 'A', 'I', 'N', '1', '\n'};
  std::uint64_t program = 0;
};
struct IndexEntry {
  std::uint64_t version = 0;
  std::uint32_t offset = 0, length = 0;
};
static_assert(sizeof(IndexHead) == 16 && sizeof(IndexEntry) == 16);

using Hash = std::uint64_t;
constexpr const char* change_file = "newest-change";

Hash hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::optional<std::uint32_t> segment_number(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::uint32_t number = 0;
  const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (code != std::errc{} || std::string_view(end) != ".index") return std::nullopt;
  return number;
}

// All of it or a failure; what is there then is never referred to.
bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

template <class Plain>
std::string_view raw(const Plain& plain) {
  return {reinterpret_cast<const char*>(&plain), sizeof plain};
}

}  // namespace

// Two open files; closed when nobody reads from them any more.
struct KeptChains::Segment {
  std::uint32_t number = 0;
  int chains = -1, index = -1;
  std::uint64_t size = 0;  // of the chains; belongs to whoever writes, like what follows
  std::uint64_t index_size = sizeof(IndexHead);

  Segment() = default;
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment() {
    for (const int file : {chains, index}) {
      if (file >= 0) ::close(file);
    }
  }
};

KeptChains::KeptChains(Options options, std::int64_t change) : options_(std::move(options)) {
  const std::scoped_lock lock(writing_);
  open_if_free(change);
}

KeptChains::~KeptChains() {
  if (note_ >= 0) ::close(note_);
}

bool KeptChains::open_if_free(std::int64_t change) {
  if (lock_ && !broken_) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_try_) return false;
  next_try_ = now + options_.between_tries;
  if (lock_) return try_again(change);
  if (auto made = make_folder(options_.folder); !made) {
    log::failure(made.error());
    return false;
  }
  auto taken = FolderLock::take(options_.folder);
  if (!taken) {
    if (taken.error().kind != ErrorKind::busy) log::failure(taken.error());
    return false;
  }
  lock_.emplace(std::move(*taken));
  load(change);
  return !broken_;
}

bool KeptChains::try_again(std::int64_t change) {
  broken_ = false;
  if (note_ < 0) {
    load(change);
  } else if (!note_newest_change() ||
             (!mend_last() && !begin_segment(segments_.empty() ? 1 : segments_.back()->number + 1))) {
    broken_ = true;
  }
  return !broken_;
}

// Takes back what was written in part: what comes next must stand where its entry says.
bool KeptChains::mend_last() {
  if (segments_.empty()) return false;
  const Segment& last = *segments_.back();
  return ::ftruncate(last.chains, static_cast<off_t>(last.size)) == 0 &&
         ::ftruncate(last.index, static_cast<off_t>(last.index_size)) == 0;
}

void KeptChains::give_up(const char* what) {
  // Told once, not at every attempt while the disk is full.
  if (!told_) log::warn("{} in {}: {}", what, options_.folder.string(), std::strerror(errno));
  told_ = broken_ = true;
  next_try_ = std::chrono::steady_clock::now() + options_.between_tries;
}

void KeptChains::load(std::int64_t change) {
  std::vector<std::uint32_t> numbers;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(options_.folder, problem)) {
    if (const auto number = segment_number(entry.path())) numbers.push_back(*number);
  }
  std::ranges::sort(numbers);
  std::int64_t kept = 0;
  if (const auto note = read_file(options_.folder / change_file, 64)) {
    std::from_chars(note->data(), note->data() + note->size(), kept);
  }
  if (kept > change) {
    log::warn("the store's change log is behind the kept pages ({} after {}): they are thrown away", kept, change);
    for (const std::uint32_t number : numbers) {
      for (const char* end : {".chains", ".index"})
        std::filesystem::remove(options_.folder / (std::to_string(number) + end), problem);
    }
    std::filesystem::remove(options_.folder / change_file, problem);
    numbers.clear();
  }
  note_ = ::open((options_.folder / change_file).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (note_ < 0) {
    give_up("pages cannot be kept");
    return;
  }
  remember(change);
  for (const std::uint32_t number : numbers) load_segment(number);
  if (segments_.empty() || segments_.back()->size >= options_.segment_bytes) {
    const std::uint32_t next = numbers.empty() ? 1 : numbers.back() + 1;
    begin_segment(next);
  }
}

void KeptChains::load_segment(std::uint32_t number) {
  auto segment = std::make_shared<Segment>();
  segment->number = number;
  const std::filesystem::path base = options_.folder / std::to_string(number);
  segment->chains = ::open((base.string() + ".chains").c_str(), O_RDWR | O_CLOEXEC | O_APPEND);
  segment->index = ::open((base.string() + ".index").c_str(), O_RDWR | O_CLOEXEC | O_APPEND);
  const off_t size = segment->chains < 0 ? -1 : ::lseek(segment->chains, 0, SEEK_END);
  const auto index = read_file(base.string() + ".index", limits::kept_index_bytes);
  const IndexHead head{.program = options_.program};
  if (size < 0 || segment->index < 0 || !index || !index->starts_with(raw(head))) {
    std::error_code ignored;
    for (const char* end : {".chains", ".index"}) std::filesystem::remove(base.string() + end, ignored);
    return;
  }
  segment->size = static_cast<std::uint64_t>(size);
  segment->index_size = index->size();
  std::string_view entries = std::string_view(*index).substr(sizeof head);
  // The last entry may be half there: what is written next must not follow it.
  if (const std::size_t rest = entries.size() % sizeof(IndexEntry); rest != 0) {
    entries.remove_suffix(rest);
    if (::ftruncate(segment->index, static_cast<off_t>(sizeof head + entries.size())) != 0) return;
    segment->index_size = sizeof head + entries.size();
  }
  for (; !entries.empty(); entries.remove_prefix(sizeof(IndexEntry))) {
    IndexEntry entry;
    std::memcpy(&entry, entries.data(), sizeof entry);
    if (entry.length > limits::kept_chain_bytes || std::uint64_t{entry.offset} + entry.length > segment->size) continue;
    Shard& shard = shard_of(entry.version);
    const std::scoped_lock lock(shard.mutex);
    shard.places[entry.version] = {number, entry.offset, entry.length};
  }
  bytes_ += segment->size;
  const std::scoped_lock lock(segments_mutex_);
  segments_.push_back(std::move(segment));
}

bool KeptChains::begin_segment(std::uint32_t number) {
  auto segment = std::make_shared<Segment>();
  segment->number = number;
  const std::string base = (options_.folder / std::to_string(number)).string();
  constexpr int how = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND;
  segment->chains = ::open((base + ".chains").c_str(), how, 0600);
  segment->index = ::open((base + ".index").c_str(), how, 0600);
  const IndexHead head{.program = options_.program};
  if (segment->chains < 0 || segment->index < 0 || !write_all(segment->index, raw(head))) {
    give_up("pages cannot be kept");
    return false;
  }
  const std::scoped_lock lock(segments_mutex_);
  segments_.push_back(std::move(segment));
  return true;
}

void KeptChains::drop_oldest() {
  SegmentPtr oldest;
  {
    const std::scoped_lock lock(segments_mutex_);
    oldest = segments_.front();
    segments_.erase(segments_.begin());
  }
  for (Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    boost::unordered::erase_if(shard.places, [&](const auto& each) { return each.second.segment == oldest->number; });
  }
  bytes_ -= oldest->size;
  std::error_code ignored;
  for (const char* end : {".chains", ".index"})
    std::filesystem::remove(options_.folder / (std::to_string(oldest->number) + end), ignored);
}

void KeptChains::remember(std::int64_t change) {
  if (change <= newest_change_) return;
  newest_change_ = change;
  if (!note_newest_change()) give_up("pages are not kept for now");
}

bool KeptChains::note_newest_change() const {
  const std::string text = std::to_string(newest_change_) + "\n";  // never shorter than the one before
  return ::pwrite(note_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

KeptChains::SegmentPtr KeptChains::segment(std::uint32_t number) const {
  const std::scoped_lock lock(segments_mutex_);
  for (const SegmentPtr& each : segments_) {
    if (each->number == number) return each;
  }
  return nullptr;
}

pages::ChainPtr KeptChains::read(std::uint64_t version, bool at_once) {
  Place place;
  Shard& shard = shard_of(version);
  {
    const std::scoped_lock lock(shard.mutex);
    const auto found = shard.places.find(version);
    if (found == shard.places.end()) return nullptr;
    place = found->second;
  }
  const SegmentPtr from = segment(place.segment);
  if (!from) return nullptr;
  thread_local std::string buffer;
  buffer.resize(std::max<std::size_t>(buffer.size(), place.length));
  const iovec into{buffer.data(), place.length};
  const ssize_t got = ::preadv2(from->chains, &into, 1, place.offset, at_once ? RWF_NOWAIT : 0);
  // Less than all of it where only a part is in memory, or after a power cut.
  if (got == static_cast<ssize_t>(place.length) && place.length > sizeof(Hash)) {
    const std::string_view bytes = std::string_view(buffer).substr(sizeof(Hash), place.length - sizeof(Hash));
    Hash hash = 0;
    std::memcpy(&hash, buffer.data(), sizeof hash);
    if (hash == hash_of(bytes)) {
      if (pages::ChainPtr chain = pages::chain_of(bytes, version)) return chain;
    }
  } else if (at_once) {
    return nullptr;
  }
  const std::scoped_lock lock(shard.mutex);
  shard.places.erase(version);
  return nullptr;
}

pages::ChainPtr KeptChains::find_at_once(std::uint64_t version) {
  return read(version, true);
}

pages::ChainPtr KeptChains::find(std::uint64_t version) {
  return read(version, false);
}

void KeptChains::put(const pages::Chain& chain, std::int64_t change) {
  std::string record(sizeof(Hash), '\0');
  record += pages::chain_bytes(chain);
  if (record.size() <= sizeof(Hash) || record.size() > limits::kept_chain_bytes) return;
  const Hash hash = hash_of(std::string_view(record).substr(sizeof(Hash)));
  std::memcpy(record.data(), &hash, sizeof hash);

  const std::scoped_lock lock(writing_);
  if (!open_if_free(change)) return;
  Shard& shard = shard_of(chain.version);
  {
    const std::scoped_lock look(shard.mutex);
    if (shard.places.contains(chain.version)) return;
  }
  remember(change);
  if (broken_) return;
  if (segments_.back()->size + record.size() > options_.segment_bytes && segments_.back()->size > 0) {
    if (!begin_segment(segments_.back()->number + 1)) return;
  }
  while (bytes_ + record.size() > options_.bytes && segments_.size() > 1) drop_oldest();
  Segment& last = *segments_.back();
  const IndexEntry entry{.version = chain.version,
                         .offset = static_cast<std::uint32_t>(last.size),
                         .length = static_cast<std::uint32_t>(record.size())};
  if (!write_all(last.chains, record) || !write_all(last.index, raw(entry))) {
    give_up("pages are not kept for now");
    return;
  }
  if (std::exchange(told_, false)) log::info("pages are kept again in {}", options_.folder.string());
  last.size += record.size();
  last.index_size += sizeof entry;
  bytes_ += record.size();
  const std::scoped_lock look(shard.mutex);
  shard.places[chain.version] = {last.number, entry.offset, entry.length};
}

std::size_t KeptChains::chains() const {
  std::size_t sum = 0;
  for (const Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    sum += shard.places.size();
  }
  return sum;
}

}  // namespace vestnik::reader
