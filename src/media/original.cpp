#include "media/original.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vestnik::media {
namespace {

constexpr std::string_view media_path = "/media/";
constexpr std::size_t digest_letters = 64;
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> originals = {{{"video/mp4", "mp4"},
                                                                                     {"video/webm", "webm"},
                                                                                     {"audio/mpeg", "mp3"},
                                                                                     {"audio/mp4", "m4a"},
                                                                                     {"audio/ogg", "ogg"},
                                                                                     {"audio/wav", "wav"},
                                                                                     {"audio/x-wav", "wav"},
                                                                                     {"application/pdf", "pdf"}}};
constexpr std::string_view original_mark = "/original.";

}  // namespace

std::string address_of_original(std::string_view digest, std::string_view mime) {
  const auto known = std::ranges::find(originals, mime, &std::pair<std::string_view, std::string_view>::first);
  if (digest.empty() || known == originals.end()) return {};
  return std::string(media_path) + std::string(digest) + std::string(original_mark) + std::string(known->second);
}

std::optional<std::string> parse_original(std::string_view path) {
  if (!path.starts_with(media_path) || path.size() < media_path.size() + digest_letters) return {};
  const std::string_view digest = path.substr(media_path.size(), digest_letters);
  if (digest.find_first_not_of("0123456789abcdef") != std::string_view::npos) return {};
  if (!path.substr(media_path.size() + digest_letters).starts_with(original_mark)) return {};
  return std::string(digest);
}

}  // namespace vestnik::media
