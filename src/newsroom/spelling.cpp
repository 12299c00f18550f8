#include "newsroom/spelling.h"

#include "newsroom/limits.h"

namespace vestnik::newsroom {

namespace {

Result<std::string> spelling_word(const json::value& given) {
  if (!given.is_string() || given.get_string().empty() || given.get_string().size() > limits::spelling_word_bytes) {
    return fail(ErrorKind::invalid, "not a word", "words",
                "send at most " + std::to_string(limits::spelling_word_bytes) + " bytes a word");
  }
  return std::string(given.get_string());
}

}  // namespace

Result<http::Response> check_spelling(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const json::value* words = given->if_contains("words");
  if (words == nullptr || !words->is_array() || words->get_array().size() > limits::spelling_words) {
    return fail(ErrorKind::invalid, "not a list of words", "words",
                "send at most " + std::to_string(limits::spelling_words) + " at once");
  }
  const auto speller = call.desk.spellers->of(string_or(*given, "language"));
  json::array unknown;
  for (const json::value& each : words->get_array()) {
    const auto word = spelling_word(each);
    if (!word) return std::unexpected(word.error());
    if (speller && !speller->knows(*word)) unknown.emplace_back(*word);
  }
  return json_response(200, json::object{{"available", speller != nullptr}, {"unknown", std::move(unknown)}});
}

Result<http::Response> suggest_spelling(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const json::value* named = given->if_contains("word");
  const auto word = spelling_word(named ? *named : json::value());
  if (!word) return std::unexpected(word.error());
  const auto speller = call.desk.spellers->of(string_or(*given, "language"));
  json::array suggestions;
  if (speller) {
    for (const std::string& each : speller->suggestions(*word)) suggestions.emplace_back(each);
  }
  return json_response(200, json::object{{"available", speller != nullptr}, {"suggestions", std::move(suggestions)}});
}

}  // namespace vestnik::newsroom
