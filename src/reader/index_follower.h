// Keeps the search index behind the change log: what is published is found, what is not is not. Blocks; one thread.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <span>

#include "search/index.h"
#include "store/store.h"

namespace vestnik::reader {

// Takes over the changes after the index's own, in batches that are each durable; after a bulk import, everything anew.
// Returns how many documents were looked at. `stop` is looked at between documents: true ends it early, resumable.
Result<std::size_t> follow_index(store::Store& store, search::Index& index, const std::function<bool()>& stop = {});

// Fills `beside` (Index::make_beside) with everything that is published. May take minutes; nobody waits for it. `stop`
// as above: what was filled by then is not everything.
Result<std::size_t> fill_index(store::Store& store, search::Index& beside, const std::function<void(std::size_t)>& done,
                               const std::function<bool()>& stop = {});

// As the index should hold them, in the order of `articles`; nothing for one that is not published.
Result<std::vector<std::optional<search::Document>>> indexed_documents(store::Store& store,
                                                                       std::span<const ArticleId> articles);

}  // namespace vestnik::reader
