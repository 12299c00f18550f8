// What the pages under /advertising/ have in common (advertising_pages.h): the request on its way, and what is
// answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "advertising/ad_server.h"
#include "base/json.h"
#include "base/messages.h"
#include "http/message.h"
#include "pages/advertising_view.h"
#include "reader/context.h"
#include "reader/repeats.h"

namespace vestnik::reader::advertised {

inline constexpr std::string_view folder = "/advertising/";

// One request on its way.
struct Asked {
  const Context& context;
  advertising::AdServer& ads;
  const http::Request& request;
  Repeats& flags;        // of each address
  pages::Chrome chrome;  // in the language that was asked for
  std::string word(const char* message) const { return translate(chrome.language, message); }
  // A parameter of the query, as text that may stand on a page and in the store.
  std::string text_of(std::string_view name, std::size_t most_bytes) const;
  // Where search engines find a page in the site's language; in another one it has no address of its own.
  std::string canonical(std::string_view path) const;
  std::string time(const std::string& rfc3339) const {
    const auto time = parse_rfc3339(rfc3339);
    return time ? this->time(*time) : rfc3339;
  }
  std::string time(Time time) const {
    return format_for_reader(time, chrome.time_zone, chrome.language, DateStyle::date_time);
  }
};

http::Response secured(std::string body, std::string_view type, unsigned status = 200);
http::Response page(const Asked& asked, pages::AdvertisingView view, unsigned status = 200);
http::Response json_page(const json::value& value);
// As machines read it; under "?for=excel" with the mark by which that program knows UTF-8 from its own code pages.
inline constexpr std::string_view for_excel = "?for=excel";
http::Response csv_page(const Asked& asked, std::string csv);
// The address is the key: no cache on the way keeps what it opens, no search engine lists it, and no page that is
// reached from there is told it.
http::Response kept_nowhere(http::Response response);
// A campaign's number, and nothing else.
std::optional<advertising::CampaignId> campaign_in(std::string_view text);

// Readers' reports: the form, what it is posted to, what became of it.
Result<http::Response> ask_flag(const Asked& asked);
Result<http::Response> take_flag(const Asked& asked);
Result<http::Response> followed_flag(const Asked& asked, std::string_view receipt);

// The figures that an advertiser reads; `rest`: the path behind /advertising/report/.
Result<http::Response> report(const Asked& asked, std::string_view rest);

}  // namespace vestnik::reader::advertised
