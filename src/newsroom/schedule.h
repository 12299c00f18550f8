// What happens by itself at its hour: scheduled articles are published, pictures whose rights have ended and pins whose
// time is over are taken off the pages. What was missed while the program was down happens on start.
#pragma once

#include <functional>

#include "base/time.h"
#include "store/store.h"

namespace vestnik::newsroom {

// An article that is published this much after its time was missed, and a note in its margin says so.
inline constexpr std::chrono::seconds missed_after{60};

// Publishes whatever is due, one transaction each; how many. What contradicts what is stored (another article has its
// address, a reader's file in it waits for a second person) is no longer scheduled but ready, with a note. `moved` is
// told of each article that is not scheduled any more, after the transaction: somebody may have it open. Blocks.
Result<int> publish_due(store::Store& store, const Clock& clock, const std::function<void(ArticleId)>& moved = {});
// Takes off what has had its time; how many things. Blocks.
Result<int> end_due(store::Store& store, const Clock& clock);

}  // namespace vestnik::newsroom
