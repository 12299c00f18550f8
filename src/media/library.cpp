#include "media/library.h"

#include <charconv>

#include "base/digest.h"
#include "base/files.h"
#include "base/limits.h"
#include "base/text.h"
#include "media/ahead_worker.h"
#include "media/limits.h"
#include "media/message.h"
#include "media/once.h"
#include "media/sniff.h"
#include "media/worker_pool.h"

namespace vestnik::media {
namespace {

namespace fs = std::filesystem;

std::optional<int> number(const std::string& digits) {
  int value = 0;
  auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc{} || end != digits.data() + digits.size()) return {};
  return value;
}

std::unexpected<Error> nonsense() {
  return fail(ErrorKind::invalid, "unreadable file");
}

// The worker has seen foreign bytes: its answer is foreign as well.
Result<Picture> picture_from(const Fields& answer, Kind kind) {
  constexpr std::string_view data = "data:image/webp;base64,";
  constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  constexpr std::size_t placeholder_bytes = 1'000;
  if (answer.size() != 8 || answer[0] != mime_of(kind)) return nonsense();
  auto width = number(answer[1]), height = number(answer[2]);
  if (!width || !height || *width < 1 || *height < 1) return nonsense();
  if (static_cast<std::size_t>(*width) * static_cast<std::size_t>(*height) > limits::picture_pixels) return nonsense();
  std::string_view placeholder = answer[3];
  if (!placeholder.starts_with(data) || placeholder.size() > placeholder_bytes ||
      placeholder.substr(data.size()).find_first_not_of(base64) != std::string_view::npos)
    return nonsense();
  for (std::size_t text = 4; text < 8; ++text)
    if (answer[text].size() > limits::caption_bytes) return nonsense();
  return Picture{answer[0],
                 *width,
                 *height,
                 answer[3],
                 text::clean(answer[4]),
                 text::clean(answer[5]),
                 text::clean(answer[6]),
                 text::clean(answer[7])};
}

Kind kind_of(Format format) {
  switch (format) {
    case Format::avif:
      return Kind::avif;
    case Format::webp:
      return Kind::webp;
    case Format::jpeg:
      break;
  }
  return Kind::jpeg;
}

class FolderLibrary : public Library {
 public:
  FolderLibrary(fs::path folder, const fs::path& worker) : folder_(std::move(folder)), pool_(worker), ahead_(worker) {}

  Result<Kept> keep_picture(std::string_view bytes) override {
    if (bytes.size() > limits::upload_bytes)
      return fail(ErrorKind::too_large, "the picture has " + std::to_string(bytes.size()) + " bytes", {},
                  "at most " + std::to_string(limits::upload_bytes) + " are taken");
    auto kind = sniff(bytes);
    if (!kind || !is_picture(*kind))
      return fail(ErrorKind::invalid, "not a picture that we read", {}, "send JPEG, PNG, WebP, GIF, AVIF or HEIC");
    auto answer = pool_.run(write_message({"read", "", bytes}));
    if (!answer) return std::unexpected(answer.error());
    auto picture = picture_from(*answer, *kind);
    if (!picture) return std::unexpected(picture.error());
    return keep(bytes, std::move(*picture));
  }

  Result<Kept> keep_file(std::string_view bytes) override {
    auto kind = sniff(bytes);
    if (!kind || is_picture(*kind))
      return fail(ErrorKind::invalid, "not a kind of file that is kept", {},
                  "send MP4, WebM, MP3, M4A, Ogg, WAV or PDF");
    Picture about;
    about.mime = mime_of(*kind);
    return keep(bytes, std::move(about));
  }

  Result<std::string> placeholder(std::string_view digest, const std::optional<Area>& part) override {
    auto bytes = read_file(original(digest), limits::upload_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    const auto kind = sniff(*bytes);
    if (!kind || !is_picture(*kind)) return fail(ErrorKind::invalid, "not a picture that we read");
    auto answer = pool_.run(write_message({"read", write_area(part), *bytes}));
    if (!answer) return std::unexpected(answer.error());
    auto picture = picture_from(*answer, *kind);
    if (!picture) return std::unexpected(picture.error());
    return std::move(picture->placeholder);
  }

  Result<std::string> rendition(std::string_view digest, const Rendition& wanted, std::string_view credit,
                                std::string_view rights) override {
    auto address = address_of(digest, wanted);
    if (!parse_address(address)) return fail(ErrorKind::not_found, "no rendition has that name", address);
    if (auto bytes = existing(digest, wanted)) return std::move(*bytes);

    return making_.run(address, [&]() -> Result<std::string> {
      ahead_.give_way(address);
      // Whoever made it before us may have finished since our look.
      if (auto bytes = existing(digest, wanted)) return std::move(*bytes);
      return make(digest, wanted, credit, rights, address);
    });
  }

  std::optional<std::string> existing(std::string_view digest, const Rendition& wanted) override {
    if (!is_sha256_hex(digest)) return {};
    auto bytes = read_file(rendition_path(digest, wanted), limits::worker_answer_bytes);
    if (!bytes) return {};
    return std::move(*bytes);
  }

  bool is_made(std::string_view digest, const Rendition& wanted) const override {
    std::error_code ignored;
    return is_sha256_hex(digest) && fs::is_regular_file(rendition_path(digest, wanted), ignored);
  }

  Result<bool> make_ahead(std::string_view digest, const Rendition& wanted, std::string_view credit,
                          std::string_view rights, const std::stop_token& stop) override {
    const auto address = address_of(digest, wanted);
    if (!parse_address(address)) return fail(ErrorKind::not_found, "no rendition has that name", address);
    // Both look at what the other one is at after having said what they are at: never do both make it.
    const auto task = [&]() -> Result<std::optional<std::string>> {
      if (making_.is_running(address) || is_made(digest, wanted)) return std::nullopt;
      if (auto room = has_room_ahead(); !room) return std::unexpected(room.error());
      auto message = make_message(digest, wanted, credit, rights, address);
      if (!message) {
        // An original that may not be read concerns no other picture; a disk that answers nothing does.
        Error problem = message.error();
        if (problem.kind == ErrorKind::forbidden) problem.kind = ErrorKind::invalid;
        return std::unexpected(std::move(problem));
      }
      return std::optional(std::move(*message));
    };
    const auto keep_it = [&](Fields answer) -> Result<void> {
      auto kept = keep_rendition(digest, wanted, std::move(answer));
      if (!kept) return std::unexpected(kept.error());
      return {};
    };
    return ahead_.run(address, task, keep_it, stop);
  }

  void rest() override { ahead_.rest(); }

  fs::path original(std::string_view digest) const override {
    if (!is_sha256_hex(digest)) return {};
    return folder_ / "originals" / digest.substr(0, 2) / digest;
  }

  bool has(std::string_view digest) const override {
    auto path = original(digest);
    std::error_code ignored;
    return !path.empty() && fs::is_regular_file(path, ignored);
  }

 private:
  fs::path rendition_path(std::string_view digest, const Rendition& wanted) const {
    auto address = address_of(digest, wanted);
    return folder_ / "renditions" / digest.substr(0, 2) / digest / address.substr(address.rfind('/') + 1);
  }

  Result<Kept> keep(std::string_view bytes, Picture picture) {
    Kept kept{sha256_hex(bytes), static_cast<std::int64_t>(bytes.size()), std::move(picture)};
    if (has(kept.digest)) return kept;
    auto path = original(kept.digest);
    if (auto made = make_folder(path.parent_path()); !made) return std::unexpected(made.error());
    if (auto written = write_file(path, bytes); !written) return std::unexpected(written.error());
    return kept;
  }

  Result<std::string> make(std::string_view digest, const Rendition& wanted, std::string_view credit,
                           std::string_view rights, const std::string& address) {
    auto message = make_message(digest, wanted, credit, rights, address);
    if (!message) return message;
    auto answer = pool_.run(*message);
    if (!answer) return std::unexpected(answer.error());
    return keep_rendition(digest, wanted, std::move(*answer));
  }

  Result<std::string> make_message(std::string_view digest, const Rendition& wanted, std::string_view credit,
                                   std::string_view rights, const std::string& address) const {
    auto bytes = read_file(original(digest), limits::upload_bytes);
    if (!bytes) return bytes;
    return write_message({"make", address, credit, rights, write_area(wanted.part), *bytes});
  }

  Result<std::string> keep_rendition(std::string_view digest, const Rendition& wanted, Fields answer) const {
    if (answer.size() != 1 || sniff(answer.front()) != kind_of(wanted.format)) return nonsense();
    auto path = rendition_path(digest, wanted);
    if (auto made = make_folder(path.parent_path()); !made) return std::unexpected(made.error());
    if (auto written = write_file(path, answer.front()); !written) return std::unexpected(written.error());
    return std::move(answer.front());
  }

  Result<void> has_room_ahead() const {
    std::error_code problem;
    const fs::space_info space = fs::space(folder_, problem);
    if (problem || space.available >= limits::ahead_free_bytes) return {};
    return fail(ErrorKind::unavailable, "the disk has too little room for pictures that nobody has asked for yet",
                folder_.string(), "make room: at least " + std::to_string(limits::ahead_free_bytes >> 20U) + " MiB");
  }

  fs::path folder_;
  WorkerPool pool_;
  AheadWorker ahead_;
  Once<Result<std::string>> making_;  // by address
};

}  // namespace

Result<std::unique_ptr<Library>> Library::open(fs::path folder, fs::path worker) {
  for (const char* part : {"originals", "renditions"})
    if (auto made = make_folder(folder / part); !made) return std::unexpected(made.error());
  return std::make_unique<FolderLibrary>(std::move(folder), std::move(worker));
}

}  // namespace vestnik::media
