// The next edition from the one before and what the change log has had since: reads only the rows that changes name.
#pragma once

#include <span>

#include "edition/kept_edition.h"
#include "store/changes.h"

namespace vestnik::edition {

// True where the changes cannot be followed row by row: a reset, or a site that the edition does not have.
bool needs_loading(const EditionState& state, std::span<const store::Change> changes);

// `changes` oldest first, not empty. `number`: of the edition that is made so.
EditionState follow(store::Session& session, EditionState state, std::span<const store::Change> changes,
                    std::int64_t number);

}  // namespace vestnik::edition
