// /feed.xml (RSS 2.0), /feed.atom (RFC 4287), /feed.json (JSON Feed 1.1): of the site, a section, an author, a topic.
#pragma once

#include <optional>
#include <string_view>

#include "reader/context.h"

namespace vestnik::reader {

enum class FeedFormat { rss, atom, json };

// "/svyat/feed.xml" → format and "/svyat/"; nothing where the path is no feed's.
struct FeedName {
  FeedFormat format = FeedFormat::rss;
  std::string_view of, name;  // "/svyat/", "feed.xml"
};
std::optional<FeedName> feed_name(std::string_view path);

struct FeedSubject {
  std::string title, description, path;  // path of the page that the feed follows
};
Plan feed_plan(const Context& context, FeedFormat format, const FeedSubject& subject, const edition::Stories& stories);

inline constexpr std::size_t feed_stories = 30;

}  // namespace vestnik::reader
