// Articles in bulk, one JSON object a line (docs/interchange.md). Lines are parsed and their HTML converted on worker
// threads; the calling thread writes them in the file's order, some hundreds a transaction. Memory is bounded by the
// queue, not by the file. The same slug in the same site again is an update.
//
// Beside a file that `export_all` wrote lie site.json, assets.jsonl, comments.jsonl and redirects.jsonl: they are taken
// along.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "interchange/report.h"
#include "media/library.h"
#include "store/store.h"

namespace vestnik::interchange {

struct JsonlOptions {
  std::filesystem::path file;
  std::string site_host;               // empty: that of site.json, else the only one; made if need be
  std::filesystem::path media_folder;  // where "image.file" is looked for; empty: the folder of `file`
  ProgressListener progress;           // may be empty
  Clock clock = system_clock();
  unsigned threads = 0;  // 0: one a core
  StopAsked stop = {};
};

// Blocks. A line that cannot be read is reported with its number and skipped; where no line can be read, or the
// file is none, ErrorKind::invalid.
Result<ImportReport> import_jsonl(store::Store& store, media::Library& library, const JsonlOptions& options);

}  // namespace vestnik::interchange
