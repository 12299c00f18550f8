#include "interchange/wordpress/source.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

#include "base/text.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t piece_bytes = 64 << 10;

// Where an incomplete UTF-8 sequence begins at the end of `bytes`, else bytes.size().
std::size_t incomplete_from(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte < 0x80) break;
    if (byte >= 0xC0) {
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return back < length ? bytes.size() - back : bytes.size();
    }
  }
  return bytes.size();
}

std::int64_t occurrences(std::string_view text, std::string_view what) {
  std::int64_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// encoding="…" of an XML declaration, else "".
std::string declared_encoding(std::string_view head) {
  const std::size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(begin, std::min(head.find("?>", begin), head.size()) - begin);
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos || close - open > 41) return {};
  return std::string(declaration.substr(open + 1, close - open - 1));
}

// A plain loop over plain pointers, because it sees every byte of an export and sanitized builds are not optimised.
std::int64_t control_characters(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') ++count;
  }
  return count;
}

}  // namespace

Result<Source> Source::open(const std::filesystem::path& file) {
  Source source;
  std::error_code problem;
  if (std::filesystem::is_directory(file, problem)) {
    return fail(ErrorKind::invalid, "the export is a folder, not a file", file.string(), "name the .xml file in it");
  }
  const auto size = std::filesystem::file_size(file, problem);
  source.size_ = problem ? 0 : static_cast<std::int64_t>(size);
  source.name_ = file.string();
  source.stream_ = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*source.stream_) {
    return fail(ErrorKind::not_found, "the export cannot be opened", file.string(), "check its name and permissions");
  }
  return source;
}

Source Source::of(std::string bytes, std::string name) {
  Source source;
  source.size_ = static_cast<std::int64_t>(bytes.size());
  source.name_ = std::move(name);
  source.stream_ = std::make_unique<std::istringstream>(std::move(bytes));
  return source;
}

Result<void> Source::find_encoding(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) return {};
  if (head.starts_with("PK\x03\x04") || head.starts_with("\x1F\x8B")) {
    return fail(ErrorKind::invalid, "the export is packed", name_,
                head.starts_with("PK") ? "unpack it first: unzip FILE" : "unpack it first: gunzip FILE");
  }
  std::string name;
  if (head.starts_with("\xFF\xFE") || head.starts_with(std::string_view("<\0", 2))) {
    name = "UTF-16LE";
  } else if (head.starts_with("\xFE\xFF") || head.starts_with(std::string_view("\0<", 2))) {
    name = "UTF-16BE";
  } else {
    name = declared_encoding(head.substr(0, 4096));
  }
  if (name.empty() || ucnv_compareNames(name.c_str(), "UTF-8") == 0) return {};
  UErrorCode status = U_ZERO_ERROR;
  converter_ = {ucnv_open(name.c_str(), &status), ucnv_close};
  if (U_FAILURE(status) || converter_ == nullptr) {
    converter_ = {nullptr, nullptr};
    return fail(ErrorKind::invalid, "the export names an encoding that nobody knows: " + text::clean(name),
                name_ + ":1", "convert it: iconv -f ENCODING -t UTF-8");
  }
  encoding_ = name;
  return {};
}

std::string Source::decode(std::string_view bytes, bool last) {
  if (!converter_) {
    held_.append(bytes);
    const std::size_t end = last ? held_.size() : incomplete_from(held_);
    std::string whole = held_.substr(0, end);
    held_.erase(0, end);
    return whole;
  }
  std::vector<UChar> units(bytes.size() * 2 + 64);
  UChar* target = units.data();
  const char* from = bytes.data();
  UErrorCode status = U_ZERO_ERROR;
  ucnv_toUnicode(converter_.get(), &target, units.data() + units.size(), &from, from + bytes.size(), nullptr,
                 static_cast<UBool>(last), &status);
  std::string text;
  icu::UnicodeString(false, units.data(), static_cast<int32_t>(target - units.data())).toUTF8String(text);
  replaced_ += occurrences(text, replacement);
  return text;
}

std::string Source::clean(std::string text) {
  const std::int64_t controls = control_characters(text);
  const bool valid = text::is_utf8(text);
  if (controls == 0 && valid && text.find("\xEF\xBF\xBE") == std::string::npos &&
      text.find("\xEF\xBF\xBF") == std::string::npos) {
    return text;
  }
  dropped_ += controls;
  std::string cleaned = text::clean(text);
  if (!valid) replaced_ += occurrences(cleaned, replacement) - occurrences(text, replacement);
  return cleaned;
}

Result<std::string> Source::next() {
  while (true) {
    std::string bytes(piece_bytes, '\0');
    stream_->read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream_->gcount()));
    if (stream_->bad()) return fail(ErrorKind::unavailable, "the export cannot be read to its end", name_);
    const bool last = bytes.empty();
    read_ += static_cast<std::int64_t>(bytes.size());
    if (!started_) {
      started_ = true;
      if (auto found = find_encoding(bytes); !found) return std::unexpected(found.error());
    }
    std::string text = clean(decode(bytes, last));
    if (!text.empty() || last) return text;
  }
}

}  // namespace vestnik::interchange::wordpress
