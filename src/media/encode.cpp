#include "media/encode.h"

#include <libheif/heif.h>

#include <cstring>

namespace vestnik::media {
namespace {

using Buffer = std::unique_ptr<void, decltype(&g_free)>;

void append_riff_size(std::string& out, std::size_t size) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xFFU);
}

// libvips 8.14 adds an EXIF chunk of defaults even where it is told to strip: only the picture goes on.
//   RIFF := "RIFF" size u32le "WEBP" chunk*;  chunk := four letters, size u32le, bytes, padding to an even length
Result<std::string> only_picture(std::string_view riff) {
  constexpr std::size_t head = 12, chunk_head = 8;
  for (std::size_t at = head; at + chunk_head <= riff.size();) {
    std::size_t size = 0;
    for (std::size_t index = 4; index > 0; --index)
      size = size << 8U | static_cast<unsigned char>(riff[at + 3 + index]);
    std::size_t whole = chunk_head + size + size % 2;
    if (whole > riff.size() - at) break;
    if (riff.substr(at, 4) == "VP8 ") {
      std::string bare = "RIFF";
      append_riff_size(bare, 4 + whole);
      return bare.append("WEBP").append(riff.substr(at, whole));
    }
    at += whole;
  }
  return fail(ErrorKind::invalid, "WebP without a picture came out of the encoder");
}

struct ReleaseHeif {
  void operator()(heif_context* context) const { heif_context_free(context); }
  void operator()(heif_encoder* encoder) const { heif_encoder_release(encoder); }
  void operator()(heif_image* image) const { heif_image_release(image); }
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
template <class T>
using Heif = std::unique_ptr<T, ReleaseHeif>;

// Runs step after step until one fails.
class Steps {
 public:
  template <class Step>
  void then(Step step) {
    if (problem_.code == heif_error_Ok) problem_ = step();
  }
  bool good() const { return problem_.code == heif_error_Ok; }
  const char* reason() const { return problem_.message; }

 private:
  heif_error problem_{heif_error_Ok, heif_suberror_Unspecified, ""};
};

heif_error append(heif_context*, const void* data, std::size_t size, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

}  // namespace

Result<std::string> encode_webp(const Image& image, int quality) {
  void* data = nullptr;
  std::size_t size = 0;
  if (vips_webpsave_buffer(image.get(), &data, &size, "Q", quality, "strip", TRUE, nullptr) != 0) return unreadable();
  Buffer owner(data, g_free);
  return only_picture({static_cast<const char*>(data), size});
}

Result<std::string> encode_jpeg(const Image& image, int quality) {
  void* data = nullptr;
  std::size_t size = 0;
  if (vips_jpegsave_buffer(image.get(), &data, &size, "Q", quality, "interlace", TRUE, "optimize_coding", TRUE, "strip",
                           TRUE, nullptr) != 0)
    return unreadable();
  Buffer owner(data, g_free);
  return std::string(static_cast<const char*>(data), size);
}

Result<std::string> encode_avif(const Image& image, int quality, int speed, const std::string& xmp) {
  int width = vips_image_get_width(image.get()), height = vips_image_get_height(image.get());
  std::size_t length = 0, row = static_cast<std::size_t>(width) * 3;
  Buffer pixels(vips_image_write_to_memory(image.get(), &length), g_free);
  if (!pixels || length != row * static_cast<std::size_t>(height)) return unreadable();

  Heif<heif_context> context(heif_context_alloc());
  heif_encoder* encoder = nullptr;
  heif_image* canvas = nullptr;
  heif_image_handle* handle = nullptr;
  std::string bytes;
  heif_writer writer{1, append};
  Steps steps;
  steps.then([&] { return heif_context_get_encoder_for_format(context.get(), heif_compression_AV1, &encoder); });
  Heif<heif_encoder> own_encoder(encoder);
  steps.then([&] { return heif_encoder_set_lossy_quality(encoder, quality); });
  steps.then([&] { return heif_encoder_set_parameter_integer(encoder, "speed", speed); });
  steps.then([&] { return heif_encoder_set_parameter_integer(encoder, "threads", 1); });
  steps.then([&] { return heif_encoder_set_parameter_string(encoder, "chroma", "420"); });
  steps.then(
      [&] { return heif_image_create(width, height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &canvas); });
  Heif<heif_image> own_canvas(canvas);
  steps.then([&] { return heif_image_add_plane(canvas, heif_channel_interleaved, width, height, 8); });
  if (steps.good()) {
    int stride = 0;
    auto* plane = heif_image_get_plane(canvas, heif_channel_interleaved, &stride);
    for (int line = 0; line < height; ++line)
      std::memcpy(plane + static_cast<std::ptrdiff_t>(line) * stride,
                  static_cast<const char*>(pixels.get()) + static_cast<std::size_t>(line) * row, row);
  }
  steps.then([&] { return heif_context_encode_image(context.get(), canvas, encoder, nullptr, &handle); });
  Heif<heif_image_handle> own_handle(handle);
  if (!xmp.empty())
    steps.then(
        [&] { return heif_context_add_XMP_metadata(context.get(), handle, xmp.data(), static_cast<int>(xmp.size())); });
  steps.then([&] { return heif_context_write(context.get(), &writer, &bytes); });
  if (!steps.good()) return fail(ErrorKind::invalid, std::string("cannot write AVIF: ") + steps.reason());
  return bytes;
}

}  // namespace vestnik::media
