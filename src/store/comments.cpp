#include "store/catalogue.h"
#include "store/changes.h"
#include "store/saving.h"

namespace vestnik::store {
namespace {

using content::Comment;

constexpr std::string_view comment_letters = "iiittiit";

// The column `approved`: 0 waits, 1 is shown (public_comments), the others the newsroom has decided against.
constexpr std::int64_t shown_value = 1, hidden_value = 2, removed_value = 3;

std::int64_t approved_value(const Comment& comment) {
  switch (comment.decision) {
    case Comment::Decision::hidden:
      return hidden_value;
    case Comment::Decision::removed:
      return removed_value;
    case Comment::Decision::none:
      break;
  }
  return comment.approved ? shown_value : 0;
}

Comment read_comment(const Row& row) {
  Comment comment{row.id<CommentId>(0), row.id<ArticleId>(1),        row.id<CommentId>(2),          row.string(3),
                  row.string(4),        from_millis(row.integer(5)), row.integer(6) == shown_value, row.string(7)};
  if (row.integer(6) == hidden_value) comment.decision = Comment::Decision::hidden;
  if (row.integer(6) == removed_value) comment.decision = Comment::Decision::removed;
  return comment;
}

std::vector<Comment> comments(Session& session, const std::string& sql, ArticleId article) {
  std::vector<Comment> found;
  session.query(sql + " WHERE article = ? ORDER BY at, id", comment_letters, {article}, [&](const Row& row) {
    found.push_back(read_comment(row));
    return true;
  });
  return found;
}

constexpr std::string_view from_public =
    "SELECT id, article, parent, name, text, at, 1, foreign_id FROM public_comments";

}  // namespace

CommentId save_comment(Session& session, const Comment& comment, Time now, bool quiet) {
  auto id = comment.id.value;
  if (id == 0 && !comment.foreign_id.empty()) {
    id = session
             .integer("SELECT id FROM comments WHERE article = ? AND foreign_id = ?",
                      {comment.article, comment.foreign_id})
             .value_or(0);
  }
  auto foreign_id = comment.foreign_id.empty() ? Value() : Value(comment.foreign_id);
  CommentId saved{save_row(session, "comments", id,
                           {{"parent", comment.parent},
                            {"name", comment.name},
                            {"text", comment.text},
                            {"at", comment.at},
                            {"approved", approved_value(comment)},
                            {"foreign_id", foreign_id}},
                           {{"article", comment.article}})};
  if (!quiet) {
    SiteId site{session.integer("SELECT site FROM articles WHERE id = ?", {comment.article}).value_or(0)};
    record_change(session, site, ChangeKind::comment, comment.article.value, now);
  }
  return saved;
}

std::vector<Comment> comments_of(Session& session, ArticleId article, std::size_t most, std::size_t most_bytes) {
  std::vector<Comment> found;
  std::size_t bytes = 0;
  session.query(std::string(from_public) + " WHERE article = ? ORDER BY at, id LIMIT ?", comment_letters,
                {article, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  Comment comment = read_comment(row);
                  bytes += comment.text.size();
                  if (bytes > most_bytes) return false;
                  found.push_back(std::move(comment));
                  return true;
                });
  return found;
}

std::size_t count_comments(Session& session, ArticleId article) {
  return static_cast<std::size_t>(
      session.integer("SELECT COUNT(*) FROM public_comments WHERE article = ?", {article}).value_or(0));
}

std::vector<Comment> all_comments_of(Session& session, ArticleId article) {
  return comments(session, "SELECT id, article, parent, name, text, at, approved, foreign_id FROM comments", article);
}

std::vector<Comment> comments_alike(Session& session, SiteId site, const Comment& like,
                                    const std::optional<std::vector<SectionId>>& sections, CommentId after,
                                    std::size_t most) {
  std::string sql =
      "SELECT c.id, c.article, c.parent, c.name, c.text, c.at, c.approved, c.foreign_id FROM comments c "
      "JOIN articles a ON a.id = c.article WHERE a.site = ? AND c.approved = ? AND c.id > ?";
  Session::Parameters parameters{site, approved_value(like), after.value};  // an id of 0 would be NULL
  if (sections) {
    sql += " AND a.section IN (0";
    for (const SectionId section : *sections) {
      sql += ", ?";
      parameters.emplace_back(section);
    }
    sql += ")";
  }
  sql += " ORDER BY c.id LIMIT ?";
  parameters.emplace_back(static_cast<std::int64_t>(most));
  std::vector<Comment> found;
  session.query(sql, comment_letters, parameters, [&](const Row& row) {
    found.push_back(read_comment(row));
    return true;
  });
  return found;
}

void each_public_comment(Session& session, const std::function<bool(const Comment&)>& each) {
  session.stream(std::string(from_public) + " ORDER BY article, at, id", comment_letters, {},
                 [&](const Row& row) { return each(read_comment(row)); });
}

}  // namespace vestnik::store
