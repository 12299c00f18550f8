// A database connection as a Session: statements prepared once and kept (the least recently used ones go), parameters
// and columns exchanged through SOCI by position. Belongs to one thread at a time; throws Failure.
//
// PostgreSQL exchanges every value as text: its protocol does, and SOCI's way from there to numbers is slow.
// SQLite exchanges integers as integers, so that comparisons without a column's affinity ("LIMIT ?") work.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/database.h"
#include "store/session.h"

namespace vestnik::store {

class Statement;

class Connection : public Session {
 public:
  static constexpr std::size_t kept_statements = 256;

  Connection(Database& database, Role role);
  ~Connection() override;

  // Connects anew where the connection was lost.
  void begin();
  // Whether changes were noted. Where the disk failed the process ends.
  bool commit();
  void rollback() noexcept;
  bool lost() const { return lost_; }

  std::int64_t run(std::string_view sql, const Parameters& parameters) override;
  void query(std::string_view sql, std::string_view columns, const Parameters& parameters,
             const std::function<bool(const Row&)>& each) override;
  void stream(std::string_view sql, std::string_view columns, const Parameters& parameters,
              const std::function<bool(const Row&)>& each) override;
  bool is_postgresql() const override { return database_.is_postgresql(); }
  bool is_public() const override { return role_ == Role::public_reader; }
  std::int64_t next_number(Sequence sequence, std::int64_t count) override;
  void note_change() override { changes_noted_ = true; }

  // SQL without parameters and result that is run once: migrations, VACUUM INTO.
  void run_once(std::string_view sql);
  soci::session& soci() { return *session_; }

 private:
  struct Clock {
    std::int64_t row = 0, change = 0;
    bool moved = false;
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Kept = std::list<std::unique_ptr<Statement>>;

  // The statement, ready to be executed; `lent` holds it where the kept one is in use already (a query inside another).
  Statement& statement_for(std::string_view sql, std::string_view columns, const Parameters& parameters,
                           std::unique_ptr<Statement>& lent);
  // What `use(statement)` gives. Whatever it throws ends the transaction, as a Failure.
  template <class Use>
  auto with_statement(std::string_view sql, std::string_view columns, const Parameters& parameters, const Use& use);
  std::unique_ptr<Statement> prepare(std::string_view sql, std::string_view columns, const Parameters& parameters);
  // Refuses what the public handle must not even prepare.
  void admit(std::string_view sql);
  std::int64_t run_statement(std::string_view sql, const Parameters& parameters);
  void query_statement(std::string_view sql, std::string_view columns, const Parameters& parameters,
                       const std::function<bool(const Row&)>& each);
  void reconnect();
  void fetch_cursor(const std::string& name, std::string_view columns, const std::function<bool(const Row&)>& each);
  [[noreturn]] void failed(const std::exception& problem, std::string_view doing);

  Database& database_;
  Role role_;
  std::unique_ptr<soci::session> session_;
  Kept kept_;  // most recently used first
  std::unordered_map<std::string, Kept::iterator, TextHash, std::equal_to<>> by_sql_;
  std::optional<Clock> clock_;
  std::int64_t cursors_ = 0;
  std::int64_t rows_written_ = 0;  // in this transaction
  bool changes_noted_ = false;
  bool failed_ = false;
  std::string failing_sql_;  // whose execution failed in this transaction
  bool lost_ = false;
};

}  // namespace vestnik::store
