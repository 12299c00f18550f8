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
              {sha256_hex(secret), preview.article, preview.revision, preview.by, preview.expires_at});
  return secret;
}

std::optional<Preview> find_preview(Session& session, std::string_view secret, Time now) {
  std::optional<Preview> found;
  // Looked up by digest, as a token is: the time it takes tells nothing of the secret.
  session.query("SELECT article, revision, made_by, expires_at FROM previews WHERE digest = ? AND expires_at > ?",
                "iiti", {sha256_hex(secret), now}, [&](const Row& row) {
                  found = Preview{row.id<ArticleId>(0), static_cast<int>(row.integer(1)), row.string(2),
                                  from_millis(row.integer(3))};
                  return false;
                });
  return found;
}

}  // namespace vestnik::store
