#include "interchange/wordpress/old_site.h"

#include <algorithm>

#include "base/text.h"

namespace vestnik::interchange::wordpress {
namespace {

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '~';
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view after_scheme(std::string_view address) {
  for (const std::string_view scheme : {"https://", "http://", "//"}) {
    if (lower(address.substr(0, scheme.size())) == scheme) return address.substr(scheme.size());
  }
  return {};
}

std::string_view first_filled(std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (!host_of(candidate).empty()) return candidate;
  }
  return {};
}

}  // namespace

std::string host_of(std::string_view address) {
  std::string_view rest = after_scheme(address);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  if (const std::size_t colon = rest.rfind(':');
      colon != std::string_view::npos && rest.find(']') == std::string_view::npos) {
    rest = rest.substr(0, colon);
  }
  if (rest.size() > 253 || rest.find_first_of(" \t\r\n<>\"'\\^`{|}") != std::string_view::npos) return {};
  return lower(rest);
}

std::string shown_path(std::string_view path) {
  std::string decoded;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int high = path[i] == '%' && i + 2 < path.size() ? hexadecimal(path[i + 1]) : -1;
    const int low = high >= 0 ? hexadecimal(path[i + 2]) : -1;
    const auto byte = static_cast<unsigned char>(high * 16 + low);
    if (low >= 0 && (byte >= 0x80 || is_unreserved(byte))) {
      decoded.push_back(static_cast<char>(byte));
      i += 2;
    } else if (path[i] == ' ' || path[i] == '"' || path[i] == '<' || path[i] == '>' || path[i] == '\\') {
      static constexpr char digits[] = "0123456789ABCDEF";
      const auto plain = static_cast<unsigned char>(path[i]);
      decoded += {'%', digits[plain >> 4U], digits[plain & 15U]};
    } else {
      decoded.push_back(path[i]);
    }
  }
  decoded = text::clean(decoded);
  std::string shown;
  for (const char c : decoded) {
    if (c == '\n' || c == '\r' || c == '\t') continue;
    if (c != '/' || shown.empty() || shown.back() != '/') shown.push_back(c);
  }
  if (!shown.starts_with('/')) shown.insert(0, "/");
  return shown;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
    const int low = high >= 0 ? hexadecimal(text[i + 2]) : -1;
    out.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : text[i]);
    if (low >= 0) i += 2;
  }
  return out;
}

std::string path_in(std::string_view address) {
  if (address.starts_with('/') && !address.starts_with("//")) return std::string(address);
  const std::size_t slashes = address.find("//");
  if (slashes == std::string_view::npos) return {};
  std::string path(address.substr(std::min(address.find_first_of("/?#", slashes + 2), address.size())));
  if (!path.starts_with('/')) path.insert(0, "/");
  while (path.starts_with("//")) path.erase(0, 1);
  return path;
}

std::string nice_name(std::string_view name) {
  std::string nice;
  for (const char c : lower(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
      nice.push_back(c);
    } else if (c == ' ' || c == '-' || c == '.' || c == '/') {
      if (!nice.empty() && nice.back() != '-') nice.push_back('-');
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return {};
    }
  }
  while (nice.ends_with('-')) nice.pop_back();
  return nice;
}

std::string shown_nice_name(std::string_view name) {
  std::string nice;
  for (const char c : text::fold_case(text::clean(percent_decoded(name)))) {
    const bool joins = c == ' ' || c == '-' || c == '.' || c == '/';
    if (joins && (nice.empty() || nice.back() == '-')) continue;
    if (joins) {
      nice.push_back('-');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80) {
      nice.push_back(c);
    }
  }
  while (nice.ends_with('-')) nice.pop_back();
  return nice;
}

std::vector<std::string> cut_nice_names(std::string_view name) {
  constexpr std::size_t most = 50;
  std::vector<std::string> cut;
  const auto add = [&](std::string one) {
    if (!one.empty() && std::ranges::find(cut, one) == cut.end()) cut.push_back(std::move(one));
  };
  const auto letters = [](std::string_view text) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && count++ == most) break;
    }
    return text.substr(0, at);
  };
  const std::string decoded = text::clean(percent_decoded(name));
  if (letters(decoded).size() < decoded.size()) add(shown_nice_name(letters(decoded)));
  const std::string whole = shown_nice_name(name);
  if (letters(whole).size() < whole.size()) add(std::string(letters(whole)));
  std::string encoded;
  for (const char c : whole) {
    static constexpr char digits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      encoded += c;
    } else {
      encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  if (encoded.size() > most) add(encoded.substr(0, most));
  return cut;
}

std::string slug_of(std::string_view old) {
  if (old.empty()) return {};
  const std::string decoded = shown_path(old).substr(1);
  std::string slug = nice_name(decoded);
  return slug.empty() ? text::slug(decoded) : slug;
}

OldSite::OldSite(const Channel& channel) {
  const std::string_view base = first_filled({channel.base_blog_url, channel.link, channel.base_site_url});
  host_ = host_of(base);
  if (host_.empty()) return;
  const std::string_view rest = after_scheme(base);
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  const bool secure = lower(base.substr(0, 6)) == "https:";
  base_url_ = std::string(secure ? "https://" : "http://") + lower(rest.substr(0, path));
  std::string_view folder = rest.substr(path, rest.find_first_of("?#", path) - path);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  if (!folder.empty()) base_path_ = shown_path(folder);
  for (const std::string_view address : {std::string_view(channel.base_blog_url), std::string_view(channel.link),
                                         std::string_view(channel.base_site_url)}) {
    add_host(host_of(address));
  }
  const auto bare = [](std::string host) { return host.starts_with("www.") ? host.substr(4) : host; };
  const std::string network = bare(host_of(channel.base_site_url));
  if (network != bare(host_of(channel.base_blog_url)) && network != bare(host_of(channel.link)))
    network_host_ = network;
}

std::optional<std::string> OldSite::own_link(std::string_view address) const {
  const std::string host = host_of(address);
  if (!network_host_.empty() && (host == network_host_ || host == "www." + network_host_)) return std::nullopt;
  return own(address);
}

void OldSite::add_host(std::string_view host) {
  if (host.empty()) return;
  hosts_.emplace(host);
  if (host.starts_with("www.")) {
    hosts_.emplace(host.substr(4));
  } else {
    hosts_.emplace("www." + std::string(host));
  }
}

std::optional<std::string> OldSite::own(std::string_view address) const {
  while (!address.empty() && (address.front() == ' ' || address.front() == '\n')) address.remove_prefix(1);
  while (!address.empty() && (address.back() == ' ' || address.back() == '\n')) address.remove_suffix(1);
  if (address.starts_with('/') && !address.starts_with("//")) return std::string(address);
  const std::string host = host_of(address);
  if (host.empty() || !is_host(host)) return std::nullopt;
  const std::string_view rest = after_scheme(address);
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  std::string own(rest.substr(path));
  if (!own.starts_with('/')) own.insert(0, "/");
  while (own.starts_with("//")) own.erase(0, 1);
  return own;
}

}  // namespace vestnik::interchange::wordpress
