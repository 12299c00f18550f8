#include "media/picture.h"

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

Result<Picture> read_picture(std::string_view bytes) {
  auto kind = sniff(bytes);
  if (!kind || !is_picture(*kind))
    return fail(ErrorKind::invalid, "not a picture that we read", {}, "send JPEG, PNG, WebP, GIF, AVIF or HEIC");
  auto size = size_of(bytes, *kind);
  if (!size) return std::unexpected(size.error());

  Picture picture;
  picture.mime = mime_of(*kind);
  picture.width = size->width;
  picture.height = size->height;
  int width = std::min(placeholder_width, size->width);
  int height = height_of({width, Crop::whole}, size->width, size->height);
  if (height > placeholder_height) {
    width = std::max(1, width * placeholder_height / height);
    height = placeholder_height;
  }
  auto small = scaled(bytes, {width, height});
  if (!small) return std::unexpected(small.error());
  auto placeholder = placeholder_of(*small);
  if (!placeholder) return std::unexpected(placeholder.error());
  picture.placeholder = std::move(*placeholder);
  read_captions(bytes, picture);
  return picture;
}

}  // namespace vestnik::media
