// Files that are part of the program (cmake/embed.cmake). Any thread.
#pragma once

#include <string_view>
#include <vector>

namespace vestnik::embedded {

struct File {
  std::string_view path;  // relative to the embedded folder
  std::string_view bytes;
};

const std::vector<File>& theme();       // theme/ : templates, styles, script, fonts, icons
const std::vector<File>& messages();    // compiled catalogues: "bg.mo", "en.mo"
const std::vector<File>& migrations();  // src/store/migrations/
const std::vector<File>& demo();        // demo/ : the fictional portal
const std::vector<File>& newsroom();  // web/newsroom as scripts/web makes it: index.html, assets/…, each with .gz, .br
const std::vector<File>& report();    // web/report, built : the program of the page at /report/

}  // namespace vestnik::embedded
