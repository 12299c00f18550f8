#include "interchange/format.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"
#include "content/body.h"

namespace vestnik::interchange {
namespace {

constexpr std::array<std::string_view, 4> asset_kinds = {"image", "video", "audio", "document"};
constexpr std::array<std::string_view, 3> look_schemes = {"by_reader", "light", "dark"};
constexpr std::size_t longest_text = 100'000;
constexpr std::size_t most_entries = 1'000;
constexpr int most_nesting = 5;

std::string text_in(const json::object& object, std::string_view key) {
  std::string text = text::clean(string_or(object, key));
  return text.size() > longest_text ? std::string() : text;
}

// An address that a page may link to, else "".
std::string address_in(const json::object& object, std::string_view key) {
  std::string address = text_in(object, key);
  return content::is_safe_address(address) ? address : std::string();
}

template <class Each>
void each_in(const json::object& object, std::string_view key, Each each) {
  const json::value* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) return;
  std::size_t count = 0;
  for (const json::value& value : list->get_array()) {
    if (++count > most_entries) return;
    each(value);
  }
}

std::vector<std::string> texts_in(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  each_in(object, key, [&](const json::value& value) {
    if (value.is_string()) texts.push_back(text::clean(value.get_string()));
  });
  return texts;
}

json::array to_json(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

json::array to_json(const std::vector<content::NavigationItem>& items) {
  json::array array;
  for (const content::NavigationItem& item : items) {
    json::object object{{"label", item.label}, {"address", item.address}};
    if (!item.children.empty()) object["children"] = to_json(item.children);
    array.emplace_back(std::move(object));
  }
  return array;
}

std::vector<content::NavigationItem> navigation_of(const json::object& object, std::string_view key, int depth) {
  std::vector<content::NavigationItem> items;
  if (depth > most_nesting) return items;
  each_in(object, key, [&](const json::value& value) {
    if (!value.is_object()) return;
    content::NavigationItem item{text_in(value.get_object(), "label"), address_in(value.get_object(), "address"),
                                 navigation_of(value.get_object(), "children", depth + 1)};
    if (!item.label.empty() && !item.address.empty()) items.push_back(std::move(item));
  });
  return items;
}

double fraction_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0.5;
  return std::clamp(value->to_number<double>(), 0.0, 1.0);
}

int size_of(const json::object& object, std::string_view key) {
  return static_cast<int>(std::clamp<std::int64_t>(integer_or(object, key), 0, 1'000'000));
}

}  // namespace

std::string exact(Time time) {
  std::string text = format_rfc3339(time);
  const auto milliseconds = (to_millis(time) % 1'000 + 1'000) % 1'000;
  if (milliseconds != 0) {
    const std::string digits = std::to_string(milliseconds + 1'000).substr(1);
    text.insert(text.size() - 1, "." + digits);
  }
  return text;
}

json::object to_json(const content::Site& site) {
  json::array house;
  for (const content::HouseAdvertisement& one : site.house_advertisements) {
    house.push_back(
        json::object{{"slot", one.slot}, {"address", one.address}, {"text", one.text}, {"image", one.image.value}});
  }
  return {{"host", site.host},
          {"aliases", to_json(site.aliases)},
          {"base_url", site.base_url},
          {"name", site.name},
          {"tagline", site.tagline},
          {"about", site.about},
          {"language", site.language},
          {"time_zone", site.time_zone},
          {"contact_email", site.contact_email},
          {"social", to_json(site.social)},
          {"ads_txt", site.ads_txt},
          {"navigation", to_json(site.navigation)},
          {"house_advertisements", std::move(house)},
          {"breaking_text", site.breaking_text},
          {"breaking_address", site.breaking_address},
          {"footer_navigation", to_json(site.footer_navigation)},
          {"look",
           {{"accent", site.look.accent},
            {"scheme", look_schemes.at(static_cast<std::size_t>(site.look.scheme))},
            {"logo", site.look.logo.value}}},
          {"slot_after", site.slot_after}};
}

json::object to_json(const content::Section& section, std::string_view parent_slug) {
  return {{"slug", section.slug},
          {"name", section.name},
          {"description", section.description},
          {"parent", parent_slug},
          {"position", section.position}};
}

json::object to_json(const content::Author& author) {
  return {{"slug", author.slug},
          {"name", author.name},
          {"bio", author.bio},
          {"url", author.url},
          {"kind", author.kind == content::Author::Kind::team ? "team" : "person"},
          {"links", to_json(author.links)},
          {"picture", author.picture.value}};
}

json::object to_json(const content::Story& story) {
  json::object object{{"slug", story.slug}, {"name", story.name}, {"summary", story.summary}, {"open", story.open}};
  if (story.lead_image) object["lead_image"] = story.lead_image.value;
  return object;
}

json::object to_json(const content::Topic& topic) {
  return {{"slug", topic.slug}, {"name", topic.name}, {"description", topic.description}};
}

json::object to_json(const content::Asset& asset, std::string_view file) {
  return {{"id", asset.id.value},
          {"kind", asset_kinds.at(static_cast<std::size_t>(asset.kind))},
          {"digest", asset.digest},
          {"file", file},
          {"file_name", asset.file_name},
          {"mime", asset.mime},
          {"bytes", asset.bytes},
          {"width", asset.width},
          {"height", asset.height},
          {"focus_x", asset.focus_x},
          {"focus_y", asset.focus_y},
          {"title", asset.title},
          {"alt", asset.alt},
          {"caption", asset.caption},
          {"credit", asset.credit},
          {"rights", asset.rights},
          {"placeholder", asset.placeholder},
          {"original_url", asset.original_url},
          {"crop", asset.crop ? json::value{asset.crop->left, asset.crop->top, asset.crop->width, asset.crop->height}
                              : json::value(nullptr)},
          {"rights_expire_at", asset.rights_expire_at ? json::value(exact(*asset.rights_expire_at)) : nullptr},
          {"created_at", exact(asset.created_at)}};
}

namespace {

content::Look look_of(const json::object& object) {
  content::Look look;
  const std::string accent = string_or(object, "accent");
  if (accent.size() == 7 && accent[0] == '#' && accent.find_first_not_of("0123456789abcdef", 1) == std::string::npos) {
    look.accent = accent;
  }
  const auto scheme = std::ranges::find(look_schemes, string_or(object, "scheme"));
  if (scheme != look_schemes.end()) look.scheme = static_cast<content::Look::Scheme>(scheme - look_schemes.begin());
  look.logo = AssetId{integer_or(object, "logo")};
  return look;
}

}  // namespace

content::Site site_of(const json::object& object) {
  content::Site site;
  site.host = text_in(object, "host");
  site.aliases = texts_in(object, "aliases");
  site.base_url = address_in(object, "base_url");
  site.name = text_in(object, "name");
  site.tagline = text_in(object, "tagline");
  site.about = text_in(object, "about");
  if (const std::string language = text_in(object, "language"); !language.empty()) site.language = language;
  if (const std::string zone = text_in(object, "time_zone"); is_time_zone(zone)) site.time_zone = zone;
  site.contact_email = text_in(object, "contact_email");
  site.social = texts_in(object, "social");
  std::erase_if(site.social, [](const std::string& address) { return !content::is_safe_address(address); });
  site.ads_txt = text_in(object, "ads_txt");
  site.navigation = navigation_of(object, "navigation", 0);
  each_in(object, "house_advertisements", [&](const json::value& value) {
    if (!value.is_object()) return;
    const json::object& one = value.get_object();
    site.house_advertisements.push_back(
        {text_in(one, "slot"), address_in(one, "address"), text_in(one, "text"), AssetId{integer_or(one, "image")}});
  });
  site.breaking_text = text_in(object, "breaking_text");
  site.breaking_address = address_in(object, "breaking_address");
  site.footer_navigation = navigation_of(object, "footer_navigation", 0);
  if (const json::value* look = object.if_contains("look"); look != nullptr && look->is_object()) {
    site.look = look_of(look->get_object());
  }
  if (const auto after = integer_or(object, "slot_after", site.slot_after);
      after >= 0 && after <= content::most_slot_after) {
    site.slot_after = static_cast<int>(after);
  }
  return site;
}

content::Section section_of(const json::object& object) {
  content::Section section;
  section.slug = text_in(object, "slug");
  section.name = text_in(object, "name");
  section.description = text_in(object, "description");
  section.position = size_of(object, "position");
  return section;
}

content::Author author_of(const json::object& object) {
  content::Author author;
  author.slug = text_in(object, "slug");
  author.name = text_in(object, "name");
  author.bio = text_in(object, "bio");
  author.url = address_in(object, "url");
  author.links = texts_in(object, "links");
  std::erase_if(author.links, [](const std::string& address) { return !content::is_safe_address(address); });
  author.picture = AssetId{integer_or(object, "picture")};
  if (string_or(object, "kind") == "team") author.kind = content::Author::Kind::team;
  return author;
}

content::Story story_of(const json::object& object) {
  content::Story story;
  story.slug = text_in(object, "slug");
  story.name = text_in(object, "name");
  story.summary = text_in(object, "summary");
  const json::value* open = object.if_contains("open");
  story.open = open == nullptr || *open != json::value(false);
  story.lead_image = AssetId{integer_or(object, "lead_image")};
  return story;
}

content::Topic topic_of(const json::object& object) {
  content::Topic topic;
  topic.slug = text_in(object, "slug");
  topic.name = text_in(object, "name");
  topic.description = text_in(object, "description");
  return topic;
}

namespace {

std::optional<Area> crop_in(const json::object& object, const content::Asset& asset) {
  const json::value* crop = object.if_contains("crop");
  if (crop == nullptr || !crop->is_array() || crop->get_array().size() != 4) return std::nullopt;
  int sides[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    const json::value& side = crop->get_array()[i];
    if (!side.is_int64() || side.get_int64() < 0 || side.get_int64() > std::numeric_limits<int>::max())
      return std::nullopt;
    sides[i] = static_cast<int>(side.get_int64());
  }
  const Area area{sides[0], sides[1], sides[2], sides[3]};
  return area.is_within(asset.width, asset.height) ? std::optional(area) : std::nullopt;
}

}  // namespace

content::Asset asset_of(const json::object& object) {
  content::Asset asset;
  const auto kind = std::ranges::find(asset_kinds, string_or(object, "kind"));
  asset.kind = kind == asset_kinds.end() ? content::Asset::Kind::document
                                         : static_cast<content::Asset::Kind>(kind - asset_kinds.begin());
  asset.file_name = text_in(object, "file_name");
  asset.mime = text_in(object, "mime");
  asset.bytes = std::max<std::int64_t>(integer_or(object, "bytes"), 0);
  asset.width = size_of(object, "width");
  asset.height = size_of(object, "height");
  asset.focus_x = fraction_of(object, "focus_x");
  asset.focus_y = fraction_of(object, "focus_y");
  asset.title = text_in(object, "title");
  asset.alt = text_in(object, "alt");
  asset.caption = text_in(object, "caption");
  asset.credit = text_in(object, "credit");
  asset.rights = text_in(object, "rights");
  asset.original_url = text_in(object, "original_url");
  asset.placeholder = text_in(object, "placeholder");
  if (!asset.placeholder.starts_with("data:image/webp;base64,")) asset.placeholder.clear();
  if (const auto at = parse_rfc3339(string_or(object, "created_at"))) asset.created_at = *at;
  if (const auto at = parse_rfc3339(string_or(object, "rights_expire_at"))) asset.rights_expire_at = *at;
  asset.crop = crop_in(object, asset);
  return asset;
}

}  // namespace vestnik::interchange
