// What administrators look after: redirects, tokens; and the overview that everybody sees first.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// redirects.cpp
Result<http::Response> list_redirects(const Call& call);
Result<http::Response> add_redirect(const Call& call);
Result<http::Response> remove_redirect(const Call& call);

// tokens.cpp
Result<http::Response> list_tokens(const Call& call);
Result<http::Response> add_token(const Call& call);
Result<http::Response> remove_token(const Call& call);

// overview.cpp
Result<http::Response> get_overview(const Call& call);

// calendar.cpp
Result<http::Response> get_calendar(const Call& call);

}  // namespace vestnik::newsroom
