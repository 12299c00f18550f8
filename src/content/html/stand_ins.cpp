#include "content/html/stand_ins.h"

#include <algorithm>

#include "content/html/characters.h"

namespace vestnik::content::html {

namespace {

constexpr char32_t first_stand_in = 0xF0000;
constexpr std::size_t most_stand_ins = 0x1FFFC;
// The last two of a plane are no characters; the parser takes them for mistakes.
constexpr std::size_t of_the_first_plane = 0xFFFE;
constexpr char32_t left_out = 2;
constexpr std::size_t worth_a_stand_in = 8;  // bytes
// The first bytes of these planes in UTF-8.
constexpr char plane_15 = '\xF3';
constexpr char plane_16 = '\xF4';
constexpr std::string_view replacement = "\uFFFD";

bool is_of_a_reference(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '#';
}

// "&#xF0000;" would be taken for a character that stands for a text.
bool is_private(std::string_view reference) {
  if (!reference.starts_with("&#")) return false;
  const bool hexadecimal = reference.size() > 2 && lower(reference[2]) == 'x';
  char32_t number = 0;
  for (const char c : reference.substr(hexadecimal ? 3 : 2)) {
    const char small = lower(c);
    if (!is_digit(c) && (!hexadecimal || small < 'a' || small > 'f')) break;
    number = number * (hexadecimal ? 16 : 10) + static_cast<char32_t>(is_digit(c) ? c - '0' : small - 'a' + 10);
    if (number > 0x10FFFF) return false;
  }
  return number >= first_stand_in;
}

char32_t stand_in(std::size_t index) {
  return first_stand_in + static_cast<char32_t>(index) + (index < of_the_first_plane ? 0 : left_out);
}

void append_character(char32_t c, std::string& out) {
  out += static_cast<char>(0xF0U | (c >> 18U));
  out += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
  out += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
  out += static_cast<char>(0x80U | (c & 0x3FU));
}

}  // namespace

bool StandIns::has_private(std::string_view text) {
  return text.find(plane_15) != std::string_view::npos || text.find(plane_16) != std::string_view::npos;
}

// Two searches are quicker than one for either.
StandIns::NextPrivate::NextPrivate(std::string_view text)
    : text_(text),
      plane_15_(std::min(text.find(plane_15), text.size())),
      plane_16_(std::min(text.find(plane_16), text.size())) {}

std::size_t StandIns::NextPrivate::from(std::size_t at) {
  if (plane_15_ < at) plane_15_ = std::min(text_.find(plane_15, at), text_.size());
  if (plane_16_ < at) plane_16_ = std::min(text_.find(plane_16, at), text_.size());
  return std::min(plane_15_, plane_16_);
}

void StandIns::append(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t reference = std::min(text.find('&'), text.size());
    append_plain(text.substr(0, reference), out);
    text.remove_prefix(reference);
    if (text.empty()) return;
    std::size_t end = 1;
    while (end < text.size() && is_of_a_reference(text[end])) ++end;
    if (end < text.size() && text[end] == ';') ++end;
    out += is_private(text.substr(0, end)) ? replacement : text.substr(0, end);
    text.remove_prefix(end);
  }
}

void StandIns::append_plain(std::string_view text, std::string& out) {
  // White space alone counts in a table, and a line end after <pre>.
  const std::size_t from = static_cast<std::size_t>(std::ranges::find_if_not(text, is_space) - text.begin());
  out.append(text, 0, from);
  text.remove_prefix(from);
  const bool with_private = has_private(text);
  const bool with_zero = text.find('\0') != std::string_view::npos;
  if (!with_private && (with_zero || text.size() < worth_a_stand_in)) {
    out += text;
  } else if (!with_zero && texts_.size() < most_stand_ins) {
    append_character(stand_in(texts_.size()), out);
    texts_.push_back(text);
  } else {
    for (const char c : text) {
      if (c == plane_15 || c == plane_16) {
        out += replacement;
      } else {
        out += c;
      }
    }
  }
}

std::string_view StandIns::behind(std::string_view character) const {
  if (character.size() < 4) return character;
  const auto bits = [character](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(character[i]));
  };
  const char32_t code =
      ((bits(0) & 7U) << 18U) | ((bits(1) & 0x3FU) << 12U) | ((bits(2) & 0x3FU) << 6U) | (bits(3) & 0x3FU);
  // Plane 14 begins with the same byte: flags of regions are written with it.
  if (code < first_stand_in) return character;
  const std::size_t place = code - first_stand_in;
  const std::size_t index = place < of_the_first_plane ? place : place - left_out;
  return index < texts_.size() ? texts_[index] : character;
}

}  // namespace vestnik::content::html
