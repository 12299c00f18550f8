#include "interchange/jsonl/lines.h"

#include <algorithm>

namespace vestnik::interchange {
namespace {

constexpr std::size_t block_bytes = 1 << 20;

}  // namespace

Result<Lines> Lines::open(const std::filesystem::path& file) {
  Lines lines;
  std::error_code problem;
  if (std::filesystem::is_directory(file, problem)) {
    return fail(ErrorKind::invalid, "a folder was given where a file is wanted", file.string());
  }
  lines.stream_.open(file, std::ios::binary);
  if (!lines.stream_) {
    return fail(ErrorKind::not_found, "the file cannot be opened", file.string(), "check its name and permissions");
  }
  const auto size = std::filesystem::file_size(file, problem);
  lines.size_ = problem ? 0 : static_cast<std::int64_t>(size);
  return lines;
}

bool Lines::fill() {
  block_.resize(block_bytes);
  stream_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  block_.resize(static_cast<std::size_t>(stream_.gcount()));
  at_ = 0;
  if (read_ == 0 && block_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  read_ += static_cast<std::int64_t>(block_.size());
  return !block_.empty();
}

bool Lines::next(Line& line) {
  line = {};
  while (true) {
    if (at_ == block_.size() && !fill()) {
      if (line.text.empty() && !line.too_long) return false;
      line.number = ++number_;
      return true;
    }
    const std::size_t end = std::min(block_.find('\n', at_), block_.size());
    if (line.text.size() + (end - at_) > longest_line) {
      line.too_long = true;
      line.text.clear();
    } else if (!line.too_long) {
      line.text.append(block_, at_, end - at_);
    }
    const bool ended = end < block_.size();
    at_ = ended ? end + 1 : end;
    if (!ended) continue;
    line.number = ++number_;
    if (line.text.ends_with('\r')) line.text.pop_back();
    if (line.text.find_first_not_of(" \t") == std::string::npos) line.text.clear();
    if (!line.text.empty() || line.too_long) return true;
  }
}

}  // namespace vestnik::interchange
