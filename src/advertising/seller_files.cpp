#include "advertising/seller_files.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool equal_folded(std::string_view text, std::string_view upper) {
  return std::ranges::equal(text, upper, [](char left, char right) {
    return (left >= 'a' && left <= 'z' ? static_cast<char>(left - 'a' + 'A') : left) == right;
  });
}

// A name under which a host can be found; not whether there is one.
bool is_domain(std::string_view text) {
  return text.find('.') != std::string_view::npos && !text.starts_with('.') && !text.ends_with('.') &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t comma = line.find(',');
    cells.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

// "" where it is right.
std::string wrong_in(std::string_view line) {
  static constexpr std::array<std::string_view, 5> variables{"CONTACT", "SUBDOMAIN", "INVENTORYPARTNERDOMAIN",
                                                             "OWNERDOMAIN", "MANAGERDOMAIN"};
  const std::size_t sign = line.find('=');
  if (sign != std::string_view::npos && sign < line.find(',')) {
    const std::string_view name = trimmed(line.substr(0, sign));
    if (std::ranges::none_of(variables, [&](std::string_view each) { return equal_folded(name, each); })) {
      return "no such variable: CONTACT, SUBDOMAIN, INVENTORYPARTNERDOMAIN, OWNERDOMAIN, MANAGERDOMAIN";
    }
    return trimmed(line.substr(sign + 1)).empty() ? "the variable has no value" : "";
  }
  const auto cells = cells_of(line.substr(0, line.find(';')));
  if (cells.size() < 3 || cells.size() > 4)
    return "a line has three or four parts: domain, account, DIRECT or RESELLER";
  if (!is_domain(cells[0])) return "the first part is the domain of a seller";
  if (cells[1].empty()) return "the second part is the account with that seller";
  if (!equal_folded(cells[2], "DIRECT") && !equal_folded(cells[2], "RESELLER")) {
    return "the third part is DIRECT or RESELLER";
  }
  return {};
}

}  // namespace

Result<void> check_ads_txt(std::string_view text) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (std::string problem = wrong_in(line); !problem.empty()) {
      return fail(ErrorKind::invalid, "ads.txt, line " + std::to_string(number) + ": " + problem, std::string(line));
    }
  }
  return {};
}

Result<void> check_sellers_json(std::string_view text) {
  if (trimmed(text).empty()) return {};
  const auto wrong = [](std::string what, std::string input = {}) {
    return fail(ErrorKind::invalid, "sellers.json: " + std::move(what), std::move(input));
  };
  const auto value = parse_json(text);
  if (!value) return wrong("not JSON: " + value.error().what, value.error().input);
  if (!value->is_object()) return wrong("not an object");
  const json::object& whole = value->get_object();
  if (string_or(whole, "version").empty()) return wrong("no version", "version");
  const json::value* sellers = whole.if_contains("sellers");
  if (sellers == nullptr || !sellers->is_array()) return wrong("no list of sellers", "sellers");
  std::set<std::string> numbers;
  for (const json::value& each : sellers->get_array()) {
    if (!each.is_object()) return wrong("a seller is an object", write_json(each));
    const json::object& seller = each.get_object();
    const std::string number = string_or(seller, "seller_id");
    if (number.empty()) return wrong("a seller has no seller_id", write_json(each));
    if (!numbers.insert(number).second) return wrong("two sellers have one seller_id", number);
    const std::string kind = string_or(seller, "seller_type");
    if (kind != "PUBLISHER" && kind != "INTERMEDIARY" && kind != "BOTH") {
      return wrong("seller_type is PUBLISHER, INTERMEDIARY or BOTH", number);
    }
    const json::value* hidden = seller.if_contains("is_confidential");
    const bool confidential = hidden != nullptr && hidden->is_number() && hidden->to_number<double>() != 0;
    if (!confidential && (string_or(seller, "name").empty() || !is_domain(string_or(seller, "domain")))) {
      return wrong("a seller that is not confidential has a name and a domain", number);
    }
  }
  return {};
}

bool takes_outside_tags(store::Session& session, SiteId site) {
  return store::find_setting(session, site, outside_setting).value_or("") == "1";
}

}  // namespace vestnik::advertising
