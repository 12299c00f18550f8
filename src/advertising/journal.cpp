#include "advertising/journal.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/digest.h"

namespace vestnik::advertising {
namespace {

constexpr std::string_view magic = "vestnik1";
constexpr std::size_t identity_bytes = 16, head_at = 24, header_bytes = 64;
constexpr std::size_t file_bytes = header_bytes + limits::journal_records * sizeof(Record);

std::unexpected<Error> failed(const char* what, const std::filesystem::path& file) {
  return fail(ErrorKind::unavailable, std::string(what) + " (" + std::strerror(errno) + ")", file.string());
}

Result<void*> map(const std::filesystem::path& file, int flags) {
  const int descriptor = ::open(file.c_str(), flags | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("cannot open a journal of advertising", file);
  // Room is taken now: a full disk must not end a thread that writes to the map.
  const int problem = posix_fallocate(descriptor, 0, static_cast<off_t>(file_bytes));
  void* memory =
      problem == 0 ? mmap(nullptr, file_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) : MAP_FAILED;
  if (problem != 0) errno = problem;
  const int kept = errno;
  ::close(descriptor);
  errno = kept;
  if (memory == MAP_FAILED) return failed("cannot map a journal of advertising", file);
  return memory;
}

}  // namespace

Journal::Journal(std::filesystem::path file, void* memory)
    : file_(std::move(file)),
      memory_(memory),
      records_(reinterpret_cast<Record*>(static_cast<char*>(memory) + header_bytes)),
      identity_(static_cast<const char*>(memory) + magic.size(), identity_bytes) {}

Journal::~Journal() {
  munmap(memory_, file_bytes);
}

std::atomic_ref<std::uint64_t> Journal::head() const {
  return std::atomic_ref<std::uint64_t>(*reinterpret_cast<std::uint64_t*>(static_cast<char*>(memory_) + head_at));
}

Result<std::unique_ptr<Journal>> Journal::make(const std::filesystem::path& file) {
  auto memory = map(file, O_CREAT | O_TRUNC);
  if (!memory) return std::unexpected(memory.error());
  char* header = static_cast<char*>(*memory);
  const std::string identity = random_token(identity_bytes * 3 / 4);
  std::memcpy(header + magic.size(), identity.data(), identity_bytes);
  std::memcpy(header, magic.data(), magic.size());
  return std::unique_ptr<Journal>(new Journal(file, *memory));
}

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& file) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(file, problem);
  if (problem)
    return fail(ErrorKind::unavailable, "cannot look at a journal of advertising (" + problem.message() + ")",
                file.string());
  if (size != file_bytes) return fail(ErrorKind::invalid, "not a journal of advertising", file.string());
  auto memory = map(file, 0);
  if (!memory) return std::unexpected(memory.error());
  std::unique_ptr<Journal> journal(new Journal(file, *memory));
  if (std::memcmp(*memory, magic.data(), magic.size()) != 0) {
    return fail(ErrorKind::invalid, "not a journal of advertising", file.string());
  }
  return journal;
}

}  // namespace vestnik::advertising
