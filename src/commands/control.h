// How commands work beside a running server: over DATA/control.sock (a Unix socket, mode 0600, so only who may read the
// data folder may speak to it). The client sends one JSON line, the server runs the command in its own process with its
// own store, and sends lines back:
//
//   → {"arguments":["import","wordpress","x.xml"],"directory":"/home/desk","environment":{"VESTNIK_SITE":"a.example"}}
//   ← {"print":"…"} | {"error":"…"} | {"stage":"articles","done":12,"total":300}   any number of them
//   ← {"exit":0}
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.h"
#include "commands/command_line.h"
#include "commands/terminal.h"

namespace vestnik::commands {

// Runs one command line for a client; called on a thread of its own, one at a time.
using Runner = std::function<int(const CommandLine& line, Terminal& terminal)>;

class ControlServer {
 public:
  static Result<std::unique_ptr<ControlServer>> start(const std::filesystem::path& data, Runner runner);
  ~ControlServer();  // waits for the command that runs: the runner ends it early where it can

 private:
  ControlServer(int listener, std::filesystem::path path, Runner runner);
  void accept_all();
  void serve(int client);

  int listener_;
  std::filesystem::path path_;
  Runner runner_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// The exit status of the command run in the server of that data folder; nothing where no server answers.
std::optional<int> run_in_server(const std::filesystem::path& data, const CommandLine& line, Terminal& terminal);

}  // namespace vestnik::commands
