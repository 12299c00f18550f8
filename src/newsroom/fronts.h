// How editors arrange the home page and the sections' first pages.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> get_front(const Call& call);
Result<http::Response> put_front(const Call& call);
Result<http::Response> preview_front(const Call& call);

}  // namespace vestnik::newsroom
