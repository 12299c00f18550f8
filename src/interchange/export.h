// Everything that was written, in open formats (docs/interchange.md): nobody is locked in.
//
//   OUT/<host>/site.json        the site, its sections, authors and topics
//             /articles.jsonl   what import_jsonl reads, one article a line, whatever its state
//             /comments.jsonl, redirects.jsonl, assets.jsonl, revisions.jsonl
//             /media/ab/abcdef….jpg the originals, named as in assets.jsonl
//             /wordpress.wxr.xml what import_wordpress and WordPress read
#pragma once

#include <filesystem>

#include "base/error.h"
#include "base/time.h"
#include "interchange/report.h"
#include "media/library.h"
#include "store/store.h"

namespace vestnik::interchange {

struct ExportOptions {
  bool with_media = true;     // copy the originals
  ProgressListener progress;  // may be empty
  Clock clock = system_clock();
};

// Blocks; others may go on reading and writing. `out` must not exist or be an empty folder: ErrorKind::conflict.
Result<void> export_all(store::Store& store, media::Library& library, const std::filesystem::path& out,
                        const ExportOptions& options = {});

}  // namespace vestnik::interchange
