#include "newsroom/reach.h"

#include <algorithm>

#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

using accounts::Grant;

constexpr std::string_view stories = "/api/v1/articles/{id}", sites = "/api/v1/sites/{host}",
                           fronts = "/api/v1/fronts/{section}";
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

std::optional<unsigned> roles_for_named_story(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  return id ? roles_for_story(session, call.who, ArticleId{*id}) : std::nullopt;
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

// The home page is no section's: who has but sections does not arrange it.
std::optional<unsigned> roles_for_front(store::Session& session, const Call& call) {
  const auto site = site_of(session, call.request);
  if (!site) return std::nullopt;
  const auto section = store::find_section(session, *site, call.arguments[0]);
  return roles_in_section(session, call.who.grants, *site, section ? section->id : SectionId{});
}

bool begins_with_one_of(std::string_view path, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string_view each) { return path.starts_with(each); });
}

// What is about the account that asks.
bool is_of_no_site(std::string_view path) {
  return path == "/api/v1/sites" ||
         begins_with_one_of(path, {"/api/v1/session", "/api/v1/passkeys", "/api/v1/people", "/api/v1/spelling"});
}

// What opens every site.
bool is_of_every_site(std::string_view path) {
  return begins_with_one_of(path, {"/api/v1/users", "/api/v1/audit", "/api/v1/tokens"});
}

}  // namespace

Result<unsigned> roles_within_reach(const Call& call) {
  const std::string_view path = call.operation->path;
  const unsigned anywhere = accounts::roles_anywhere(call.who.grants);
  if (is_of_no_site(path) || reaches_everything(call)) return anywhere;
  if (is_of_every_site(path)) {
    return fail(ErrorKind::forbidden, "this belongs to the whole installation", call.who.role,
                "ask an administrator of every site");
  }
  const bool of_story = path.starts_with(stories);
  const bool of_front = path.starts_with(fronts) && call.operation->method != http::Method::get;
  auto roles = call.desk.store.read([&](store::Session& session) {
    if (of_story) return roles_for_named_story(session, call);
    return of_front ? roles_for_front(session, call) : roles_on_site(session, call);
  });
  if (!roles) return std::unexpected(roles.error());
  if (!*roles) return anywhere;
  if ((**roles & call.operation->roles) != 0) return **roles;
  if (of_story) {
    return fail(ErrorKind::forbidden, "this story is not yours", call.arguments[0],
                "ask an editor of its section, or the one who has it");
  }
  return fail(ErrorKind::forbidden, of_front ? "the role is for other sections" : "the role is for another site",
              call.who.role, "ask an administrator");
}

std::optional<unsigned> roles_for_story(store::Session& session, const accounts::Caller& who, ArticleId story) {
  SiteId site;
  SectionId section;
  bool own = false, found = false;
  session.query(
      "SELECT a.site, a.section, r.saved_by, a.assignee FROM articles a JOIN revisions r ON r.article = a.id AND "
      "r.number = 1 "
      "WHERE a.id = ?",
      "iitt", {story}, [&](const store::Row& row) {
        site = row.id<SiteId>(0);
        section = row.id<SectionId>(1);
        own = row.text(2) == who.signature() || row.text(3) == who.signature();
        found = true;
        return false;
      });
  if (!found) return std::nullopt;
  return accounts::roles_for_article(who.grants, site, with_those_above(session, section), own);
}

unsigned roles_in_section(store::Session& session, const std::vector<Grant>& grants, SiteId site, SectionId section) {
  return accounts::roles_for_article(grants, site, with_those_above(session, section), false);
}

bool may_arrange(store::Session& session, const accounts::Caller& who, SiteId site, SectionId section) {
  return (roles_of("putFront") & roles_in_section(session, who.grants, site, section)) != 0;
}

std::optional<store::WorkReach> reach_of(store::Session& session, const Call& call, SiteId site) {
  // Without sections and not as one's own: roles that see every story.
  constexpr unsigned all_seeing = editor | chief | administrator;
  if ((accounts::roles_for_article(call.who.grants, site, {}, false) & all_seeing) != 0) return std::nullopt;
  store::WorkReach reach{.sections = {}, .who = call.signature()};
  for (const content::Section& section : store::all_sections(session, site)) {
    if ((roles_in_section(session, call.who.grants, site, section.id) & all_seeing) != 0) {
      reach.sections.push_back(section.id);
    }
  }
  return reach;
}

}  // namespace vestnik::newsroom
