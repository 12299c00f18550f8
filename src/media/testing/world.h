// For tests: folders that vanish, shared files, pictures drawn on the spot. One thread at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::media::testing {

// An empty folder that is removed with what is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The whole file; ends the test program where it is missing.
std::string bytes_of(const std::filesystem::path& file);
// Regular files of a folder, by name; ends the test program where there are none.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder);

// Pixels of a picture, 8 bits, row by row.
struct Pixels {
  int width = 0, height = 0, bands = 0;
  std::string bytes;
  int at(int x, int y, int band) const {
    return static_cast<unsigned char>(
        bytes[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
                  static_cast<std::size_t>(bands) +
              static_cast<std::size_t>(band)]);
  }
};
Pixels decode(std::string_view picture);
// Mean difference of a value, 0 to 255; 255 where the sizes differ.
double difference(const Pixels& left, const Pixels& right);

// Left half red, right half blue, as a file of that kind (".png", ".jpg", ".webp", ".gif", ".tif", ".avif", ".heic").
std::string red_and_blue(int width, int height, const std::string& suffix);
// The same picture in other colour spaces: "p3" as JPEG with its profile, "cmyk" as JPEG.
std::string in_profile(std::string_view picture, const std::string& profile);
// Black, one bit a pixel, compressed: a few hundred kilobytes even for billions of pixels.
std::string black_png(unsigned width, unsigned height);

}  // namespace vestnik::media::testing
