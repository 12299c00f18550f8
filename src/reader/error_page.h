// Pages that help where there is nothing to show: 404, 410, 500, 503.
#pragma once

#include "reader/context.h"

namespace vestnik::reader {

Plan error_plan(const Context& context, unsigned status);

}  // namespace vestnik::reader
