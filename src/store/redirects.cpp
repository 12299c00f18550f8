// Addresses that lead elsewhere, or nowhere any more.
#include "content/article.h"
#include "store/catalogue.h"
#include "store/changes.h"

namespace vestnik::store {

std::string redirect_key(std::string_view address) {
  auto query = address.find('?');
  if (query == std::string_view::npos) return content::route_key(address);
  return content::route_key(address.substr(0, query)) + std::string(address.substr(query));
}

void save_redirect(Session& session, const Redirect& redirect, Time now, bool quiet) {
  auto source = redirect_key(redirect.from);
  if (!redirect.to.empty() && redirect_key(redirect.to) == source) return;
  auto id = next_id(session);
  auto kept = session.integer(
      "INSERT INTO redirects (id, site, source, target, at) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (site, source) DO UPDATE SET target = excluded.target, at = excluded.at RETURNING id",
      {id, redirect.site, source, redirect.to, now});
  if (!quiet) record_change(session, redirect.site, ChangeKind::redirect, kept.value_or(id), now);
}

void remove_redirect(Session& session, SiteId site, std::string_view from, Time now) {
  auto id =
      session.integer("DELETE FROM redirects WHERE site = ? AND source = ? RETURNING id", {site, redirect_key(from)});
  if (id) record_change(session, site, ChangeKind::redirect, *id, now);
}

void each_redirect(Session& session, const std::function<bool(const Redirect&)>& each) {
  session.stream("SELECT site, source, target FROM redirects ORDER BY id", "itt", {}, [&](const Row& row) {
    return each({row.id<SiteId>(0), row.string(1), row.string(2)});
  });
}

std::optional<std::string> find_redirect(Session& session, SiteId site, std::string_view from) {
  return session.text("SELECT target FROM redirects WHERE site = ? AND source = ?", {site, redirect_key(from)});
}

std::optional<Redirect> find_redirect(Session& session, std::int64_t id) {
  std::optional<Redirect> found;
  session.query("SELECT site, source, target FROM redirects WHERE id = ?", "itt", {id}, [&](const Row& row) {
    found = Redirect{row.id<SiteId>(0), row.string(1), row.string(2)};
    return false;
  });
  return found;
}

std::vector<std::pair<std::int64_t, Redirect>> redirects_after(Session& session, SiteId site, std::string_view part,
                                                               std::int64_t after, std::size_t most) {
  std::vector<std::pair<std::int64_t, Redirect>> found;
  std::string pattern = "%";
  for (const char letter : part) {
    if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
    pattern += letter;
  }
  pattern += "%";
  session.query(
      "SELECT id, site, source, target FROM redirects WHERE site = ? AND id > ? "
      "AND (source LIKE ? ESCAPE '!' OR target LIKE ? ESCAPE '!') ORDER BY id LIMIT ?",
      "iitt", {site, after, pattern, pattern, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        found.emplace_back(row.integer(0), Redirect{row.id<SiteId>(1), row.string(2), row.string(3)});
        return true;
      });
  return found;
}

std::optional<std::int64_t> redirect_id(Session& session, SiteId site, std::string_view from) {
  return session.integer("SELECT id FROM redirects WHERE site = ? AND source = ?", {site, redirect_key(from)});
}

}  // namespace vestnik::store
