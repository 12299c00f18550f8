// The program as its own media worker (media/library.h): started by the library, never by a person.
#include "commands/command.h"
#include "media/library.h"

namespace vestnik::commands {

namespace {

class MediaWorker : public Command {
 public:
  std::string_view name() const override { return "media-worker"; }
  std::string_view summary() const override { return {}; }
  Needs needs() const override { return Needs::nothing; }
  void declare(CLI::App&) override {}
  int run(Workplace&) override { return media::worker_main(); }
};

}  // namespace

std::unique_ptr<Command> make_media_worker() {
  return std::make_unique<MediaWorker>();
}

}  // namespace vestnik::commands
