#include "commands/command.h"
#include "interchange/jsonl.h"
#include "interchange/wordpress.h"

namespace vestnik::commands {

namespace {

interchange::ProgressListener progress_of(Terminal& terminal) {
  return [&terminal](const interchange::Progress& at) { terminal.progress(at.stage, at.done, at.total); };
}

int report(Workplace& workplace, const Result<interchange::ImportReport>& done) {
  if (!done) return workplace.fail(done.error());
  workplace.terminal.print(done->text());
  return commands::done;
}

class ImportWordpress : public Command {
 public:
  std::string_view name() const override { return "import wordpress"; }
  std::string_view summary() const override { return "takes over a WordPress export, every old address included"; }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "The export (WXR 1.0 to 1.2)")->required();
    app.add_option("--site", site_, "Host of the site that it goes into; absent: the only site, or the export's own");
    app.add_option("--media", media_, "Folder with the files of the old wp-content/uploads");
  }
  int run(Workplace& workplace) override {
    return report(workplace, interchange::import_wordpress(
                                 *workplace.installation->store, *workplace.installation->library,
                                 {.file = workplace.path(file_),
                                  .site_host = site_,
                                  .media_folder = media_.empty() ? std::filesystem::path() : workplace.path(media_),
                                  .progress = progress_of(workplace.terminal),
                                  .clock = workplace.installation->clock}));
  }

 private:
  std::string file_, site_, media_;
};

class ImportJsonl : public Command {
 public:
  std::string_view name() const override { return "import jsonl"; }
  std::string_view summary() const override { return "takes over articles in bulk, one JSON object a line"; }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "The articles (docs/interchange.md)")->required();
    app.add_option("--site", site_, "Host of the site that they go into; absent: the only site");
    app.add_option("--media", media_, "Folder of the pictures that lines name; absent: the file's own");
  }
  int run(Workplace& workplace) override {
    return report(workplace, interchange::import_jsonl(
                                 *workplace.installation->store, *workplace.installation->library,
                                 {.file = workplace.path(file_),
                                  .site_host = site_,
                                  .media_folder = media_.empty() ? std::filesystem::path() : workplace.path(media_),
                                  .progress = progress_of(workplace.terminal),
                                  .clock = workplace.installation->clock}));
  }

 private:
  std::string file_, site_, media_;
};

}  // namespace

std::unique_ptr<Command> make_import_wordpress() {
  return std::make_unique<ImportWordpress>();
}
std::unique_ptr<Command> make_import_jsonl() {
  return std::make_unique<ImportJsonl>();
}

}  // namespace vestnik::commands
