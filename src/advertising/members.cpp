#include "advertising/members.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/body.h"

namespace vestnik::advertising {
namespace {

constexpr std::size_t most_texts = 200;

}  // namespace

const json::value* Members::find(std::string_view name) const {
  return error_ ? nullptr : given_.if_contains(name);
}

void Members::wrong(std::string_view name, std::string what, std::string remedy) {
  error_ = Error{ErrorKind::invalid, std::move(what), path_ + std::string(name), std::move(remedy)};
}

void Members::text(std::string_view name, std::size_t bytes, std::string& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (member->is_null()) return into.clear();
  if (!member->is_string()) return wrong(name, "not a text", "send a JSON string");
  std::string value = text::squeeze(text::clean(std::string_view(member->get_string())));
  if (value.size() > bytes) return wrong(name, "longer than " + std::to_string(bytes) + " bytes");
  into = std::move(value);
}

void Members::verbatim(std::string_view name, std::size_t bytes, std::string& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (member->is_null()) return into.clear();
  if (!member->is_string()) return wrong(name, "not a text", "send a JSON string");
  if (member->get_string().size() > bytes) return wrong(name, "longer than " + std::to_string(bytes) + " bytes");
  into = std::string_view(member->get_string());
}

void Members::address(std::string_view name, std::string& into) {
  std::string value = into;
  text(name, limits::address_bytes, value);
  if (error_) return;
  const bool web = value.starts_with("https://") || value.starts_with("http://");
  if (!value.empty() && !(web && content::is_safe_address(value))) return wrong(name, "not an http(s) address");
  into = std::move(value);
}

void Members::flag(std::string_view name, bool& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (!member->is_bool()) return wrong(name, "not true or false");
  into = member->get_bool();
}

void Members::flag(std::string_view name, std::optional<bool>& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (member->is_null()) return into.reset();
  bool value = false;
  flag(name, value);
  if (!error_) into = value;
}

void Members::number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  boost::system::error_code problem;
  const auto value = member->to_number<std::int64_t>(problem);
  if (problem || value < least || value > most) {
    return wrong(name, "not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  into = value;
}

void Members::time(std::string_view name, Time& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (!member->is_string()) return wrong(name, "not a time", "write it as RFC 3339 does");
  const auto value = parse_rfc3339(std::string_view(member->get_string()));
  if (!value) return wrong(name, "not a time", "write it as RFC 3339 does");
  into = *value;
}

void Members::texts(std::string_view name, std::size_t bytes, std::vector<std::string>& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  if (!member->is_array() || member->get_array().size() > most_texts) {
    return wrong(name, "not a list of at most " + std::to_string(most_texts) + " texts");
  }
  std::vector<std::string> values;
  for (const json::value& each : member->get_array()) {
    // Without spaces around it: "пожар, катастроф" split at its commas would look for one before the word.
    std::string value =
        each.is_string() ? text::squeeze(text::clean(std::string_view(each.get_string()))) : std::string();
    if (value.empty() || value.size() > bytes) {
      return wrong(name, "not a text of 1 to " + std::to_string(bytes) + " bytes: " + write_json(each));
    }
    values.push_back(std::move(value));
  }
  into = std::move(values);
}

void Members::word(std::string_view name, std::span<const std::string_view> words,
                   const std::function<void(std::size_t)>& into) {
  const json::value* member = find(name);
  if (member == nullptr) return;
  const std::string_view value = member->is_string() ? std::string_view(member->get_string()) : std::string_view();
  const auto found = std::ranges::find(words, value);
  if (found != words.end() && member->is_string()) return into(static_cast<std::size_t>(found - words.begin()));
  std::string list;
  for (const std::string_view word : words)
    list += (list.empty() ? "" : ", ") + (word.empty() ? "\"\"" : std::string(word));
  wrong(name, "not one of the words known here", list);
}

void Members::object(std::string_view name, const std::function<Result<void>(const json::object&)>& each) {
  const json::value* member = find(name);
  if (member == nullptr || member->is_null()) return;
  if (!member->is_object()) return wrong(name, "not an object");
  if (auto taken = each(member->get_object()); !taken) error_ = taken.error();
}

void Members::only(std::span<const std::string_view> names) {
  constexpr std::size_t longest = 60;
  for (const auto& member : given_) {
    const std::string_view name = member.key();
    if (error_ || std::ranges::find(names, name) != names.end()) continue;
    std::string list;
    for (const std::string_view known : names) list += (list.empty() ? "" : ", ") + std::string(known);
    wrong(name.size() <= longest ? name : "…", "no such member", std::move(list));
  }
}

Result<void> Members::done() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace vestnik::advertising
