#include "store/writing.h"

#include <algorithm>

namespace vestnik::store {

std::optional<Writing> find_writing(Session& session, ArticleId article) {
  std::optional<Writing> found;
  session.query("SELECT generation, shape, folded, head, saved, bytes, written_at FROM writing WHERE article = ?",
                "ttiiiii", {article}, [&](const Row& row) {
                  found = Writing{.generation = row.string(0),
                                  .shape = row.string(1),
                                  .folded = static_cast<int>(row.integer(2)),
                                  .head = row.integer(3),
                                  .saved = row.integer(4),
                                  .bytes = row.integer(5),
                                  .written_at = from_millis(row.integer(6))};
                  return false;
                });
  return found;
}

void begin_writing(Session& session, ArticleId article, const std::string& generation, const std::string& shape,
                   Time now) {
  session.run("DELETE FROM writing_updates WHERE article = ?", {article});
  session.run("DELETE FROM writing WHERE article = ?", {article});
  session.run(
      "INSERT INTO writing (article, generation, shape, folded, head, saved, bytes, written_at) "
      "VALUES (?, ?, ?, 0, 0, 0, 0, ?)",
      {article, generation, shape, now});
}

std::int64_t add_update(Session& session, ArticleId article, Writing& writing, std::string_view content,
                        std::string_view by, Time now) {
  writing.head += 1;
  writing.bytes += static_cast<std::int64_t>(content.size());
  session.run("INSERT INTO writing_updates (article, number, written_by, content) VALUES (?, ?, ?, ?)",
              {article, writing.head, by, content});
  session.run("UPDATE writing SET head = ?, bytes = ?, written_at = ? WHERE article = ?",
              {writing.head, writing.bytes, now, article});
  return writing.head;
}

void fold_writing(Session& session, ArticleId article, Writing& writing, int revision) {
  writing.folded = revision;
  session.run("UPDATE writing SET folded = ? WHERE article = ?", {revision, article});
}

void save_writing(Session& session, ArticleId article, Writing& writing, int revision, std::int64_t through) {
  writing.folded = revision;
  writing.saved = through;
  session.run("UPDATE writing SET folded = ?, saved = ? WHERE article = ?", {revision, through, article});
}

void compact_writing(Session& session, ArticleId article, Writing& writing, std::int64_t through,
                     std::string_view content, std::string_view by) {
  session.run("DELETE FROM writing_updates WHERE article = ? AND number <= ?", {article, through});
  session.run("INSERT INTO writing_updates (article, number, written_by, content) VALUES (?, ?, ?, ?)",
              {article, through, by, content});
  writing.bytes =
      session.integer("SELECT SUM(LENGTH(content)) FROM writing_updates WHERE article = ?", {article}).value_or(0);
  session.run("UPDATE writing SET bytes = ? WHERE article = ?", {writing.bytes, article});
}

std::vector<std::string> writers_between(Session& session, ArticleId article, std::int64_t after,
                                         std::int64_t through) {
  std::vector<std::string> writers;
  session.query("SELECT DISTINCT written_by FROM writing_updates WHERE article = ? AND number > ? AND number <= ?", "t",
                {article, after, through}, [&](const Row& row) {
                  writers.push_back(row.string(0));
                  return true;
                });
  return writers;
}

void each_update(Session& session, ArticleId article, std::int64_t after,
                 const std::function<void(std::int64_t number, std::string_view content)>& each) {
  session.query("SELECT number, content FROM writing_updates WHERE article = ? AND number > ? ORDER BY number", "it",
                {article, after}, [&](const Row& row) {
                  each(row.integer(0), row.text(1));
                  return true;
                });
}

}  // namespace vestnik::store
