// What answers readers under /report/. No address, no user agent and no exact time of a source is kept by anything
// here.
//
//   GET  /report/          the page; POST: text without JavaScript, sealed on arrival
//   GET  /report/desk      what a browser needs to seal: the desk's key, the salt of receipts, a challenge
//   POST /report/letters   a sealed letter; GET: the letters and files of the report whose receipt asks
//   …    /report/uploads   tus (tus.h)
#pragma once

#include "content/site.h"
#include "reports/proof_of_work.h"
#include "reports/tus.h"

namespace vestnik::reports {

class Entrance : public http::Handler {
 public:
  Entrance(store::Store& store, UploadFiles& files, Clock clock, http::Pool& pool);

  static bool is_here(const http::Request& request);
  // Whether `answer` has anything at that path. What is none and no file of the program (`answer_now`) under /report/
  // was an old site's, or nobody's.
  static bool answers(std::string_view path);

  std::optional<http::Response> answer_now(const http::Request& request) override;
  http::asio::awaitable<http::Response> answer(http::Request request) override;
  std::size_t body_limit(const http::Request& head) const override;
  std::shared_ptr<http::BodySink> sink(const http::Request& head) override;

  // What is remembered of addresses is over after an hour, even where nobody asks.
  void forget() { work_.forget(); }

 private:
  // These block.
  Result<http::Response> dispatch(http::Request& request);
  Result<http::Response> page(http::Request& request);
  Result<http::Response> take_form(http::Request& request, const content::Site& site);
  Result<http::Response> desk(const http::Request& request);
  Result<http::Response> take_letter(const http::Request& request);
  Result<http::Response> thread(const http::Request& request);
  Result<content::Site> site_of(const http::Request& request);

  store::Store& store_;
  ReaderHandle handle_;
  UploadFiles& files_;
  Clock clock_;
  http::Pool& pool_;
  ProofOfWork work_;
  Tus tus_;
};

}  // namespace vestnik::reports
