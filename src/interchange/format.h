// The plain values of an export as JSON and back (docs/interchange.md): site.json, assets.jsonl, comments.jsonl. What
// refers to something else does so by slug, by number of assets.jsonl, or by an article's foreign id.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "content/asset.h"
#include "content/site.h"

namespace vestnik::interchange {

inline constexpr std::string_view format_name = "vestnik-export";

// RFC 3339, UTC, with milliseconds where there are some.
std::string exact(Time time);

json::object to_json(const content::Site& site);
json::object to_json(const content::Section& section, std::string_view parent_slug);
json::object to_json(const content::Author& author);
json::object to_json(const content::Topic& topic);
json::object to_json(const content::Story& story);
json::object to_json(const content::Asset& asset, std::string_view file);  // `file`: relative to the folder, or ""

// Members that are missing or wrong keep their defaults; texts are cleaned and bounded. Ids are not set; numbers of
// assets are those of the export.
content::Site site_of(const json::object& object);
content::Section section_of(const json::object& object);
content::Author author_of(const json::object& object);
content::Topic topic_of(const json::object& object);
content::Story story_of(const json::object& object);
content::Asset asset_of(const json::object& object);

}  // namespace vestnik::interchange
