// Brings a database to the schema that this program knows: numbered SQL files (store/migrations/), applied in order in
// one transaction, so that a database is old or new and never between. Files are never edited after landing.
// While nobody else uses the database.
//
// On PostgreSQL the word INTEGER becomes BIGINT, as wide as SQLite's; nothing else differs.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "store/connection.h"

namespace vestnik::store {

struct Migration {
  int number = 0;
  std::string name, sql;
};

// Those embedded in the program, oldest first, numbered 1, 2, 3 …
std::vector<Migration> known_migrations();

// ErrorKind::conflict where the database is newer than the newest of `migrations`.
Result<void> migrate(Connection& connection, Database& database, const std::vector<Migration>& migrations);

// The statements of a migration file, without comments' effect on the cutting.
std::vector<std::string> statements_of(std::string_view sql);

}  // namespace vestnik::store
