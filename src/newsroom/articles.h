// Articles through the API: make, read, save, publish, schedule, take back.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> add_article(const Call& call);
Result<http::Response> get_article(const Call& call);
Result<http::Response> put_article(const Call& call);
Result<http::Response> publish_article(const Call& call);
Result<http::Response> unpublish_article(const Call& call);
Result<http::Response> withdraw_article(const Call& call);
Result<http::Response> schedule_article(const Call& call);
Result<http::Response> list_revisions(const Call& call);

}  // namespace vestnik::newsroom
