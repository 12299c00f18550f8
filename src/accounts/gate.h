// What signing in needs beside the store. Any thread.
#pragma once

#include "accounts/attempts.h"
#include "accounts/passkeys.h"
#include "accounts/pending.h"
#include "accounts/seal.h"

namespace vestnik::accounts {

struct Gate {
  Seal seal;
  Attempts attempts;
  Pending totp_secrets;  // by account
  Challenges challenges;
};

}  // namespace vestnik::accounts
