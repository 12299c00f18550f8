#include "store/rows.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace vestnik::store {
namespace {

// Both databases take more; beyond this a statement gains nothing.
constexpr std::size_t values_a_statement = 6'000;
constexpr std::size_t values_asked_for = 512;

std::string marks(std::size_t count) {
  std::string text = "?";
  for (std::size_t i = 1; i < count; ++i) text += ", ?";
  return text;
}

}  // namespace

Rows::Rows(Session& session, std::string_view table, std::string_view columns)
    : session_(session),
      beginning_("INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES "),
      columns_(static_cast<std::size_t>(std::ranges::count(columns, ',')) + 1),
      most_rows_(std::bit_floor(values_a_statement / columns_)) {}

void Rows::add(Session::Parameters row) {
  std::ranges::move(row, std::back_inserter(waiting_));
  if (waiting_.size() == most_rows_ * columns_) insert(most_rows_);
}

void Rows::finish() {
  while (!waiting_.empty()) insert(std::bit_floor(waiting_.size() / columns_));
}

void Rows::insert(std::size_t rows) {
  if (rows * columns_ == waiting_.size()) {
    session_.run(statement(rows), waiting_);
    waiting_.clear();
    return;
  }
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(rows * columns_);
  session_.run(statement(rows), {std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end)});
  waiting_.erase(waiting_.begin(), end);
}

const std::string& Rows::statement(std::size_t rows) {
  const auto exponent = static_cast<std::size_t>(std::bit_width(rows)) - 1;
  if (statements_.size() <= exponent) statements_.resize(exponent + 1);
  std::string& made = statements_[exponent];
  if (!made.empty()) return made;
  const std::string row = "(" + marks(columns_) + ")";
  made = beginning_ + row;
  for (std::size_t i = 1; i < rows; ++i) made += ", " + row;
  return made;
}

void ask_in_parts(const std::vector<Value>& values,
                  const std::function<void(const std::string& marks, const Session::Parameters& part)>& ask) {
  static const std::string all_marks = marks(values_asked_for);
  for (std::size_t at = 0; at < values.size(); at += values_asked_for) {
    const std::size_t count = std::min(values_asked_for, values.size() - at);
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(at);
    Session::Parameters part(begin, begin + static_cast<std::ptrdiff_t>(count));
    part.resize(values_asked_for, part.back());
    ask(all_marks, part);
  }
}

}  // namespace vestnik::store
