#include "http/access_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <ctime>

#include "base/log.h"
#include "http/limits.h"

namespace vestnik::http {
namespace {

std::string_view name_of(Method method) {
  static constexpr std::array<std::string_view, 8> names = {"GET",   "HEAD",   "POST",    "PUT",
                                                            "PATCH", "DELETE", "OPTIONS", "other"};
  return names[static_cast<std::size_t>(method)];
}

void append_time(std::string& line) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  const std::time_t seconds = milliseconds / 1'000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  fmt::format_to(std::back_inserter(line), "{{\"time\":\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z\"",
                 parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                 milliseconds % 1'000);
}

void append_text(std::string& line, std::string_view name, std::string_view value) {
  line.append(",\"").append(name).append("\":");
  line += boost::json::serialize(boost::json::string_view(value.data(), value.size()));
}

}  // namespace

void AccessLog::Pen::write(const Asked& asked, const Answered& answered) {
  const std::scoped_lock lock(mutex_);
  if (lines_.size() >= limits::access_log_bytes) {
    dropped_ += 1;
    return;
  }
  append_time(lines_);
  append_text(lines_, "host", asked.host);
  append_text(lines_, "method", name_of(asked.method));
  if (!asked.path.empty()) {
    append_text(lines_, "path", std::string_view(asked.path).substr(0, limits::access_log_path));
  }
  const std::string_view kind =
      answered.kind < log_.kinds_.size() ? std::string_view(log_.kinds_[answered.kind]) : "other";
  fmt::format_to(std::back_inserter(lines_),
                 ",\"status\":{},\"bytes\":{},\"microseconds\":{},\"protocol\":\"{}\",\"kind\":\"{}\"}}\n",
                 answered.status, answered.bytes, answered.took.count(), answered.protocol, kind);
}

Result<std::unique_ptr<AccessLog>> AccessLog::open(std::filesystem::path file, std::vector<std::string> kinds) {
  std::unique_ptr<AccessLog> log(new AccessLog(std::move(file), std::move(kinds)));
  if (auto opened = log->open_file(); !opened) return std::unexpected(opened.error());
  log->thread_ = std::jthread([it = log.get()](const std::stop_token& stop) { it->run(stop); });
  return log;
}

AccessLog::~AccessLog() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  if (auto written = flush(); !written) log::failure(written.error());
  if (descriptor_ >= 0) ::close(descriptor_);
}

AccessLog::Pen& AccessLog::new_pen() {
  const std::scoped_lock lock(writing_);
  return *pens_.emplace_back(std::make_unique<Pen>(*this));
}

Result<void> AccessLog::open_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
  torn_ = false;
  // Of the operator's group, not of the world: who read what when is nobody else's business.
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor_ >= 0) return {};
  return fail(ErrorKind::unavailable, std::string("the access log cannot be opened: ") + std::strerror(errno),
              file_.string(), "name a file in a folder that exists and that the server may write");
}

bool AccessLog::was_moved() const {
  struct stat ours {};
  struct stat named {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &ours) != 0 || ::stat(file_.c_str(), &named) != 0) return true;
  return ours.st_ino != named.st_ino || ours.st_dev != named.st_dev;
}

Result<void> AccessLog::flush() {
  const std::scoped_lock lock(writing_);
  if (was_moved()) {
    if (auto opened = open_file(); !opened) return opened;
  }
  for (const auto& pen : pens_) {
    std::string lines;
    std::size_t dropped = 0;
    {
      const std::scoped_lock swap(pen->mutex_);
      lines.swap(pen->lines_);
      dropped = std::exchange(pen->dropped_, 0);
    }
    if (dropped > 0) {
      append_time(lines);
      fmt::format_to(std::back_inserter(lines), ",\"dropped\":{}}}\n", dropped);
    }
    if (lines.empty()) continue;
    if (torn_) lines.insert(lines.begin(), '\n');
    std::string_view rest = lines;
    auto written = write(rest);
    if (rest.size() < lines.size()) torn_ = lines[lines.size() - rest.size() - 1] != '\n';
    if (written) continue;
    // One that is half there is lost too. The last one may be that which tells of others.
    auto lost = static_cast<std::size_t>(std::ranges::count(rest, '\n'));
    if (rest.size() == lines.size() && lines.front() == '\n') --lost;
    if (dropped > 0) lost += dropped - 1;
    const std::scoped_lock add(pen->mutex_);
    pen->dropped_ += lost;
    return written;
  }
  return {};
}

Result<void> AccessLog::write(std::string_view& rest) const {
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      return fail(ErrorKind::unavailable, std::string("the access log cannot be written: ") + std::strerror(errno),
                  file_.string(), "make room on its disk");
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

void AccessLog::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  bool told = false;
  while (!stop.stop_requested()) {
    never.wait_for(lock, stop, limits::access_log_pause, [] { return false; });
    const Result<void> written = flush();
    // Told once, not at every look while the disk is full.
    if (!written && !told) log::failure(written.error());
    told = !written;
  }
}

}  // namespace vestnik::http
