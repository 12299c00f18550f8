// Who did what, when: written in the transaction that did it, never changed. Each row's digest covers the one before,
// so that a row that was changed or taken out afterwards is noticed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/session.h"

namespace vestnik::accounts {

struct AuditEntry {
  std::int64_t id = 0;
  Time at;
  std::string actor;    // accounts/caller.h: signature; "command" for the command line
  std::string action;   // an operation's name: "publishArticle"
  std::string subject;  // what it was done to: "articles/12"
  std::string detail;   // JSON or empty; never a secret
};

void record(store::Session& session, std::string_view actor, std::string_view action, std::string_view subject,
            std::string_view detail, Time now);

// Newest first, older than `before` (0: from the newest).
std::vector<AuditEntry> audit_before(store::Session& session, std::int64_t before, std::size_t most);

// The first row whose digest does not follow from what stands before it; nothing where all do.
std::optional<std::int64_t> first_broken_entry(store::Session& session);

}  // namespace vestnik::accounts
