#include "media/negotiated.h"

#include <charconv>

#include "base/digest.h"

namespace vestnik::media {
namespace {

constexpr std::string_view folder = "/media/";
constexpr std::size_t mark_digits = 10;

}  // namespace

std::string negotiated_address(std::int64_t asset, std::string_view digest, std::string_view stamp, int width) {
  const std::string mark = sha256_hex(std::string(digest) + " " + std::string(stamp)).substr(0, mark_digits);
  return std::string(folder) + std::to_string(asset) + "-" + mark + "/" + std::to_string(width);
}

std::optional<Negotiated> parse_negotiated(std::string_view path) {
  if (!path.starts_with(folder)) return std::nullopt;
  path.remove_prefix(folder.size());
  Negotiated named;
  const char* const end = path.data() + path.size();
  const auto [after, problem] = std::from_chars(path.data(), end, named.asset);
  if (problem != std::errc{} || named.asset < 1 || after == end || *after != '-') return std::nullopt;
  if (static_cast<std::size_t>(end - after) < mark_digits + 3 || after[mark_digits + 1] != '/') return std::nullopt;
  const auto [last, width_problem] = std::from_chars(after + mark_digits + 2, end, named.width);
  if (width_problem != std::errc{} || last != end || named.width < 1) return std::nullopt;
  return named;
}

Format format_for(std::string_view accept) {
  // Browsers name what they take beyond the usual; a name with q=0 is none that they take.
  const auto takes = [accept](std::string_view type) {
    const std::size_t at = accept.find(type);
    if (at == std::string_view::npos) return false;
    const std::string_view rest = accept.substr(at + type.size());
    const std::string_view parameters = rest.substr(0, rest.find(','));
    const std::size_t quality = parameters.find("q=0");
    return quality == std::string_view::npos ||
           parameters.find_first_of("123456789", quality + 3) != std::string_view::npos;
  };
  if (takes("image/avif")) return Format::avif;
  return takes("image/webp") ? Format::webp : Format::jpeg;
}

}  // namespace vestnik::media
