// What the handle that answers readers may see (trust.md C5): these tables and columns, these functions, and nothing
// that writes, attaches or asks the database about itself. On SQLite an authorizer checks every statement while it is
// prepared; on PostgreSQL a role has the same grants.
//
// SQLite names the view through which a table is read, but a common table expression of the same name looks the same
// to an authorizer ("WITH public_bodies AS (SELECT body FROM revisions) …"). So statements with the word WITH are
// refused before they are prepared: nothing else in SQLite's grammar gives a sub-select a name of that kind. Whatever
// is no SELECT is refused there too, which on PostgreSQL keeps the role ("RESET ROLE").
#pragma once

#include <span>
#include <string_view>

namespace vestnik::store {

struct PublicTable {
  std::string_view name;
  std::string_view columns;  // "article site path", or "*" for all
};
std::span<const PublicTable> public_tables();
std::span<const std::string_view> public_views();

// As sqlite3_set_authorizer's callback; SQLITE_OK or SQLITE_DENY.
int authorize_public(void*, int action, const char* first, const char* second, const char* database,
                     const char* inside);

// False where a statement of the public handle must not even be prepared.
bool may_be_prepared(std::string_view sql);

}  // namespace vestnik::store
