#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <functional>

namespace vestnik {

namespace {

namespace fs = std::filesystem;

// Closes a descriptor when it goes out of scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool good() const { return number_ >= 0; }

 private:
  int number_;
};

std::unexpected<Error> failed(std::string what, const fs::path& path) {
  const int reason = errno;
  ErrorKind kind = ErrorKind::unavailable;
  if (reason == ENOENT) kind = ErrorKind::not_found;
  if (reason == EACCES || reason == EPERM) kind = ErrorKind::forbidden;
  return fail(kind, std::move(what) + " (" + std::strerror(reason) + ")", path.string());
}

Result<void> sync_folder(const fs::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.good() || ::fsync(descriptor.number()) != 0) return failed("cannot make the folder durable", folder);
  return {};
}

constexpr std::size_t piece_bytes = 1UL << 20U;

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
    if (put <= 0 && errno != EINTR) return false;
  }
  return true;
}

// Piece by piece to the end, as long as `take` says yes.
bool read_all(int descriptor, const std::function<bool(std::string_view)>& take) {
  std::string piece(piece_bytes, '\0');
  while (true) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    if (!take(std::string_view(piece).substr(0, static_cast<std::size_t>(got)))) return false;
  }
}

// The file is there with all that `fill` writes, durably, or it is as it was.
Result<void> write_beside(const fs::path& path, unsigned mode, const std::function<bool(int)>& fill) {
  static std::atomic<unsigned> count = 0;
  fs::path beside = path;
  beside += ".new-" + std::to_string(::getpid()) + "-" + std::to_string(count.fetch_add(1));
  {
    const Descriptor descriptor(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!descriptor.good()) return failed("cannot write the file", path);
    if (!fill(descriptor.number()) || ::fsync(descriptor.number()) != 0) {
      auto problem = failed("cannot write the file", path);
      ::unlink(beside.c_str());
      return problem;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    auto problem = failed("cannot put the file in its place", path);
    ::unlink(beside.c_str());
    return problem;
  }
  return sync_folder(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.good()) return failed("cannot open the file", path);
  std::string bytes;
  struct stat about {};
  if (::fstat(descriptor.number(), &about) == 0 && about.st_size > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(about.st_size), limit));
  }
  constexpr std::size_t step = 64 << 10;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + step);
    const ssize_t got = ::read(descriptor.number(), bytes.data() + before, step);
    if (got < 0) {
      bytes.resize(before);
      if (errno == EINTR) continue;
      return failed("cannot read the file", path);
    }
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
    if (bytes.size() > limit) {
      return fail(ErrorKind::too_large, "the file is larger than " + std::to_string(limit) + " bytes", path.string());
    }
  }
}

Result<void> make_folder(const fs::path& path) {
  std::error_code problem;
  fs::create_directories(path, problem);
  if (problem) return fail(ErrorKind::unavailable, "cannot make the folder (" + problem.message() + ")", path.string());
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view bytes, unsigned mode) {
  return write_beside(path, mode, [&](int descriptor) { return write_all(descriptor, bytes); });
}

Result<void> copy_durably(const fs::path& from, const fs::path& to, unsigned mode) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.good()) return failed("cannot open the file", from);
  return write_beside(to, mode, [&](int descriptor) {
    return read_all(source.number(), [&](std::string_view piece) { return write_all(descriptor, piece); });
  });
}

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  const fs::path path = folder / "lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("cannot open the lock", path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return fail(ErrorKind::busy, "another process works on this data folder", folder.string(),
                "stop it first, or use a command that goes through it");
  }
  return FolderLock(descriptor);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace vestnik
