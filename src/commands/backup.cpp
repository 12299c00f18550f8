// A backup is a folder: the whole store as one SQLite file, every original of the media library, the sealed files of
// readers' reports, the key of the accounts, and a list of digests that restoring checks. Renditions and the search
// index are made anew from these.
#include "store/backup.h"

#include "accounts/seal.h"
#include "base/files.h"
#include "base/json.h"
#include "commands/command.h"
#include "reports/desk.h"

namespace vestnik::commands {

namespace {

namespace fs = std::filesystem;

constexpr const char* store_name = "vestnik.sqlite";
constexpr const char* manifest_name = "manifest.json";

// The folder must be new or empty, so that nothing is mixed or overwritten.
Result<void> prepare(const fs::path& out) {
  std::error_code problem;
  if (fs::exists(out, problem) && !fs::is_empty(out, problem)) {
    return fail(ErrorKind::conflict, "the folder is not empty", out.string(), "name a new one");
  }
  return make_folder(out);
}

// Copies originals/ab/DIGEST; one that is there already is the same, since it is named by its content.
Result<std::int64_t> copy_originals(const fs::path& from, const fs::path& to, Terminal& terminal) {
  std::int64_t copied = 0;
  std::error_code problem;
  if (!fs::exists(from, problem)) return copied;
  for (const auto& entry : fs::recursive_directory_iterator(from, problem)) {
    // A name with a dot is one that is being written.
    if (!entry.is_regular_file() || entry.path().filename().string().find('.') != std::string::npos) continue;
    const fs::path target = to / fs::relative(entry.path(), from);
    if (auto made = make_folder(target.parent_path()); !made) return std::unexpected(made.error());
    if (fs::exists(target)) continue;
    if (auto done = copy_durably(entry.path(), target); !done) return std::unexpected(done.error());
    terminal.progress("originals", ++copied, 0);
  }
  if (problem)
    return fail(ErrorKind::unavailable, "cannot read the media folder (" + problem.message() + ")", from.string());
  return copied;
}

// Every sealed file that is in `from`: what is destroyed while it is copied has to be gone.
Result<std::int64_t> copy_report_files(const std::vector<std::string>& names, const fs::path& from, const fs::path& to,
                                       Terminal& terminal) {
  std::int64_t copied = 0;
  if (names.empty()) return copied;
  if (auto made = make_folder(to); !made) return std::unexpected(made.error());
  for (const std::string& name : names) {
    if (!fs::exists(from / name)) continue;
    if (auto done = copy_durably(from / name, to / name); !done) {
      if (!fs::exists(from / name)) continue;
      return std::unexpected(done.error());
    }
    terminal.progress("sealed files", ++copied, static_cast<std::int64_t>(names.size()));
  }
  return copied;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) names.push_back(entry.path().filename().string());
  return names;
}

// The key that second factors are sealed with, where there is one yet.
Result<void> copy_seal(const fs::path& from, const fs::path& to) {
  auto key = read_file(from / accounts::seal_file);
  if (!key) return key.error().kind == ErrorKind::not_found ? Result<void>() : std::unexpected(key.error());
  return write_file(to / accounts::seal_file, *key);
}

class Backup : public Command {
 public:
  std::string_view name() const override { return "backup"; }
  std::string_view summary() const override { return "copies store and originals to a folder, while serving"; }
  void declare(CLI::App& app) override { app.add_option("OUT", out_, "A new or empty folder")->required(); }
  int run(Workplace& workplace) override {
    const fs::path out = workplace.path(out_);
    if (auto prepared = prepare(out); !prepared) return workplace.fail(prepared.error());
    // The store first: every original that it names has been written before it.
    if (auto copied = workplace.installation->store->copy_to(out / store_name); !copied) {
      return workplace.fail(copied.error());
    }
    const InstallationOptions& options = workplace.installation->options;
    const fs::path media = options.media.empty() ? options.data / "media" : options.media;
    auto copied = copy_originals(media / "originals", out / "originals", workplace.terminal);
    if (!copied) return workplace.fail(copied.error());
    // Those that have arrived whole: the others are still on their way, or will never come.
    const auto arrived = workplace.installation->store->read([](store::Session& session) {
      std::vector<std::string> names;
      for (const reports::UploadRow& upload : reports::complete_uploads(session)) names.push_back(upload.id);
      return names;
    });
    if (!arrived) return workplace.fail(arrived.error());
    auto sent = copy_report_files(*arrived, options.data / "reports", out / "reports", workplace.terminal);
    if (!sent) return workplace.fail(sent.error());
    if (auto sealed = copy_seal(options.data, out); !sealed) return workplace.fail(sealed.error());
    const auto digest = sha256_hex_of_file(out / store_name);
    if (!digest) return workplace.fail(digest.error());
    // Written last: a folder without it is an unfinished backup.
    const json::object manifest{{"format", 1},
                                {"made_at", format_rfc3339(workplace.installation->clock())},
                                {"store_sha256", *digest},
                                {"originals", *copied},
                                {"report_files", *sent}};
    if (auto written = write_file(out / manifest_name, write_json(manifest) + "\n"); !written) {
      return workplace.fail(written.error());
    }
    workplace.terminal.print("backup in " + out.string() + ", " + std::to_string(*copied) + " originals, " +
                             std::to_string(*sent) + " sealed files of reports");
    return done;
  }

 private:
  std::string out_;
};

class Restore : public Command {
 public:
  std::string_view name() const override { return "restore"; }
  std::string_view summary() const override { return "fills an empty data folder from a backup"; }
  Needs needs() const override { return Needs::folder; }
  void declare(CLI::App& app) override { app.add_option("IN", in_, "The folder that backup wrote")->required(); }
  int run(Workplace& workplace) override {
    const fs::path in = workplace.path(in_);
    auto manifest_text = read_file(in / manifest_name);
    if (!manifest_text && manifest_text.error().kind != ErrorKind::not_found) {
      return workplace.fail(manifest_text.error());
    }
    if (!manifest_text) {
      return workplace.fail({ErrorKind::invalid, "not a finished backup: it has no " + std::string(manifest_name),
                             in.string(), "name the folder of a backup that was made to its end"});
    }
    auto manifest = parse_json(*manifest_text);
    if (!manifest || !manifest->is_object() || integer_or(manifest->get_object(), "format") != 1) {
      return workplace.fail({ErrorKind::invalid, "the backup's manifest cannot be read", in.string(),
                             "take an older backup, or the program that made this one"});
    }
    const auto digest = sha256_hex_of_file(in / store_name);
    if (!digest) return workplace.fail(digest.error());
    if (*digest != string_or(manifest->get_object(), "store_sha256")) {
      return workplace.fail({ErrorKind::invalid, "the backup's store is damaged: its digest is another one",
                             in.string(), "take an older backup"});
    }
    if (auto made = make_folder(workplace.options.data); !made) return workplace.fail(made.error());
    auto lock = FolderLock::take(workplace.options.data);
    if (!lock) return workplace.fail(lock.error());
    // Before anything is put there: an installation in use would lose the key of its accounts.
    if (auto empty = store::may_be_filled(store_options(workplace.options)); !empty) {
      return workplace.fail(empty.error());
    }
    const fs::path media = workplace.options.media.empty() ? workplace.options.data / "media" : workplace.options.media;
    // Originals first: a store that is there has all its pictures.
    auto copied = copy_originals(in / "originals", media / "originals", workplace.terminal);
    if (!copied) return workplace.fail(copied.error());
    auto sent = copy_report_files(names_in(in / "reports"), in / "reports", workplace.options.data / "reports",
                                  workplace.terminal);
    if (!sent) return workplace.fail(sent.error());
    if (auto sealed = copy_seal(in, workplace.options.data); !sealed) return workplace.fail(sealed.error());
    auto restored = store::restore_from(in / store_name, store_options(workplace.options));
    if (!restored) return workplace.fail(restored.error());
    workplace.terminal.print("restored, " + std::to_string(*copied) + " originals, " + std::to_string(*sent) +
                             " sealed files of reports");
    return done;
  }

 private:
  std::string in_;
};

}  // namespace

std::unique_ptr<Command> make_backup() {
  return std::make_unique<Backup>();
}
std::unique_ptr<Command> make_restore() {
  return std::make_unique<Restore>();
}

}  // namespace vestnik::commands
