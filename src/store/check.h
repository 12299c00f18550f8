// Proves that the store agrees with itself. Nothing is changed; a large store takes minutes.
#pragma once

#include <string>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

// One line a finding, empty where all is well. Through the read handle.
std::vector<std::string> check(Session& session);

}  // namespace vestnik::store
