// The theme's files for browsers, under names that change with their bytes, so that they may be kept for ever.
#include <algorithm>
#include <map>
#include <vector>

#include "base/digest.h"
#include "base/embedded.h"
#include "pages/fragment.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view mime_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> known[] = {
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".woff2", "font/woff2"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, mime] : known) {
    if (name.ends_with(ending)) return mime;
  }
  return "application/octet-stream";
}

std::string_view embedded_file(std::string_view path) {
  for (const embedded::File& file : embedded::theme()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

// "" of what is compressed already: pictures and fonts.
std::string gzip_of(std::string_view name, std::string_view bytes) {
  constexpr std::string_view texts[] = {".css", ".js", ".svg", ".txt"};
  if (std::ranges::none_of(texts, [&](std::string_view ending) { return name.ends_with(ending); })) return {};
  // A variable: g++ 12 ends a temporary before the loop that goes through what it points to.
  const auto packed = stitch({compress(bytes, {}, 0, 9)});
  std::string gzip;
  for (const std::string_view part : packed->buffers) gzip += part;
  return gzip;
}

// "0.5rem" as ".5rem".
void drop_leading_zeros(std::string& line) {
  for (std::size_t at = 1; (at = line.find("0.", at)) != std::string::npos; ++at) {
    const bool starts_number = std::string_view(" :(,-").contains(line[at - 1]);
    if (starts_number && at + 2 < line.size() && line[at + 2] >= '0' && line[at + 2] <= '9') line.erase(at, 1);
  }
}

// A style sheet without comments and without the white space and signs that only people need. Ours has neither ": " nor
// "0." in a string.
std::string packed(std::string_view css) {
  std::string kept;
  while (!css.empty()) {
    const std::size_t open = css.find("/*");
    kept += css.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = css.find("*/", open + 2);
    css.remove_prefix(close == std::string_view::npos ? css.size() : close + 2);
  }
  std::string lines;
  for (std::size_t from = 0; from < kept.size();) {
    const std::size_t end = std::min(kept.find('\n', from), kept.size());
    const std::size_t first = kept.find_first_not_of(" \t", from);
    if (first < end) {
      std::string line = kept.substr(first, end - first);
      for (const std::string_view loose : {": ", " {"}) {
        if (const std::size_t at = line.find(loose); at != std::string::npos)
          line.replace(at, 2, loose == ": " ? ":" : "{");
      }
      drop_leading_zeros(line);
      // The last declaration needs no semicolon.
      if (line == "}" && lines.ends_with(';')) lines.pop_back();
      // A line that ends a selector, a rule or a declaration needs no end of its own; one inside a value does.
      lines += line;
      if (!std::string_view("{};,").contains(line.back())) lines += ' ';
    }
    from = end + 1;
  }
  return lines;
}

// A script without indentation and without the comments that have a line of their own. Ours has no text over several
// lines, where both would count.
std::string packed_script(std::string_view script) {
  std::string lines;
  for (std::size_t from = 0; from < script.size();) {
    const std::size_t end = std::min(script.find('\n', from), script.size());
    const std::size_t first = std::min(script.find_first_not_of(" \t", from), end);
    const std::string_view line = script.substr(first, end - first);
    if (!line.empty() && !line.starts_with("//")) lines.append(line).append("\n");
    from = end + 1;
  }
  return lines;
}

class Files {
 public:
  Files() {
    for (const embedded::File& file : embedded::theme()) {
      if (file.path.starts_with("templates/") || file.path.starts_with("style/") ||
          file.path.starts_with("messages/")) {
        continue;
      }
      add(name_in(file.path), file.path.ends_with(".js") ? packed_script(file.bytes) : std::string(file.bytes));
    }
    // Of the pages that few readers ever open, beside the sheet of all pages.
    add("advertising.css", packed(embedded_file("style/advertising.css")));
    add("style.css", style());  // last: it names the fonts
  }

  const ThemeFile* find(std::string_view path) const {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : &found->second.file;
  }

  std::string_view path(std::string_view name) const {
    const auto found = paths_.find(name);
    return found == paths_.end() ? std::string_view() : std::string_view(found->second);
  }

  std::vector<std::string_view> names() const {
    std::vector<std::string_view> all;
    for (const auto& [name, path] : paths_) all.push_back(name);
    return all;
  }

 private:
  struct Kept {
    std::string bytes;
    ThemeFile file;
  };

  void add(std::string_view name, std::string bytes) {
    const std::size_t dot = name.rfind('.');
    const std::string path = "/assets/" + std::string(name.substr(0, dot)) + "." + sha256_hex(bytes).substr(0, 10) +
                             std::string(dot == std::string_view::npos ? std::string_view() : name.substr(dot));
    const auto [row, added] = by_path_.emplace(path, Kept{std::move(bytes), {}});
    row->second.file = {row->first, mime_of(name), row->second.bytes, gzip_of(name, row->second.bytes)};
    paths_[std::string(name)] = path;
  }

  // style/style.css imports the others, in their order; url(NAME) is a file of the theme.
  std::string style() const {
    std::string whole;
    std::string_view rest = embedded_file("style/style.css");
    constexpr std::string_view import = "@import \"";
    for (std::size_t at; (at = rest.find(import)) != std::string_view::npos;) {
      rest.remove_prefix(at + import.size());
      whole += packed(embedded_file("style/" + std::string(rest.substr(0, rest.find('"')))));
    }
    constexpr std::string_view reference = "url(\"";
    for (std::size_t at = 0; (at = whole.find(reference, at)) != std::string::npos;) {
      at += reference.size();
      const std::size_t end = std::min(whole.find('"', at), whole.size());
      if (const std::string_view named = path(name_in(std::string_view(whole).substr(at, end - at))); !named.empty()) {
        whole.replace(at, end - at, named);
      }
    }
    return whole;
  }

  std::map<std::string, Kept, std::less<>> by_path_;
  std::map<std::string, std::string, std::less<>> paths_;
};

const Files& files() {
  static const Files all;
  return all;
}

}  // namespace

const ThemeFile* find_theme_file(std::string_view path) {
  return files().find(path);
}

std::string_view theme_path(std::string_view name) {
  return files().path(name);
}

std::vector<std::string_view> theme_file_names() {
  return files().names();
}

}  // namespace vestnik::pages
