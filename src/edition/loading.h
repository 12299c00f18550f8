// The edition from nothing: everything public of the store, read once in one transaction and built from sorted runs.
#pragma once

#include "edition/kept_edition.h"
#include "store/session.h"

namespace vestnik::edition {

// `reads_since`: the day ("2026-11-17") from which on reads count for the first list of most read stories.
EditionState load(store::Session& session, std::string_view reads_since);

}  // namespace vestnik::edition
