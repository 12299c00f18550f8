// From a reader's address to a plan (plan.h, with its thread rules): the one place that knows which address is what.
#pragma once

#include <optional>

#include "http/message.h"
#include "reader/context.h"

namespace vestnik::reader {

// For GET and HEAD of everything but /media/, /assets/ and what is not the reader's. Never absent: what is not there
// is an error page's plan.
Plan plan_of(const Context& context, const http::Request& request);

}  // namespace vestnik::reader
