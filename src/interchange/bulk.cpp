#include "interchange/bulk.h"

#include "store/bulk.h"
#include "store/changes.h"

namespace vestnik::interchange {

Result<ImportReport> import_in_bulk(store::Store& store, const content::Site& site, ImportReport& report, Time now,
                                    const std::function<Result<void>()>& steps) {
  const auto mark = store.write([](store::Session& session) { return store::begin_bulk(session); });
  if (!mark) return std::unexpected(mark.error());
  const auto done = steps();
  const auto told = store.write([&](store::Session& session) {
    store::end_bulk(session, *mark);
    if (report.anything_changed() && site.id) {
      store::record_change(session, site.id, store::ChangeKind::reset, 0, now);
    }
  });
  if (!done) return std::unexpected(done.error());
  if (!told) return std::unexpected(told.error());
  return std::move(report);
}

Error stopped_early(const std::filesystem::path& file) {
  return {ErrorKind::busy, "the import was stopped before its end", file.string(),
          "run it again: it goes on with what is not there yet"};
}

}  // namespace vestnik::interchange
