#include "accounts/roles.h"

#include <algorithm>
#include <utility>

namespace vestnik::accounts {

namespace {

constexpr std::pair<std::string_view, unsigned> bits[] = {
    {"reporter", reporter}, {"editor", editor},           {"chief", chief},
    {"media", media},       {"advertising", advertising}, {"administrator", administrator}};

// What may most stands first.
constexpr unsigned by_strength[] = {administrator, chief, editor, reporter, media, advertising};

constexpr Right all_rights[] = {
    {"articles.write", reporter | editor | chief | administrator},
    {"articles.publish", editor | chief | administrator},
    {"fronts.arrange", editor | chief | administrator},
    {"library.use", reporter | editor | chief | media | administrator},
    {"sections.manage", chief | administrator},
    {"sites.manage", chief | advertising | administrator},
    {"users.manage", administrator},
    {"audit.read", administrator},
};

bool covers(const Grant& grant, SiteId site) {
  return !grant.site || grant.site == site;
}

}  // namespace

unsigned role_bit(std::string_view role) {
  for (const auto& [name, bit] : bits) {
    if (name == role) return bit;
  }
  return 0;
}

std::string names_of(unsigned roles) {
  std::string out;
  for (const auto& [name, bit] : bits) {
    if ((roles & bit) != 0) out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

std::string_view strongest_of(unsigned roles) {
  for (const unsigned bit : by_strength) {
    if ((roles & bit) == 0) continue;
    for (const auto& [name, known] : bits) {
      if (known == bit) return name;
    }
  }
  return "";
}

std::span<const Right> rights() {
  return all_rights;
}

unsigned roles_anywhere(const std::vector<Grant>& grants) {
  unsigned roles = 0;
  for (const Grant& grant : grants) roles |= role_bit(grant.role);
  return roles;
}

unsigned roles_on(const std::vector<Grant>& grants, SiteId site) {
  unsigned roles = 0;
  for (const Grant& grant : grants) {
    if (covers(grant, site)) roles |= role_bit(grant.role);
  }
  return roles;
}

unsigned roles_for_article(const std::vector<Grant>& grants, SiteId site, const std::vector<SectionId>& sections,
                           bool own) {
  unsigned roles = 0;
  for (const Grant& grant : grants) {
    if (!covers(grant, site)) continue;
    const unsigned role = role_bit(grant.role);
    const bool inside = !grant.section || std::ranges::find(sections, grant.section) != sections.end();
    if (role == reporter || !inside) {
      if (own && (role == reporter || role == editor)) roles |= reporter;
      continue;
    }
    roles |= role;
  }
  return roles;
}

}  // namespace vestnik::accounts
