// A command of the program: one file each. main.cpp picks one, parses its options and runs it, either here or, where a
// server holds the data folder, inside that server (control.h): then `terminal` is at the other end of a local socket.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/installation.h"
#include "commands/terminal.h"

namespace vestnik::commands {

enum ExitStatus : int { done = 0, failed = 1, wrong_usage = 2 };

struct Workplace {
  Terminal& terminal;
  std::filesystem::path directory;       // where relative paths start
  Installation* installation = nullptr;  // of commands that work `beside` a server
  InstallationOptions options;           // of commands that open the installation themselves
  // Asked between the steps of long work: the server that it runs in stops, and readers wait for the next one.
  std::function<bool()> stop = {};

  std::filesystem::path path(const std::string& given) const { return directory / given; }
  // Reports the error and gives the exit status for it.
  int fail(const Error& error) const {
    terminal.error(error.message());
    return failed;
  }
  bool stopping() const { return stop && stop(); }
  int cut_off() const {
    return fail(
        {ErrorKind::busy, "the server stops, and this command with it, before it was done", {}, "run it again"});
  }
};

class Command {
 public:
  enum class Needs {
    nothing,  // no data folder at all
    folder,   // opens the installation itself; refused while a server runs
    beside,   // works through a running server, or opens the installation where none runs
  };

  virtual ~Command() = default;
  virtual std::string_view name() const = 0;  // "import wordpress"
  virtual std::string_view summary() const = 0;
  virtual Needs needs() const { return Needs::beside; }
  // Of those that work `beside` a server: whether the first thing in an empty folder may be this one. Whoever only
  // looks at an installation or copies it is told of a wrong folder instead.
  virtual bool may_begin() const { return false; }
  virtual void declare(CLI::App& app) = 0;  // its own options; --data and --store are there already
  virtual int run(Workplace& workplace) = 0;
};

// Every command, in the order of --help.
std::vector<std::unique_ptr<Command>> all_commands();

std::unique_ptr<Command> make_serve();
std::unique_ptr<Command> make_demo();
std::unique_ptr<Command> make_import_wordpress();
std::unique_ptr<Command> make_import_jsonl();
std::unique_ptr<Command> make_export();
std::unique_ptr<Command> make_user_add();
std::unique_ptr<Command> make_user_invite();
std::unique_ptr<Command> make_user_list();
std::unique_ptr<Command> make_user_disable();
std::unique_ptr<Command> make_token_add();
std::unique_ptr<Command> make_backup();
std::unique_ptr<Command> make_restore();
std::unique_ptr<Command> make_check();
std::unique_ptr<Command> make_search_rebuild();
std::unique_ptr<Command> make_report_check();
std::unique_ptr<Command> make_analyze();
std::unique_ptr<Command> make_media_worker();

}  // namespace vestnik::commands
