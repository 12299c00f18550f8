// Scheduled articles are published at their second; what was missed while the program was down is published on start.
#pragma once

#include <chrono>
#include <optional>

#include "base/time.h"
#include "store/store.h"

namespace vestnik::newsroom {

// Publishes whatever is due, one transaction each; how many. Blocks.
Result<int> publish_due(store::Store& store, const Clock& clock);

}  // namespace vestnik::newsroom
