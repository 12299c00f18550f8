// Where a role counts: on the site and for the story that a call is about (accounts/roles.h). Asked once for every
// call, by its path, so that no operation can forget it.
#pragma once

#include <optional>

#include "newsroom/operations.h"
#include "store/work.h"

namespace vestnik::newsroom {

// The caller's roles there. ErrorKind::forbidden where none of them allows the operation. Of a story or site that there
// is not nothing is said here: the operation says it.
Result<unsigned> roles_within_reach(const Call& call);

// What of the caller's roles counts for this story; nothing where there is none.
std::optional<unsigned> roles_for_story(store::Session& session, const accounts::Caller& who, ArticleId story);

// Whether the caller may arrange the front of the section; none: the home page.
bool may_arrange(store::Session& session, const accounts::Caller& who, SiteId site, SectionId section);

// What those roles are for any story of the section, whoever has begun it.
unsigned roles_in_section(store::Session& session, const std::vector<accounts::Grant>& grants, SiteId site,
                          SectionId section);

// What of the site's stories the caller sees in lists; nothing: all.
std::optional<store::WorkReach> reach_of(store::Session& session, const Call& call, SiteId site);

}  // namespace vestnik::newsroom
