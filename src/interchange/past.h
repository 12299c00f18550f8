// What readers saw of an article before what they see now, as exports hold it and importers bring it back:
//   [{"at","headline","deck","body"}, …]   oldest first
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "content/article.h"
#include "store/session.h"

namespace vestnik::interchange {

struct PastState {
  Time at;
  std::string headline, deck;
  content::Body body;
};

// Empty where readers never saw anything else. What the newsroom has hidden of it is left out.
json::array past_of(store::Session& session, ArticleId article);

// Those that cannot be read, and what is more than limits::history_states, are left out. `asset_of`: the asset here
// behind a number of the export.
std::vector<PastState> read_past(const json::value& list, const std::function<AssetId(std::int64_t)>& asset_of);

}  // namespace vestnik::interchange
