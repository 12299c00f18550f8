#include "interchange/sites.h"

#include "store/catalogue.h"

namespace vestnik::interchange {

Result<std::optional<content::Site>> choose_site(store::Session& session, std::string_view host,
                                                 std::string_view guess) {
  if (!host.empty()) return store::find_site(session, host);
  const auto sites = store::all_sites(session);
  if (sites.empty()) return std::optional<content::Site>();
  if (sites.size() == 1) return std::optional(sites.front());
  if (!guess.empty()) {
    if (auto site = store::find_site(session, guess)) return site;
  }
  std::string hosts;
  for (const content::Site& site : sites) hosts += (hosts.empty() ? "" : ", ") + site.host;
  return fail(ErrorKind::conflict, "there are several sites and it is not plain which one is meant", hosts,
              "name it with --site");
}

std::string base_url_of(const std::string& host) {
  return (host == "localhost" ? "http://" : "https://") + host;
}

}  // namespace vestnik::interchange
