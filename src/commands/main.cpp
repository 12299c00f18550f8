#include <sodium.h>

#include <cstdio>
#include <filesystem>

#include "base/log.h"
#include "commands/control.h"
#include "commands/parse.h"

namespace {

using namespace vestnik;
using namespace vestnik::commands;

int run(Parsed& parsed, const CommandLine& line) {
  StreamTerminal terminal;
  Workplace workplace{
      .terminal = terminal, .directory = line.directory, .installation = nullptr, .options = parsed.options};
  if (parsed.command->needs() != Command::Needs::beside) return parsed.command->run(workplace);
  // The server that holds the folder may have its store elsewhere: that one is asked first.
  if (!parsed.command->may_begin()) {
    const auto is_there = Installation::is_at(parsed.options);
    if (!is_there) return workplace.fail(is_there.error());
    if (!*is_there) {
      if (const auto status = run_in_server(parsed.options.data, line, terminal)) return *status;
      return workplace.fail({ErrorKind::not_found, "there is no installation in this folder",
                             parsed.options.data.string(), "name the folder that serve is given"});
    }
  }
  auto installation = Installation::open(parsed.options);
  if (!installation && installation.error().kind == ErrorKind::busy) {
    if (const auto status = run_in_server(parsed.options.data, line, terminal)) return *status;
  }
  if (!installation) return workplace.fail(installation.error());
  workplace.installation = installation->get();
  return parsed.command->run(workplace);
}

}  // namespace

int main(int count, char** values) {
  if (sodium_init() < 0) return failed;
  log::to_standard_error();
  std::error_code problem;
  const CommandLine line{.arguments = std::vector<std::string>(values + 1, values + count),
                         .directory = std::filesystem::current_path(problem),
                         .environment = own_environment()};
  auto result = parse(line);
  if (const auto* stopped = std::get_if<Stopped>(&result)) {
    std::fputs(stopped->text.c_str(), stopped->status == done ? stdout : stderr);
    return stopped->status;
  }
  return run(std::get<Parsed>(result), line);
}
