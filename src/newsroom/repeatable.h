// Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a POST that is sent again, because its answer was lost,
// does nothing again and gets the same answer. The answer is kept in the transaction that did the work, so that one is
// never there without the other; for a day.
#pragma once

#include <functional>
#include <optional>

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// `work` in one writing transaction. The same key with another request is ErrorKind::conflict, a key that is too long
// ErrorKind::invalid. Without the header it is a transaction and no more. Answers other than 2xx are not kept.
// An answer that tells a secret is told once and never kept: a repeated call does nothing either, and is
// ErrorKind::conflict.
enum class Keep { answer, that_it_was_done };
// `detail`: what else the audit log is to tell.
Result<http::Response> once(const Call& call, const std::function<Result<http::Response>(store::Session&)>& work,
                            Keep what = Keep::answer, const json::object& detail = {});

// The answer to the same call under the same key, where there is one: for those that do something dear before `once`.
Result<std::optional<http::Response>> answered_already(const Call& call);

}  // namespace vestnik::newsroom
