// The tus checksum extension's field: "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=" or the same with sha256.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik::reports {

inline constexpr std::string_view checksum_algorithms = "sha1,sha256";

// A digest in the making and the one that it must become.
class Checksum {
 public:
  // ErrorKind::invalid where the field is malformed or names another algorithm.
  static Result<Checksum> announced(std::string_view field);
  void add(std::string_view bytes);
  // Once.
  bool holds();

 private:
  struct Context;
  std::shared_ptr<Context> context_;
  std::string wanted_;
};

}  // namespace vestnik::reports
