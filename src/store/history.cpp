#include "store/history.h"

#include "store/changes.h"

namespace vestnik::store {

void record_publication(Session& session, ArticleId article, RevisionId revision, Time now) {
  RevisionId standing;
  Time since;
  session.query("SELECT revision, updated_at FROM published WHERE article = ?", "ii", {article}, [&](const Row& row) {
    standing = row.id<RevisionId>(0);
    since = from_millis(row.integer(1));
    return false;
  });
  const std::int64_t last =
      session.integer("SELECT MAX(number) FROM publications WHERE article = ?", {article}).value_or(0);
  if (standing == revision || (!standing && last == 0)) return;
  const auto add = [&](std::int64_t number, RevisionId one, Time at) {
    session.run("INSERT INTO publications (article, number, revision, at, hidden) VALUES (?, ?, ?, ?, 0)",
                {article, number, one, at});
  };
  if (last == 0) add(1, standing, since);
  add(std::max<std::int64_t>(last, 1) + 1, revision, now);
}

std::vector<Edited> history_of(Session& session, ArticleId article, std::size_t most) {
  std::vector<Edited> history;
  session.query(
      "SELECT number, at, headline, deck, body FROM public_history WHERE article = ? ORDER BY number DESC LIMIT ?",
      "iittt", {article, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        auto body = content::parse_body(row.text(4));
        if (!body) throw Failure(body.error());
        history.push_back({static_cast<int>(row.integer(0)), from_millis(row.integer(1)), row.string(2), row.string(3),
                           std::move(*body)});
        return true;
      });
  return history;
}

bool has_history(Session& session, ArticleId article) {
  // COUNT(*) would leave revisions without a column of its own, which the public door takes for counting all of them.
  return session.integer("SELECT COUNT(headline) FROM public_history WHERE article = ?", {article}).value_or(0) > 1;
}

std::vector<EditedLine> all_history_of(Session& session, ArticleId article) {
  std::vector<EditedLine> history;
  session.query(
      "SELECT h.number, r.number, h.at, h.hidden FROM publications h JOIN revisions r ON r.id = h.revision "
      "WHERE h.article = ? ORDER BY h.number DESC",
      "iiii", {article}, [&](const Row& row) {
        history.push_back({static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)),
                           from_millis(row.integer(2)), row.flag(3)});
        return true;
      });
  return history;
}

bool hide_history(Session& session, ArticleId article, int number, bool hidden, Time now) {
  const auto changed =
      session.run("UPDATE publications SET hidden = ? WHERE article = ? AND number = ?", {hidden, article, number});
  if (changed == 0) return false;
  const SiteId site{session.integer("SELECT site FROM articles WHERE id = ?", {article}).value_or(0)};
  record_change(session, site, ChangeKind::comment, article.value, now);
  return true;
}

std::optional<std::string> withdrawal_reason(Session& session, SiteId site, std::string_view route) {
  return session.text("SELECT reason FROM withdrawn WHERE site = ? AND route = ?", {site, route});
}

}  // namespace vestnik::store
