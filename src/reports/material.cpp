#include "reports/material.h"

#include <algorithm>

#include "store/columns.h"
#include "store/reader_assets.h"

namespace vestnik::reports {

namespace {

Result<void> complete(const Material& material, bool confirmed) {
  std::vector<std::string> missing = missing_of(material);
  if (!confirmed) std::erase(missing, "second_person");
  if (missing.empty()) return {};
  return fail(ErrorKind::conflict, "the article shows what a reader sent, and not everything about that is settled",
              store::write_words(missing),
              "say why it may be published, check what is missing, and let a second person look");
}

// What a record that is saved now is about. The revision that waits for its hour may show what the newest does not:
// what was settled of it goes on standing in the record, or it would be refused when its hour has come.
std::vector<std::string> spoken_of(store::Session& session, ArticleId article) {
  std::vector<std::string> digests = store::reader_files_shown(session, article);
  const auto taken = store::reader_files_taken(session, article);
  for (const std::string& digest : store::reader_files_scheduled(session, article)) {
    const bool was_settled = std::ranges::find(taken, digest) != taken.end();
    if (was_settled && std::ranges::find(digests, digest) == digests.end()) digests.push_back(digest);
  }
  return digests;
}

}  // namespace

std::optional<Material> find_material(store::Session& session, ArticleId article) {
  std::optional<Material> found;
  session.query("SELECT permission, checks, how, used_by, confirmed_by FROM reader_material WHERE article = ?", "ttttt",
                {article}, [&](const store::Row& row) {
                  found = {article,       row.string(0), store::read_words(row.text(1)), row.string(2), row.string(3),
                           row.string(4), true};
                  return false;
                });
  const auto shown = store::reader_files_shown(session, article);
  if (shown.empty()) return found;
  if (!found) return Material{article, {}, {}, {}, {}, {}, false};
  found->takes_all = std::ranges::includes(store::reader_files_taken(session, article), shown);
  return found;
}

Result<void> save_material(store::Session& session, const Material& material) {
  for (const std::string& check : material.checks) {
    if (std::ranges::find(material_checks, check) == std::end(material_checks)) {
      return fail(ErrorKind::invalid, "no such check", "checks " + check, "origin, place, time or elsewhere");
    }
  }
  session.run("DELETE FROM reader_material WHERE article = ?", {material.article});
  session.run(
      "INSERT INTO reader_material (article, permission, checks, how, used_by, confirmed_by) VALUES (?, ?, ?, ?, ?, "
      "'')",
      {material.article, material.permission, store::write_words(material.checks), material.how, material.used_by});
  store::take_reader_files(session, material.article, spoken_of(session, material.article));
  return {};
}

Result<void> confirm_material(store::Session& session, ArticleId article, std::string_view by) {
  const auto material = find_material(session, article);
  if (!material) return fail(ErrorKind::not_found, "the article shows nothing that a reader sent");
  if (auto checked = complete(*material, false); !checked) return checked;
  if (material->used_by == by) {
    return fail(ErrorKind::forbidden, "who took it over does not confirm it", std::string(by),
                "ask a second person to look");
  }
  session.run("UPDATE reader_material SET confirmed_by = ? WHERE article = ?", {by, article});
  return {};
}

std::vector<std::string> missing_of(const Material& material) {
  std::vector<std::string> missing;
  if (material.permission.empty()) missing.emplace_back("permission");
  for (const std::string_view check : material_checks) {
    if (std::ranges::find(material.checks, check) == material.checks.end()) missing.emplace_back(check);
  }
  if (!material.takes_all) missing.emplace_back("taken_over");
  if (material.confirmed_by.empty()) missing.emplace_back("second_person");
  return missing;
}

Result<void> may_be_published(store::Session& session, ArticleId article) {
  const auto material = find_material(session, article);
  return material ? complete(*material, true) : Result<void>{};
}

}  // namespace vestnik::reports
