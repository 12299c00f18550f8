#include "store/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"
#include "store/connection.h"
#include "store/migrate.h"

namespace vestnik::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void disk_failure(const fs::path& path) {
  throw Failure({ErrorKind::unavailable, std::string("cannot write the copy: ") + std::strerror(errno), path.string(),
                 "is there room on the disk, and may this user write there?"});
}

void sync(const fs::path& path, int flags) {
  int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!done) disk_failure(path);
}

// A file beside its destination that becomes it whole or not at all.
class Part {
 public:
  explicit Part(fs::path wanted) : wanted_(std::move(wanted)), part_(wanted_.string() + ".part") {
    remove();
    int descriptor = ::open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) disk_failure(part_);
    ::close(descriptor);
  }
  ~Part() { remove(); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  const fs::path& path() const { return part_; }

  void take_place() {
    sync(part_, O_RDWR);
    std::error_code problem;
    fs::rename(part_, wanted_, problem);
    if (problem) disk_failure(wanted_);
    sync(wanted_.parent_path().empty() ? fs::path(".") : wanted_.parent_path(), O_RDONLY | O_DIRECTORY);
  }

 private:
  void remove() const {
    std::error_code ignored;
    for (auto suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(part_.string() + suffix, ignored);
  }

  fs::path wanted_, part_;
};

struct Columns {
  std::string names, letters, marks;
};

// As the SQLite side tells them: both have the same.
Columns columns_of(Connection& sqlite, const std::string& table) {
  Columns columns;
  sqlite.query("SELECT name, type FROM pragma_table_info(?)", "tt", {table}, [&](const Row& row) {
    if (!columns.letters.empty()) columns.names += ", ", columns.marks += ", ";
    columns.names += row.text(0);
    columns.marks += '?';
    columns.letters += row.text(1) == "INTEGER" ? 'i' : 't';
    return true;
  });
  return columns;
}

// In the order of their making: none refers to a later one.
std::vector<std::string> tables_of(Connection& sqlite) {
  std::vector<std::string> tables;
  sqlite.query(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_versions' AND name NOT LIKE 'sqlite_%' "
      "ORDER BY rowid",
      "t", {}, [&](const Row& row) {
        tables.push_back(row.string(0));
        return true;
      });
  return tables;
}

void copy_tables(Connection& from, Connection& to) {
  auto& sqlite = from.is_postgresql() ? to : from;
  to.run("DELETE FROM clock", {});  // the one row that a migration makes
  for (const auto& table : tables_of(sqlite)) {
    auto columns = columns_of(sqlite, table);
    auto insert = "INSERT INTO " + table + " (" + columns.names + ") VALUES (" + columns.marks + ")";
    Session::Parameters values;
    from.stream("SELECT " + columns.names + " FROM " + table, columns.letters, {}, [&](const Row& row) {
      values.clear();
      for (std::size_t at = 0; at < columns.letters.size(); ++at) {
        if (row.null(at)) {
          values.emplace_back(nullptr);
        } else if (columns.letters[at] == 'i') {
          values.emplace_back(row.integer(at));
        } else {
          values.emplace_back(row.text(at));
        }
      }
      to.run(insert, values);
      return true;
    });
  }
}

void must(const Result<void>& done) {
  if (!done) throw Failure(done.error());
}

void copy_sqlite(Database& database, const fs::path& file) {
  Part part(file);
  {
    Connection reader(database, Role::reader);
    reader.run_once("PRAGMA query_only = OFF");  // of the copy; the database itself is open read-only
    reader.run("VACUUM INTO ?", {part.path().string()});
  }
  part.take_place();
}

void copy_postgresql(Database& database, const fs::path& file) {
  Part part(file);
  {
    auto made = sqlite_database(part.path());
    Connection to(*made, Role::writer);
    must(migrate(to, *made, known_migrations()));
    to.run_once("PRAGMA foreign_keys = OFF");
    Connection from(database, Role::reader);
    from.begin();
    to.begin();
    copy_tables(from, to);
    to.commit();
    from.commit();
    to.run_once("PRAGMA journal_mode = DELETE");  // one file, no log beside it
  }
  part.take_place();
}

// A private copy of `file`, whole and of this program's version.
void bring_up(const fs::path& file, const Part& part) {
  std::error_code problem;
  fs::copy_file(file, part.path(), fs::copy_options::overwrite_existing, problem);
  if (problem) throw Failure({ErrorKind::not_found, "cannot read the copy: " + problem.message(), file.string(), {}});
  auto database = sqlite_database(part.path());
  try {
    Connection connection(*database, Role::writer);
    auto state = connection.text("PRAGMA integrity_check");
    auto version = connection.integer("SELECT MAX(number) FROM schema_versions");
    if (state != "ok" || !version) {
      throw Failure({ErrorKind::invalid, "the copy is damaged: " + state.value_or("empty"), file.string(), {}});
    }
    must(migrate(connection, *database, known_migrations()));
    connection.run_once("PRAGMA journal_mode = DELETE");
  } catch (const Failure& failure) {
    if (failure.error().kind == ErrorKind::conflict) throw;
    throw Failure({ErrorKind::invalid, "this is no copy of a store: " + failure.error().what, file.string(), {}});
  }
}

void must_be_empty(const Options& options) {
  auto store = Store::open(options);
  if (!store) throw Failure(store.error());
  auto rows = (*store)->read([](Session& session) {
    return session.integer("SELECT COUNT(*) FROM sites").value_or(0) +
           session.integer("SELECT COUNT(*) FROM tokens").value_or(0) +
           session.integer("SELECT COUNT(*) FROM users").value_or(0);
  });
  if (!rows) throw Failure(rows.error());
  if (*rows != 0) {
    throw Failure({ErrorKind::conflict, "there is something in the store already",
                   options.url.empty() ? (options.data / database_file).string() : std::string(),
                   "restore into an empty data folder or an empty PostgreSQL database"});
  }
}

void restore_sqlite(const fs::path& file, const Options& options) {
  must(make_folder(options.data));
  auto place = options.data / database_file;
  Part part(place);
  bring_up(file, part);
  if (fs::exists(place)) must_be_empty(options);
  std::error_code ignored;
  for (auto suffix : {"-wal", "-shm"}) fs::remove(place.string() + suffix, ignored);
  part.take_place();
}

void restore_postgresql(const fs::path& file, const Options& options) {
  must_be_empty(options);
  auto folder = options.data.empty() ? fs::temp_directory_path() : options.data;
  must(make_folder(folder));
  Part part(folder / "restore.db");
  bring_up(file, part);
  auto source = sqlite_database(part.path());
  auto database = database_of(options);
  // A reader of SQLite needs a writer's log index beside it; nothing is written.
  Connection from(*source, Role::writer);
  Connection to(*database, Role::writer);
  from.begin();
  to.begin();
  copy_tables(from, to);
  to.commit();
  from.rollback();
}

}  // namespace

Result<void> write_copy(Database& database, const fs::path& file) {
  try {
    if (database.is_postgresql()) {
      copy_postgresql(database, file);
    } else {
      copy_sqlite(database, file);
    }
    return {};
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

Result<void> may_be_filled(const Options& options) {
  try {
    if (Store::is_there(options)) must_be_empty(options);
    return {};
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

Result<void> restore_from(const fs::path& sqlite_file, const Options& options) {
  try {
    if (options.url.empty()) {
      restore_sqlite(sqlite_file, options);
    } else {
      restore_postgresql(sqlite_file, options);
    }
    return {};
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

}  // namespace vestnik::store
