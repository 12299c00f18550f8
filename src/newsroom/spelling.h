// Hints about spelling.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> check_spelling(const Call& call);
Result<http::Response> suggest_spelling(const Call& call);

}  // namespace vestnik::newsroom
