// A bulk import writes quietly, without a change for each thing, and ends with one `reset` (store/changes.h). A mark
// stands in the store meanwhile, so that what a power cut leaves without its `reset` is told at the next start.
// Within a writing transaction.
#pragma once

#include <cstdint>

#include "store/session.h"

namespace vestnik::store {

// The mark's number, for end_bulk.
std::int64_t begin_bulk(Session& session);
void end_bulk(Session& session, std::int64_t mark);

// Before anybody follows the change log: a `reset` of every site where a mark was left. Whether there was one.
bool tell_cut_off_bulk(Session& session, Time now);

}  // namespace vestnik::store
