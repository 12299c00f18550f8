// WordPress's shortcodes: [name key="value" bare]content[/name]. Found as WordPress finds them, but never inside a tag
// or a comment; "[[name]]" is the escaped form of "[name]". Linear.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vestnik::interchange::wordpress {

struct Shortcode {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;  // keys in lower case, "" for a bare value
  std::string content;  // between the opening and the closing one, its own shortcodes already replaced

  std::string attribute(std::string_view key) const;  // "" where there is none
  std::string bare(std::size_t index = 0) const;      // the index-th bare value
};

struct ShortcodeRules {
  std::set<std::string, std::less<>> known;
  // HTML to stand for it; nothing: it stays as it is written.
  std::function<std::optional<std::string>(const Shortcode&)> replace;
  // Told the name of what looks like a shortcode and is not known: it stays visible. May be empty.
  std::function<void(std::string_view name)> unknown;
};

// `text` with every `what` replaced. Linear.
std::string replaced(std::string_view text, std::string_view what, std::string_view with);

// The opening tag that stands at `at`, where one does; `attributes` as written.
struct OpeningTag {
  std::string name;
  std::string_view attributes;
  std::size_t end = 0;  // one past "]"
  bool closed = false;  // "/]"
};
std::optional<OpeningTag> opening_at(std::string_view text, std::size_t at);
// Its attributes, whatever an editor made of their quotation marks.
std::vector<std::pair<std::string, std::string>> attributes_of(const OpeningTag& tag);

// Letters, digits, "_" and "-": what names of shortcodes are made of.
bool is_name_sign(char c);
// Whether a shortcode may be called so: "[1]" and "[a]" are prose.
bool may_name_shortcode(std::string_view name);

// The name in the "[/name]" that stands at `at`; "" where none does.
std::string_view closing_at(std::string_view text, std::size_t at);

// Where the closings of a text stand. Made in linear time; the text must outlive it.
class Closings {
 public:
  explicit Closings(std::string_view text);
  // The first of that name at or after `at`.
  std::optional<std::size_t> after(std::string_view name, std::size_t at) const;

 private:
  std::map<std::string_view, std::vector<std::size_t>> places_;
};

// The walk that every reading of shortcodes is: tags, comments and text go to `out`; at a "[" outside of them
// `at_bracket` writes what stands there and tells where to go on, beyond it.
void each_bracket(std::string_view text, std::string& out,
                  const std::function<std::size_t(std::size_t at)>& at_bracket);

std::string replace_shortcodes(std::string_view text, const ShortcodeRules& rules);

// key="value" key=value 'value' value … as inside a shortcode or a tag.
std::vector<std::pair<std::string, std::string>> parse_attributes(std::string_view text);

}  // namespace vestnik::interchange::wordpress
