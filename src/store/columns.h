// Lists as they stand in a column.
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "content/article.h"

namespace vestnik::store {

// [3,17,4]: JSON, and quick to write and read a million times.
template <class Identifier>
std::string write_ids(const std::vector<Identifier>& ids) {
  std::string text = "[";
  for (auto id : ids) {
    if (text.size() > 1) text += ',';
    text += std::to_string(id.value);
  }
  return text + "]";
}

template <class Identifier>
void read_ids_into(std::vector<Identifier>& ids, std::string_view text) {
  ids.clear();
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    Identifier id;
    auto [next, problem] = std::from_chars(at, end, id.value);
    if (problem == std::errc()) ids.push_back(id);
    at = next == at ? at + 1 : next;
  }
}
template <class Identifier>
std::vector<Identifier> read_ids(std::string_view text) {
  std::vector<Identifier> ids;
  read_ids_into(ids, text);
  return ids;
}

std::string write_texts(const std::vector<std::string>& texts);
std::vector<std::string> read_texts(std::string_view json);

// [{"story":5,"note":"…","key":true}]
std::string write_parts(const std::vector<content::StoryPart>& parts);
void read_parts_into(std::vector<content::StoryPart>& parts, std::string_view json);
inline std::vector<content::StoryPart> read_parts(std::string_view json) {
  std::vector<content::StoryPart> parts;
  read_parts_into(parts, json);
  return parts;
}

// The shortest form that reads back as the same number.
std::string write_number(double number);
double read_number(std::string_view text);

// "origin place": words of which none holds a space.
std::string write_words(const std::vector<std::string>& words);
std::vector<std::string> read_words(std::string_view text);

}  // namespace vestnik::store
