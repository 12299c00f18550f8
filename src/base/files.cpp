#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

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
  static std::atomic<unsigned> count = 0;
  fs::path beside = path;
  beside += ".new-" + std::to_string(::getpid()) + "-" + std::to_string(count.fetch_add(1));
  {
    const Descriptor descriptor(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!descriptor.good()) return failed("cannot write the file", path);
    std::string_view rest = bytes;
    bool written = true;
    while (!rest.empty() && written) {
      const ssize_t put = ::write(descriptor.number(), rest.data(), rest.size());
      if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
      written = put > 0 || errno == EINTR;
    }
    if (!written || ::fsync(descriptor.number()) != 0) {
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
