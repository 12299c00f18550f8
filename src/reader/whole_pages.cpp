#include "reader/whole_pages.h"

#include <brotli/encode.h>

#include <exception>

#include "base/log.h"

namespace vestnik::reader {
namespace {

// What an entry costs beside its bytes.
constexpr std::size_t entry_bytes = 128;

// Empty where it fails or is no smaller than `most`.
std::string brotli(const std::string& text, std::size_t most) {
  std::string packed(most, '\0');
  std::size_t size = packed.size();
  const auto done = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                                          reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(done == BROTLI_TRUE ? size : 0);
  packed.shrink_to_fit();
  return packed;
}

}  // namespace

WholePages::Packed WholePages::find(std::uint64_t version) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_version_.find(version);
  return found == by_version_.end() ? nullptr : found->second;
}

void WholePages::want(std::uint64_t version, std::shared_ptr<const pages::Stitched> page) {
  if (page->text_length > limits::whole_page_bytes) return;
  {
    const std::scoped_lock lock(mutex_);
    if (busy_ || by_version_.contains(version)) return;
    busy_ = true;
  }
  pool_.start([this, version, page = std::move(page)] { make(version, *page); });
}

void WholePages::make(std::uint64_t version, const pages::Stitched& page) {
  Packed packed;
  try {
    packed = std::make_shared<const std::string>(brotli(pages::inflate(page), page.length));
  } catch (const std::exception& problem) {
    // Out of memory, say: the pieces go on being sent.
    log::warn("a page could not be compressed as a whole: {}", problem.what());
  }
  const std::scoped_lock lock(mutex_);
  busy_ = false;
  if (!packed) return;
  bytes_ += packed->size() + entry_bytes;
  by_version_[version] = std::move(packed);
  by_age_.push_back(version);
  while (bytes_ > most_bytes_) {
    const auto oldest = by_version_.find(by_age_.front());
    bytes_ -= oldest->second->size() + entry_bytes;
    by_version_.erase(oldest);
    by_age_.pop_front();
  }
}

std::size_t WholePages::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

}  // namespace vestnik::reader
