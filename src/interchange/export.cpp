#include "interchange/export.h"

#include <algorithm>

#include "base/files.h"
#include "base/json.h"
#include "interchange/export/json_files.h"
#include "interchange/export/site_names.h"
#include "interchange/export/wxr_file.h"
#include "interchange/jsonl/lines.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

namespace fs = std::filesystem;

Result<void> make_empty_folder(const fs::path& out) {
  std::error_code problem;
  if (fs::exists(out, problem) && !(fs::is_directory(out, problem) && fs::is_empty(out, problem))) {
    return fail(ErrorKind::conflict, "the folder for the export is there and not empty", out.string(),
                "name a new one");
  }
  auto made = make_folder(out);
  if (made) fs::permissions(out, fs::perms::owner_all, problem);
  return made;
}

std::string folder_name(const content::Site& site) {
  const bool plain = !site.host.empty() && site.host[0] != '.' && std::ranges::all_of(site.host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
  return plain ? site.host : "site-" + std::to_string(site.id.value);
}

// After the reading transaction, which must not last as long as files are copied.
Result<void> copy_media(const media::Library& library, const fs::path& folder, const ProgressListener& progress) {
  auto lines = Lines::open(folder / "assets.jsonl");
  if (!lines) return std::unexpected(lines.error());
  Line line;
  while (lines->next(line)) {
    const auto asset = parse_json(line.text);
    if (!asset || !asset->is_object()) continue;
    const std::string file = string_or(asset->get_object(), "file");
    const fs::path original = library.original(string_or(asset->get_object(), "digest"));
    std::error_code problem;
    if (file.empty() || !fs::exists(original, problem)) continue;
    fs::create_directories((folder / file).parent_path(), problem);
    if (!problem) fs::copy_file(original, folder / file, fs::copy_options::skip_existing, problem);
    if (problem) {
      return fail(ErrorKind::unavailable, "an original cannot be copied: " + problem.message(),
                  (folder / file).string(), "check the space on the disk");
    }
    if (progress) progress({"pictures and files", lines->read(), lines->size()});
  }
  return {};
}

}  // namespace

Result<void> export_all(store::Store& store, media::Library& library, const fs::path& out,
                        const ExportOptions& options) {
  if (auto made = make_empty_folder(out); !made) return made;
  const auto sites = store.read([](store::Session& session) { return store::all_sites(session); });
  if (!sites) return std::unexpected(sites.error());
  for (const content::Site& site : *sites) {
    const fs::path folder = out / folder_name(site);
    if (auto made = make_folder(folder); !made) return made;
    auto written = store.read([&](store::Session& session) -> Result<void> {
      const SiteNames names(session, site);
      Progress progress{"articles", 0, 2 * store::count_articles(session, site.id)};
      const auto each_written = [&] {
        if (++progress.done % 100 == 0 && options.progress) options.progress(progress);
      };
      if (auto done = write_site_file(folder, names); !done) return done;
      if (auto done = write_assets(session, folder, names); !done) return done;
      if (auto done = write_articles(session, folder, names, each_written); !done) return done;
      if (auto done = write_redirects(session, folder, names); !done) return done;
      return write_wxr(session, folder, names, options.clock(), each_written);
    });
    if (!written) return written;
    if (!options.with_media) continue;
    if (auto copied = copy_media(library, folder, options.progress); !copied) return copied;
  }
  return {};
}

}  // namespace vestnik::interchange
