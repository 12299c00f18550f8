// What becomes of a running story's timeline in the newsroom's hands: another word for one of its parts, and its end.
#pragma once

#include <string>
#include <string_view>

#include "content/article.h"
#include "content/site.h"
#include "store/session.h"

namespace vestnik::store {

// What a published article is to a story that it belongs to, said otherwise: readers see it at once, by a revision that
// says what they read already, so that neither its times nor the history that they may compare tell of a change. What
// was saved since it was published stays unpublished, with the same said of it in a revision of its own.
// ErrorKind::conflict where the article is not published.
void change_part(Session& session, ArticleId article, const content::StoryPart& part, std::string_view by, Time now);

// Whether readers may have its address, now or from before: something is published in it, or a former address leads to
// it. Nothing tells them of a story otherwise.
bool is_known(Session& session, const content::Story& story);

// Takes the story away; its articles stay, and revisions that name it name nothing. Where readers know its address,
// that and the former ones lead to `to` from then on (a path or an address elsewhere), or answer 410 where `to` is
// empty.
void remove_story(Session& session, const content::Story& story, const std::string& to, Time now);

}  // namespace vestnik::store
