#include "media/picture_hash.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "base/files.h"
#include "base/limits.h"
#include "media/sniff.h"
#include "media/vips_image.h"

namespace vestnik::media {
namespace {

constexpr int columns = 9, rows = 8, side = 4;  // px of a cell's sides

// What a cell is on average, 0 … 255 × its pixels × 1000.
std::int64_t cell(const Image& image, int column, int row) {
  std::int64_t sum = 0;
  for (int y = row * side; y < (row + 1) * side; ++y) {
    for (int x = column * side; x < (column + 1) * side; ++x) {
      const VipsPel* pixel = VIPS_IMAGE_ADDR(image.get(), x, y);
      sum += 299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2];
    }
  }
  return sum;
}

// Less is no difference: an even sky has none, whoever has made it smaller.
constexpr std::int64_t least_difference = std::int64_t{1000} * side * side;

Result<std::string> checked(const Fields& answer) {
  // The worker has seen foreign bytes: its answer is foreign as well.
  if (answer.size() == 1 && answer[0].size() == 16 &&
      answer[0].find_first_not_of("0123456789abcdef") == std::string::npos)
    return answer[0];
  return fail(ErrorKind::invalid, "unreadable file");
}

}  // namespace

Result<std::string> hash_of(std::string_view bytes) {
  const auto kind = sniff(bytes);
  if (!kind || !is_picture(*kind)) return fail(ErrorKind::invalid, "not a picture that we read");
  if (const auto size = size_of(bytes, *kind); !size) return std::unexpected(size.error());
  // Its sides do not matter: a picture that was made wider is still the same.
  constexpr Size grid{columns * side, rows * side};
  const auto small = scaled(bytes, grid, Area{0, 0, grid.width, grid.height});
  if (!small) return std::unexpected(small.error());
  std::uint64_t bits = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column + 1 < columns; ++column) {
      const bool falls = cell(*small, column, row) >= cell(*small, column + 1, row) + least_difference;
      bits = bits << 1U | (falls ? 1U : 0U);
    }
  }
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(bits));
  return digits.data();
}

PictureHasher::PictureHasher(std::filesystem::path worker) : program_(std::move(worker)) {}

Result<std::string> PictureHasher::hash(const std::filesystem::path& original) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(original, problem))
    return fail(ErrorKind::not_found, "no such original", original.string());
  const auto bytes = read_file(original, limits::upload_bytes);
  if (!bytes && bytes.error().kind == ErrorKind::too_large) return std::unexpected(bytes.error());
  // What the disk does not give of one file is no reason to let the others wait.
  if (!bytes) return fail(ErrorKind::not_found, bytes.error().what, original.string());
  const std::string task = write_message({"hash", *bytes});
  for (bool again = false;; again = true) {
    if (!worker_ || !worker_->is_waiting()) {
      worker_.reset();
      auto started = WorkerProcess::start(program_, limits::worker_time);
      if (!started) return std::unexpected(started.error());
      worker_ = std::move(*started);
    }
    const auto answer = worker_->ask(task, limits::worker_time);
    if (answer) return checked(*answer);
    // Whoever stops the service ends its workers with it, and no file is to blame: a dead one is asked for once more.
    if (again || worker_->is_waiting()) return std::unexpected(answer.error());
  }
}

void PictureHasher::rest() {
  worker_.reset();
}

}  // namespace vestnik::media
