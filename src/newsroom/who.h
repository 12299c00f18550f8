// Who asks: a session's cookie or a token; and whether a call that changes something comes from our own pages.
#pragma once

#include "accounts/caller.h"
#include "newsroom/api.h"

namespace vestnik::newsroom {

// "vestnik_session", over TLS "__Host-vestnik_session", which no neighbour on another host can set.
std::string_view session_cookie_name(bool secure);
// True where the browser speaks TLS, be it with a proxy before us (then Origin tells).
bool is_secure(const http::Request& request);

// Nothing where the request names nobody whom we know. `ErrorKind::forbidden` where it would change something and does
// not prove that it comes from our pages: Sec-Fetch-Site: same-origin, or an Origin that is the request's host.
// Tokens need no such proof: no browser sends them by itself.
Result<std::optional<accounts::Caller>> who_asks(const Desk& desk, const http::Request& request);

// Of calls that make somebody known (signing in): refused where a browser says that another site sent them.
Result<void> refuse_other_sites(const http::Request& request);

// True where the browser says that a page of this site sends the request.
bool comes_from_own_page(const http::Request& request);

}  // namespace vestnik::newsroom
