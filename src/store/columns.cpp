#include "store/columns.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>

#include "base/json.h"
#include "store/session.h"

namespace vestnik::store {

std::string write_texts(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return write_json(list);
}

std::vector<std::string> read_texts(std::string_view json) {
  auto parsed = parse_json(json);
  if (!parsed || !parsed->is_array()) {
    throw Failure(
        {ErrorKind::internal, "a column that should hold a list does not", std::string(json.substr(0, 80)), {}});
  }
  std::vector<std::string> texts;
  for (const auto& item : parsed->get_array()) {
    if (item.is_string()) texts.emplace_back(item.get_string());
  }
  return texts;
}

std::string write_parts(const std::vector<content::StoryPart>& parts) {
  json::array list;
  for (const auto& part : parts) {
    list.push_back(json::object{{"story", part.story.value}, {"note", part.note}, {"key", part.key}});
  }
  return write_json(list);
}

void read_parts_into(std::vector<content::StoryPart>& parts, std::string_view json) {
  parts.clear();
  if (json == "[]") return;  // of nearly every article
  auto parsed = parse_json(json);
  if (!parsed || !parsed->is_array()) {
    throw Failure(
        {ErrorKind::internal, "a column that should hold a list does not", std::string(json.substr(0, 80)), {}});
  }
  for (const auto& item : parsed->get_array()) {
    if (!item.is_object()) continue;
    const auto& object = item.get_object();
    parts.push_back({StoryId{integer_or(object, "story")}, string_or(object, "note"),
                     object.contains("key") && object.at("key") == json::value(true)});
  }
}

std::string write_number(double number) {
  std::array<char, 32> text{};
  auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

double read_number(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string write_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> read_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace vestnik::store
