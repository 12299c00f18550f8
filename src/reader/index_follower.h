// Keeps the search index behind the change log: what is published is found, what is not is not. Blocks; one thread.
#pragma once

#include <atomic>
#include <functional>

#include "search/index.h"
#include "store/store.h"

namespace vestnik::reader {

// Takes over the changes after the index's own, in batches that are each durable; after a bulk import, everything anew.
// Returns how many documents were written. `stop` is looked at between documents: true ends it early, resumable.
Result<std::size_t> follow_index(store::Store& store, search::Index& index, const std::function<bool()>& stop = {});

}  // namespace vestnik::reader
