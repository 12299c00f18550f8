#include "content/html_reader.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/grammar.h"
#include "content/html/reader.h"
#include "content/html/sanitizer.h"
#include "content/html/tree.h"

namespace vestnik::content {

namespace {

constexpr std::size_t most_html_bytes = limits::body_json_bytes / 2;
constexpr int most_rounds = 6;

// Not inside a character.
std::string_view cut(std::string_view html) {
  std::size_t end = std::min(html.size(), most_html_bytes);
  while (end > 0 && end < html.size() && (static_cast<unsigned char>(html[end]) & 0xC0U) == 0x80U) --end;
  return html.substr(0, end);
}

std::string sanitised_once(std::string_view input) {
  const html::Tree tree(input, true);
  return html::serialised_children(tree.root(), {});
}

}  // namespace

HtmlResult read_html(std::string_view html, const HtmlOptions& options) {
  HtmlResult result;
  if (html.size() > most_html_bytes) result.notes.emplace_back("too long for one article: the end left out");
  const html::Tree tree(cut(html));
  html::Reader reader(options, result.notes);
  result.body.blocks = reader.read(tree);
  return result;
}

std::string html_to_text(std::string_view html) {
  // Much of what comes here has no markup at all.
  if (html.find('<') == std::string_view::npos && html.find('&') == std::string_view::npos) return one_line(html);
  const html::Tree tree(cut(html));
  return html::text_in(tree.root());
}

// HTML that was written from a tree need not be read as the same tree (a paragraph in a paragraph): it is read and
// written until it stays as it is. What does not settle is kept as its text.
std::string sanitize_html(std::string_view html) {
  std::string before = sanitised_once(cut(html));
  for (int round = 0; round < most_rounds; ++round) {
    std::string after = sanitised_once(before);
    if (after == before) return after;
    before = std::move(after);
  }
  return text::escape_html(html_to_text(before));
}

}  // namespace vestnik::content
