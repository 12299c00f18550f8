// Which assets an article shows, and with that makes public.
#pragma once

#include <string>
#include <vector>

#include "content/body.h"
#include "store/session.h"

namespace vestnik::store {

// Pictures and clips in the body and the files that it links to; no picture by a link alone, since pictures are shown
// where they are published. Works through the public handle, which knows of the files that are public.
std::vector<AssetId> assets_shown(Session& session, SiteId site, const content::Body& body);
// The same where content::assets_of and content::linked_files_of the body are there already.
std::vector<AssetId> assets_shown(Session& session, SiteId site, std::vector<AssetId> assets,
                                  const std::vector<std::string>& linked_files);

// By a published article.
bool is_shown(Session& session, AssetId id);

}  // namespace vestnik::store
