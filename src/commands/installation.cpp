#include "commands/installation.h"

#include <tuple>

#include "store/bulk.h"

namespace vestnik::commands {

namespace {

constexpr const char *search_folder = "search", *media_folder = "media";

}  // namespace

store::Options store_options(const InstallationOptions& options) {
  store::Options of_store;
  of_store.data = options.data;
  of_store.url = options.store_url;
  of_store.public_url = options.public_store_url;
  return of_store;
}

Result<bool> Installation::is_at(const InstallationOptions& options) {
  std::error_code refused;
  std::ignore = std::filesystem::exists(options.data / "lock", refused);
  if (refused == std::errc::permission_denied) {
    return fail(ErrorKind::forbidden, "the data folder may not be looked into (Permission denied)",
                options.data.string(), "run it as the user whose folder it is, as with sudo -u vestnik");
  }
  // With its store elsewhere, the folder of an installation still holds what `open` makes there; one that was mistyped
  // does not. One of them is enough: a search index may have been taken away to be made anew.
  const auto holds = [&](const char* folder) {
    std::error_code problem;
    return std::filesystem::exists(options.data / folder, problem);
  };
  if (!options.store_url.empty() && !holds(search_folder) && !holds(media_folder)) return false;
  return store::Store::is_there(store_options(options));
}

Result<std::unique_ptr<Installation>> Installation::open(const InstallationOptions& options) {
  if (options.data.empty()) {
    return fail(ErrorKind::invalid, "no data folder was named", {}, "add --data DIR or set VESTNIK_DATA");
  }
  auto installation = std::make_unique<Installation>();
  installation->options = options;
  if (auto made = make_folder(options.data); !made) return std::unexpected(made.error());
  auto lock = FolderLock::take(options.data);
  if (!lock) return std::unexpected(lock.error());
  installation->lock = std::make_unique<FolderLock>(std::move(*lock));

  auto store = store::Store::open(store_options(options));
  if (!store) return std::unexpected(store.error());
  installation->store = std::move(*store);
  const Time now = installation->clock();
  auto told =
      installation->store->write([now](store::Session& session) { return store::tell_cut_off_bulk(session, now); });
  if (!told) return std::unexpected(told.error());

  std::error_code problem;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", problem);
  if (problem)
    return fail(ErrorKind::unavailable, "cannot tell where this program lies (" + problem.message() + ")",
                "/proc/self/exe", "mount /proc: the media worker is this program again");
  auto library = media::Library::open(options.media.empty() ? options.data / media_folder : options.media, program);
  if (!library) return std::unexpected(library.error());
  installation->library = std::move(*library);

  auto index = search::Index::open_or_begin_anew(options.data / search_folder);
  if (!index) return std::unexpected(index.error());
  installation->index = std::move(*index);
  auto work_index = search::Index::open_or_begin_anew(options.data / "newsroom-search");
  if (!work_index) return std::unexpected(work_index.error());
  installation->work_index = std::move(*work_index);
  return installation;
}

}  // namespace vestnik::commands
