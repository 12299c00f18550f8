// Advertising's part of the table of operations and of the OpenAPI document.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

std::span<const Operation> advertising_operations();
void add_advertising_schemas(json::object& schemas);

}  // namespace vestnik::newsroom
