#include "reports/upload_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/files.h"
#include "reports/bytes.h"

namespace vestnik::reports {

namespace {

constexpr std::size_t number_bytes = 8;
constexpr std::size_t head_bytes = 2 * number_bytes;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  operator int() const { return number_; }

 private:
  int number_;
};

std::unexpected<Error> system_error(const char* doing) {
  const int code = errno;
  if (code == ENOENT) return fail(ErrorKind::not_found, "there is no such upload");
  if (code == ENOSPC || code == EDQUOT) return fail(ErrorKind::busy, "the newsroom's disk is full", {}, "try later");
  return fail(ErrorKind::internal, std::string("an upload: ") + doing + ": " + std::generic_category().message(code));
}

Result<void> write_at(int file, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return system_error("writing");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<std::string> read_at(int file, std::uint64_t at, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t got = 0;
  while (got < count) {
    const ssize_t more = ::pread(file, bytes.data() + got, count - got, static_cast<off_t>(at + got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return system_error("reading");
    if (more == 0) break;
    got += static_cast<std::size_t>(more);
  }
  bytes.resize(got);
  return bytes;
}

Result<UploadFiles::State> read_state(int file) {
  const auto head = read_at(file, 0, head_bytes);
  if (!head) return std::unexpected(head.error());
  if (head->size() != head_bytes) return fail(ErrorKind::not_found, "there is no such upload");
  return UploadFiles::State{read_little_endian(std::string_view(*head).substr(0, number_bytes)),
                            read_little_endian(std::string_view(*head).substr(number_bytes))};
}

// Whole hours: a folder's listing must not tell when a source was here.
void round_times(int file, Time to) {
  const auto hour = std::chrono::floor<std::chrono::hours>(to);
  const timespec rounded{std::chrono::duration_cast<std::chrono::seconds>(hour.time_since_epoch()).count(), 0};
  const timespec both[2] = {rounded, rounded};
  ::futimens(file, both);
}

// What a kill has left.
void round_own_times(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about {};
  if (file < 0 || ::fstat(file, &about) != 0) return;
  const auto whole = [](const timespec& time) { return time.tv_nsec == 0 && time.tv_sec % 3'600 == 0; };
  if (whole(about.st_mtim) && whole(about.st_atim)) return;
  round_times(file, Time(std::chrono::seconds(about.st_mtim.tv_sec)));
}

// Reading a file must not tell when it was read, where the system lets us.
int open_silently(const std::filesystem::path& path, int how) {
  const int flags = how | O_CLOEXEC | O_NOFOLLOW;
  const int file = ::open(path.c_str(), flags | O_NOATIME);
  return file < 0 && errno == EPERM ? ::open(path.c_str(), flags) : file;
}

}  // namespace

struct UploadFiles::Open {
  Open(Descriptor opened, State at, const Clock& now)
      : file(std::move(opened)), state(at), written(at.offset), clock(now) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;

  // The rest needs `mutex`.
  Result<void> commit() {
    if (written == state.offset) return {};
    if (::fdatasync(file) != 0) return system_error("keeping");
    if (auto told = write_at(file, little_endian(written, number_bytes), number_bytes); !told) return told;
    if (::fdatasync(file) != 0) return system_error("keeping");
    state.offset = written;
    round_times(file, clock());
    return {};
  }

  void discard() {
    if (written == state.offset) return;
    written = state.offset;
    round_times(file, clock());
  }

  // What was neither kept nor thrown away.
  ~Open() { discard(); }

  std::mutex mutex;
  Descriptor file;
  State state;
  std::uint64_t written;
  bool checked = false;  // what was written counts only once its checksum is known to be right
  std::uint64_t turn = 0;
  Clock clock;  // its own: a connection may outlive the files
};

UploadFiles::State UploadFiles::Writer::state() const {
  const std::scoped_lock lock(file_->mutex);
  return file_->state;
}

Result<void> UploadFiles::Writer::write(std::string_view bytes) {
  const std::scoped_lock lock(file_->mutex);
  if (file_->turn != turn_) {
    return fail(ErrorKind::conflict, "another connection goes on with this upload");
  }
  if (bytes.size() > file_->state.length - file_->written) {
    return fail(ErrorKind::too_large, "more bytes than the upload was announced with");
  }
  if (auto done = write_at(file_->file, bytes, head_bytes + file_->written); !done) return done;
  file_->written += bytes.size();
  return {};
}

Result<UploadFiles::State> UploadFiles::Writer::commit() {
  const std::scoped_lock lock(file_->mutex);
  if (file_->turn != turn_) return fail(ErrorKind::conflict, "another connection goes on with this upload");
  if (auto done = file_->commit(); !done) return std::unexpected(done.error());
  return file_->state;
}

Result<void> UploadFiles::Writer::discard() {
  const std::scoped_lock lock(file_->mutex);
  if (file_->turn == turn_) file_->discard();
  return {};
}

Result<std::unique_ptr<UploadFiles>> UploadFiles::open(std::filesystem::path folder, UploadBounds bounds, Clock clock) {
  if (auto made = make_folder(folder); !made) return std::unexpected(made.error());
  std::unique_ptr<UploadFiles> files(new UploadFiles(std::move(folder), bounds, std::move(clock)));
  std::uint64_t reserved = 0;
  for (const std::string& id : files->all()) {
    if (const auto state = files->state(id)) reserved += state->length;
    round_own_times(files->folder_ / id);
  }
  round_own_times(files->folder_);
  files->reserved_ = reserved;
  return files;
}

std::uint64_t UploadFiles::free_on_disk() const {
  struct statvfs disk {};
  return ::statvfs(folder_.c_str(), &disk) == 0 ? static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize : 0;
}

bool UploadFiles::has_room_for_letter() const {
  return free_on_disk() >= bounds_.free_bytes / 4 + limits::report_letter_bytes;
}

bool UploadFiles::has_room(std::uint64_t length) const {
  const std::uint64_t free = free_on_disk();
  // One file may take an eighth of what is left: nobody can fill the disk with a few announcements.
  return reserved_ + length <= bounds_.all_bytes && free >= bounds_.free_bytes &&
         (free - bounds_.free_bytes) / 8 >= length;
}

Result<void> UploadFiles::create(const std::string& id, std::uint64_t length) {
  if (length > bounds_.file_bytes) {
    return fail(ErrorKind::too_large, "the file is larger than a report's may be", std::to_string(length),
                "at most " + std::to_string(bounds_.file_bytes) + " bytes when sealed");
  }
  if (!has_room(length)) return fail(ErrorKind::busy, "the newsroom has no room for files now", {}, "try later");
  const auto path = folder_ / id;
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file < 0) return system_error("creating");
  reserved_ += length;
  // Blocks are promised now, so that the disk cannot fill up behind the promise; some file systems cannot do it.
  Result<void> done = {};
  if (::fallocate(file, 0, 0, static_cast<off_t>(head_bytes + length)) != 0 && errno != EOPNOTSUPP) {
    done = system_error("making room");
  }
  if (done) done = write_at(file, little_endian(length, number_bytes) + little_endian(0, number_bytes), 0);
  if (done && ::fsync(file) != 0) done = system_error("keeping");
  if (done) {
    const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder < 0 || ::fsync(folder) != 0) done = system_error("keeping");
    round_times(file, clock_());
  }
  if (!done) {
    ::unlink(path.c_str());
    reserved_ -= length;
  }
  round_folder();
  return done;
}

// It has the time of the newest name that came or went.
void UploadFiles::round_folder() const {
  const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder >= 0) round_times(folder, clock_());
}

Result<std::shared_ptr<UploadFiles::Open>> UploadFiles::find(const std::string& id) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(open_, [](const auto& row) { return row.second.expired(); });
  if (const auto known = open_.find(id); known != open_.end()) {
    if (auto file = known->second.lock()) return file;
  }
  Descriptor opened(open_silently(folder_ / id, O_RDWR));
  if (opened < 0) return system_error("opening");
  const auto state = read_state(opened);
  if (!state) return std::unexpected(state.error());
  auto file = std::make_shared<Open>(std::move(opened), *state, clock_);
  open_[id] = file;
  return file;
}

Result<UploadFiles::Writer> UploadFiles::take(const std::string& id, bool checked) {
  auto file = find(id);
  if (!file) return std::unexpected(file.error());
  const std::scoped_lock lock((*file)->mutex);
  const bool was_empty = (*file)->state.offset == 0;
  if ((*file)->checked) {
    (*file)->discard();
  } else if (auto kept = (*file)->commit(); !kept) {
    return std::unexpected(kept.error());
  }
  (*file)->checked = checked;
  return Writer(*file, ++(*file)->turn, was_empty && (*file)->state.offset > 0);
}

Result<UploadFiles::State> UploadFiles::state(const std::string& id) const {
  const Descriptor file(open_silently(folder_ / id, O_RDONLY));
  if (file < 0) return system_error("opening");
  return read_state(file);
}

Result<std::string> UploadFiles::read(const std::string& id, std::uint64_t from, std::size_t most) const {
  const Descriptor file(open_silently(folder_ / id, O_RDONLY));
  if (file < 0) return system_error("opening");
  const auto state = read_state(file);
  if (!state) return std::unexpected(state.error());
  if (from >= state->offset) return std::string();
  return read_at(file, head_bytes + from,
                 static_cast<std::size_t>(std::min<std::uint64_t>(most, state->offset - from)));
}

Result<void> UploadFiles::destroy(const std::string& id) {
  const auto path = folder_ / id;
  {
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (file < 0) {
      if (errno == ENOENT) return {};
      return system_error("opening");
    }
    const auto state = read_state(file);
    struct stat about {};
    // A disk with discard forgets the bytes; they were sealed for the desk in any case.
    if (::fstat(file, &about) == 0 && about.st_size > 0) {
      ::fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, about.st_size);
    }
    if (::unlink(path.c_str()) != 0) return system_error("destroying");
    if (state) reserved_ -= state->length;
  }
  round_folder();
  return {};
}

std::vector<std::string> UploadFiles::all() const {
  std::vector<std::string> ids;
  std::error_code problem;
  std::filesystem::directory_iterator entry(folder_, problem);
  for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
    ids.push_back(entry->path().filename().string());
  }
  return ids;
}

}  // namespace vestnik::reports
