#include "store/reader_assets.h"

#include <algorithm>

#include "store/columns.h"

namespace vestnik::store {
namespace {

std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) text += at == 0 ? "?" : ", ?";
  return text;
}

Session::Parameters parameters_of(const std::vector<AssetId>& assets) {
  Session::Parameters parameters;
  for (const AssetId id : assets) parameters.emplace_back(id);
  return parameters;
}

// `revision`: the column of `articles` that names it.
std::vector<AssetId> shown_by(Session& session, ArticleId article, std::string_view revision) {
  std::vector<AssetId> shown;
  session.query("SELECT r.lead_image, r.assets FROM articles a JOIN revisions r ON r.id = a." + std::string(revision) +
                    " WHERE a.id = ?",
                "it", {article}, [&](const Row& row) {
                  shown = read_ids<AssetId>(row.text(1));
                  if (const auto lead = row.id<AssetId>(0)) shown.push_back(lead);
                  return false;
                });
  return shown;
}

std::vector<AssetId> shown_by_newest(Session& session, ArticleId article) {
  return shown_by(session, article, "newest_revision");
}

std::vector<std::string> texts(Session& session, std::string_view sql, const Session::Parameters& parameters) {
  std::vector<std::string> found;
  session.query(sql, "t", parameters, [&](const Row& row) {
    found.push_back(row.string(0));
    return true;
  });
  return found;
}

std::vector<std::string> reader_files_among(Session& session, const std::vector<AssetId>& assets) {
  if (assets.empty()) return {};
  return texts(session,
               "SELECT DISTINCT a.digest FROM assets a JOIN reader_originals o ON o.digest = a.digest WHERE a.id IN (" +
                   marks(assets.size()) + ") ORDER BY a.digest",
               parameters_of(assets));
}

}  // namespace

void mark_from_reader(Session& session, std::string_view digest) {
  session.run("INSERT INTO reader_originals (digest) VALUES (?) ON CONFLICT (digest) DO NOTHING", {digest});
}

bool is_from_reader(Session& session, std::string_view digest) {
  return session.integer("SELECT 1 FROM reader_originals WHERE digest = ?", {digest}).has_value();
}

std::vector<std::string> reader_files_shown(Session& session, ArticleId article) {
  return reader_files_among(session, shown_by_newest(session, article));
}

std::vector<std::string> reader_files_scheduled(Session& session, ArticleId article) {
  return reader_files_among(session, shown_by(session, article, "scheduled_revision"));
}

std::vector<std::string> reader_files_taken(Session& session, ArticleId article) {
  return texts(session, "SELECT digest FROM reader_material_assets WHERE article = ? ORDER BY digest", {article});
}

void take_reader_files(Session& session, ArticleId article, const std::vector<std::string>& digests) {
  session.run("DELETE FROM reader_material_assets WHERE article = ?", {article});
  for (const std::string& digest : digests) {
    session.run("INSERT INTO reader_material_assets (article, digest) VALUES (?, ?)", {article, digest});
  }
}

bool ReaderRecord::is_settled() const {
  return !permission.empty() && !used_by.empty() && !confirmed_by.empty() && used_by != confirmed_by &&
         std::ranges::all_of(reader_checks, [this](std::string_view check) {
           return std::ranges::find(checks, check) != checks.end();
         });
}

std::optional<ReaderRecord> find_reader_record(Session& session, ArticleId article) {
  std::optional<ReaderRecord> found;
  session.query("SELECT permission, checks, how, used_by, confirmed_by FROM reader_material WHERE article = ?", "ttttt",
                {article}, [&](const Row& row) {
                  found = ReaderRecord{row.string(0), read_words(row.text(1)), row.string(2),
                                       row.string(3), row.string(4),           {}};
                  return false;
                });
  if (found) found->files = reader_files_taken(session, article);
  return found;
}

void restore_reader_record(Session& session, ArticleId article, ReaderRecord record) {
  if (!record.is_settled()) record.confirmed_by.clear();
  session.run("DELETE FROM reader_material WHERE article = ?", {article});
  session.run(
      "INSERT INTO reader_material (article, permission, checks, how, used_by, confirmed_by) VALUES (?, ?, ?, ?, ?, ?)",
      {article, record.permission, write_words(record.checks), record.how, record.used_by, record.confirmed_by});
  take_reader_files(session, article, record.files);
}

void refuse_unsettled(Session& session, ArticleId article, const std::vector<AssetId>& shown) {
  if (shown.empty()) return;
  Session::Parameters parameters = parameters_of(shown);
  parameters.emplace_back(article);
  const auto unsettled =
      session.text("SELECT a.file_name FROM assets a JOIN reader_originals o ON o.digest = a.digest WHERE a.id IN (" +
                       marks(shown.size()) +
                       ") AND NOT EXISTS (SELECT 1 FROM reader_material_assets t JOIN reader_material m ON m.article = "
                       "t.article WHERE t.article = ? AND t.digest = a.digest AND m.confirmed_by <> '') LIMIT 1",
                   parameters);
  if (!unsettled) return;
  throw Failure({ErrorKind::conflict, "the article shows what a reader sent, and not everything about that is settled",
                 *unsettled, "say why it may be published, check it, and let a second person look"});
}

void refuse_unsettled(Session& session, ArticleId article) {
  refuse_unsettled(session, article, shown_by_newest(session, article));
}

void refuse_reader_file(Session& session, AssetId asset, std::string_view place) {
  const auto digest = session.text("SELECT digest FROM assets WHERE id = ?", {asset});
  if (!digest || !is_from_reader(session, *digest)) return;
  throw Failure({ErrorKind::conflict, "a reader sent this file: it is shown in articles, and only there",
                 std::string(place), "choose another one"});
}

}  // namespace vestnik::store
