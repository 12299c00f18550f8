#include "store/store.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "base/files.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/connection.h"
#include "store/migrate.h"

namespace vestnik::store {
namespace {

// Connections of one read handle, made as they are needed.
class Pool {
 public:
  Pool(Database& database, Role role, int most) : database_(database), role_(role), most_(std::max(most, 1)) {}

  std::unique_ptr<Connection> take() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return !idle_.empty() || made_ < most_; });
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++made_;
    lock.unlock();
    try {
      return std::make_unique<Connection>(database_, role_);
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  // Null: the connection is gone.
  void give_back(std::unique_ptr<Connection> connection) {
    std::lock_guard lock(mutex_);
    if (connection) {
      idle_.push_back(std::move(connection));
    } else {
      --made_;
    }
    free_.notify_one();
  }

 private:
  Database& database_;
  Role role_;
  int most_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int made_ = 0;
};

class Borrowed {
 public:
  explicit Borrowed(Pool& pool) : pool_(pool), connection_(pool.take()) {}
  ~Borrowed() { pool_.give_back(std::move(connection_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Connection& operator*() { return *connection_; }

 private:
  Pool& pool_;
  std::unique_ptr<Connection> connection_;
};

// Runs `work` between BEGIN and COMMIT; the value tells whether changes were noted.
Result<bool> run_transaction(Connection& connection, const std::function<Result<void>(Session&)>& work) {
  try {
    connection.begin();
    auto done = work(connection);
    if (!done) {
      connection.rollback();
      return std::unexpected(done.error());
    }
    return connection.commit();
  } catch (const Failure& failure) {
    connection.rollback();
    return std::unexpected(failure.error());
  } catch (...) {
    connection.rollback();
    throw;
  }
}

}  // namespace

struct Store::Inside {
  explicit Inside(const Options& wanted)
      : options(wanted),
        database(database_of(wanted)),
        readers(*database, Role::reader, wanted.readers),
        public_readers(*database, Role::public_reader, wanted.readers) {}

  Options options;
  std::unique_ptr<Database> database;

  std::mutex writing;                           // one transaction at a time, its listener included
  std::atomic<std::thread::id> writing_thread;  // whoever holds it
  std::unique_ptr<Connection> writer;           // before the readers: SQLite's last to close tidies the log
  Pool readers, public_readers;
  std::function<void()> listener;
};

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::~Store() = default;

bool is_address(std::string_view url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

bool Store::is_there(const Options& options) {
  std::error_code problem;
  return !options.url.empty() || std::filesystem::exists(options.data / database_file, problem);
}

Result<std::unique_ptr<Store>> Store::open(const Options& options) {
  // Not the addresses themselves in what is told: they may hold passwords.
  for (const std::string& url : {options.url, options.public_url}) {
    if (url.empty() || is_address(url)) continue;
    return fail(ErrorKind::invalid, "a store's address starts with postgresql://", {},
                "write it as postgresql://user@host/database; leave it away for SQLite");
  }
  if (options.url.empty()) {
    if (!options.public_url.empty()) {
      return fail(ErrorKind::invalid, "a public store was named, but no store", {},
                  "name both on PostgreSQL, none for SQLite, whose readers need no login");
    }
    if (auto made = make_folder(options.data); !made) return std::unexpected(made.error());
  }
  try {
    auto inside = std::make_unique<Inside>(options);
    inside->writer = std::make_unique<Connection>(*inside->database, Role::writer);
    if (auto migrated = migrate(*inside->writer, *inside->database, known_migrations()); !migrated) {
      return std::unexpected(migrated.error());
    }
    // Now rather than at the first reader: a public handle that cannot be had is told at the start.
    { Borrowed door(inside->public_readers); }
    return std::unique_ptr<Store>(new Store(std::move(inside)));
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

Result<void> Store::transaction(Handle handle, const std::function<Result<void>(Session&)>& work) {
  try {
    if (handle != Handle::write) {
      Borrowed connection(handle == Handle::read ? inside_->readers : inside_->public_readers);
      auto done = run_transaction(*connection, work);
      if (!done) return std::unexpected(done.error());
      return {};
    }
    if (inside_->writing_thread == std::this_thread::get_id()) {
      log::error("a write began inside another one of the same thread");
      std::abort();
    }
    std::lock_guard lock(inside_->writing);
    inside_->writing_thread = std::this_thread::get_id();
    struct Leave {
      Inside& inside;
      ~Leave() { inside.writing_thread = std::thread::id(); }
    } leave{*inside_};
    auto changed = run_transaction(*inside_->writer, work);
    if (!changed) return std::unexpected(changed.error());
    if (*changed && inside_->listener) inside_->listener();
    return {};
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

void Store::on_change(std::function<void()> listener) {
  const std::lock_guard lock(inside_->writing);
  inside_->listener.swap(listener);
}

Result<void> Store::copy_to(const std::filesystem::path& file) {
  try {
    return write_copy(*inside_->database, file);
  } catch (const Failure& failure) {
    return std::unexpected(failure.error());
  }
}

bool Store::is_postgresql() const {
  return inside_->database->is_postgresql();
}

}  // namespace vestnik::store
