// The media folder: originals and renditions, addressed by content. Foreign files are only ever parsed in a separate
// worker process (media/worker.h) without network and with limits on memory, time and system calls.
//
//   DIR/originals/ab/abcdef…           the file as it came, mode 0600, never served
//   DIR/renditions/ab/abcdef…/WxH….ext what readers get: re-encoded, EXIF gone, credit and copyright kept
//
// Public functions: any thread; those that say so block for as long as the worker takes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/area.h"
#include "base/error.h"

namespace vestnik::media {

// What the worker reads out of a picture.
struct Picture {
  std::string mime;           // "image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic"
  int width = 0, height = 0;  // upright
  std::string placeholder;    // data:image/webp;base64,… of about 24 pixels' width
  std::string title, caption, credit, rights;  // IPTC, XMP, EXIF; UTF-8, cleaned
};

enum class Format { avif, webp, jpeg };
std::string_view extension_of(Format format);
std::string_view mime_of(Format format);

// The widths that every picture is offered in, px; one wider than the original is left out, the original's own width
// stands in its place where the original is narrower than the widest.
inline constexpr int widths[] = {320, 640, 1024, 1600};
// Aspect of a crop around the focal point: cards and social cards; `whole` keeps the picture's own.
enum class Crop { whole, wide, square };  // wide 3:2, square 1:1
struct Rendition {
  int width = 0;
  Crop crop = Crop::whole;
  Format format = Format::jpeg;
  double focus_x = 0.5, focus_y = 0.5;
  std::string stamp = {};  // of what is written into the file and of `part` (stamp_of)
  // What was cut out of the original, which counts as the whole picture then. The address has it in its stamp only.
  std::optional<Area> part = {};
};

// Eight hexadecimal digits, "" where there is nothing to tell: a changed credit, or another part of the picture,
// changes every address, so that no cache goes on showing a file of before.
std::string stamp_of(std::string_view credit, std::string_view rights, const std::optional<Area>& part = {});

// "/media/<digest>/<width>-<crop>-<focus>.<ext>", with "-<stamp>" behind the focus where there is one, and back;
// nothing where the name is none that we make.
std::string address_of(std::string_view digest, const Rendition& rendition);
struct Named {
  std::string digest;
  Rendition rendition;
};
std::optional<Named> parse_address(std::string_view path);
// Widths offered for a picture of that size (of its part, where one was cut out), ascending.
std::vector<int> widths_for(int width, Crop crop, int height);
// Height of a rendition, px.
int height_of(const Rendition& rendition, int width, int height);

class Library {
 public:
  // `worker`: the program to start as worker (this program itself), given "media-worker" as its argument.
  static Result<std::unique_ptr<Library>> open(std::filesystem::path folder, std::filesystem::path worker);
  virtual ~Library() = default;

  struct Kept {
    std::string digest;
    std::int64_t bytes = 0;
    Picture picture;
  };
  // Keeps a picture's original, durable on return. Blocks. ErrorKind::invalid where it is no picture that we read,
  // too_large above limits::picture_pixels.
  virtual Result<Kept> keep_picture(std::string_view bytes) = 0;
  // Keeps any other file as it is (sniffed by its first bytes; video, audio, PDF), not decoded. Blocks.
  virtual Result<Kept> keep_file(std::string_view bytes) = 0;
  // The placeholder of a part of a kept picture. Blocks. ErrorKind::invalid where the part is not within it.
  virtual Result<std::string> placeholder(std::string_view digest, const std::optional<Area>& part) = 0;

  // The rendition's bytes, made where it does not exist yet. `credit` and `rights` are written into the file, as they
  // were when it was first made; `wanted.stamp` has to be theirs and its part's. Blocks; equal requests at the same
  // time are made once. ErrorKind::not_found for a width that is not offered for the picture; whether the focus is the
  // picture's own is for the caller to check, or anyone may have ten thousand of them made. ErrorKind::busy where too
  // many wait.
  virtual Result<std::string> rendition(std::string_view digest, const Rendition& wanted, std::string_view credit,
                                        std::string_view rights) = 0;
  // Only what exists already: a short read of a file.
  virtual std::optional<std::string> existing(std::string_view digest, const Rendition& wanted) = 0;
  virtual bool is_made(std::string_view digest, const Rendition& wanted) const = 0;

  // Makes a rendition before anybody asks for it, in a worker of its own that gets what is left of the processors:
  // nobody waits behind it, and `rendition` takes the work over where it is under way. False where there is nothing to
  // do: it is there, somebody else makes it, or `stop` was requested, which ends it at once. Blocks; one thread. Errors
  // as of `rendition`; ErrorKind::unavailable also where the disk has less than limits::ahead_free_bytes.
  virtual Result<bool> make_ahead(std::string_view digest, const Rendition& wanted, std::string_view credit,
                                  std::string_view rights, const std::stop_token& stop) = 0;
  // Nothing is to be made ahead for a while. The same thread.
  virtual void rest() = 0;

  virtual std::filesystem::path original(std::string_view digest) const = 0;
  virtual bool has(std::string_view digest) const = 0;
};

// main() of the worker process: reads tasks from standard input, never returns to the caller's work.
int worker_main();

}  // namespace vestnik::media
