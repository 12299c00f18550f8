#include "base/files.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
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

// A whole buffer, but for the end of the file; nothing where it cannot be read (errno).
std::optional<std::size_t> read_into(int descriptor, std::string& buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t got = ::read(descriptor, buffer.data() + filled, buffer.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

Result<void> write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return failed("cannot write the file", path);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

// `write(descriptor)` fills a new file beside `path`, which then takes its place.
template <class Write>
Result<void> replace(const fs::path& path, unsigned mode, const Write& write) {
  static std::atomic<unsigned> count = 0;
  fs::path beside = path;
  beside += ".new-" + std::to_string(::getpid()) + "-" + std::to_string(count.fetch_add(1));
  Result<void> done;
  {
    const Descriptor descriptor(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!descriptor.good()) return failed("cannot write the file", path);
    done = write(descriptor.number());
    if (done && ::fsync(descriptor.number()) != 0) done = failed("cannot write the file", path);
  }
  if (done && ::rename(beside.c_str(), path.c_str()) != 0) done = failed("cannot put the file in its place", path);
  if (!done) {
    ::unlink(beside.c_str());
    return done;
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

Result<void> each_piece(const fs::path& path, const TakePiece& take) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.good()) return failed("cannot open the file", path);
  std::string buffer(std::size_t{1} << 20U, '\0');
  while (true) {
    const auto filled = read_into(descriptor.number(), buffer);
    if (!filled) return failed("cannot read the file", path);
    if (*filled > 0) {
      if (auto taken = take(std::string_view(buffer).substr(0, *filled)); !taken) return taken;
    }
    if (*filled < buffer.size()) return {};
  }
}

Result<void> make_folder(const fs::path& path) {
  std::error_code problem;
  fs::create_directories(path, problem);
  if (problem) return fail(ErrorKind::unavailable, "cannot make the folder (" + problem.message() + ")", path.string());
  return {};
}

Result<void> write_file(const fs::path& path, std::string_view bytes, unsigned mode) {
  return replace(path, mode, [&](int descriptor) { return write_all(descriptor, bytes, path); });
}

Result<void> copy_durably(const fs::path& from, const fs::path& to, unsigned mode) {
  return replace(to, mode, [&](int descriptor) {
    return each_piece(from, [&](std::string_view piece) { return write_all(descriptor, piece, to); });
  });
}

Result<std::string> sha256_hex_of_file(const fs::path& path) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto read = each_piece(path, [&](std::string_view piece) -> Result<void> {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
    return {};
  });
  if (!read) return std::unexpected(read.error());
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  const fs::path path = folder / "lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    auto problem = failed("cannot open the lock", path);
    if (problem.error().kind == ErrorKind::forbidden) {
      problem.error().remedy = "run it as the user whose folder it is, as with sudo -u vestnik";
    }
    return problem;
  }
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
