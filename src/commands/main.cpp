#include <sodium.h>

#include <cstdio>
#include <filesystem>

#include "base/log.h"
#include "commands/control.h"
#include "commands/parse.h"

namespace {

using namespace vestnik;
using namespace vestnik::commands;

int run(Parsed& parsed, const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  StreamTerminal terminal;
  Workplace workplace{.terminal = terminal, .directory = directory, .installation = nullptr, .options = parsed.options};
  if (parsed.command->needs() != Command::Needs::beside) return parsed.command->run(workplace);
  auto installation = Installation::open(parsed.options);
  if (!installation && installation.error().kind == ErrorKind::busy) {
    if (const auto status = run_in_server(parsed.options.data, arguments, terminal)) return *status;
  }
  if (!installation) return workplace.fail(installation.error());
  workplace.installation = installation->get();
  return parsed.command->run(workplace);
}

}  // namespace

int main(int count, char** values) {
  if (sodium_init() < 0) return failed;
  log::to_standard_error();
  const std::vector<std::string> arguments(values + 1, values + count);
  std::error_code problem;
  const std::filesystem::path directory = std::filesystem::current_path(problem);
  auto result = parse(arguments, directory);
  if (const auto* stopped = std::get_if<Stopped>(&result)) {
    std::fputs(stopped->text.c_str(), stopped->status == done ? stdout : stderr);
    return stopped->status;
  }
  return run(std::get<Parsed>(result), arguments, directory);
}
