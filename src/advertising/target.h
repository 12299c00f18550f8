// Where a click may lead: to a server that readers can reach, not to one beside ours or on their own machine.
#pragma once

#include <string_view>

#include "base/error.h"

namespace vestnik::advertising {

// `address`: http(s), as Members::address takes it. ErrorKind::invalid where its host has no dot, is a name of the
// machine or the network that it is asked from (localhost, .local, .internal), or is an address that is private,
// loopback or otherwise nobody's in public. Nothing is looked up.
Result<void> check_target(std::string_view address);

}  // namespace vestnik::advertising
