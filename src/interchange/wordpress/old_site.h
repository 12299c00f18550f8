// The addresses of the site that an export came from.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {

// "https://www.example.com:8080/a" → "www.example.com"; "" where the address is not absolute.
std::string host_of(std::string_view address);

// Path, query and fragment of an address, whatever host it names: an export that was made under another host than the
// site's (a copy, a test server) names its paths all the same. "" where it holds none.
std::string path_in(std::string_view address);

// As WordPress shows it: letters beyond ASCII and unreserved ones decoded, no empty segments; whatever has a meaning in
// an address stays encoded. "/2023/%d0%b0/" → "/2023/а/".
std::string shown_path(std::string_view path);

// Every "%d0" as its byte; what is no such thing stays.
std::string percent_decoded(std::string_view text);

// As WordPress makes a part of an address of a name (sanitize_title): "John.Smith" → "john-smith". ASCII only, else "".
std::string nice_name(std::string_view name);

// The same of a name in any script, as an address shows it: "Иван Петров" → "иван-петров". Percent-encoded ones too.
std::string shown_nice_name(std::string_view name);

// What WordPress's column of fifty bytes leaves of it, where it is longer: of the name itself, and of its
// percent-encoded form, which may end inside a letter ("%d0%b").
std::vector<std::string> cut_nice_names(std::string_view name);

// A part of an address here for one of WordPress's, which may be percent-encoded: kept where it is plain ASCII.
std::string slug_of(std::string_view old);

class OldSite {
 public:
  OldSite() = default;
  explicit OldSite(const Channel& channel);

  const std::string& host() const { return host_; }  // "" where the export names none
  // Its host without "www.": what its items are known by here, however its addresses were written when.
  std::string_view identity() const { return host_.starts_with("www.") ? std::string_view(host_).substr(4) : host_; }
  const std::string& base_url() const { return base_url_; }    // "https://example.com", without a path
  const std::string& base_path() const { return base_path_; }  // "" or "/blog": where WordPress was installed
  // Its host names, with and without "www.".
  bool is_host(std::string_view host) const { return hosts_.contains(host); }
  void add_host(std::string_view host);

  // Path, query and fragment of an address of this site; nothing where it leads elsewhere.
  std::optional<std::string> own(std::string_view address) const;
  // The same of a link in a text: the first site of a network, which exports name too, is another site.
  std::optional<std::string> own_link(std::string_view address) const;

 private:
  std::string host_, base_url_, base_path_;
  std::set<std::string, std::less<>> hosts_;
  std::string network_host_;  // "" where the site is its network's first, or alone
};

}  // namespace vestnik::interchange::wordpress
