// One prepared statement with the memory that its parameters and columns pass through.
#pragma once

#include <soci/soci.h>

#include <deque>
#include <string>
#include <string_view>

#include "store/session.h"

namespace vestnik::store {

// "?" outside of quotes and comments becomes ":v1", ":v2" … SOCI makes PostgreSQL's "$1" of them. (Given "$1" itself it
// cannot put a failing statement's parameters into words and throws something else than the failure.)
std::string named_parameters(std::string_view sql);

class Statement : public Row {
 public:
  Statement(soci::session& session, bool as_text, std::string_view sql, std::string_view columns,
            const Session::Parameters& parameters);

  // False where a parameter is of another type than this statement was prepared for.
  bool fits(std::string_view columns, const Session::Parameters& parameters) const;

  // True where a row is there to be read.
  bool execute(const Session::Parameters& parameters);
  bool fetch() { return statement_.fetch(); }
  // Lets go of what the database holds for it (SQLite's read mark on a table).
  void reset() noexcept;
  std::int64_t changed() { return statement_.get_affected_rows(); }

  const std::string& sql() const { return sql_; }
  bool busy = false;

  bool null(std::size_t column) const override { return columns_[column].indicator == soci::i_null; }
  std::int64_t integer(std::size_t column) const override;
  std::string_view text(std::size_t column) const override {
    return null(column) ? std::string_view() : std::string_view(columns_[column].text);
  }

 private:
  enum class Type : char { unknown, integer, text };
  struct Slot {
    Type type = Type::unknown;
    long long number = 0;
    std::string text;
    soci::indicator indicator = soci::i_null;
  };

  void fill(Slot& slot, const Value& value) const;

  std::string sql_;
  bool as_text_;
  std::deque<Slot> parameters_;  // a deque: SOCI keeps their addresses
  std::deque<Slot> columns_;
  std::string letters_;
  soci::statement statement_;
};

}  // namespace vestnik::store
