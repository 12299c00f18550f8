// The files of reports on disk while they arrive and afterwards: DATA/reports/ID.
//
//   file = length:u64 offset:u64 bytes…        little-endian; `offset` bytes are durable, whatever lies behind is not
//
// An offset is written only after the bytes before it have reached the disk, so that no power cut leaves it ahead of
// them. One writer at a time has a file; a newer one takes it over, since a client notices a dead connection long
// before the server does. Modification times are whole hours. Every function may be called from any thread and blocks.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "reports/limits.h"

namespace vestnik::reports {

struct UploadBounds {
  std::uint64_t file_bytes = limits::report_file_bytes;
  std::uint64_t free_bytes = limits::report_free_bytes;  // that must stay free on the disk
  std::uint64_t all_bytes = 1ULL << 40U;                 // of all files together, with what is still to come
};

class UploadFiles {
  struct Open;

 public:
  struct State {
    std::uint64_t length = 0;
    std::uint64_t offset = 0;
  };

  // The right to write at the end of one file, until somebody else takes it.
  class Writer {
   public:
    State state() const;
    // ErrorKind::conflict where another writer has taken the file over, too_large beyond its length. Not durable.
    Result<void> write(std::string_view bytes);
    // What was written is durable, and the offset says so.
    Result<State> commit();
    // As if nothing had been written since the last commit.
    Result<void> discard();
    // The file was empty until what its former writer had written was kept when this one took it over.
    bool found_first_bytes() const { return found_first_bytes_; }

   private:
    friend class UploadFiles;
    Writer(std::shared_ptr<Open> file, std::uint64_t turn, bool found_first_bytes)
        : file_(std::move(file)), turn_(turn), found_first_bytes_(found_first_bytes) {}
    std::shared_ptr<Open> file_;
    std::uint64_t turn_;
    bool found_first_bytes_;
  };

  static Result<std::unique_ptr<UploadFiles>> open(std::filesystem::path folder, UploadBounds bounds, Clock clock);

  // Room for `length` bytes; ErrorKind::busy where the disk or the quota has none, too_large where one file may not
  // have so many.
  Result<void> create(const std::string& id, std::uint64_t length);
  // Takes the file over from whoever writes it; what that one had written counts. not_found.
  // `checked`: what it writes counts only when it commits, not when it is interrupted.
  Result<Writer> take(const std::string& id, bool checked = false);
  // What is durable, without disturbing anybody. not_found.
  Result<State> state(const std::string& id) const;
  // At most `most` bytes from `from` on.
  Result<std::string> read(const std::string& id, std::uint64_t from, std::size_t most) const;
  // Gives its blocks back to the disk and its name away. Nothing happens where there is none.
  Result<void> destroy(const std::string& id);
  // Every file that is there.
  std::vector<std::string> all() const;
  // True where not even a small file has room.
  bool full() const { return !has_room(1 << 20); }
  // False where not even a letter has room: letters may use a part of what files have to leave alone.
  bool has_room_for_letter() const;

 private:
  UploadFiles(std::filesystem::path folder, UploadBounds bounds, Clock clock)
      : folder_(std::move(folder)), bounds_(bounds), clock_(std::move(clock)) {}
  Result<std::shared_ptr<Open>> find(const std::string& id);
  bool has_room(std::uint64_t length) const;
  std::uint64_t free_on_disk() const;
  void round_folder() const;

  std::filesystem::path folder_;
  UploadBounds bounds_;
  Clock clock_;
  std::atomic<std::uint64_t> reserved_ = 0;  // lengths of all files
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<Open>> open_;  // those that somebody writes
};

}  // namespace vestnik::reports
