// What the OpenAPI document calls schemas: the shapes of bodies and answers.
#pragma once

#include "base/json.h"

namespace vestnik::newsroom {

json::object schemas();

}  // namespace vestnik::newsroom
