#include "newsroom/write_hashes.h"

#include <algorithm>

#include "base/log.h"
#include "store/picture_hashes.h"

namespace vestnik::newsroom {

namespace {

using namespace std::chrono_literals;

constexpr auto look_interval = 10s;  // until a new picture is found by what it looks like
constexpr auto shortest_rest = 20ms;

}  // namespace

Result<std::optional<AssetId>> write_next_hash(store::Store& store, const media::Library& library,
                                               media::PictureHasher& reader, AssetId after) {
  const auto next = store.read([&](store::Session& session) { return store::unhashed_after(session, after, 1); });
  if (!next) return std::unexpected(next.error());
  if (next->empty()) return std::nullopt;
  const store::Unhashed& picture = next->front();
  const auto hash = reader.hash(library.original(picture.digest));
  if (hash || hash.error().kind == ErrorKind::invalid || hash.error().kind == ErrorKind::too_large) {
    auto kept =
        store.write([&](store::Session& session) { store::keep_hash(session, picture.digest, hash.value_or("")); });
    if (!kept) return std::unexpected(kept.error());
  } else if (hash.error().kind == ErrorKind::unavailable) {
    return std::unexpected(hash.error());  // no worker: the same for every picture
  }
  return picture.id;
}

PictureHashWriter::PictureHashWriter(store::Store& store, const media::Library& library, std::filesystem::path worker)
    : store_(store), library_(library), reader_(std::move(worker)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

PictureHashWriter::~PictureHashWriter() {
  thread_.request_stop();
  thread_.join();
}

void PictureHashWriter::run(const std::stop_token& stop) {
  AssetId last;
  while (!stop.stop_requested()) {
    const auto begun = std::chrono::steady_clock::now();
    const auto made = write_next_hash(store_, library_, reader_, last);
    std::chrono::steady_clock::duration rest = look_interval;
    if (!made) {
      log::failure(made.error());
    } else if (!*made) {
      reader_.rest();
    } else {
      last = **made;
      rest = std::max<std::chrono::steady_clock::duration>(std::chrono::steady_clock::now() - begun, shortest_rest);
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, rest, [] { return false; });
  }
}

}  // namespace vestnik::newsroom
