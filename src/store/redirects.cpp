// Redirects, reads and settings.
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

std::vector<ReadLine> most_read_on(Session& session, SiteId site, std::string_view day, std::size_t most) {
  std::vector<ReadLine> lines;
  session.query(
      "SELECT p.article, p.headline, p.path, d.count FROM reads d JOIN published p ON p.article = d.article "
      "WHERE d.day = ? AND p.site = ? ORDER BY d.count DESC, p.article DESC LIMIT ?",
      "itti", {day, site, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        lines.push_back({row.id<ArticleId>(0), row.string(1), row.string(2), row.integer(3)});
        return true;
      });
  return lines;
}

void add_reads(Session& session, ArticleId article, std::string_view day, std::int64_t count) {
  session.run(
      "INSERT INTO reads (day, article, count) VALUES (?, ?, ?) "
      "ON CONFLICT (day, article) DO UPDATE SET count = reads.count + excluded.count",
      {day, article, count});
}

void each_read(Session& session, std::string_view since_day, const std::function<bool(ArticleId, std::int64_t)>& each) {
  session.stream("SELECT article, SUM(count) FROM reads WHERE day >= ? GROUP BY article ORDER BY article", "ii",
                 {since_day}, [&](const Row& row) { return each(row.id<ArticleId>(0), row.integer(1)); });
}

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
