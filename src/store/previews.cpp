// Secret links to what is not published.
#include "base/digest.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

constexpr std::size_t secret_bytes = 32;

}  // namespace

std::string add_preview(Session& session, const Preview& preview, Time now) {
  session.run("DELETE FROM previews WHERE expires_at <= ?", {now});
  std::string secret = random_token(secret_bytes);
  session.run("INSERT INTO previews (digest, article, revision, made_by, expires_at) VALUES (?, ?, ?, ?, ?)",
              {preview_id(secret), preview.article, preview.revision, preview.by, preview.expires_at});
  return secret;
}

std::optional<Preview> find_preview(Session& session, std::string_view secret, Time now) {
  std::optional<Preview> found;
  // Looked up by digest, as a token is: the time it takes tells nothing of the secret.
  session.query("SELECT article, revision, made_by, expires_at FROM previews WHERE digest = ? AND expires_at > ?",
                "iiti", {preview_id(secret), now}, [&](const Row& row) {
                  found = Preview{row.id<ArticleId>(0), static_cast<int>(row.integer(1)), row.string(2),
                                  from_millis(row.integer(3))};
                  return false;
                });
  return found;
}

std::string preview_id(std::string_view secret) {
  return sha256_hex(secret);
}

std::vector<PreviewLine> previews_of(Session& session, ArticleId article, Time now, std::size_t most) {
  std::vector<PreviewLine> lines;
  session.query(
      "SELECT digest, revision, made_by, expires_at FROM previews WHERE article = ? AND expires_at > ? "
      "ORDER BY expires_at, digest LIMIT ?",
      "titi", {article, now, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        lines.push_back({.id = row.string(0),
                         .preview = {.article = article,
                                     .revision = static_cast<int>(row.integer(1)),
                                     .by = row.string(2),
                                     .expires_at = from_millis(row.integer(3))}});
        return true;
      });
  return lines;
}

bool remove_preview(Session& session, ArticleId article, std::string_view id) {
  return session.run("DELETE FROM previews WHERE article = ? AND digest = ?", {article, id}) > 0;
}

void remove_previews(Session& session, ArticleId article) {
  session.run("DELETE FROM previews WHERE article = ?", {article});
}

void remove_previews_by(Session& session, std::string_view maker) {
  session.run("DELETE FROM previews WHERE made_by = ?", {maker});
}

}  // namespace vestnik::store
