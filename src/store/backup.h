// Copies of the whole store as one SQLite file: the same form from both databases.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "store/store.h"

namespace vestnik::store {

class Database;

// Fills an empty store (no site, no account, no token) from a copy; of an older version it is migrated on the way. The
// store at `options` must not be open and its folder's lock must be held. ErrorKind::conflict where the store is not
// empty or the copy is newer than this program, ErrorKind::invalid where the file is no whole copy.
Result<void> restore_from(const std::filesystem::path& sqlite_file, const Options& options);

// Whether restore_from would find an empty store there; ErrorKind::conflict where not. Asked before anything else of a
// backup is put in place.
Result<void> may_be_filled(const Options& options);

// What Store::copy_to does.
Result<void> write_copy(Database& database, const std::filesystem::path& file);

}  // namespace vestnik::store
