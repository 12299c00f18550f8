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

// "import jsonl, import wordpress" of "import"; "" where no command begins so.
std::string commands_of(const std::string& first_word) {
  std::string names;
  for (const auto& command : all_commands()) {
    if (command->name().starts_with(first_word + " "))
      names += (names.empty() ? "" : ", ") + std::string(command->name());
  }
  return names;
}

std::string environment_name(const std::string& option) {
  std::string name = "VESTNIK_";
  for (const char c : option) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

std::variant<Parsed, Stopped> parse(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  if (arguments.empty()) return Stopped{help(), wrong_usage};
  if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") return Stopped{help(), done};
  if (arguments[0] == "--version") return Stopped{"vestnik " + std::string(version) + "\n", done};
  auto [command, words] = pick(arguments);
  if (!command) {
    const std::string alike = commands_of(arguments[0]);
    const std::string asked = arguments.size() > 1 && !alike.empty() ? arguments[0] + " " + arguments[1] : arguments[0];
    return Stopped{"no such command: " + asked +
                       (alike.empty() ? " (vestnik --help lists them)\n" : " (there are: " + alike + ")\n"),
                   wrong_usage};
  }

  CLI::App app(std::string(command->summary()), "vestnik " + std::string(command->name()));
  app.option_defaults()->always_capture_default();
  std::string data, store, public_store, media;
  const bool with_folder = command->needs() != Command::Needs::nothing;
  if (with_folder) {
    app.add_option("--data", data, "The data folder")->required();
    app.add_option("--store", store, "postgresql://… for PostgreSQL; absent: SQLite in the data folder");
    app.add_option("--public-store", public_store,
                   "postgresql://… with the login that readers' queries use; absent: --store's, restricted");
    if (command->name() != "import wordpress" && command->name() != "import jsonl") {
      app.add_option("--media", media, "The media folder; absent: DATA/media");
    }
    // A setting that another command knows may stand in the same file.
    app.allow_config_extras(true);
    std::string config_folder;
    if (const char* from_environment = std::getenv("VESTNIK_DATA")) config_folder = from_environment;
    for (std::size_t at = words; at + 1 < arguments.size(); ++at) {
      if (arguments[at] == "--data") config_folder = arguments[at + 1];
    }
    for (std::size_t at = words; at < arguments.size(); ++at) {
      if (arguments[at].starts_with("--data=")) config_folder = arguments[at].substr(7);
    }
    app.set_config("--config", (directory / config_folder / "vestnik.toml").string(), "The configuration file");
  }
  command->declare(app);
  for (CLI::Option* option : app.get_options()) {
    const std::string name = option->get_single_name();
    if (!option->get_lnames().empty() && name != "help" && name != "config") option->envname(environment_name(name));
  }
  std::vector<std::string> rest(arguments.begin() + static_cast<std::ptrdiff_t>(words), arguments.end());
  std::reverse(rest.begin(), rest.end());  // as CLI11 wants a vector
  try {
    app.parse(rest);
  } catch (const CLI::ParseError& problem) {
    std::ostringstream out, err;
    app.exit(problem, out, err);
    const bool asked = problem.get_exit_code() == 0;
    return Stopped{out.str() + err.str(), asked ? done : wrong_usage};
  }
  Parsed parsed{.command = std::move(command), .options = {}};
  if (with_folder) {
    parsed.options.data = directory / data;
    parsed.options.store_url = store;
    parsed.options.public_store_url = public_store;
    if (!media.empty()) parsed.options.media = directory / media;
  }
  return parsed;
}

}  // namespace vestnik::commands
