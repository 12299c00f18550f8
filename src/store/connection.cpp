#include "store/connection.h"

#include <cstdlib>

#include "base/log.h"
#include "store/public_door.h"
#include "store/statement.h"

namespace vestnik::store {
namespace {

constexpr int rows_a_fetch = 2'000;

// Keeps a statement from being used again while its rows are being read, and lets go of the rows at the end.
class InUse {
 public:
  explicit InUse(Statement& statement) : statement_(statement) { statement_.busy = true; }
  ~InUse() {
    statement_.reset();
    statement_.busy = false;
  }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;

 private:
  Statement& statement_;
};

[[noreturn]] void stop(const Error& problem) {
  log::error("the database could not be made durable, so the program stops rather than acknowledge more: {}",
             problem.message());
  spdlog::shutdown();
  std::abort();
}

}  // namespace

Connection::Connection(Database& database, Role role)
    : database_(database), role_(role), session_(database.connect(role)) {}

Connection::~Connection() {
  by_sql_.clear();
  kept_.clear();
}

void Connection::failed(const std::exception& problem, std::string_view doing) {
  failed_ = true;
  lost_ = lost_ || database_.lost(*session_);
  throw Failure(database_.translate(*session_, problem, doing));
}

void Connection::run_once(std::string_view sql) {
  try {
    session_->once << std::string(sql);
  } catch (const soci::soci_error& problem) {
    failed(problem, sql);
  }
}

void Connection::reconnect() {
  by_sql_.clear();
  kept_.clear();
  session_.reset();
  session_ = database_.connect(role_);
  lost_ = failed_ = false;
}

void Connection::begin() {
  if (lost_) reconnect();
  failed_ = changes_noted_ = false;
  clock_.reset();
  rows_written_ = 0;
  try {
    run_once(database_.begin(role_));
  } catch (const Failure&) {
    if (!lost_) throw;
    reconnect();
    run_once(database_.begin(role_));
  }
  if (role_ != Role::writer) return;
  // Held until the commit: on PostgreSQL writers of several programs take turns, as they do on SQLite.
  query(
      is_postgresql() ? "SELECT last_id, last_change FROM clock FOR UPDATE" : "SELECT last_id, last_change FROM clock",
      "ii", {}, [&](const Row& row) {
        clock_ = Clock{row.integer(0), row.integer(1)};
        return false;
      });
}

bool Connection::commit() {
  if (failed_) {
    throw Failure({ErrorKind::internal, "a transaction in which a statement failed cannot be committed", {}, {}});
  }
  if (clock_ && clock_->moved) {
    run("UPDATE clock SET last_id = ?, last_change = ?", {clock_->row, clock_->change});
  }
  try {
    session_->once << "COMMIT";
  } catch (const soci::soci_error& problem) {
    if (role_ == Role::writer && database_.disk_failed(*session_)) {
      stop(database_.translate(*session_, problem, "COMMIT"));
    }
    failed(problem, "COMMIT");
  }
  if (role_ == Role::writer) {
    database_.after_commit(*session_, rows_written_);
    if (database_.disk_failed(*session_)) stop({ErrorKind::internal, "a checkpoint failed", {}, {}});
  }
  return changes_noted_;
}

void Connection::rollback() noexcept {
  try {
    if (!lost_) session_->once << "ROLLBACK";
    // SOCI gives back what it copied of a statement's parameters after it has run, or with the statement itself: one
    // that failed must go, or each further failure of it would cost its parameters' room for good.
    if (const auto failing = by_sql_.find(failing_sql_); failing != by_sql_.end() && !(*failing->second)->busy) {
      kept_.erase(failing->second);
      by_sql_.erase(failing);
    }
  } catch (const std::exception&) {
    lost_ = true;
  }
  failing_sql_.clear();
}

std::int64_t Connection::next_number(Sequence sequence, std::int64_t count) {
  if (!clock_) throw Failure({ErrorKind::internal, "numbers are given to writing transactions only", {}, {}});
  auto& last = sequence == Sequence::row ? clock_->row : clock_->change;
  auto first = last + 1;
  last += count;
  clock_->moved = true;
  return first;
}

std::unique_ptr<Statement> Connection::prepare(std::string_view sql, std::string_view columns,
                                               const Parameters& parameters) {
  return std::make_unique<Statement>(*session_, database_.is_postgresql(), sql, columns, parameters);
}

Statement& Connection::statement_for(std::string_view sql, std::string_view columns, const Parameters& parameters,
                                     std::unique_ptr<Statement>& lent) {
  if (failed_) throw Failure({ErrorKind::internal, "an earlier statement of this transaction failed", {}, {}});
  auto found = by_sql_.find(sql);
  if (found != by_sql_.end() && (*found->second)->busy) {
    lent = prepare(sql, columns, parameters);
    return *lent;
  }
  if (found != by_sql_.end() && !(*found->second)->fits(columns, parameters)) {
    kept_.erase(found->second);
    by_sql_.erase(found);
    found = by_sql_.end();
  }
  if (found != by_sql_.end()) {
    kept_.splice(kept_.begin(), kept_, found->second);
    return *kept_.front();
  }
  kept_.push_front(prepare(sql, columns, parameters));
  by_sql_.emplace(std::string(sql), kept_.begin());
  if (kept_.size() > kept_statements && !kept_.back()->busy) {
    by_sql_.erase(by_sql_.find(kept_.back()->sql()));
    kept_.pop_back();
  }
  return *kept_.front();
}

void Connection::admit(std::string_view sql) {
  if (!is_public() || may_be_prepared(sql)) return;
  failed_ = true;
  throw Failure({ErrorKind::forbidden, "the public handle runs plain SELECT statements only", std::string(sql), {}});
}

std::int64_t Connection::run(std::string_view sql, const Parameters& parameters) {
  admit(sql);
  return run_statement(sql, parameters);
}

void Connection::query(std::string_view sql, std::string_view columns, const Parameters& parameters,
                       const std::function<bool(const Row&)>& each) {
  admit(sql);
  query_statement(sql, columns, parameters, each);
}

template <class Use>
auto Connection::with_statement(std::string_view sql, std::string_view columns, const Parameters& parameters,
                                const Use& use) {
  std::unique_ptr<Statement> lent;
  try {
    auto& statement = statement_for(sql, columns, parameters, lent);
    InUse in_use(statement);
    return use(statement);
  } catch (const soci::soci_error& problem) {
    failing_sql_ = sql;
    failed(problem, sql);
  } catch (const Failure&) {
    failed_ = true;
    throw;
  }
}

std::int64_t Connection::run_statement(std::string_view sql, const Parameters& parameters) {
  return with_statement(sql, {}, parameters, [&](Statement& statement) {
    statement.execute(parameters);
    const std::int64_t changed = statement.changed();
    rows_written_ += changed;
    return changed;
  });
}

void Connection::query_statement(std::string_view sql, std::string_view columns, const Parameters& parameters,
                                 const std::function<bool(const Row&)>& each) {
  with_statement(sql, columns, parameters, [&](Statement& statement) {
    for (bool more = statement.execute(parameters); more && each(statement);) more = statement.fetch();
  });
}

void Connection::stream(std::string_view sql, std::string_view columns, const Parameters& parameters,
                        const std::function<bool(const Row&)>& each) {
  admit(sql);
  if (!is_postgresql()) return query_statement(sql, columns, parameters, each);
  auto name = "vestnik_cursor_" + std::to_string(++cursors_ % 8);
  // The cursor's parameters are bound when it is opened; fetching has none.
  run_statement("DECLARE " + name + " NO SCROLL CURSOR FOR " + std::string(sql), parameters);
  fetch_cursor(name, columns, each);
  run_statement("CLOSE " + name, {});
}

void Connection::fetch_cursor(const std::string& name, std::string_view columns,
                              const std::function<bool(const Row&)>& each) {
  auto fetch = "FETCH FORWARD " + std::to_string(rows_a_fetch) + " FROM " + name;
  int rows = 0;
  bool wanted = true;
  do {
    rows = 0;
    query_statement(fetch, columns, {}, [&](const Row& row) {
      ++rows;
      wanted = each(row);
      return wanted;
    });
  } while (wanted && rows == rows_a_fetch);
}

}  // namespace vestnik::store
