// Published, dated notes of what was wrong.
#include <array>

#include "store/changes.h"
#include "store/history.h"

namespace vestnik::store {
namespace {

constexpr std::array<std::string_view, 3> kinds{"correction", "update", "clarification"};

std::vector<Correction> corrections(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Correction> found;
  // Who wrote it is the newsroom's to know.
  const std::string from = session.is_public() ? "'' FROM public_corrections " : "written_by FROM corrections ";
  session.query("SELECT id, site, article, kind, text, at, " + from + std::string(rest), "iiittit", parameters,
                [&](const Row& row) {
                  found.push_back({row.integer(0), row.id<SiteId>(1), row.id<ArticleId>(2),
                                   correction_kind_of(row.text(3)).value_or(Correction::Kind::correction),
                                   row.string(4), from_millis(row.integer(5)), row.string(6)});
                  return true;
                });
  return found;
}

}  // namespace

std::string_view name_of(Correction::Kind kind) {
  return kinds.at(static_cast<std::size_t>(kind));
}

std::optional<Correction::Kind> correction_kind_of(std::string_view name) {
  const auto found = std::ranges::find(kinds, name);
  if (found == kinds.end()) return std::nullopt;
  return static_cast<Correction::Kind>(found - kinds.begin());
}

std::int64_t save_correction(Session& session, const Correction& correction, Time now) {
  std::int64_t id = correction.id;
  if (id == 0) {
    id = next_id(session);
    session.run("INSERT INTO corrections (id, site, article, kind, text, at, written_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
                {id, correction.site, correction.article, name_of(correction.kind), correction.text, correction.at,
                 correction.by});
  } else if (session.run("UPDATE corrections SET kind = ?, text = ? WHERE id = ? AND article = ?",
                         {name_of(correction.kind), correction.text, id, correction.article}) == 0) {
    throw Failure({ErrorKind::not_found, "no such correction", std::to_string(id), {}});
  }
  record_change(session, correction.site, ChangeKind::comment, correction.article.value, now);
  return id;
}

bool remove_correction(Session& session, ArticleId article, std::int64_t id, Time now) {
  const auto site =
      session.integer("DELETE FROM corrections WHERE id = ? AND article = ? RETURNING site", {id, article});
  if (site) record_change(session, SiteId{*site}, ChangeKind::comment, article.value, now);
  return site.has_value();
}

std::vector<Correction> corrections_of(Session& session, ArticleId article) {
  return corrections(session, "WHERE article = ? ORDER BY at, id", {article});
}

std::vector<Correction> corrections_of_site(Session& session, SiteId site, std::size_t skip, std::size_t most) {
  return corrections(session, "WHERE site = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
                     {site, static_cast<std::int64_t>(most), static_cast<std::int64_t>(skip)});
}

std::int64_t count_corrections(Session& session, SiteId site) {
  return session
      .integer(session.is_public() ? "SELECT COUNT(*) FROM public_corrections WHERE site = ?"
                                   : "SELECT COUNT(*) FROM corrections WHERE site = ?",
               {site})
      .value_or(0);
}

}  // namespace vestnik::store
