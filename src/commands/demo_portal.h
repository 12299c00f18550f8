// Fills an empty installation with the fictional portal of demo/ (format: demo/README.md).
#pragma once

#include "commands/installation.h"
#include "commands/terminal.h"

namespace vestnik::commands {

// ErrorKind::conflict where the installation has a site already. All or nothing, but for pictures in the media folder.
// `base_url`: where the demo will be read, for canonical links and feeds.
Result<std::size_t> fill_with_demo(Installation& installation, std::string_view base_url, Terminal& terminal);

}  // namespace vestnik::commands
