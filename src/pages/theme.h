// The theme as the program holds it: templates (theme/templates), one set a language of the interface, and the files
// that readers' browsers ask for. Read once, at the first page; immutable afterwards, any thread.
#pragma once

#include <cstring>  // before ctemplate, whose headers use strlen without saying so

#include <ctemplate/template_dictionary.h>

#include <string>
#include <string_view>

namespace vestnik::pages {

using Sheet = ctemplate::TemplateDictionary;  // what a template is filled with

// The template `name` ("article.html") filled. Every template escapes by context; [[Words]] in it are in `language`.
std::string print(std::string_view language, const char* name, const Sheet& sheet);

// The bytes of a string_view as ctemplate takes them; copied by the calls that it is given to.
inline ctemplate::TemplateString plain(std::string_view text) {
  return {text.data(), text.size()};
}

// A section named `section` that shows `value` under `name`, nothing where the value is empty.
void show(Sheet& sheet, const char* section, const char* name, std::string_view value);

// A section FONT with PATH for each face that the first view of every page is read in; the others come with the style
// sheet, where a page has a use for them.
void preload_faces(Sheet& head);

// Fills the include `place` with the template `name`; called again, it stands there once more.
Sheet& include(Sheet& sheet, const char* place, const char* name);

}  // namespace vestnik::pages
