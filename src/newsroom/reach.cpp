#include "newsroom/reach.h"

#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

using accounts::Grant;

constexpr std::string_view stories = "/api/v1/articles/{id}", sites = "/api/v1/sites/{host}";
constexpr int deepest_section = 10;

// A role on every site, in every section, for every story: most calls need not look any further.
bool reaches_everything(const Call& call) {
  return std::ranges::any_of(call.who.grants, [&](const Grant& grant) {
    const unsigned role = role_bit(grant.role);
    return !grant.site && !grant.section && role != reporter && (role & call.operation->roles) != 0;
  });
}

std::vector<SectionId> with_those_above(store::Session& session, SectionId section) {
  std::vector<SectionId> sections;
  while (section && sections.size() < deepest_section) {
    sections.push_back(section);
    const auto found = store::find_section(session, section);
    section = found ? found->parent : SectionId{};
  }
  return sections;
}

// Nothing where there is no such story.
std::optional<unsigned> roles_for_story(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::nullopt;
  SiteId site;
  SectionId section;
  bool own = false, found = false;
  session.query(
      "SELECT a.site, a.section, r.saved_by FROM articles a JOIN revisions r ON r.article = a.id AND r.number = 1 "
      "WHERE a.id = ?",
      "iit", {*id}, [&](const store::Row& row) {
        site = row.id<SiteId>(0);
        section = row.id<SectionId>(1);
        own = row.text(2) == call.signature();
        found = true;
        return false;
      });
  if (!found) return std::nullopt;
  return accounts::roles_for_article(call.who.grants, site, with_those_above(session, section), own);
}

std::optional<unsigned> roles_on_site(store::Session& session, const Call& call) {
  SiteId wanted;
  if (call.operation->path == sites) {
    for (const content::Site& site : store::all_sites(session)) {
      if (site.host == call.arguments[0]) wanted = site.id;
    }
    // A new site belongs to nobody yet.
    if (!wanted) return accounts::roles_on(call.who.grants, SiteId{});
  } else {
    const auto site = site_of(session, call.request);
    if (!site) return std::nullopt;
    wanted = *site;
  }
  return accounts::roles_on(call.who.grants, wanted);
}

// What is about the account that asks, or about the installation.
bool is_of_no_site(std::string_view path) {
  constexpr std::string_view paths[] = {"/api/v1/session", "/api/v1/passkeys", "/api/v1/users", "/api/v1/people",
                                        "/api/v1/audit"};
  return path == "/api/v1/sites" ||
         std::ranges::any_of(paths, [&](std::string_view each) { return path.starts_with(each); });
}

}  // namespace

Result<void> check_reach(const Call& call) {
  if (is_of_no_site(call.operation->path) || reaches_everything(call)) return {};
  const bool of_story = call.operation->path.starts_with(stories);
  auto roles = call.desk.store.read([&](store::Session& session) {
    return of_story ? roles_for_story(session, call) : roles_on_site(session, call);
  });
  if (!roles) return std::unexpected(roles.error());
  if (!*roles || (**roles & call.operation->roles) != 0) return {};
  if (of_story) {
    return fail(ErrorKind::forbidden, "this story is not yours", call.arguments[0],
                "ask an editor of its section, or the one who has it");
  }
  return fail(ErrorKind::forbidden, "the role is for another site", call.who.role, "ask an administrator");
}

}  // namespace vestnik::newsroom
