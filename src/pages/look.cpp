#include "pages/look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/digest.h"
#include "base/embedded.h"

namespace vestnik::pages {
namespace {

constexpr std::string_view look_prefix = "/assets/look-", own_accent = "own", by_reader = "auto";
constexpr double readable_contrast = 4.5;
constexpr std::size_t look_hash_digits = 10;

using Colour = std::array<double, 3>;  // 0…255

std::optional<Colour> colour_of(std::string_view text) {
  if (text.size() != 7 || text[0] != '#' || text.find_first_not_of("0123456789abcdef", 1) != std::string_view::npos) {
    return std::nullopt;
  }
  Colour colour{};
  for (std::size_t i = 0; i < 3; ++i) {
    int value = 0;
    std::from_chars(text.data() + 1 + 2 * i, text.data() + 3 + 2 * i, value, 16);
    colour[i] = value;
  }
  return colour;
}

std::string text_of(const Colour& colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", std::lround(colour[0]), std::lround(colour[1]), std::lround(colour[2]));
}

double luminance(const Colour& colour) {
  Colour linear{};
  std::ranges::transform(colour, linear.begin(), [](double value) {
    const double part = value / 255;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

double contrast_of(const Colour& one, const Colour& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

// The colours of a scheme, as theme/style/paper.css has them: "--paper: #fdfbf7;--tint: …".
std::string_view rules_of(bool dark) {
  std::string_view css;
  for (const embedded::File& file : embedded::theme()) {
    if (file.path == "style/paper.css") css = file.bytes;
  }
  const std::size_t dark_part = css.find("@media (prefers-color-scheme: dark)");
  css = dark ? css.substr(std::min(dark_part, css.size())) : css.substr(0, dark_part);
  constexpr std::string_view open = ":root {";
  const std::size_t begin = css.find(open);
  if (begin == std::string_view::npos) return {};
  css.remove_prefix(begin + open.size());
  return css.substr(0, css.find('}'));
}

template <class Each>
void each_colour(bool dark, Each each) {
  std::string_view rules = rules_of(dark);
  while (!rules.empty()) {
    std::string_view line = rules.substr(0, rules.find('\n'));
    rules.remove_prefix(std::min(rules.size(), line.size() + 1));
    const std::size_t name = line.find("--"), colon = line.find(": #"), end = line.find(';');
    if (name == std::string_view::npos || colon == std::string_view::npos || end == std::string_view::npos) continue;
    each(line.substr(name, colon - name), line.substr(colon + 2, end - colon - 2));
  }
}

std::string accent_rule(std::string_view accent, bool dark) {
  return accent.empty() ? std::string() : "--accent:" + readable(accent, dark) + ";";
}

std::string made(std::string_view accent, std::string_view scheme) {
  if (scheme.empty()) {
    return fmt::format(":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}", accent_rule(accent, false),
                       accent_rule(accent, true));
  }
  const bool dark = scheme == "dark";
  std::string style = fmt::format(":root{{color-scheme:{};", scheme);
  each_colour(dark,
              [&](std::string_view name, std::string_view colour) { style += fmt::format("{}:{};", name, colour); });
  return style + accent_rule(accent, dark) + "}";
}

}  // namespace

std::string look_path(std::string_view accent, std::string_view scheme) {
  if (!accent.empty() && !colour_of(accent)) accent = {};
  if (scheme != "light" && scheme != "dark") scheme = {};
  if (accent.empty() && scheme.empty()) return {};
  return fmt::format("{}{}-{}.{}.css", look_prefix, accent.empty() ? own_accent : accent.substr(1),
                     scheme.empty() ? by_reader : scheme, sha256_hex(made(accent, scheme)).substr(0, look_hash_digits));
}

std::optional<std::string> look_style(std::string_view path) {
  if (!path.starts_with(look_prefix)) return std::nullopt;
  std::string_view name = path.substr(look_prefix.size());
  const std::size_t dash = name.find('-'), dot = name.find('.');
  if (dash == std::string_view::npos || dot == std::string_view::npos || dot < dash) return std::nullopt;
  const std::string_view named = name.substr(0, dash);
  std::string_view scheme = name.substr(dash + 1, dot - dash - 1);
  const std::string accent = named == own_accent ? std::string() : "#" + std::string(named);
  if (scheme == by_reader) scheme = {};
  if (path != look_path(accent, scheme)) return std::nullopt;
  return made(accent, scheme);
}

double contrast(std::string_view one, std::string_view other) {
  const auto first = colour_of(one), second = colour_of(other);
  return first && second ? contrast_of(*first, *second) : 1;
}

std::string readable(std::string_view accent, bool dark) {
  const auto wanted = colour_of(accent);
  if (!wanted) return {};
  std::vector<Colour> papers;
  each_colour(dark, [&](std::string_view name, std::string_view colour) {
    if (name != "--paper" && name != "--tint") return;
    if (const auto paper = colour_of(colour)) papers.push_back(*paper);
  });
  const double end = dark ? 255 : 0;
  constexpr int steps = 50;
  for (int step = 0; step < steps; ++step) {
    Colour mixed{};
    for (std::size_t i = 0; i < 3; ++i) mixed[i] = std::round((*wanted)[i] + (end - (*wanted)[i]) * step / steps);
    if (std::ranges::all_of(papers, [&](const Colour& p) { return contrast_of(mixed, p) >= readable_contrast; })) {
      return text_of(mixed);
    }
  }
  return dark ? "#ffffff" : "#000000";
}

}  // namespace vestnik::pages
