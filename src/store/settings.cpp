// Small things that are set once.
#include "store/catalogue.h"

namespace vestnik::store {

void set_setting(Session& session, SiteId site, std::string_view name, std::string_view value) {
  session.run(
      "INSERT INTO settings (site, name, value) VALUES (?, ?, ?) "
      "ON CONFLICT (site, name) DO UPDATE SET value = excluded.value",
      {site.value, name, value});
}

std::optional<std::string> find_setting(Session& session, SiteId site, std::string_view name) {
  return session.text("SELECT value FROM settings WHERE site = ? AND name = ?", {site.value, name});
}

}  // namespace vestnik::store
