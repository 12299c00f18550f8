#include "interchange/wordpress/footnotes.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::string_view footnote_mark = "<sup data-fn=\"";
constexpr std::size_t longest_note = 2'000;

using Notes = std::map<std::string, std::string, std::less<>>;

std::optional<Notes> notes_by_id(std::string_view given) {
  const auto parsed = parse_json(given);
  if (!parsed || !parsed->is_array()) return std::nullopt;
  Notes notes;
  for (const json::value& note : parsed->get_array()) {
    if (!note.is_object()) return std::nullopt;
    const std::string content = string_or(note.get_object(), "content");
    std::string text = content::html_to_text(content);
    if (content.find("<a ") != std::string::npos || text.empty() || text.size() > longest_note) return std::nullopt;
    notes.insert_or_assign(string_or(note.get_object(), "id"), text::squeeze(text));
  }
  return notes;
}

// Where the word at the end of `text` begins.
std::size_t begin_of_word(std::string_view text) {
  const std::size_t before = text.find_last_of(" \t\r\n>");
  return before == std::string_view::npos ? 0 : before + 1;
}

}  // namespace

std::string with_footnotes(std::string_view content, std::string_view notes) {
  if (notes.empty() || content.find(footnote_mark) == std::string_view::npos) return std::string(content);
  const auto known = notes_by_id(notes);
  if (!known) return std::string(content);
  std::string out;
  std::string_view rest = content;
  for (std::size_t at = rest.find(footnote_mark); at != std::string_view::npos; at = rest.find(footnote_mark)) {
    const std::size_t id = at + footnote_mark.size();
    const auto note = known->find(rest.substr(id, rest.find('"', id) - id));
    const std::size_t word = begin_of_word(rest.substr(0, at));
    const std::size_t end = rest.find("</sup>", id);
    if (note == known->end() || word == at || end == std::string_view::npos) return std::string(content);
    out.append(rest.substr(0, word)).append("<span data-vestnik-footnote=\"").append(text::escape_html(note->second));
    out.append("\">").append(rest.substr(word, at - word)).append("</span>");
    rest.remove_prefix(end + 6);
  }
  return out.append(rest);
}

}  // namespace vestnik::interchange::wordpress
