// The worker process: one task after the other from standard input (message.h), no file, no network (sandbox.h).
//
//   "read" area bytes                       → mime, width, height, placeholder, title, caption, credit, rights
//   "hash" bytes                           → 16 hexadecimal digits (picture_hash.h)
//   "make" address credit rights area bytes → bytes; the address names the rendition (library.h)
//
// Its first message is "ok" once it is locked in. It ends when standard input does.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "media/message.h"

namespace vestnik::media {

using Task = std::function<Result<Fields>(const Fields&)>;

// worker_main() with further tasks: the tests' way of trying the walls from inside.
int run_worker(std::map<std::string, Task> further);

}  // namespace vestnik::media
