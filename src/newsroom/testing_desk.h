// For tests: a newsroom over a temporary store, called without a network, at a time that the test sets.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>

#include "base/json.h"
#include "media/library.h"
#include "newsroom/api.h"
#include "newsroom/work_index.h"
#include "search/index.h"
#include "store/testing.h"
#include "store/tokens.h"

namespace vestnik::newsroom {

struct Answer {
  unsigned status = 0;
  std::map<std::string, std::string> fields;
  json::value body;

  const json::object& object() const { return body.as_object(); }
  std::string text(std::string_view name) const { return string_or(object(), name); }
  std::int64_t number(std::string_view name) const { return integer_or(object(), name); }
  std::string etag() const {
    const auto found = fields.find("ETag");
    return found == fields.end() ? "" : found->second;
  }
};

class TemporaryDesk {
 public:
  explicit TemporaryDesk(store::TemporaryStore& store) : store_(store) {
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    work_index_ = store::need(search::Index::open(folder_.path() / "newsroom-search"));
    files_ = store::need(reports::UploadFiles::open(uploads(), {.free_bytes = 0}, [this] { return now; }));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
  }

  Desk desk() {
    return Desk{.store = *store_,
                .library = library != nullptr ? *library : *library_,
                .index = *index_,
                .work_index = *work_index_,
                .clock = [this] { return now; },
                .gate = gate_,
                .writing_rooms = rooms,
                .pool = pool,
                .fetcher = fetcher,
                .library_files = files_.get()};
  }

  // Where files on their way into the library lie.
  std::filesystem::path uploads() const { return folder_.path() / "uploads"; }

  // Every role has a token of its own, "as" which a call is made.
  Answer call(http::Method method, const std::string& target, const json::value& body = nullptr,
              std::vector<http::Field> fields = {}, const std::string& as = "administrator") {
    return send(method, target, body.is_null() ? "" : write_json(body), std::move(fields), as);
  }
  // With any bytes as its body.
  Answer send(http::Method method, const std::string& target, std::string body, std::vector<http::Field> fields,
              const std::string& as) {
    http::Request request;
    request.method = method;
    request.target = "/api/v1/" + target;
    request.path = request.target.substr(0, request.target.find('?'));
    if (request.path.size() < request.target.size()) request.query = request.target.substr(request.path.size() + 1);
    request.host = "example.com";
    request.fields = std::move(fields);
    if (!as.empty()) request.fields.push_back({"Authorization", "Bearer " + token(as)});
    request.body = std::move(body);
    const http::Response response = newsroom::call(desk(), request);
    Answer answer;
    answer.status = response.status;
    for (const auto& [name, value] : response.fields) answer.fields[name] = value;
    std::string text;
    for (const http::Buffer& part : response.body) text += part.bytes;
    if (!text.empty()) answer.body = store::need(parse_json(text));
    return answer;
  }
  Answer get(const std::string& target, const std::string& as = "administrator") {
    return call(http::Method::get, target, nullptr, {}, as);
  }
  Answer post(const std::string& target, const json::value& body = json::object{},
              const std::string& as = "administrator") {
    return call(http::Method::post, target, body, {}, as);
  }
  Answer put(const std::string& target, const json::value& body, std::vector<http::Field> fields = {}) {
    return call(http::Method::put, target, body, std::move(fields));
  }

  // What a serving program does within a moment of every change.
  void follow() { store::need(follow_work(*store_, *work_index_)); }

  const std::string& token(const std::string& role) {
    std::string& token = tokens_[role];
    if (token.empty()) {
      token = store::need(
          store_->write([&](store::Session& session) { return store::add_token(session, role, role, now); }));
    }
    return token;
  }

  Time now = store::test_time;
  std::shared_ptr<WritingRooms> rooms = std::make_shared<WritingRooms>();
  http::Pool* pool = nullptr;
  outside::Fetcher* fetcher = nullptr;
  media::Library* library = nullptr;  // instead of the one whose worker does nothing

 private:
  store::TemporaryStore& store_;
  store::TemporaryFolder folder_;
  std::unique_ptr<search::Index> index_, work_index_;
  std::shared_ptr<accounts::Gate> gate_ = std::make_shared<accounts::Gate>();
  std::unique_ptr<media::Library> library_;
  std::unique_ptr<reports::UploadFiles> files_;
  std::map<std::string, std::string> tokens_;
};

}  // namespace vestnik::newsroom
