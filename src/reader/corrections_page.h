// Where the newspaper says what it got wrong: the page of all corrections, and the past of one article, state by state.
#pragma once

#include <optional>

#include "reader/context.h"

namespace vestnik::reader {

// "/corrections/", `page` from 1. The first one stands also where there are none yet; one beyond the last is known when
// it is rendered, as ErrorKind::not_found.
std::optional<Plan> corrections_plan(const Context& context, std::size_t page);

// An article's path followed by "history/": what was published when, with the words that changed marked. Nothing where
// `key` (content::route_key) is no such address.
std::optional<Plan> history_plan(const Context& context, std::string_view path, std::string_view key);

}  // namespace vestnik::reader
