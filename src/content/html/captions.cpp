#include "content/html/captions.h"

#include <algorithm>
#include <array>

namespace vestnik::content::html {

namespace {

// As photographs are signed; each may begin with a capital.
constexpr std::array<std::string_view, 18> signs = {
    "Снимка:", "снимка:",  "Снимки:",  "снимки:",     "Снимка –", "Фото:",   "фото:",   "Photo:",        "photo:",
    "Photos:", "Photo by", "photo by", "Photograph:", "Image:",   "Credit:", "Photo ©", "Image credit:", "©"};

constexpr std::size_t longest_credit = 200;

bool is_plain_space(char c) {
  return c == ' ';
}

// A credit stands at the start, or after what ends a sentence or opens a bracket.
bool may_follow(std::string_view before) {
  while (!before.empty() && is_plain_space(before.back())) before.remove_suffix(1);
  if (before.empty()) return true;
  for (const std::string_view end :
       {".", "!", "?", "…", "|", "/", "(", "[", ";", ",", ":", "-", "–", "—", "“", "\"", "»", "”"}) {
    if (before.ends_with(end)) return true;
  }
  return false;
}

// "Румен Радев Снимка: БТА": with its colon and its capital the label stands for itself.
bool stands_for_itself(std::string_view before, std::string_view sign) {
  static constexpr std::array<std::string_view, 4> labels = {"Снимка:", "Снимки:", "Фото:", "Photo:"};
  return before.ends_with(' ') && std::ranges::find(labels, sign) != labels.end();
}

void trim(std::string_view& text, std::string_view left, std::string_view right) {
  while (!text.empty() && left.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && right.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
}

}  // namespace

Caption split_credit(std::string_view caption) {
  std::size_t best = std::string_view::npos;
  for (const std::string_view sign : signs) {
    for (std::size_t at = caption.find(sign); at != std::string_view::npos; at = caption.find(sign, at + sign.size())) {
      if (at < best && caption.size() - at <= longest_credit && caption.size() > at + sign.size() &&
          (may_follow(caption.substr(0, at)) || stands_for_itself(caption.substr(0, at), sign))) {
        best = at;
        break;
      }
    }
  }
  if (best == std::string_view::npos) return {std::string(caption), {}};
  std::string_view text = caption.substr(0, best);
  std::string_view credit = caption.substr(best);
  const bool bracketed = text.ends_with('(') || text.ends_with('[');
  trim(text, "", bracketed ? " ([" : " |/-");
  trim(credit, "", bracketed ? " )]" : " ");
  return {std::string(text), std::string(credit)};
}

}  // namespace vestnik::content::html
