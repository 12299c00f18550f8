// Who asks: somebody signed in, a program with a token, or nobody yet.
#pragma once

#include <string>
#include <vector>

#include "accounts/roles.h"

namespace vestnik::accounts {

struct Caller {
  enum class Kind { visitor, token, user };
  Kind kind = Kind::visitor;
  std::int64_t id = 0;       // of the token or the account
  std::int64_t session = 0;  // of somebody signed in
  std::string name;
  std::string email;  // of somebody signed in
  std::string role;   // the strongest
  std::vector<Grant> grants;

  // What revisions and the audit log are signed with: the account's address, or "token:NAME".
  std::string signature() const { return kind == Kind::token ? "token:" + name : email; }
};

}  // namespace vestnik::accounts
