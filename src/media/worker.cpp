#include "media/worker.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "base/limits.h"
#include "base/text.h"
#include "media/captions.h"
#include "media/picture.h"
#include "media/picture_hash.h"
#include "media/rendition.h"
#include "media/sandbox.h"
#include "media/vips_image.h"

namespace vestnik::media {
namespace {

constexpr int office = STDIN_FILENO;  // a socket: both ways

bool read_exactly(char* to, std::size_t size) {
  while (size > 0) {
    auto got = ::read(office, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    auto put = ::write(office, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

std::optional<Fields> next_task() {
  char head[size_bytes];
  if (!read_exactly(head, size_bytes)) return {};
  std::size_t size = read_size({head, size_bytes});
  if (size > task_bytes) return {};
  std::string body(size, '\0');
  if (!read_exactly(body.data(), size)) return {};
  return read_fields(body);
}

Result<Fields> read_task(const Fields& task) {
  if (task.size() != 3) return fail(ErrorKind::invalid, "a task without its bytes");
  auto area = read_area(task[1]);
  if (!area) return std::unexpected(area.error());
  auto picture = read_picture(task[2], *area);
  if (!picture) return std::unexpected(picture.error());
  return Fields{picture->mime,
                std::to_string(picture->width),
                std::to_string(picture->height),
                picture->placeholder,
                picture->title,
                picture->caption,
                picture->credit,
                picture->rights};
}

Result<Fields> hash_task(const Fields& task) {
  if (task.size() != 2) return fail(ErrorKind::invalid, "a task without its bytes");
  auto hash = hash_of(task[1]);
  if (!hash) return std::unexpected(hash.error());
  return Fields{std::move(*hash)};
}

Result<Fields> make_task(const Fields& task) {
  auto named = task.size() == 6 ? parse_address(task[1]) : std::nullopt;
  if (!named) return fail(ErrorKind::not_found, "no rendition has that name");
  auto area = read_area(task[4]);
  if (!area) return std::unexpected(area.error());
  named->rendition.part = *area;
  auto bytes = make_rendition(task[5], named->rendition, text::clean(task[2]), text::clean(task[3]));
  if (!bytes) return std::unexpected(bytes.error());
  return Fields{std::move(*bytes)};
}

// Everything is loaded, looked up and allocated that the libraries only do on first use: afterwards no file can be
// opened. Says nothing about the picture that it makes, which is our own.
Result<void> warm_up() {
  VipsImage* black = nullptr;
  if (vips_black(&black, 64, 64, "bands", 3, nullptr) != 0) return unreadable();
  Image image(black);
  void* data = nullptr;
  std::size_t size = 0;
  if (vips_jpegsave_buffer(image.get(), &data, &size, nullptr) != 0) return unreadable();
  std::string jpeg(static_cast<const char*>(data), size);
  g_free(data);
  if (vips_pngsave_buffer(image.get(), &data, &size, nullptr) != 0) return unreadable();
  std::string png(static_cast<const char*>(data), size);
  g_free(data);

  std::vector<std::string> originals{jpeg, png};
  for (auto format : {Format::jpeg, Format::webp, Format::avif}) {
    auto made = make_rendition(jpeg, {64, Crop::whole, format}, "Снимка", "Права");
    if (!made) return std::unexpected(made.error());
    originals.push_back(std::move(*made));
  }
  for (const auto& original : originals)
    if (auto picture = read_picture(original); !picture) return std::unexpected(picture.error());
  return {};
}

int answer_tasks(const std::map<std::string, Task>& tasks) {
  write_all(write_message({"ok"}));
  while (auto task = next_task()) {
    auto known = tasks.find(task->front());
    auto answer = known == tasks.end() ? fail(ErrorKind::invalid, "no such task") : known->second(*task);
    std::string message;
    if (answer) {
      std::vector<std::string_view> fields{"ok"};
      fields.insert(fields.end(), answer->begin(), answer->end());
      message = write_message(fields);
    } else {
      message = write_failure(answer.error());
    }
    if (!write_all(message)) break;
  }
  return 0;
}

}  // namespace

int run_worker(std::map<std::string, Task> further) {
  further.emplace("read", read_task);
  further.emplace("make", make_task);
  further.emplace("hash", hash_task);
  auto ready = start_vips();
  if (ready) {
    start_captions();
    ready = warm_up();
  }
  if (ready) ready = lock_down();
  if (!ready) {
    std::cerr << "media worker: " << ready.error().message() << '\n';
    write_all(write_failure(ready.error()));
    _exit(1);
  }
  // Without the destructors of libraries, which do what the walls forbid.
  _exit(answer_tasks(further));
}

int worker_main() {
  return run_worker({});
}

}  // namespace vestnik::media
