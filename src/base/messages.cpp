#include "base/messages.h"

#include <boost/locale/gnu_gettext.hpp>
#include <locale>
#include <map>

#include "base/embedded.h"
#include "base/log.h"

namespace vestnik {
namespace {

using Catalogue = boost::locale::message_format<char>;

class Catalogues {
 public:
  Catalogues() {
    for (const embedded::File& file : embedded::messages()) {
      const std::string language(file.path.substr(0, file.path.find('.')));
      boost::locale::gnu_gettext::messages_info wanted;
      wanted.language = language;
      wanted.encoding = "UTF-8";
      wanted.domains.emplace_back("vestnik");
      wanted.paths.emplace_back("");
      wanted.callback = [&file](const std::string& path, const std::string&) {
        // Boost asks for every name that a catalogue may have on a disk; the first one is ours.
        return path.ends_with("/vestnik.mo") ? std::vector<char>(file.bytes.begin(), file.bytes.end())
                                             : std::vector<char>();
      };
      try {
        // A locale owns its facets by counting; this keeps the facet as long as the table lives.
        std::locale holder(std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(wanted));
        catalogues_.emplace(language, std::move(holder));
      } catch (const std::exception& problem) {
        log::error("reading the messages of {}: {}", language, problem.what());
      }
    }
  }

  const Catalogue* find(std::string_view language) const {
    const auto found = catalogues_.find(language.substr(0, language.find_first_of("-_")));
    return found == catalogues_.end() ? nullptr : &std::use_facet<Catalogue>(found->second);
  }

  std::vector<std::string> languages() const {
    std::vector<std::string> names;
    for (const auto& [name, holder] : catalogues_) names.push_back(name);
    return names;
  }

 private:
  std::map<std::string, std::locale, std::less<>> catalogues_;
};

const Catalogues& catalogues() {
  static const Catalogues all;
  return all;
}

std::string fill(std::string_view message, const Placeholders& placeholders) {
  std::string filled;
  while (!message.empty()) {
    const std::size_t open = message.find('{');
    filled += message.substr(0, open);
    if (open == std::string_view::npos) break;
    message.remove_prefix(open);
    bool found = false;
    for (const auto& [name, value] : placeholders) {
      if (message.substr(1).starts_with(name) && message.substr(1 + name.size()).starts_with('}')) {
        filled += value;
        message.remove_prefix(name.size() + 2);
        found = true;
        break;
      }
    }
    if (!found) {
      filled += '{';
      message.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace

std::string translate(std::string_view language, const char* message) {
  const Catalogue* catalogue = catalogues().find(language);
  const char* translated = catalogue ? catalogue->get(0, nullptr, message) : nullptr;
  return translated ? translated : message;
}

std::string translate(std::string_view language, const char* message, const Placeholders& placeholders) {
  return fill(translate(language, message), placeholders);
}

std::string translate_count(std::string_view language, const char* one, const char* many, long count) {
  const Catalogue* catalogue = catalogues().find(language);
  const char* translated = catalogue ? catalogue->get(0, nullptr, one, static_cast<int>(count)) : nullptr;
  if (!translated) translated = count == 1 ? one : many;
  const std::string number = std::to_string(count);
  return fill(translated, {{"count", number}});
}

std::vector<std::string> interface_languages() {
  return catalogues().languages();
}

}  // namespace vestnik
