#include "commands/parse.h"

#include <algorithm>
#include <sstream>

namespace vestnik::commands {

namespace {

constexpr std::string_view version = VESTNIK_VERSION;

std::string help() {
  std::ostringstream text;
  text << "Vestnik " << version << ": a newspaper's portal in one program.\n\nUsage: vestnik COMMAND [OPTIONS]\n\n";
  for (const auto& command : all_commands()) {
    if (command->summary().empty()) continue;  // the program's own business
    text << "  " << command->name()
         << std::string(std::max<std::size_t>(1, 18 - std::min<std::size_t>(17, command->name().size())), ' ')
         << command->summary() << "\n";
  }
  text << "\nvestnik COMMAND --help explains each. Every option can also stand in DATA/vestnik.toml (listen =\n"
          "\"0.0.0.0:8080\") or in the environment (VESTNIK_LISTEN).\n";
  return text.str();
}

// The command whose words the arguments begin with, and how many words those are.
std::pair<std::unique_ptr<Command>, std::size_t> pick(const std::vector<std::string>& arguments) {
  for (auto& command : all_commands()) {
    std::istringstream words{std::string(command->name())};
    std::size_t count = 0;
    bool same = true;
    for (std::string word; words >> word; ++count) {
      same = same && count < arguments.size() && arguments[count] == word;
    }
    if (same) return {std::move(command), count};
  }
  return {nullptr, 0};
}

// "VESTNIK_PUBLIC_STORE" of "public-store".
std::string environment_name(const std::string& option) {
  std::string name = "VESTNIK_";
  for (const char c : option) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool is_in_environment(const std::string& option) {
  const char* value = std::getenv(environment_name(option).c_str());
  return value != nullptr && *value != '\0';
}

// vestnik.toml without what is said elsewhere. CLI11 asks the environment only for what the file does not say, but who
// starts a program with VESTNIK_LISTEN wants that.
class SettingsFile : public CLI::ConfigTOML {
 public:
  // `left_out`: an option that means something else to this command; "": none.
  explicit SettingsFile(std::string left_out = {}) : left_out_(std::move(left_out)) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    auto said = CLI::ConfigTOML::from_config(input);
    std::erase_if(
        said, [this](const CLI::ConfigItem& item) { return item.name == left_out_ || is_in_environment(item.name); });
    return said;
  }

 private:
  const std::string left_out_;
};

// Where the data folder is named decides which file is read before the options are.
std::filesystem::path default_settings_file(const std::vector<std::string>& options,
                                            const std::filesystem::path& directory) {
  constexpr std::string_view joined = "--data=";
  std::string folder;
  if (const char* from_environment = std::getenv("VESTNIK_DATA")) folder = from_environment;
  for (std::size_t at = 0; at < options.size(); ++at) {
    if (options[at] == "--data" && at + 1 < options.size()) folder = options[at + 1];
    if (options[at].starts_with(joined)) folder = options[at].substr(joined.size());
  }
  return directory / folder / "vestnik.toml";
}

// The options of every command that works on a data folder, as they were given.
struct Places {
  std::string data, store, public_store, media;
};

void declare_places(CLI::App& app, Places& places, bool media_is_its_own, const std::filesystem::path& settings) {
  app.add_option("--data", places.data, "The data folder")->required();
  app.add_option("--store", places.store, "postgresql://… for PostgreSQL; absent: SQLite in the data folder");
  app.add_option("--public-store", places.public_store,
                 "postgresql://… with the login that readers' queries use; absent: --store's, restricted");
  if (!media_is_its_own) app.add_option("--media", places.media, "The media folder; absent: DATA/media");
  // A setting that another command knows may stand in the same file.
  app.allow_config_extras(true);
  app.config_formatter(std::make_shared<SettingsFile>(media_is_its_own ? "media" : ""));
  app.set_config("--config", settings.string(), "The configuration file");
}

// Of a command whose own --media means other files: where the library lies is said by the environment and the file.
std::string library_folder(const std::string& settings) {
  std::string media;
  CLI::App app;
  app.add_option("--media", media)->envname(environment_name("media"));
  app.allow_config_extras(true);
  app.config_formatter(std::make_shared<SettingsFile>());
  app.set_config("--config", settings);
  app.parse(std::vector<std::string>{});
  return media;
}

InstallationOptions installation_of(const Places& places, const std::filesystem::path& directory) {
  InstallationOptions options;
  options.data = directory / places.data;
  options.store_url = places.store;
  options.public_store_url = places.public_store;
  if (!places.media.empty()) options.media = directory / places.media;
  return options;
}

}  // namespace

std::variant<Parsed, Stopped> parse(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  if (arguments.empty()) return Stopped{help(), wrong_usage};
  if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") return Stopped{help(), done};
  if (arguments[0] == "--version") return Stopped{"vestnik " + std::string(version) + "\n", done};
  auto [command, words] = pick(arguments);
  if (!command) {
    return Stopped{"no such command: " + arguments[0] + " (vestnik --help lists them)\n", wrong_usage};
  }

  CLI::App app(std::string(command->summary()), "vestnik " + std::string(command->name()));
  app.option_defaults()->always_capture_default();
  Places places;
  std::vector<std::string> options(arguments.begin() + static_cast<std::ptrdiff_t>(words), arguments.end());
  const bool with_folder = command->needs() != Command::Needs::nothing;
  const bool media_is_its_own = command->media_is_its_own();
  if (with_folder) declare_places(app, places, media_is_its_own, default_settings_file(options, directory));
  command->declare(app);
  for (CLI::Option* option : app.get_options()) {
    const std::string name = option->get_single_name();
    const bool asked_elsewhere = name == "help" || name == "config" || (name == "media" && media_is_its_own);
    if (!option->get_lnames().empty() && !asked_elsewhere) option->envname(environment_name(name));
  }
  std::reverse(options.begin(), options.end());  // as CLI11 wants a vector
  try {
    app.parse(options);
    if (with_folder && media_is_its_own) places.media = library_folder(app.get_config_ptr()->as<std::string>());
  } catch (const CLI::ParseError& problem) {
    std::ostringstream out, err;
    app.exit(problem, out, err);
    const bool asked = problem.get_exit_code() == 0;
    return Stopped{out.str() + err.str(), asked ? done : wrong_usage};
  }
  return Parsed{.command = std::move(command),
                .options = with_folder ? installation_of(places, directory) : InstallationOptions()};
}

}  // namespace vestnik::commands
