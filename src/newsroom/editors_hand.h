// Whose stories an editor reads before readers do: "needs_editor" of a section, for whoever is no editor there.
#pragma once

#include "content/article.h"
#include "newsroom/operations.h"

namespace vestnik::newsroom {

// True where the caller may publish every story of the section that `article` names.
bool publishes_there(store::Session& session, const Call& call, const content::Article& article);
// True where the section that `article` names wants an editor's hand on what those write who do not publish there.
bool section_wants_editor(store::Session& session, const content::Article& article);
// True where the caller is one of those.
bool needs_editors_hand(store::Session& session, const Call& call, const content::Article& article);
// Whether readers find a story before others is an editor's to say: ErrorKind::forbidden where `changed` is pinned or
// breaking otherwise than `before`, and neither the caller nor one of the `writers` publishes in its section.
Result<void> may_pin(store::Session& session, const Call& call, const content::Article& before,
                     const content::Article& changed, const std::vector<std::string>& writers = {});

// The next revision of `before`. What an editor found ready, or what waits for its hour, is read again where somebody
// has changed it whose stories an editor reads: it goes back to review, without its time, and a note says so. The rule
// is the one of the section that `changed` names. `writers`: who else wrote what is saved here (signatures).
void save_changed(store::Session& session, const Call& call, const content::Article& before, content::Article changed,
                  const std::vector<std::string>& writers = {});

}  // namespace vestnik::newsroom
