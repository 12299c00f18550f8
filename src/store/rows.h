// Rows for one table, inserted many a statement: on PostgreSQL a statement is a round trip, and everywhere it is
// parsing, binding and stepping. Rows come in powers of two, so that a few prepared statements serve any number.
#pragma once

#include <string>
#include <string_view>

#include "store/session.h"

namespace vestnik::store {

class Rows {
 public:
  // `columns`: "article, topic, position".
  Rows(Session& session, std::string_view table, std::string_view columns);
  // One value a column. What was added is in the table after `finish`.
  void add(Session::Parameters row);
  void finish();

 private:
  void insert(std::size_t rows);
  const std::string& statement(std::size_t rows);

  Session& session_;
  std::string beginning_;
  std::size_t columns_, most_rows_;
  std::vector<std::string> statements_;  // by the exponent of two
  Session::Parameters waiting_;
};

// For "… WHERE column IN (?, ?)": calls `ask` with the marks and so many of `values`, until all have been asked for.
// Always the same number of marks; what is left over repeats the last value.
void ask_in_parts(const std::vector<Value>& values,
                  const std::function<void(const std::string& marks, const Session::Parameters& part)>& ask);

}  // namespace vestnik::store
