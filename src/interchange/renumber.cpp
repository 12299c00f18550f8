#include "interchange/renumber.h"

#include "base/limits.h"

namespace vestnik::interchange {
namespace {

void renumber(json::value& node, const std::function<AssetId(std::int64_t)>& asset_of, std::size_t depth) {
  if (!node.is_object() || depth > limits::body_depth + 2) return;
  json::object& object = node.get_object();
  if (json::value* attributes = object.if_contains("attrs"); attributes != nullptr && attributes->is_object()) {
    json::value* asset = attributes->get_object().if_contains("asset");
    if (asset != nullptr && asset->is_number()) {
      const AssetId here = asset->is_int64() && asset_of ? asset_of(asset->get_int64()) : AssetId{};
      if (here) {
        *asset = here.value;
      } else {
        attributes->get_object().erase("asset");
      }
    }
  }
  if (json::value* children = object.if_contains("content"); children != nullptr && children->is_array()) {
    for (json::value& child : children->get_array()) renumber(child, asset_of, depth + 1);
  }
}

}  // namespace

void renumber_assets(json::value& body, const std::function<AssetId(std::int64_t)>& asset_of) {
  renumber(body, asset_of, 0);
}

}  // namespace vestnik::interchange
