// The only truth: SQL through SOCI, SQLite by default, PostgreSQL by a connection string.
//
// Three handles:
//   write        one connection, one transaction at a time, whoever calls (serialised by a mutex);
//                committed and durable when it returns
//   read         read-only, sees everything: for the newsroom, importers, checks
//   read_public  read-only, sees what is published and nothing else (SQLite: an authorizer; PostgreSQL: a role):
//                for whatever answers readers
// Any thread may call any of them; all may block, so never from a reading thread.
// Where a commit fails because the disk does (fsync), the process ends: it does not go on acknowledging.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>

#include "base/error.h"
#include "store/session.h"

namespace vestnik::store {

struct Options {
  std::filesystem::path data;  // folder; SQLite's file is DATA/vestnik.db
  std::string url;             // empty: SQLite; "postgresql://…": PostgreSQL
  // PostgreSQL: a login that is a member of the role vestnik_public and of nothing else, for the public handle. Empty:
  // the public handle connects as the others do and takes on that role, which is as safe only where the migrating
  // account could take set_config() away from it (a superuser's can; the log says so where not).
  std::string public_url;
  int readers = 4;  // connections of each read handle
};

// Whether a store can be elsewhere by that name: "postgresql://…".
bool is_address(std::string_view url);

class Store {
 public:
  // Creates and migrates where needed, in one transaction. A database newer than this program: ErrorKind::conflict.
  // The caller holds the folder's lock (base/files.h).
  static Result<std::unique_ptr<Store>> open(const Options& options);
  // Whether SQLite's file is there. Of PostgreSQL only opening it tells: true.
  static bool is_there(const Options& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // `work(Session&)` in one transaction: committed when it returns a value, rolled back when it throws Failure or
  // returns an unexpected Result. The result of `work` is handed on: T and Result<T> both become Result<T>.
  template <class Work>
  auto write(Work work) {
    return within(Handle::write, std::move(work));
  }
  template <class Work>
  auto read(Work work) {
    return within(Handle::read, std::move(work));
  }
  template <class Work>
  auto read_public(Work work) {
    return within(Handle::read_public, std::move(work));
  }

  // Called after each commit that wrote changes, on the committing thread, before `write` returns: the edition takes
  // the changes over here, so that an acknowledged publish is already visible. Waits for the write under way: nobody is
  // inside the former listener when this returns. What was committed before is told to nobody. Not from a listener.
  void on_change(std::function<void()> listener);

  // A consistent copy of the database as one SQLite file (from PostgreSQL: as an export of every table in the same
  // form), while others go on writing.
  Result<void> copy_to(const std::filesystem::path& file);

  bool is_postgresql() const;

 private:
  enum class Handle { write, read, read_public };
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);

  Result<void> transaction(Handle handle, const std::function<Result<void>(Session&)>& work);

  template <class Work>
  auto within(Handle handle, Work work) {
    using Returned = std::invoke_result_t<Work, Session&>;
    if constexpr (std::is_void_v<Returned>) {
      return transaction(handle, [&](Session& session) -> Result<void> {
        work(session);
        return {};
      });
    } else {
      using Wanted = typename AsResult<Returned>::type;
      Wanted kept = fail(ErrorKind::internal, "a transaction did not run");
      auto done = transaction(handle, [&](Session& session) -> Result<void> {
        kept = work(session);
        if (!kept) return std::unexpected(kept.error());
        return {};
      });
      if (!done) return Wanted(std::unexpected(done.error()));
      return kept;
    }
  }
  template <class T>
  struct AsResult {
    using type = Result<T>;
  };
  template <class T>
  struct AsResult<Result<T>> {
    using type = Result<T>;
  };

  std::unique_ptr<Inside> inside_;
};

}  // namespace vestnik::store
