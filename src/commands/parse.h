// From words on a command line to a command with its options: the configuration file and the environment count too.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "commands/command.h"

namespace vestnik::commands {

struct Parsed {
  std::unique_ptr<Command> command;
  InstallationOptions options;
};
struct Stopped {  // --help, --version or wrong usage: what to say, and the exit status
  std::string text;
  int status = done;
};

// `arguments` without the program's name; relative paths start at `directory`. Options win over the environment
// (VESTNIK_DATA, VESTNIK_LISTEN …), that over DATA/vestnik.toml or --config, that over defaults. One thread at a time:
// the environment is read.
std::variant<Parsed, Stopped> parse(const std::vector<std::string>& arguments, const std::filesystem::path& directory);

}  // namespace vestnik::commands
