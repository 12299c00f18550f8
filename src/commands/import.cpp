#include "commands/command.h"
#include "http/request_parser.h"
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

// How a command of this kind explains itself.
struct Words {
  std::string_view name, summary, file, site, media, formerly;
};

template <class Options>
class Import : public Command {
 public:
  using Work = Result<interchange::ImportReport> (*)(store::Store&, media::Library&, const Options&);

  Import(const Words& words, Work work) : words_(words), work_(work) {}

  std::string_view name() const override { return words_.name; }
  std::string_view summary() const override { return words_.summary; }
  bool may_begin() const override { return true; }
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, std::string(words_.file))->required();
    app.add_option("--site", site_, std::string(words_.site));
    app.add_option("--media", media_, std::string(words_.media));
    if constexpr (may_have_moved) app.add_option("--formerly", formerly_, std::string(words_.formerly));
  }
  int run(Workplace& workplace) override {
    Options options;
    options.file = workplace.path(file_);
    // As requests name it; a slip would become a site that nobody can reach.
    if (!site_.empty() && !http::take_host(site_, options.site_host)) {
      workplace.terminal.error("--site: not a host name: " + site_ + " (write it as news.example)");
      return wrong_usage;
    }
    if constexpr (may_have_moved) {
      if (!formerly_.empty() && !http::take_host(formerly_, options.formerly)) {
        workplace.terminal.error("--formerly: not a host name: " + formerly_ + " (write it as news.example)");
        return wrong_usage;
      }
    }
    if (!media_.empty()) options.media_folder = workplace.path(media_);
    options.progress = progress_of(workplace.terminal);
    options.clock = workplace.installation->clock;
    options.stop = workplace.stop;
    return report(workplace, work_(*workplace.installation->store, *workplace.installation->library, options));
  }

 private:
  static constexpr bool may_have_moved = requires(Options options) { options.formerly; };

  const Words words_;
  const Work work_;
  std::string file_, site_, media_, formerly_;
};

}  // namespace

std::unique_ptr<Command> make_import_wordpress() {
  return std::make_unique<Import<interchange::WordpressOptions>>(
      Words{"import wordpress", "takes over a WordPress export, every old address included",
            "The export (WXR 1.0 to 1.2)",
            "Host of the site that it goes into; absent: the only site, or the export's own",
            "Folder with the files of the old wp-content/uploads",
            "Host that the old site had when it was imported before; absent: a site that moved is recognised"},
      interchange::import_wordpress);
}
std::unique_ptr<Command> make_import_jsonl() {
  return std::make_unique<Import<interchange::JsonlOptions>>(
      Words{"import jsonl", "takes over articles in bulk, one JSON object a line", "The articles (docs/interchange.md)",
            "Host of the site that they go into; absent: that of the export they stand in, else the only site",
            "Folder of the pictures that lines name; absent: the file's own", ""},
      interchange::import_jsonl);
}

}  // namespace vestnik::commands
