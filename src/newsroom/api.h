// /api/v1/…: what newsroom programs call. JSON in and out, errors as problem details (RFC 9457), described by OpenAPI
// at /api/v1/openapi.json. A call comes with a session's cookie (who.h) or a token (Authorization: Bearer); the table
// of operations (operations.h) says whose role allows it. Handlers run on pool threads and may block.
#pragma once

#include "accounts/gate.h"
#include "base/time.h"
#include "http/pool.h"
#include "http/server.h"
#include "media/library.h"
#include "newsroom/front_previews.h"
#include "newsroom/speller.h"
#include "newsroom/writing_rooms.h"
#include "reports/upload_files.h"
#include "search/index.h"
#include "store/store.h"

namespace vestnik::outside {
class Fetcher;
}

namespace vestnik::newsroom {

struct Desk {
  store::Store& store;
  media::Library& library;
  const search::Index& index;       // the readers': nothing in it is secret
  const search::Index& work_index;  // the newsroom's own (newsroom/work_index.h)
  Clock clock;
  std::shared_ptr<accounts::Gate> gate = std::make_shared<accounts::Gate>();
  std::shared_ptr<FrontPreviews> front_previews = std::make_shared<FrontPreviews>();
  std::shared_ptr<Spellers> spellers = std::make_shared<Spellers>();
  std::shared_ptr<WritingRooms> writing_rooms = std::make_shared<WritingRooms>();
  http::Pool* pool = nullptr;                     // where lines of writers do what waits; Api sets it
  reports::UploadFiles* report_files = nullptr;   // null where reports are not served
  outside::Fetcher* fetcher = nullptr;            // of pictures on other sites; null where the operator allows none
  reports::UploadFiles* library_files = nullptr;  // on their way into the library; null where none are taken
};

class Api : public http::Handler {
 public:
  // `sign_ins`: a pool of limits::sign_ins_at_once threads for calls that hash a password, so that neither memory nor
  // the readers' pool goes to who tries many. `fetches`: one of limits::fetches_at_once threads for calls that wait for
  // other sites.
  Api(Desk desk, http::Pool& pool, http::Pool& sign_ins, http::Pool& fetches)
      : desk_(std::move(desk)), pool_(pool), sign_ins_(sign_ins), fetches_(fetches) {
    desk_.pool = &pool;
  }

  boost::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request& head) const override;

 private:
  http::Pool& pool_for(const http::Request& request) const;

  Desk desk_;
  http::Pool& pool_;
  http::Pool& sign_ins_;
  http::Pool& fetches_;
};

// The answer to one call, blocking: what Api runs on the pool; for tests too.
http::Response call(const Desk& desk, const http::Request& request);

}  // namespace vestnik::newsroom
