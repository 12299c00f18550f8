// Takes the members of a JSON object over into values; remembers the first that is wrong.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"

namespace vestnik::advertising {

class Members {
 public:
  // `path` stands before the names in errors: "booking.".
  explicit Members(const json::object& given, std::string path = {}) : given_(given), path_(std::move(path)) {}

  void text(std::string_view name, std::size_t bytes, std::string& into);
  void verbatim(std::string_view name, std::size_t bytes, std::string& into);  // as it is, line ends and all
  void address(std::string_view name, std::string& into);                      // http(s)
  void flag(std::string_view name, bool& into);
  void flag(std::string_view name, std::optional<bool>& into);
  void number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t& into);
  void time(std::string_view name, Time& into);
  void texts(std::string_view name, std::size_t bytes, std::vector<std::string>& into);
  // One of `words`; `into` gets its place among them.
  void word(std::string_view name, std::span<const std::string_view> words,
            const std::function<void(std::size_t)>& into);
  // An object, read by `each`; null or absent: not called.
  void object(std::string_view name, const std::function<Result<void>(const json::object&)>& each);

  // Any other member than these is wrong: a slip in a name would book everything instead.
  void only(std::span<const std::string_view> names);

  bool has(std::string_view name) const { return given_.contains(name); }
  Result<void> done() const;

 private:
  const json::value* find(std::string_view name) const;
  void wrong(std::string_view name, std::string what, std::string remedy = {});

  const json::object& given_;
  std::string path_;
  std::optional<Error> error_;
};

}  // namespace vestnik::advertising
