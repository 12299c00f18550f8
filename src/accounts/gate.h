// What signing in needs beside the store, in memory of this process. Any thread.
#pragma once

#include "accounts/attempts.h"

namespace vestnik::accounts {

struct Gate {
  Attempts attempts;
};

}  // namespace vestnik::accounts
