#include "accounts/audit.h"

#include "base/digest.h"
#include "base/json.h"
#include "store/changes.h"

namespace vestnik::accounts {

namespace {

constexpr std::string_view row_letters = "iitttt";

std::string digest_of(const AuditEntry& entry, std::string_view before) {
  return sha256_hex(write_json(
      json::array{before, entry.id, to_millis(entry.at), entry.actor, entry.action, entry.subject, entry.detail}));
}

AuditEntry read_entry(const store::Row& row) {
  return {row.integer(0), from_millis(row.integer(1)), row.string(2), row.string(3), row.string(4), row.string(5)};
}

}  // namespace

void record(store::Session& session, std::string_view actor, std::string_view action, std::string_view subject,
            std::string_view detail, Time now) {
  // The number first: on PostgreSQL it makes this transaction wait for every other that writes, so that the digest
  // before is the last one.
  AuditEntry entry{.id = store::next_id(session),
                   .at = now,
                   .actor = std::string(actor),
                   .action = std::string(action),
                   .subject = std::string(subject),
                   .detail = std::string(detail)};
  const std::string before = session.text("SELECT digest FROM audit ORDER BY id DESC LIMIT 1").value_or("");
  session.run("INSERT INTO audit (id, at, actor, action, subject, detail, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
              {entry.id, entry.at, entry.actor, entry.action, entry.subject, entry.detail, digest_of(entry, before)});
}

std::vector<AuditEntry> audit_before(store::Session& session, std::int64_t before, std::size_t most) {
  std::vector<AuditEntry> entries;
  const std::string condition = before > 0 ? "WHERE id < ? " : "WHERE id > ? ";
  session.query("SELECT id, at, actor, action, subject, detail FROM audit " + condition + "ORDER BY id DESC LIMIT ?",
                row_letters, {before, static_cast<std::int64_t>(most)}, [&](const store::Row& row) {
                  entries.push_back(read_entry(row));
                  return true;
                });
  return entries;
}

std::optional<std::int64_t> first_broken_entry(store::Session& session) {
  std::optional<std::int64_t> broken;
  std::string before;
  session.stream("SELECT id, at, actor, action, subject, detail, digest FROM audit ORDER BY id", "iittttt", {},
                 [&](const store::Row& row) {
                   const AuditEntry entry = read_entry(row);
                   if (digest_of(entry, before) != row.text(6)) broken = entry.id;
                   before = row.string(6);
                   return !broken;
                 });
  return broken;
}

}  // namespace vestnik::accounts
