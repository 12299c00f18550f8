// Pages that help where there is nothing to show: 404, 410, 500, 503.
#pragma once

#include "reader/context.h"

namespace vestnik::reader {

Plan error_plan(const Context& context, unsigned status);
// 410 for the address of a withdrawn article (content::route_key of it), with the newsroom's reason where it gave one.
Plan withdrawn_plan(const Context& context, std::string route);

}  // namespace vestnik::reader
