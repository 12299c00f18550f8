// Roles, and where somebody has them: on every site, on one, or in one section of one. Any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/ids.h"

namespace vestnik::accounts {

// Bits, so that a set of roles is a number.
enum Role : unsigned {
  reporter = 1U << 0U,
  editor = 1U << 1U,
  chief = 1U << 2U,
  media = 1U << 3U,
  advertising = 1U << 4U,
  administrator = 1U << 5U,
  anybody = 0x3FU,     // whoever has any role
  visitor = 1U << 6U,  // who has not signed in
};

// "chief" → its bit; 0 where there is no such role.
unsigned role_bit(std::string_view role);
// "reporter, editor"; in the order above.
std::string names_of(unsigned roles);
// The one that may most.
std::string_view strongest_of(unsigned roles);

// What a program's interface asks before it shows a button; every call is checked by the table of operations.
struct Right {
  std::string_view name;  // "articles.publish"
  unsigned roles;
};
std::span<const Right> rights();

struct Grant {
  std::string role;
  SiteId site;        // none: every site
  SectionId section;  // none: every section
  bool operator==(const Grant&) const = default;
};

unsigned roles_anywhere(const std::vector<Grant>& grants);
// In any section of it.
unsigned roles_on(const std::vector<Grant>& grants, SiteId site);
// `sections`: the article's section and those above it. `own`: who asks has begun the article or has been given it.
// A reporter's role counts for own articles alone; an editor of other sections is a reporter here.
unsigned roles_for_article(const std::vector<Grant>& grants, SiteId site, const std::vector<SectionId>& sections,
                           bool own);

}  // namespace vestnik::accounts
