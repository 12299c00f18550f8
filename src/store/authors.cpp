#include "store/catalogue.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/saving.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::Author;

std::vector<Author> authors(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Author> found;
  std::string sql = "SELECT id, site, slug, name, bio, url, picture, links, kind FROM ";
  sql += session.is_public() ? "public_authors " : "authors ";
  session.query(sql + std::string(rest), "iittttitt", parameters, [&](const Row& row) {
    found.push_back({row.id<AuthorId>(0), row.id<SiteId>(1), row.string(2), row.string(3), row.string(4), row.string(5),
                     row.id<AssetId>(6), read_texts(row.text(7)),
                     row.text(8) == "team" ? Author::Kind::team : Author::Kind::person});
    return true;
  });
  return found;
}

std::optional<Author> first_of(std::vector<Author> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

AuthorId save_author(Session& session, const Author& author, Time now) {
  const auto before = author.id ? find_author(session, author.id) : std::nullopt;
  AuthorId id{save_row(session, "authors", author.id.value,
                       {{"slug", author.slug},
                        {"name", author.name},
                        {"bio", author.bio},
                        {"url", author.url},
                        {"picture", author.picture},
                        {"links", write_texts(author.links)},
                        {"kind", author.kind == Author::Kind::team ? "team" : "person"}},
                       {{"site", author.site}})};
  if (before && before->name != author.name) note_work_changes(session, id);
  record_change(session, author.site, ChangeKind::author, id.value, now);
  return id;
}

std::vector<Author> all_authors(Session& session, SiteId site) {
  return authors(session, "WHERE site = ? ORDER BY id", {site});
}

std::vector<AuthorId> authors_without_stories(Session& session) {
  std::vector<AuthorId> found;
  session.query("SELECT id FROM authors a WHERE NOT EXISTS (SELECT 1 FROM article_authors s WHERE s.author = a.id)",
                "i", {}, [&](const Row& row) {
                  found.push_back(row.id<AuthorId>(0));
                  return true;
                });
  return found;
}

std::optional<Author> find_author(Session& session, AuthorId id) {
  return first_of(authors(session, "WHERE id = ?", {id}));
}

std::optional<Author> find_author(Session& session, SiteId site, std::string_view slug) {
  return first_of(authors(session, "WHERE site = ? AND slug = ?", {site, slug}));
}

}  // namespace vestnik::store
