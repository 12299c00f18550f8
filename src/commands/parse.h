// From words on a command line to a command with its options: the configuration file and the environment count too.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "commands/command.h"
#include "commands/command_line.h"

namespace vestnik::commands {

struct Parsed {
  std::unique_ptr<Command> command;
  InstallationOptions options;
};
struct Stopped {  // --help, --version or wrong usage: what to say, and the exit status
  std::string text;
  int status = done;
};

// Options win over the environment (VESTNIK_DATA, VESTNIK_LISTEN …), that over DATA/vestnik.toml, that over defaults.
std::variant<Parsed, Stopped> parse(const CommandLine& line);

}  // namespace vestnik::commands
