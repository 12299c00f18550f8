#include "store/statement.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <charconv>

#include "base/text.h"

namespace vestnik::store {
namespace {

// Longer buffers are given back after use, so that a few large bodies do not stay in every connection.
constexpr std::size_t kept_bytes = 64 << 10;

std::int64_t number_in(std::string_view text) {
  if (text == "t") return 1;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value.held()) || std::holds_alternative<Value::NoNumber>(value.held());
}

// PostgreSQL takes neither; what one database holds, the other must be able to.
void must_be_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos || !text::is_utf8(text)) {
    throw Failure({ErrorKind::invalid, "text that is not UTF-8 or has a NUL cannot be stored",
                   text::clean(text.substr(0, 60)), "clean it first (text::clean)"});
  }
}

}  // namespace

std::string named_parameters(std::string_view sql) {
  std::string made;
  made.reserve(sql.size() + 16);
  int number = 0;
  char quote = 0;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    char letter = sql[at];
    if (quote != 0) {
      if (letter == quote) quote = 0;
    } else if (letter == '\'' || letter == '"') {
      quote = letter;
    } else if (letter == '-' && at + 1 < sql.size() && sql[at + 1] == '-') {
      quote = '\n';
    } else if (letter == '?') {
      made += ":v";
      made += std::to_string(++number);
      continue;
    }
    made += letter;
  }
  return made;
}

// `as_text` is PostgreSQL's way, and only its.
Statement::Statement(soci::session& session, bool as_text, std::string_view sql, std::string_view columns,
                     const Session::Parameters& parameters)
    : sql_(sql), as_text_(as_text), letters_(columns), statement_(session) {
  for (const auto& value : parameters) {
    auto& slot = parameters_.emplace_back();
    bool number = is_number(value);
    bool null = std::holds_alternative<std::monostate>(value.held());
    slot.type = as_text_ ? Type::text : number ? Type::integer : null ? Type::unknown : Type::text;
    if (as_text_) {
      statement_.exchange(soci::use(slot.text, slot.indicator, "v" + std::to_string(parameters_.size())));
    } else if (slot.type == Type::integer) {
      statement_.exchange(soci::use(slot.number, slot.indicator));
    } else {
      statement_.exchange(soci::use(slot.text, slot.indicator));
    }
  }
  for (char letter : columns) {
    auto& slot = columns_.emplace_back();
    slot.type = letter == 'i' && !as_text_ ? Type::integer : Type::text;
    if (slot.type == Type::integer) {
      statement_.exchange(soci::into(slot.number, slot.indicator));
    } else {
      statement_.exchange(soci::into(slot.text, slot.indicator));
    }
  }
  statement_.alloc();
  statement_.prepare(as_text_ ? named_parameters(sql) : sql_);
  statement_.define_and_bind();
}

bool Statement::fits(std::string_view columns, const Session::Parameters& parameters) const {
  if (columns != letters_ || parameters.size() != parameters_.size()) return false;
  if (as_text_) return true;
  for (std::size_t at = 0; at < parameters.size(); ++at) {
    const auto& held = parameters[at].held();
    if (std::holds_alternative<std::monostate>(held)) continue;
    auto wanted = is_number(parameters[at]) ? Type::integer : Type::text;
    if (parameters_[at].type != wanted) return false;
  }
  return true;
}

void Statement::fill(Slot& slot, const Value& value) const {
  if (const auto* text = std::get_if<std::string>(&value.held())) {
    must_be_text(*text);
    slot.text.assign(*text);
    slot.indicator = soci::i_ok;
  } else if (const auto* number = std::get_if<std::int64_t>(&value.held())) {
    if (as_text_) {
      slot.text = std::to_string(*number);
    } else {
      slot.number = *number;
    }
    slot.indicator = soci::i_ok;
  } else {
    slot.indicator = soci::i_null;
  }
}

bool Statement::execute(const Session::Parameters& parameters) {
  for (std::size_t at = 0; at < parameters.size(); ++at) fill(parameters_[at], parameters[at]);
  return statement_.execute(true);
}

void Statement::reset() noexcept {
  if (!as_text_) {
    sqlite_api::sqlite3_reset(static_cast<soci::sqlite3_statement_backend*>(statement_.get_backend())->stmt_);
  }
  for (auto* slots : {&parameters_, &columns_}) {
    for (auto& slot : *slots) {
      if (slot.text.capacity() > kept_bytes) std::string().swap(slot.text);
    }
  }
}

std::int64_t Statement::integer(std::size_t column) const {
  const auto& slot = columns_[column];
  if (slot.indicator == soci::i_null) return 0;
  return slot.type == Type::integer ? slot.number : number_in(slot.text);
}

}  // namespace vestnik::store
