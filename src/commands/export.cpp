#include "interchange/export.h"

#include "commands/command.h"

namespace vestnik::commands {

namespace {

class Export : public Command {
 public:
  std::string_view name() const override { return "export"; }
  std::string_view summary() const override { return "writes everything in open formats"; }
  void declare(CLI::App& app) override {
    app.add_option("OUT", out_, "A new or empty folder")->required();
    app.add_flag("--without-media", without_media_, "Leaves the original pictures and clips out");
  }
  int run(Workplace& workplace) override {
    auto exported = interchange::export_all(
        *workplace.installation->store, *workplace.installation->library, workplace.path(out_),
        {.with_media = !without_media_,
         .progress = [&](const interchange::Progress& at) { workplace.terminal.progress(at.stage, at.done, at.total); },
         .clock = workplace.installation->clock});
    if (!exported) return workplace.fail(exported.error());
    workplace.terminal.print("exported to " + workplace.path(out_).string());
    return done;
  }

 private:
  std::string out_;
  bool without_media_ = false;
};

}  // namespace

std::unique_ptr<Command> make_export() {
  return std::make_unique<Export>();
}

}  // namespace vestnik::commands
