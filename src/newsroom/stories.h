// Running stories through the API: what is told of one, what its articles are to it, its end.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> delete_story(const Call& call);
Result<http::Response> get_story_part(const Call& call);
Result<http::Response> put_story_part(const Call& call);

}  // namespace vestnik::newsroom
