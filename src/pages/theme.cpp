#include "pages/theme.h"

#include <ctemplate/template_cache.h>

#include <cstdlib>
#include <map>
#include <memory>

#include "base/embedded.h"
#include "base/log.h"
#include "base/messages.h"
#include "base/text.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

constexpr std::string_view folder = "templates/";
constexpr std::string_view fallback = "en";  // the language that messages are named in

// "More from {section}" as a template shows it: escaped, with {section} turned into the variable SECTION.
std::string as_template(std::string_view language, const std::string& message) {
  std::string shown;
  bool inside = false;
  for (const char c : text::escape_html(translate(language, message.c_str()))) {
    if (c == '{' || c == '}') {
      inside = c == '{';
      shown += inside ? "{{" : "}}";
    } else {
      shown += inside && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return shown;
}

std::string in_language(std::string_view source, std::string_view language) {
  // Escaping is not something that a template could forget to ask for.
  std::string text = "{{%AUTOESCAPE context=\"HTML\"}}";
  for (;;) {
    const std::size_t open = source.find("[["), close = source.find("]]", open);
    text += source.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) return text;
    text += as_template(language, std::string(source.substr(open + 2, close - open - 2)));
    source.remove_prefix(close + 2);
  }
}

// The templates are part of the program: one that cannot be read is a mistake in the program.
[[noreturn]] void broken(std::string_view name) {
  log::error("template {} cannot be used", name);
  std::abort();
}

using Cache = std::unique_ptr<ctemplate::TemplateCache>;

Cache load(std::string_view language) {
  auto cache = std::make_unique<ctemplate::TemplateCache>();
  for (const embedded::File& file : embedded::theme()) {
    if (!file.path.starts_with(folder)) continue;
    const std::string name(file.path.substr(folder.size()));
    if (!cache->StringToTemplateCache(name, in_language(file.bytes, language), ctemplate::STRIP_WHITESPACE)) {
      broken(name);
    }
  }
  cache->Freeze();
  return cache;
}

const ctemplate::TemplateCache& templates(std::string_view language) {
  static const std::map<std::string, Cache, std::less<>> all = [] {
    std::map<std::string, Cache, std::less<>> made;
    for (const std::string& name : interface_languages()) made.emplace(name, load(name));
    if (!made.contains(fallback)) made.emplace(fallback, load(fallback));
    return made;
  }();
  const auto found = all.find(language.substr(0, language.find_first_of("-_")));
  return *(found == all.end() ? all.find(fallback) : found)->second;
}

}  // namespace

std::string print(std::string_view language, const char* name, const Sheet& sheet) {
  std::string page;
  if (!templates(language).ExpandNoLoad(name, ctemplate::STRIP_WHITESPACE, &sheet, nullptr, &page)) broken(name);
  return page;
}

void show(Sheet& sheet, const char* section, const char* name, std::string_view value) {
  if (value.empty()) return;
  sheet.AddSectionDictionary(section)->SetValue(name, plain(value));
}

void preload_faces(Sheet& head) {
  for (const std::string_view face : {"headline.woff2", "sans.woff2", "serif.woff2"}) {
    show(head, "FONT", "PATH", theme_path(face));
  }
}

Sheet& include(Sheet& sheet, const char* place, const char* name) {
  Sheet* included = sheet.AddIncludeDictionary(place);
  included->SetFilename(name);
  return *included;
}

}  // namespace vestnik::pages
