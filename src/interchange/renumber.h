// Bodies name their pictures by number; in another installation these are others.
#pragma once

#include <cstdint>
#include <functional>

#include "base/json.h"
#include "content/ids.h"

namespace vestnik::interchange {

// In a body as JSON: every "asset" becomes what `asset_of` says, and goes where that is 0.
void renumber_assets(json::value& body, const std::function<AssetId(std::int64_t)>& asset_of);

}  // namespace vestnik::interchange
