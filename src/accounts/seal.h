// Keeps secrets that must be readable again (those of authenticator programs) closed in the database, with a key that
// lies in the data folder and in no database: who reads the one without the other has nothing. libsodium's secretbox. A
// Seal is immutable: any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik::accounts {

class Seal {
 public:
  // With a key of its own that is nowhere kept.
  Seal();
  // The key in that file (mode 0600), which is made where there is none.
  static Result<Seal> at(const std::filesystem::path& file);

  std::string close(std::string_view secret) const;
  // Nothing where it was closed with another key, or changed since.
  std::optional<std::string> open(std::string_view closed) const;

 private:
  std::string key_;  // raw
};

inline constexpr const char* seal_file = "accounts.key";

}  // namespace vestnik::accounts
