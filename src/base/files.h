// Files that survive a power cut, and the lock that keeps a data folder to one process. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik {

// At most `limit` bytes; a larger file is ErrorKind::too_large, a missing one not_found.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = 256UL << 20U);

// The file's bytes from the first to the last, in pieces of 1 MiB (the last one what is left): for files of any size.
// The first failure of `take` ends it and is returned.
using TakePiece = std::function<Result<void>(std::string_view piece)>;
Result<void> each_piece(const std::filesystem::path& path, const TakePiece& take);

// Whole or not at all, durable on return: written beside, fsynced, renamed, the folder fsynced. Mode 0600 unless told.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes, unsigned mode = 0600);
// The same with the bytes of `from`, of any size.
Result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to, unsigned mode = 0600);

// SHA-256 as 64 lower-case hexadecimal digits, of a file of any size.
Result<std::string> sha256_hex_of_file(const std::filesystem::path& path);

Result<void> make_folder(const std::filesystem::path& path);

// flock(2) on DIR/lock, held as long as this object lives and let go by the kernel when the process dies.
class FolderLock {
 public:
  // ErrorKind::busy where another process holds it.
  static Result<FolderLock> take(const std::filesystem::path& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace vestnik
