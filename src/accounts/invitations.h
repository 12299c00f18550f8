// One-time links with which somebody sets a password: for a new account, or because the old one is lost.
// The code stands after "#" in the link, which browsers send to nobody, and is kept as its SHA-256.
#pragma once

#include <optional>
#include <string>

#include "store/session.h"

namespace vestnik::accounts {

// The code. An older invitation of the account ends.
std::string invite(store::Session& session, std::int64_t user, Time now);
// The account that an open invitation is for.
std::optional<std::int64_t> find_invitation(store::Session& session, std::string_view code, Time now);
// Ends all of the account's.
void close_invitations(store::Session& session, std::int64_t user);

// "https://example.com/newsroom/#/welcome/CODE"
std::string invitation_link(std::string_view base_url, std::string_view code);

}  // namespace vestnik::accounts
