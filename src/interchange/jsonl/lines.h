// The lines of a file, one after the other, in bounded memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

namespace vestnik::interchange {

struct Line {
  std::int64_t number = 0;
  std::string text;       // without its end; empty where it is too long
  bool too_long = false;  // over longest_line
};

inline constexpr std::size_t longest_line = 32UL << 20U;

class Lines {
 public:
  static Result<Lines> open(const std::filesystem::path& file);
  // False at the end of the file. Empty lines are passed over.
  bool next(Line& line);
  bool failed() const { return stream_.bad(); }
  std::int64_t read() const { return read_; }  // bytes so far
  std::int64_t size() const { return size_; }

 private:
  Lines() = default;
  bool fill();

  std::ifstream stream_;
  std::string block_;
  std::size_t at_ = 0;
  std::int64_t number_ = 0, read_ = 0, size_ = 0;
};

}  // namespace vestnik::interchange
