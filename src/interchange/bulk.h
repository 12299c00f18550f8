// What every import is wrapped in: quiet writing that ends with one `reset` (store/bulk.h).
#pragma once

#include <filesystem>
#include <functional>

#include "content/site.h"
#include "interchange/report.h"
#include "store/store.h"

namespace vestnik::interchange {

// Runs `steps`. What they committed before a failure shows as well; running the import again completes it. `site` and
// `report` are read after the steps, which fill them in.
Result<ImportReport> import_in_bulk(store::Store& store, const content::Site& site, ImportReport& report, Time now,
                                    const std::function<Result<void>()>& steps);

// What an import ends with that was asked to stop.
Error stopped_early(const std::filesystem::path& file);

}  // namespace vestnik::interchange
