#include "store/changes.h"

#include <array>

namespace vestnik::store {
namespace {

constexpr std::array<std::string_view, 10> names{"site",    "section", "author",   "topic", "asset",
                                                 "article", "comment", "redirect", "reset", "story"};

ChangeKind kind_of(std::string_view name) {
  auto found = std::ranges::find(names, name);
  if (found == names.end()) throw Failure({ErrorKind::internal, "unknown kind of change", std::string(name), {}});
  return static_cast<ChangeKind>(found - names.begin());
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
  return names.at(static_cast<std::size_t>(kind));
}

void record_change(Session& session, SiteId site, ChangeKind kind, std::int64_t id, Time now) {
  record_change_as(session, session.next_number(Sequence::change, 1), site, kind, id, now);
}

void record_change_as(Session& session, std::int64_t seq, SiteId site, ChangeKind kind, std::int64_t id, Time now) {
  session.run("INSERT INTO changes (seq, site, kind, subject, at) VALUES (?, ?, ?, ?, ?)",
              {seq, site, name_of(kind), id, now});
  session.note_change();
}

std::vector<Change> changes_after(Session& session, std::int64_t seq, std::size_t most) {
  std::vector<Change> changes;
  session.query("SELECT seq, site, kind, subject FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", "iiti",
                {seq, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  changes.push_back({row.integer(0), row.id<SiteId>(1), kind_of(row.text(2)), row.integer(3)});
                  return true;
                });
  return changes;
}

std::int64_t newest_change(Session& session) {
  return session.integer("SELECT MAX(seq) FROM changes").value_or(0);
}

std::int64_t next_id(Session& session, std::int64_t count) {
  return session.next_number(Sequence::row, count);
}

}  // namespace vestnik::store
