// Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a POST that is sent again, because its answer was lost,
// does nothing again and gets the same answer. The answer is kept in the transaction that did the work, so that one is
// never there without the other; for a day.
#pragma once

#include <functional>

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// `work` in one writing transaction. The same key with another request is ErrorKind::conflict, a key that is too long
// ErrorKind::invalid. Without the header it is a transaction and no more. Answers other than 2xx are not kept.
// An answer that tells a secret is told once and never kept: a repeated call does nothing either, and is
// ErrorKind::conflict.
enum class Keep { answer, that_it_was_done };
Result<http::Response> once(const Call& call, const std::function<Result<http::Response>(store::Session&)>& work,
                            Keep what = Keep::answer);

}  // namespace vestnik::newsroom
