// What the OpenAPI document calls schemas: the shapes of bodies and answers.
#pragma once

#include <string_view>

#include "base/json.h"

namespace vestnik::newsroom {

json::object schemas();
// {"$ref": "#/components/schemas/NAME"}
json::object reference(std::string_view name);

}  // namespace vestnik::newsroom
