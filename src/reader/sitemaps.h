// /sitemap.xml (an index of parts of 50,000 where there is more), /news-sitemap.xml (the last two days), by
// sitemaps.org and Google's news extension; /robots.txt, /ads.txt, /manifest.webmanifest.
#pragma once

#include <optional>
#include <string_view>

#include "reader/context.h"

namespace vestnik::reader {

inline constexpr std::size_t sitemap_part = 50'000;  // addresses of one file, by sitemaps.org

// Any of these addresses; absent for others (and for parts that do not exist). `most` addresses are in one sitemap.
std::optional<Plan> well_known_plan(const Context& context, std::string_view path, std::size_t most = sitemap_part);

}  // namespace vestnik::reader
