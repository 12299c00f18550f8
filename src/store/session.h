// A database connection in the middle of a transaction: SQL as text with bound parameters ("?" in order), rows as typed
// columns. SOCI underneath, SQLite or PostgreSQL; the same SQL runs on both. Statements are prepared once and kept.
//
// Inside a transaction a failing statement throws store::Failure, which Store::read and Store::write catch and turn
// into an Error after rolling back: SQL code stays readable and no caller sees an exception.
// After a failure the transaction can only be rolled back: the same on both databases.
// A session belongs to the one thread that runs the transaction, or to one that this waits for meanwhile: never to two
// at once, SQLite does not lock.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "content/ids.h"

namespace vestnik::store {

class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)), text_(error_.message()) {}
  const Error& error() const { return error_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  Error error_;
  std::string text_;
};

// A parameter or a column: NULL, integer or text (JSON, digests and enum names are text; times are milliseconds).
class Value {
 public:
  struct NoNumber {};  // NULL where else an integer stands: a prepared statement serves both

  Value() = default;
  Value(std::nullptr_t) {}
  Value(std::int64_t number) : held_(number) {}
  Value(int number) : held_(std::int64_t{number}) {}
  Value(bool flag) : held_(std::int64_t{flag ? 1 : 0}) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(const char* text) : held_(std::string(text)) {}
  Value(Time time) : held_(to_millis(time)) {}
  Value(const std::optional<Time>& time) {
    if (time) {
      held_ = to_millis(*time);
    } else {
      held_ = NoNumber();
    }
  }
  template <class Thing>
  Value(Id<Thing> id) {  // 0 is NULL
    if (id) {
      held_ = id.value;
    } else {
      held_ = NoNumber();
    }
  }

  const std::variant<std::monostate, NoNumber, std::int64_t, std::string>& held() const { return held_; }

 private:
  std::variant<std::monostate, NoNumber, std::int64_t, std::string> held_;
};

// One row as it passes by; columns counted from 0, valid until the next row. NULL reads as 0, "" or nullopt.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool null(std::size_t column) const = 0;
  virtual std::int64_t integer(std::size_t column) const = 0;
  virtual std::string_view text(std::size_t column) const = 0;
  std::string string(std::size_t column) const { return std::string(text(column)); }
  bool flag(std::size_t column) const { return integer(column) != 0; }
  std::optional<Time> time(std::size_t column) const {
    return null(column) ? std::nullopt : std::optional(from_millis(integer(column)));
  }
  template <class Identifier>
  Identifier id(std::size_t column) const {
    return Identifier{integer(column)};
  }
};

enum class Sequence { row, change };

class Session {
 public:
  virtual ~Session() = default;

  using Parameters = std::vector<Value>;

  // Number of rows changed.
  virtual std::int64_t run(std::string_view sql, const Parameters& parameters = {}) = 0;
  // `columns` says what to fetch: one letter a column, 'i' integer, 't' text ("itti"). Returns false from `each` to
  // stop.
  virtual void query(std::string_view sql, std::string_view columns, const Parameters& parameters,
                     const std::function<bool(const Row&)>& each) = 0;
  // As `query`, for results that may be large: bounded memory on PostgreSQL too, which costs two more round trips
  // there.
  virtual void stream(std::string_view sql, std::string_view columns, const Parameters& parameters,
                      const std::function<bool(const Row&)>& each) = 0;
  virtual bool is_postgresql() const = 0;
  virtual bool is_public() const = 0;  // the public handle's: sees `public_…` views in place of some tables

  // The first of `count` new numbers. Read once a transaction and written back before it commits; the transaction
  // holds the row that they come from (store/changes.h).
  virtual std::int64_t next_number(Sequence sequence, std::int64_t count) = 0;
  // The transaction records a change: the store's listener is called after the commit.
  virtual void note_change() = 0;

  // The single column of the first row, if there is one.
  std::optional<std::int64_t> integer(std::string_view sql, const Parameters& parameters = {});
  std::optional<std::string> text(std::string_view sql, const Parameters& parameters = {});
};

}  // namespace vestnik::store
