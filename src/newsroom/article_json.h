// An article as the API shows and takes it.
#pragma once

#include "base/json.h"
#include "content/article.h"
#include "store/session.h"

namespace vestnik::newsroom {

// The newsroom's words for the states: "draft", "in_review", "ready", "scheduled", "published", "withdrawn", "trashed".
std::string_view api_name(content::State state);
std::optional<content::State> state_of_api(std::string_view name);

json::object article_to_json(store::Session& session, const content::Article& article);

// Takes the members that `given` names over into `article`; absent ones stay as they are. Section and authors are slugs
// of the article's site that must exist; topics are slugs, or objects with slug and name, made where they do not exist;
// stories are slugs, or objects with story (a slug), note and key, of stories that must exist.
// ErrorKind::invalid names the member and the remedy.
Result<void> apply_json(store::Session& session, const json::object& given, content::Article& article, Time now);

}  // namespace vestnik::newsroom
