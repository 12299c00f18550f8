// A perceptual hash: 64 bits that say of two neighbours on a grey picture of 9 × 8 which is the brighter one (dHash).
// Few bits differ between two versions of one picture. web/newsroom/reports/picture_hash.ts works out the same.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "media/worker_process.h"

namespace vestnik::media {

// 16 hexadecimal digits, row by row, the first bit first. In the worker: foreign bytes are decoded.
Result<std::string> hash_of(std::string_view bytes);

// Asks a worker of its own, apart from those that uploads and readers wait for. One thread.
class PictureHasher {
 public:
  // `worker`: as of Library::open.
  explicit PictureHasher(std::filesystem::path worker);
  // Of a file that the library keeps. Blocks. ErrorKind::not_found where it is not there or the disk does not give it,
  // invalid and too_large where it can never be read, unavailable where there is no worker.
  Result<std::string> hash(const std::filesystem::path& original);
  // Ends the worker until there is something to do again.
  void rest();

 private:
  std::filesystem::path program_;
  std::unique_ptr<WorkerProcess> worker_;
};

}  // namespace vestnik::media
