// Pages that list stories: the home front and what is older, sections, authors, topics, months. An absent plan is a
// 404.
#pragma once

#include <optional>
#include <string_view>

#include "reader/context.h"

namespace vestnik::reader {

Plan home_plan(const Context& context);
// `page` from 1; a page beyond the last is absent.
// "/?page=2" and on, behind the home front: everything, newest first.
std::optional<Plan> latest_plan(const Context& context, std::size_t page);
std::optional<Plan> section_plan(const Context& context, const content::Section& section, std::size_t page);
std::optional<Plan> author_plan(const Context& context, const content::Author& author, std::size_t page);
std::optional<Plan> topic_plan(const Context& context, const content::Topic& topic, std::size_t page);
// "/2026/", "/2026/11/", "/2026/11/24/": what was published then, in the site's zone.
std::optional<Plan> archive_plan(const Context& context, std::string_view path, std::size_t page);

}  // namespace vestnik::reader
