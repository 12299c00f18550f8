#include "reports/served_program.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/embedded.h"
#include "base/text.h"
#include "reports/page.h"
#include "reports/program.h"

namespace vestnik::reports {

namespace {

constexpr std::size_t most_served_bytes = 4 << 20;
constexpr std::size_t most_told_bytes = 200;  // of what is served instead
constexpr long patience_for_served = 30;
constexpr const char* codings[] = {"identity", "gzip", "br"};

std::size_t take_served(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& body = *static_cast<std::string*>(context);
  if (body.size() + size * count > most_served_bytes) return 0;
  body.append(bytes, size * count);
  return size * count;
}

std::size_t take_served_field(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& fields = *static_cast<std::map<std::string, std::string>*>(context);
  std::string line(bytes, size * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) return size * count;
  std::string name = line.substr(0, colon);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::size_t begin = line.find_first_not_of(' ', colon + 1);
  std::string& value = fields[name];
  // Said twice, both count.
  value += (value.empty() ? "" : ", ") + (begin == std::string::npos ? std::string() : line.substr(begin));
  return size * count;
}

Result<Served> fetch_served(const std::string& address, const std::string& encoding) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> call(curl_easy_init(), &curl_easy_cleanup);
  if (!call) return fail(ErrorKind::internal, "no memory to ask an address", address);
  CURL* curl = call.get();
  Served served;
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, encoding.c_str());
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, patience_for_served);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_served);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &served.body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_served_field);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &served.fields);
  const CURLcode ended = curl_easy_perform(curl);
  // What does not unpack, or is longer than anything of ours, has come, and is not what was sent.
  if (ended == CURLE_BAD_CONTENT_ENCODING || ended == CURLE_WRITE_ERROR || ended == CURLE_PARTIAL_FILE) return served;
  if (ended != CURLE_OK) {
    return fail(ErrorKind::internal, std::string("asking an address: ") + curl_easy_strerror(ended), address,
                "name the site as its readers reach it: https://paper.example");
  }
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &served.status);
  return served;
}

std::string told(long status) {
  return status == 0 ? " does not come whole" : " is answered with " + std::to_string(status);
}

// The page as this program writes it, in pieces: between two of them stands what only the site knows, its name, the
// fingerprint of its desk's key, for how many days reports are kept. Each stands at the end of an element's text.
std::vector<std::string> pieces_of_page(const std::string& language) {
  const std::string mark = "what-only-the-site-knows";
  const http::Response page =
      report_page({.language = language, .site_name = mark, .fingerprint = mark, .kept_days = mark});
  std::string text;
  for (const http::Buffer& part : page.body) text += part.bytes;
  std::vector<std::string> pieces;
  std::size_t from = 0;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, from)) {
    pieces.push_back(text.substr(from, at - from));
    from = at + mark.size();
  }
  pieces.push_back(text.substr(from));
  return pieces;
}

// What stands at `at`, from the beginning of its tag where that is near.
std::string told_at(std::string_view page, std::size_t at) {
  const std::size_t tag = page.substr(0, at + 1).rfind('<');
  const std::size_t from = tag != std::string_view::npos && at - tag <= most_told_bytes / 2 ? tag : at;
  return "byte " + std::to_string(at) + " on: " + text::clean(page.substr(from, most_told_bytes));
}

// Where the page begins to be another one than its pieces make; nothing where it is the same.
std::optional<std::size_t> first_difference(std::string_view page, const std::vector<std::string>& pieces) {
  std::size_t at = 0;
  for (const std::string& piece : pieces) {
    // A name or a fingerprint ends where the markup goes on: no tag is a part of it.
    if (&piece != &pieces.front()) at = std::min(page.find('<', at), page.size());
    const std::string_view rest = page.substr(at);
    if (!rest.starts_with(piece)) {
      return at + static_cast<std::size_t>(std::ranges::mismatch(rest, piece).in1 - rest.begin());
    }
    at += piece.size();
  }
  if (at == page.size()) return std::nullopt;
  return at;
}

void compare_page(const Served& page, const std::vector<std::string>& pieces, const std::string& what,
                  std::vector<std::string>& differences) {
  if (page.status != 200) {
    differences.push_back(what + told(page.status));
    return;
  }
  const auto policy = page.fields.find("content-security-policy");
  if (policy == page.fields.end() || policy->second != page_policy()) {
    differences.push_back(what + " comes with another content security policy");
  }
  // Fields that put something on a page, or another one in its place, without a word in it.
  for (const char* name : {"refresh", "link"}) {
    if (const auto field = page.fields.find(name); field != page.fields.end()) {
      differences.push_back(what + " comes with a field of its own, " + name + ": " +
                            text::clean(std::string_view(field->second).substr(0, most_told_bytes)));
    }
  }
  if (const auto difference = first_difference(page.body, pieces)) {
    differences.push_back(what + " is another page from " + told_at(page.body, *difference));
  }
}

}  // namespace

Fetch fetch_by_network() {
  return fetch_served;
}

Result<std::vector<std::string>> compare_served_program(const std::string& site, const Fetch& fetch) {
  std::string base = site;
  while (base.ends_with('/')) base.pop_back();
  std::vector<std::string> differences;
  const auto compare = [&](const std::string& path, std::string_view wanted) -> Result<void> {
    for (const char* coding : codings) {
      const auto served = fetch(base + path, coding);
      if (!served) return std::unexpected(served.error());
      const std::string what = path + " (" + coding + ")";
      if (served->status != 200) {
        differences.push_back(what + told(served->status));
      } else if (served->body != wanted) {
        differences.push_back(what + " is not the file of this program");
      }
    }
    return {};
  };
  for (const embedded::File& file : embedded::report()) {
    if (file.path.ends_with(".gz") || file.path.ends_with(".br")) continue;
    if (auto done = compare("/report/" + std::string(file.path), file.bytes); !done) {
      return std::unexpected(done.error());
    }
  }
  if (auto done = compare("/report/program.sha256", program_list()); !done) return std::unexpected(done.error());
  for (const char* language : {"bg", "en"}) {
    const std::vector<std::string> pieces = pieces_of_page(language);
    for (const char* coding : codings) {
      const std::string path = std::string("/report/?lang=") + language;
      const auto page = fetch(base + path, coding);
      if (!page) return std::unexpected(page.error());
      compare_page(*page, pieces, path + " (" + coding + ")", differences);
    }
  }
  return differences;
}

}  // namespace vestnik::reports
