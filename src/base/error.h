// Errors as values. Library exceptions are caught where the library is called and become one of these;
// a status code or an exit code is made from the kind in one place each (http/problem.h, commands/).
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace vestnik {

// The few kinds that callers tell apart.
enum class ErrorKind {
  invalid,      // the input is wrong; the sender can mend it           400
  forbidden,    // known who asks, and they may not                     403
  not_found,    // nothing by that name                                 404
  conflict,     // contradicts what is stored                           409
  gone,         // was here and has been withdrawn                      410
  stale,        // made against an older state                          412
  too_large,    // over a named limit (base/limits.h)                   413
  busy,         // a queue is full or a lock is held; try again         503
  unavailable,  // something that we stand on does not answer           503
  internal,     // our own mistake                                      500
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string what;    // what was being done and what went wrong
  std::string input;   // which input, empty where it is plain
  std::string remedy;  // what to do about it, empty where nothing can be done

  // One line for a person: "what: input (remedy)".
  std::string message() const {
    std::string text = what;
    if (!input.empty()) text += ": " + input;
    if (!remedy.empty()) text += " (" + remedy + ")";
    return text;
  }
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string what, std::string input = {}, std::string remedy = {}) {
  return std::unexpected(Error{kind, std::move(what), std::move(input), std::move(remedy)});
}

}  // namespace vestnik
