// The change log: one row for each thing that became different, in the order of commits. Everything derived (edition,
// search index, other nodes) follows it and can be rebuilt from the store.
//
// Numbers are taken from one row (`clock`) that a writing transaction keeps locked until it commits, so the order of
// numbers is the order of commits on PostgreSQL too, and a follower never skips a change that commits late. The price:
// writing transactions take turns, as they do on SQLite. Numbers may be missing (quiet publishing takes some).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

enum class ChangeKind { site, section, author, topic, asset, article, comment, redirect, reset, story };
// comment: what hangs on an article became different: comments, corrections, the part of its past that is shown.
// reset: much became different at once (a bulk import); followers rebuild from the store.

std::string_view name_of(ChangeKind kind);

struct Change {
  std::int64_t seq = 0;
  SiteId site;
  ChangeKind kind = ChangeKind::article;
  std::int64_t id = 0;
};

void record_change(Session& session, SiteId site, ChangeKind kind, std::int64_t id, Time now);

// The same with a number that was taken before (`Session::next_number`): a published row carries its change's.
void record_change_as(Session& session, std::int64_t seq, SiteId site, ChangeKind kind, std::int64_t id, Time now);

// Changes after `seq`, oldest first, at most `most`. Readable through the public handle: numbers tell nothing.
std::vector<Change> changes_after(Session& session, std::int64_t seq, std::size_t most = 10'000);
std::int64_t newest_change(Session& session);

// The next number for a new row of any table; `count` of them, the first is returned.
std::int64_t next_id(Session& session, std::int64_t count = 1);

}  // namespace vestnik::store
