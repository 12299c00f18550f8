// What a person or a script has asked the program for, as it was given: also where the command then runs elsewhere,
// inside the server of the data folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vestnik::commands {

struct CommandLine {
  std::vector<std::string> arguments;              // without the program's name
  std::filesystem::path directory;                 // where relative paths start
  std::map<std::string, std::string> environment;  // the variables VESTNIK_…
};

// Those of this process.
std::map<std::string, std::string> own_environment();

}  // namespace vestnik::commands
