// Where a role counts: on the site and for the story that a call is about (accounts/roles.h). Asked once for every
// call, by its path, so that no operation can forget it.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// ErrorKind::forbidden where none of the caller's roles allows the operation there. Of a story or site that there is
// not nothing is said here: the operation says it.
Result<void> check_reach(const Call& call);

}  // namespace vestnik::newsroom
