// Mends a stream of UTF-8 that wants to be a WordPress export, so that an XML parser takes what a person would take:
// bare ampersands and HTML's entities are escaped, "]]>" in text and references to forbidden characters too; comments
// and processing instructions go. A document type that declares anything is refused: no entity is ever expanded.
// Line breaks stay where they are, so that an error's line is the file's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

class Mender {
 public:
  // Appends the mended form of `piece` to `out`, holding back what cannot be decided yet; all of it where `last`.
  void feed(std::string_view piece, bool last, std::string& out);

  bool refused() const { return refused_; }  // a document type with declarations
  std::int64_t mended() const { return mended_; }
  // Something stood before the document, such as a warning of the old server.
  bool led_by_noise() const { return led_by_noise_; }

 private:
  enum class Where { start, text, tag, quoted, cdata, comment, instruction, doctype };
  std::size_t step(std::string_view in, std::size_t at, std::string& out);
  void append_section(std::string_view text, std::string& out);
  std::size_t step_text(std::string_view in, std::size_t at, std::string& out);
  std::size_t step_markup(std::string_view in, std::size_t at, std::string& out);
  std::size_t reference(std::string_view in, std::size_t at, std::string& out);
  std::size_t skip(std::string_view in, std::size_t at, std::string_view end, std::string& out);

  Where where_ = Where::start;
  char quote_ = 0;
  std::string held_;
  std::size_t section_ = 0;  // bytes of the present CDATA section
  std::int64_t mended_ = 0;
  bool refused_ = false;
  bool led_by_noise_ = false;
};

}  // namespace vestnik::interchange::wordpress
