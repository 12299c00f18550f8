#include "reader/advertising_asked.h"

#include <charconv>

#include "base/text.h"
#include "reader/security_headers.h"
#include "reader/views_of.h"

namespace vestnik::reader::advertised {

std::string Asked::text_of(std::string_view name, std::size_t most_bytes) const {
  return text::clean(request.parameter(name).value_or("").substr(0, most_bytes));
}

std::string Asked::canonical(std::string_view path) const {
  const content::Site& site = context.site->site();
  return chrome.language == site.language ? site.base_url + std::string(path) : std::string();
}

http::Response secured(std::string body, std::string_view type, unsigned status) {
  http::Response response;
  response.status = status;
  response.with("Content-Type", std::string(type))
      .with("Cache-Control", "no-cache")
      .with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "strict-origin-when-cross-origin")
      .with("Content-Security-Policy", std::string(content_security_policy))
      .with("Permissions-Policy", std::string(permissions_policy));
  response.body.push_back(http::Buffer::of(std::move(body)));
  return response;
}

http::Response page(const Asked& asked, pages::AdvertisingView view, unsigned status) {
  view.meta.title = view.title;
  view.meta.language = asked.chrome.language;
  view.meta.description = view.title;
  return secured(pages::render_advertising(asked.chrome, view), "text/html; charset=utf-8", status);
}

http::Response json_page(const json::value& value) {
  return secured(write_json(value), "application/json");
}

http::Response csv_page(const Asked& asked, std::string csv) {
  if (asked.request.parameter("for") == "excel") csv.insert(0, "\xEF\xBB\xBF");
  return secured(std::move(csv), "text/csv; charset=utf-8");
}

http::Response kept_nowhere(http::Response response) {
  for (auto& [name, value] : response.fields) {
    if (name == "Cache-Control") value = "no-store";
    if (name == "Referrer-Policy") value = "no-referrer";
  }
  response.with("X-Robots-Tag", "noindex");
  return response;
}

std::optional<advertising::CampaignId> campaign_in(std::string_view text) {
  advertising::CampaignId id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem != std::errc{} || end != text.data() + text.size() || id.value <= 0) return std::nullopt;
  return id;
}

}  // namespace vestnik::reader::advertised
