// The bytes of a file as clean UTF-8, whatever encoding its XML declaration or byte order mark names (ICU): what is not
// valid becomes U+FFFD, control characters that XML forbids are dropped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <string>

#include "base/error.h"

struct UConverter;

namespace vestnik::interchange::wordpress {

class Source {
 public:
  static Result<Source> open(const std::filesystem::path& file);
  // The same from memory; `name` stands for the file in messages.
  static Source of(std::string bytes, std::string name);
  Source(Source&&) = default;
  Source& operator=(Source&&) = default;

  // The next piece, empty at the end of the file. ErrorKind::unavailable where reading fails.
  Result<std::string> next();

  const std::string& name() const { return name_; }
  std::int64_t size() const { return size_; }
  std::int64_t read() const { return read_; }          // bytes of the file so far
  std::int64_t replaced() const { return replaced_; }  // sequences that were not valid in the encoding
  std::int64_t dropped() const { return dropped_; }    // control characters
  const std::string& encoding() const { return encoding_; }

 private:
  Source() = default;
  Result<void> find_encoding(std::string_view head);
  std::string decode(std::string_view bytes, bool last);
  std::string clean(std::string text);

  std::unique_ptr<std::istream> stream_;
  std::string name_;
  std::string encoding_ = "UTF-8";
  std::string held_;  // an incomplete sequence at the end of the last piece
  std::unique_ptr<UConverter, void (*)(UConverter*)> converter_{nullptr, nullptr};
  std::int64_t size_ = 0, read_ = 0, replaced_ = 0, dropped_ = 0;
  bool started_ = false;
};

}  // namespace vestnik::interchange::wordpress
