// ETag and If-Match (RFC 9110, 13): nobody overwrites what they have not seen. A stale tag is answered with 412 and
// the current state, so that whoever edits can merge without asking again.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "content/article.h"
#include "newsroom/operations.h"

namespace vestnik::newsroom {

// Of what an answer shows: "\"5f3a…\"".
std::string etag_of(const json::object& shown);
// Of an article: "\"12-3\"", its revision and its step of work. A save compares the revision alone, since a step of
// work does not touch the text; a step compares both. "\"12\"" is taken too, as any step of that revision.
std::string etag_of(const content::Article& article);

// As lists show it: with its ETag among its members, so that whoever changes it names what they have seen.
json::object listed(json::object shown);
// With its ETag.
http::Response tagged(unsigned status, const json::object& shown);

enum class Compare { revision, revision_and_step };
// The 412 where the call has an If-Match that does not fit; nothing where it may go on.
std::optional<http::Response> refuse_stale(const Call& call, const json::object& current);
std::optional<http::Response> refuse_stale(store::Session& session, const Call& call, const content::Article& current,
                                           Compare compare);

// The 412 where the call has "If-None-Match: *", which makes something new or nothing, and `current` has its name.
std::optional<http::Response> refuse_taken(const Call& call, const json::object& current);

// The 412 itself, with the article as it is now.
http::Response stale_answer(store::Session& session, const Call& call, const content::Article& current);

}  // namespace vestnik::newsroom
