// Writes down what the library's pictures look like, one at a time, in a worker of its own and with as much rest as it
// took work, so that it is in nobody's way. One thread, ended by the destructor.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "media/library.h"
#include "media/picture_hash.h"
#include "store/store.h"

namespace vestnik::newsroom {

// The next picture behind `after` that has no hash yet; its number, or nothing where there is none. What can never be
// read is remembered as such; a file that is not there now is left for the next start. Blocks.
Result<std::optional<AssetId>> write_next_hash(store::Store& store, const media::Library& library,
                                               media::PictureHasher& reader, AssetId after);

class PictureHashWriter {
 public:
  // `worker`: as of media::Library::open.
  PictureHashWriter(store::Store& store, const media::Library& library, std::filesystem::path worker);
  ~PictureHashWriter();

 private:
  void run(const std::stop_token& stop);

  store::Store& store_;
  const media::Library& library_;
  media::PictureHasher reader_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::jthread thread_;  // last: it uses what is above
};

}  // namespace vestnik::newsroom
