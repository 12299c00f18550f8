// What a reading thread has shown, written down at once and without a lock: a ring of fixed records in a mapped file.
// The thread is its only writer, the books (books.h) its only reader. What has been written survives the death of the
// process, since the pages are the kernel's; the books take it over into the store within half a second, which is what
// a power cut can cost.
//
//   file   := header record[limits::journal_records]      64 and 32 bytes each, the machine's byte order
//   header := "vestnik1" identity[16] head                 head: records written since the file was made
//   record := creative section site hour slot kind 0 0 moment
//     hour: since 1970; slot: a number of slot_names; moment: milliseconds of the hour and 1, 0 where it is not known
//
// The store remembers how many records it has taken (advertising_journals), in the transaction that counts them: each
// is counted exactly once, whenever the process ends.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advertising/film.h"
#include "advertising/limits.h"
#include "base/error.h"
#include "base/time.h"

namespace vestnik::advertising {

struct Record {
  enum class Kind : std::uint8_t {
    served,    // a creative went out in a page
    viewable,  // half of it was seen for a second
    clicked,
    asked,  // a page's slots were to be filled; `creative` holds how often each, four bits a slot
    film,   // its film was watched up to a part: this one and film_parts - 1 more, in their order
  };
  static Kind of_part(std::size_t part) { return static_cast<Kind>(static_cast<std::size_t>(Kind::film) + part); }
  // Which part; nothing where it is of another kind.
  std::optional<std::size_t> part() const {
    const std::size_t at = static_cast<std::size_t>(kind) - static_cast<std::size_t>(Kind::film);
    return kind >= Kind::film && at < film_parts ? std::optional(at) : std::nullopt;
  }
  std::int64_t creative = 0;
  std::int64_t section = 0;
  std::int32_t site = 0;
  std::int32_t hour = 0;
  std::uint8_t slot = 0;
  Kind kind = Kind::served;
  std::uint8_t unused[2] = {};
  std::uint32_t moment = 0;

  // When it was; `otherwise` where an earlier version wrote it, which did not say.
  Time at(Time otherwise) const {
    return moment == 0 ? otherwise : Time(std::chrono::hours(hour)) + std::chrono::milliseconds(moment - 1);
  }
};
static_assert(sizeof(Record) == 32);

class Journal {
 public:
  // A fresh file; ErrorKind::unavailable where there is no room.
  static Result<std::unique_ptr<Journal>> make(const std::filesystem::path& file);
  // What an earlier process left. ErrorKind::invalid where it is no journal, ErrorKind::unavailable where it cannot be
  // opened now.
  static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& file);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // ---- the writing thread ----
  std::size_t room() const {
    return limits::journal_records - (head().load(std::memory_order_relaxed) - taken_.load(std::memory_order_acquire));
  }
  // There is room.
  void write(const Record& record) {
    const std::uint64_t at = head().load(std::memory_order_relaxed);
    records_[at % limits::journal_records] = record;
    head().store(at + 1, std::memory_order_release);
  }

  // ---- the books ----
  const std::string& identity() const { return identity_; }
  std::uint64_t written() const { return head().load(std::memory_order_acquire); }
  std::uint64_t taken() const { return taken_.load(std::memory_order_relaxed); }
  const Record& at(std::uint64_t position) const { return records_[position % limits::journal_records]; }
  void take_up_to(std::uint64_t position) { taken_.store(position, std::memory_order_release); }
  const std::filesystem::path& file() const { return file_; }

 private:
  Journal(std::filesystem::path file, void* memory);
  std::atomic_ref<std::uint64_t> head() const;

  std::filesystem::path file_;
  void* memory_;
  Record* records_;
  std::string identity_;
  std::atomic<std::uint64_t> taken_ = 0;
};

}  // namespace vestnik::advertising
