// The words of which schemas.h and the operations' tables put schemas together.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"

namespace vestnik::newsroom {

inline json::object text_of(std::string_view description = {}) {
  json::object out{{"type", "string"}};
  if (!description.empty()) out["description"] = description;
  return out;
}

inline json::object flag() {
  return {{"type", "boolean"}};
}

inline json::object list_of(json::object items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

inline json::object object_of(json::object properties, json::array required = {}) {
  json::object out{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

// {"$ref": "#/components/schemas/NAME"}
inline json::object reference(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

}  // namespace vestnik::newsroom
