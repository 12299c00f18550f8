#include "commands/parse.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "store/store.h"

namespace vestnik::commands {

namespace {

constexpr std::string_view version = VESTNIK_VERSION;
constexpr std::string_view variable_prefix = "VESTNIK_";

void tell(std::ostream& text, const Command& command) {
  constexpr std::size_t column = 18;
  text << "  " << command.name() << std::string(column - std::min(column - 1, command.name().size()), ' ')
       << command.summary() << "\n";
}

std::string help() {
  std::ostringstream text;
  text << "Vestnik " << version << ": a newspaper's portal in one program.\n\nUsage: vestnik COMMAND [OPTIONS]\n\n";
  for (const auto& command : all_commands()) {
    if (command->summary().empty()) continue;  // the program's own business
    tell(text, *command);
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

std::string environment_name(const std::string& option) {
  std::string name(variable_prefix);
  for (const char c : option) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool asks_for_help(const std::string& argument) {
  return argument == "--help" || argument == "-h";
}

// What to say where no command begins with these words: those that begin alike, where there are any.
Stopped no_command(const std::vector<std::string>& arguments) {
  std::string alike;
  std::ostringstream explained;
  for (const auto& command : all_commands()) {
    if (!command->name().starts_with(arguments[0] + " ")) continue;
    alike.append(alike.empty() ? "" : ", ").append(command->name());
    tell(explained, *command);
  }
  if (!alike.empty() && arguments.size() > 1 && asks_for_help(arguments[1])) {
    return {"Usage: vestnik " + arguments[0] + " COMMAND [OPTIONS]\n\n" + explained.str() + "\nvestnik " +
                arguments[0] + " COMMAND --help explains each.\n",
            done};
  }
  const bool goes_on = arguments.size() > 1 && !alike.empty();
  return {"no such command: " + arguments[0] + (goes_on ? " " + arguments[1] : "") +
              (alike.empty() ? " (vestnik --help lists them)\n" : " (there are: " + alike + ")\n"),
          wrong_usage};
}

bool is_on_line(const std::vector<std::string>& given, const std::string& option) {
  for (const std::string& argument : given) {
    if (argument == "--") return false;
    if (argument == option || argument.starts_with(option + "=")) return true;
  }
  return false;
}

// Options that the line does not name, as the environment has them: CLI11 itself would let the file win over it.
std::vector<std::string> from_environment(const CLI::App& app, const std::vector<std::string>& given,
                                          const std::map<std::string, std::string>& environment) {
  std::vector<std::string> options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty() || !option->get_configurable()) continue;
    const std::string name = option->get_single_name();
    const auto variable = environment.find(environment_name(name));
    if (variable == environment.end() || variable->second.empty() || is_on_line(given, "--" + name)) continue;
    options.push_back("--" + name + "=" + variable->second);
  }
  return options;
}

void parse_words(CLI::App& app, std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 wants a vector
  app.parse(std::move(words));
}

// What the settings may name: the options of every command, since one file serves all.
std::set<std::string> known_settings() {
  std::set<std::string> names{"data", "store", "public-store", "media"};
  for (const auto& command : all_commands()) {
    CLI::App app;
    command->declare(app);
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_lnames().empty()) names.insert(option->get_lnames().front());
    }
  }
  return names;
}

// The first in the file that no command knows, so that a slip in it does not silently leave a default in place.
std::optional<std::string> unknown_setting(const std::filesystem::path& file) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(file, problem)) return std::nullopt;
  const std::set<std::string> known = known_settings();
  for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_file(file.string())) {
    if (item.parents.empty() && known.contains(item.name)) continue;
    return item.fullname();
  }
  return std::nullopt;
}

// A setting that another command knows may stand in the same file; on the line it would be a slip.
void read_settings(CLI::App& app, const std::filesystem::path& file) {
  app.allow_config_extras(CLI::config_extras_mode::ignore_all);
  app.set_config("--config", file.string(), "The configuration file")->configurable(false);
}

// The media folder of an installation where --media means another one: as file and environment name it.
std::string media_setting(const CommandLine& line, const std::filesystem::path& file) {
  CLI::App app;
  std::string media;
  app.add_option("--media", media);
  read_settings(app, file);
  parse_words(app, from_environment(app, {}, line.environment));
  return media;
}

// Where the settings are looked for: the last that is named counts, as with every option.
std::filesystem::path settings_of(const CommandLine& line, const std::vector<std::string>& given) {
  std::string folder, file;
  if (const auto named = line.environment.find("VESTNIK_DATA"); named != line.environment.end()) folder = named->second;
  const auto take = [](const std::vector<std::string>& words, std::size_t at, const std::string& option,
                       std::string& value) {
    if (words[at] == option && at + 1 < words.size()) value = words[at + 1];
    if (words[at].starts_with(option + "=")) value = words[at].substr(option.size() + 1);
  };
  for (std::size_t at = 0; at < given.size(); ++at) {
    take(given, at, "--data", folder);
    take(given, at, "--config", file);
  }
  return line.directory / (file.empty() ? std::filesystem::path(folder) / "vestnik.toml" : std::filesystem::path(file));
}

// A file that is named is read wherever the command runs, so its name may not depend on that.
void make_settings_absolute(std::vector<std::string>& given, const std::filesystem::path& directory) {
  constexpr std::string_view option = "--config";
  for (std::size_t at = 0; at < given.size(); ++at) {
    if (given[at].starts_with(std::string(option) + "=")) {
      given[at] = std::string(option) + "=" + (directory / given[at].substr(option.size() + 1)).string();
    } else if (given[at] == option && at + 1 < given.size()) {
      given[at + 1] = (directory / given[at + 1]).string();
    }
  }
}

// A folder, by its name or as "file:///srv/media"; nothing where the address is of something else.
std::optional<std::string> folder_of(const std::string& media) {
  const std::size_t scheme = media.find("://");
  if (scheme == std::string::npos) return media;
  constexpr std::string_view file = "file:///";
  return media.starts_with(file) ? std::optional(media.substr(file.size() - 1)) : std::nullopt;
}

bool is_import(const Command& command) {
  return command.name().starts_with("import ");
}

}  // namespace

std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> own;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos || !variable.starts_with(variable_prefix)) continue;
    own.emplace(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return own;
}

std::variant<Parsed, Stopped> parse(const CommandLine& line) {
  const std::vector<std::string>& arguments = line.arguments;
  if (arguments.empty()) return Stopped{help(), wrong_usage};
  if (asks_for_help(arguments[0]) || arguments[0] == "help") return Stopped{help(), done};
  if (arguments[0] == "--version") return Stopped{"vestnik " + std::string(version) + "\n", done};
  auto [command, words] = pick(arguments);
  if (!command) return no_command(arguments);

  CLI::App app(std::string(command->summary()), "vestnik " + std::string(command->name()));
  app.option_defaults()->always_capture_default();
  std::vector<std::string> given(arguments.begin() + static_cast<std::ptrdiff_t>(words), arguments.end());
  std::string data, store, public_store, media;
  const bool with_folder = command->needs() != Command::Needs::nothing;
  const bool imports = is_import(*command);
  std::filesystem::path settings;
  if (with_folder) {
    app.add_option("--data", data, "The data folder")->required();
    app.add_option("--store", store, "postgresql://… for PostgreSQL; absent: SQLite in the data folder");
    app.add_option("--public-store", public_store,
                   "postgresql://… with the login that readers' queries use; absent: --store's, restricted");
    if (!imports) app.add_option("--media", media, "The media folder; absent: DATA/media");
    settings = settings_of(line, given);
    read_settings(app, settings);
    make_settings_absolute(given, line.directory);
  }
  command->declare(app);
  // The files that an import takes over, never the library that it fills.
  if (imports) app.get_option("--media")->configurable(false);
  try {
    const std::vector<std::string> around = from_environment(app, given, line.environment);
    given.insert(given.begin(), around.begin(), around.end());
    parse_words(app, std::move(given));
    if (const auto unknown = with_folder ? unknown_setting(settings) : std::nullopt) {
      return Stopped{
          settings.string() + ": there is no such setting: " + *unknown + " (vestnik serve --help lists them)\n",
          wrong_usage};
    }
    if (imports) media = media_setting(line, settings);
  } catch (const CLI::ParseError& problem) {
    std::ostringstream out, err;
    app.exit(problem, out, err);
    const bool asked = problem.get_exit_code() == 0;
    return Stopped{out.str() + err.str(), asked ? done : wrong_usage};
  }
  if (with_folder && data.empty()) return Stopped{"--data names no folder\n", wrong_usage};
  for (const std::string& url : {store, public_store}) {
    // Not the address itself: it may hold a password.
    if (url.empty() || store::is_address(url)) continue;
    return Stopped{
        "a store's address starts with postgresql:// (write it as postgresql://user@host/database; leave it away for "
        "SQLite)\n",
        wrong_usage};
  }
  Parsed parsed{.command = std::move(command), .options = {}};
  if (with_folder) {
    parsed.options.data = line.directory / data;
    parsed.options.store_url = store;
    parsed.options.public_store_url = public_store;
    const auto folder = folder_of(media);
    if (!folder) {
      return Stopped{
          "--media: media lie in a folder, not at " + media + " (name it as /srv/media or file:///srv/media)\n",
          wrong_usage};
    }
    if (!folder->empty()) parsed.options.media = line.directory / *folder;
  }
  return parsed;
}

}  // namespace vestnik::commands
