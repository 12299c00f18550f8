#include "interchange/wordpress/dates.h"

#include "base/text.h"

namespace vestnik::interchange::wordpress {
namespace {

std::optional<Time> read(std::string_view date, std::string_view zone) {
  const std::string text = text::squeeze(date);
  if (text.size() < 10 || text.starts_with("0000") || text.starts_with("-")) return std::nullopt;
  const auto time = parse_local(text, zone);
  return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

std::optional<Time> wordpress_date(std::string_view gmt, std::string_view local, std::string_view zone) {
  if (const auto time = read(gmt, "UTC")) return time;
  return read(local, zone);
}

std::optional<Time> date_of(const Item& item, std::string_view zone) {
  if (const auto time = wordpress_date(item.date_gmt, item.date, zone)) return time;
  std::string published = text::squeeze(item.pub_date);
  if (const std::size_t offset = published.find("+0000"); offset != std::string::npos)
    published.replace(offset, 5, "GMT");
  const auto time = parse_http_date(published);
  // What WordPress writes where there is no date.
  if (!time || format_rfc3339(*time) == "1999-11-30T00:00:00Z") return std::nullopt;
  return *time;
}

std::optional<Time> modified_of(const Item& item, std::string_view zone) {
  return wordpress_date(item.modified_gmt, item.modified, zone);
}

}  // namespace vestnik::interchange::wordpress
