#include "media/picture.h"

#include <cmath>

#include "media/captions.h"
#include "media/encode.h"
#include "media/sniff.h"
#include "media/vips_image.h"

namespace vestnik::media {
namespace {

constexpr int placeholder_width = 24;   // px; blurred by the browser, which scales it up
constexpr int placeholder_height = 36;  // px; of a very tall picture
constexpr std::size_t placeholder_bytes = 300;

// A WebP so small that it can stand in the page.
Result<std::string> placeholder_of(const Image& image) {
  std::string address;
  for (int quality : {40, 20, 5}) {
    auto bytes = encode_webp(image, quality);
    if (!bytes) return bytes;
    std::unique_ptr<char, decltype(&g_free)> text(
        g_base64_encode(reinterpret_cast<const guchar*>(bytes->data()), bytes->size()), g_free);
    address = std::string("data:image/webp;base64,") + text.get();
    if (address.size() <= placeholder_bytes) break;
  }
  return address;
}

}  // namespace

Result<Picture> read_picture(std::string_view bytes, const std::optional<Area>& part) {
  auto kind = sniff(bytes);
  if (!kind || !is_picture(*kind))
    return fail(ErrorKind::invalid, "not a picture that we read", {}, "send JPEG, PNG, WebP, GIF, AVIF or HEIC");
  auto size = size_of(bytes, *kind);
  if (!size) return std::unexpected(size.error());

  Picture picture;
  picture.mime = mime_of(*kind);
  picture.width = size->width;
  picture.height = size->height;
  const auto shown = shown_part(*size, part);
  if (!shown) return std::unexpected(shown.error());
  int width = std::min(placeholder_width, shown->width);
  int height = height_of({width, Crop::whole}, shown->width, shown->height);
  if (height > placeholder_height) {
    width = std::max(1, width * placeholder_height / height);
    height = placeholder_height;
  }
  // All of it in a few pixels first would blur the part's edges into what stands beside it: so scaled that the part
  // has the wanted size, then cut.
  const double across = double(width) / shown->width, down = double(height) / shown->height;
  const Size whole{std::max(width, static_cast<int>(std::lround(size->width * across))),
                   std::max(height, static_cast<int>(std::lround(size->height * down)))};
  auto small = scaled(bytes, whole, cut(whole, shown->left * across, shown->top * down, {width, height}));
  if (!small) return std::unexpected(small.error());
  auto placeholder = placeholder_of(*small);
  if (!placeholder) return std::unexpected(placeholder.error());
  picture.placeholder = std::move(*placeholder);
  read_captions(bytes, picture);
  return picture;
}

}  // namespace vestnik::media
