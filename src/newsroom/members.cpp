#include "newsroom/members.h"

#include "base/text.h"
#include "content/body.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t most_addresses = 20;

bool is_web_address(std::string_view address) {
  return (address.starts_with("https://") || address.starts_with("http://")) && content::is_safe_address(address);
}

bool is_path(std::string_view address) {
  return address.starts_with('/') && !address.starts_with("//") && content::is_safe_address(address);
}

}  // namespace

Result<void> take_text(const json::object& given, std::string_view name, std::size_t bytes, std::string& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  if (member->is_null()) {
    into.clear();
    return {};
  }
  if (!member->is_string()) return fail(ErrorKind::invalid, "not a text", std::string(name), "send a JSON string");
  std::string value = text::clean(std::string_view(member->get_string()));
  if (value.size() > bytes) {
    return fail(ErrorKind::invalid, "longer than " + std::to_string(bytes) + " bytes", std::string(name));
  }
  into = std::move(value);
  return {};
}

Result<void> take_flag(const json::object& given, std::string_view name, bool& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  if (!member->is_bool()) return fail(ErrorKind::invalid, "not true or false", std::string(name));
  into = member->get_bool();
  return {};
}

Result<void> take_time(const json::object& given, std::string_view name, std::optional<Time>& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  if (member->is_null()) {
    into.reset();
    return {};
  }
  if (!member->is_string())
    return fail(ErrorKind::invalid, "not a time", std::string(name), "write it as RFC 3339 does");
  const auto time = parse_rfc3339(std::string_view(member->get_string()));
  if (!time) {
    return fail(ErrorKind::invalid, time.error().what, std::string(name) + " " + std::string(member->get_string()),
                "write it as 2026-11-24T18:00:00+02:00");
  }
  into = *time;
  return {};
}

Result<void> take_fraction(const json::object& given, std::string_view name, double& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  boost::system::error_code problem;
  const double value = member->to_number<double>(problem);
  if (problem || !(value >= 0 && value <= 1)) {
    return fail(ErrorKind::invalid, "not a number from 0 to 1", std::string(name));
  }
  into = value;
  return {};
}

Result<void> take_address(const json::object& given, std::string_view name, bool path_too, std::string& into) {
  std::string value = into;
  if (auto taken = take_text(given, name, address_bytes, value); !taken) return taken;
  if (!value.empty() && !is_web_address(value) && !(path_too && is_path(value))) {
    return fail(ErrorKind::invalid, path_too ? "not an http(s) address or a path" : "not an http(s) address",
                std::string(name) + " " + value);
  }
  into = std::move(value);
  return {};
}

Result<void> take_addresses(const json::object& given, std::string_view name, std::vector<std::string>& into) {
  const json::value* member = given.if_contains(name);
  if (member == nullptr) return {};
  if (!member->is_array() || member->get_array().size() > most_addresses) {
    return fail(ErrorKind::invalid, "not a list of at most " + std::to_string(most_addresses) + " addresses",
                std::string(name));
  }
  std::vector<std::string> addresses;
  for (const json::value& each : member->get_array()) {
    if (!each.is_string() || !is_web_address(std::string_view(each.get_string())) ||
        each.get_string().size() > address_bytes) {
      return fail(ErrorKind::invalid, "not an http(s) address", std::string(name) + " " + write_json(each));
    }
    addresses.emplace_back(each.get_string());
  }
  into = std::move(addresses);
  return {};
}

}  // namespace vestnik::newsroom
