// What SQLite and PostgreSQL do differently: connecting, beginning a transaction, telling what went wrong.
// Everything above (store/connection.h) is the same for both.
#pragma once

#include <soci/soci.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/store.h"

namespace vestnik::store {

enum class Role { writer, reader, public_reader };

class Database {
 public:
  virtual ~Database() = default;
  virtual bool is_postgresql() const = 0;

  // A connection ready for transactions of `role`. Throws Failure.
  virtual std::unique_ptr<soci::session> connect(Role role) = 0;
  virtual std::string_view begin(Role role) const = 0;

  // Inside the migrating transaction, after the last migration: who may see what.
  virtual void grant_public_access(soci::session& session) = 0;
  // So that two programs never migrate at once; inside the migrating transaction.
  virtual std::string_view migration_lock() const = 0;

  virtual Error translate(soci::session& session, const std::exception& problem, std::string_view doing) const = 0;
  // The disk refused what was written: nothing more may be acknowledged.
  virtual bool disk_failed(soci::session& session) const = 0;
  // The connection cannot be used any more and has to be made anew.
  virtual bool lost(soci::session& session) const = 0;
  // After a commit of the writer: housekeeping that must not hold up the next transaction for long.
  virtual void after_commit(soci::session& session, std::int64_t rows_written) = 0;
};

inline constexpr std::string_view database_file = "vestnik.db";

std::unique_ptr<Database> sqlite_database(std::filesystem::path file);
std::unique_ptr<Database> postgresql_database(const Options& options);
inline std::unique_ptr<Database> database_of(const Options& options) {
  return options.url.empty() ? sqlite_database(options.data / database_file) : postgresql_database(options);
}

}  // namespace vestnik::store
