// The newsroom's own search: newest revisions that readers do not see, in an index of their own. It follows the work
// that the store notes (store/work.h), not the change log, and only the newsroom holds it (decision 031).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "content/article.h"
#include "search/index.h"
#include "store/store.h"

namespace vestnik::newsroom {

std::string state_label(content::State state);

// Takes over what was written since the index last did, in batches that are each durable. Returns how many articles
// were looked at. `stop` is looked at between them: true ends it early, resumable. Blocks; one thread.
Result<std::size_t> follow_work(store::Store& store, search::Index& index, const std::function<bool()>& stop = {});

// As the index should hold it; nothing where readers see the newest revision, or there is no such article.
std::optional<search::Document> work_document(store::Session& session, ArticleId id);

}  // namespace vestnik::newsroom
