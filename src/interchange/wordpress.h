// A WordPress export (WXR 1.0–1.2) becomes a site: sections, topics, authors, media, articles, comments, navigation and
// a redirect for every address that the old site answered. The file is read several times as a stream, so its size does
// not matter; the first reading only checks it, so that a broken file changes nothing. May be repeated: what came from
// the same item is updated where it differs and left alone where the newsroom has changed it since.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "interchange/report.h"
#include "media/library.h"
#include "store/store.h"

namespace vestnik::interchange {

struct WordpressOptions {
  std::filesystem::path file;
  std::string site_host;               // empty: the export's own host, or the only site there is
  std::filesystem::path media_folder;  // the old wp-content/uploads; empty: no files come along
  ProgressListener progress;           // may be empty
  Clock clock = system_clock();
  StopAsked stop = {};
  std::string formerly = {};  // the host that the site had when it was imported before; empty: it is recognised
};

// Blocks. ErrorKind::invalid where the file is no export that can be read, with its line; conflict where it is not
// plain which site is meant, or nothing here came from the former host. Interrupted, it is completed by calling it
// again.
Result<ImportReport> import_wordpress(store::Store& store, media::Library& library, const WordpressOptions& options);

}  // namespace vestnik::interchange
