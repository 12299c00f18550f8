#include "media/testing/world.h"

#include <unistd.h>
#include <vips/vips.h>
#include <zlib.h>

#include <cstdlib>
#include <iostream>
#include <mutex>

#include "base/files.h"

namespace vestnik::media::testing {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::cerr << "test world: " << what << '\n';
  std::abort();
}

void start() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("test") != 0) give_up(vips_error_buffer());
  });
}

void must(int failed) {
  if (failed != 0) give_up(vips_error_buffer());
}

class Picture {
 public:
  explicit Picture(VipsImage* image) : image_(image) {
    if (image == nullptr) give_up(vips_error_buffer());
  }
  Picture(Picture&& other) noexcept : image_(std::exchange(other.image_, nullptr)) {}
  Picture& operator=(Picture&& other) noexcept {
    std::swap(image_, other.image_);
    return *this;
  }
  ~Picture() { g_clear_object(&image_); }
  VipsImage* get() const { return image_; }

 private:
  VipsImage* image_;
};

std::string written(const Picture& picture, const std::string& suffix) {
  void* data = nullptr;
  std::size_t size = 0;
  must(vips_image_write_to_buffer(picture.get(), suffix.c_str(), &data, &size, nullptr));
  std::string bytes(static_cast<const char*>(data), size);
  g_free(data);
  return bytes;
}

Picture opened(std::string_view bytes) {
  start();
  return Picture(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "vestnik-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) give_up("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of(const std::filesystem::path& file) {
  auto bytes = read_file(file);
  if (!bytes) give_up(bytes.error().message());
  return std::move(*bytes);
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
    if (entry.is_regular_file()) files.push_back(entry.path());
  if (files.empty()) give_up("no files in " + folder.string());
  std::ranges::sort(files);
  return files;
}

Pixels decode(std::string_view picture) {
  auto image = opened(picture);
  std::size_t size = 0;
  void* data = vips_image_write_to_memory(image.get(), &size);
  if (data == nullptr) give_up(vips_error_buffer());
  Pixels pixels{image.get()->Xsize, image.get()->Ysize, image.get()->Bands,
                std::string(static_cast<const char*>(data), size)};
  g_free(data);
  return pixels;
}

double difference(const Pixels& left, const Pixels& right) {
  if (left.width != right.width || left.height != right.height || left.bands != right.bands) return 255;
  double sum = 0;
  for (std::size_t index = 0; index < left.bytes.size(); ++index)
    sum += std::abs(static_cast<unsigned char>(left.bytes[index]) - static_cast<unsigned char>(right.bytes[index]));
  return sum / static_cast<double>(left.bytes.size());
}

std::string red_and_blue(int width, int height, const std::string& suffix) {
  start();
  std::string pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) pixels += x * 2 < width ? std::string("\xE0\x10\x10") : std::string("\x10\x10\xE0");
  Picture picture(vips_image_new_from_memory(pixels.data(), pixels.size(), width, height, 3, VIPS_FORMAT_UCHAR));
  picture.get()->Type = VIPS_INTERPRETATION_sRGB;
  return written(picture, suffix == ".avif" ? ".avif[compression=av1,effort=0,bitdepth=8]" : suffix);
}

std::string in_profile(std::string_view picture, const std::string& profile) {
  auto image = opened(picture);
  VipsImage* out = nullptr;
  must(vips_icc_transform(image.get(), &out, profile.c_str(), "input_profile", "srgb", nullptr));
  return written(Picture(out), ".jpg[Q=95]");
}

std::string black_png(unsigned width, unsigned height) {
  auto number = [](std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
  };
  std::string png("\x89PNG\r\n\x1A\n", 8);
  auto add_chunk = [&](const std::string& name, const std::string& body) {
    auto checked = name + body;
    auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    png += number(static_cast<std::uint32_t>(body.size())) + checked + number(static_cast<std::uint32_t>(sum));
  };
  add_chunk("IHDR", number(width) + number(height) + std::string("\1\0\0\0\0", 5));

  z_stream stream{};
  if (deflateInit(&stream, 1) != Z_OK) give_up("no memory for zlib");
  std::string row(1 + (width + 7) / 8, '\0'), packed(64 << 10, '\0'), body;
  for (unsigned line = 0; line <= height; ++line) {
    stream.next_in = reinterpret_cast<Bytef*>(row.data());
    stream.avail_in = line < height ? static_cast<uInt>(row.size()) : 0;
    do {
      stream.next_out = reinterpret_cast<Bytef*>(packed.data());
      stream.avail_out = static_cast<uInt>(packed.size());
      deflate(&stream, line < height ? Z_NO_FLUSH : Z_FINISH);
      body.append(packed, 0, packed.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  add_chunk("IDAT", body);
  add_chunk("IEND", "");
  return png;
}

}  // namespace vestnik::media::testing
