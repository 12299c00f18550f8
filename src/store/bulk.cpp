#include "store/bulk.h"

#include "store/catalogue.h"
#include "store/changes.h"

namespace vestnik::store {
namespace {

constexpr std::string_view prefix = "bulk import ";

}  // namespace

std::int64_t begin_bulk(Session& session) {
  const std::int64_t mark = next_id(session);
  session.run("INSERT INTO settings (site, name, value) VALUES (0, ?, '')",
              {std::string(prefix) + std::to_string(mark)});
  return mark;
}

void end_bulk(Session& session, std::int64_t mark) {
  session.run("DELETE FROM settings WHERE site = 0 AND name = ?", {std::string(prefix) + std::to_string(mark)});
}

bool tell_cut_off_bulk(Session& session, Time now) {
  if (session.integer("SELECT count(*) FROM settings WHERE site = 0 AND name LIKE 'bulk import %'").value_or(0) == 0) {
    return false;
  }
  session.run("DELETE FROM settings WHERE site = 0 AND name LIKE 'bulk import %'");
  for (const content::Site& site : all_sites(session)) record_change(session, site.id, ChangeKind::reset, 0, now);
  return true;
}

}  // namespace vestnik::store
