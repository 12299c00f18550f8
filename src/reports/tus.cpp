#include "reports/tus.h"

#include <charconv>

#include "http/problem.h"
#include "reports/bytes.h"
#include "reports/checksum.h"
#include "reports/receipt_field.h"

namespace vestnik::reports {

namespace asio = boost::asio;

namespace {

constexpr std::string_view version = "1.0.0";
constexpr unsigned checksum_mismatch = 460;
constexpr std::size_t id_bytes = 16;
constexpr std::string_view number_key = "number ";

std::string_view method_of(const http::Request& request) {
  const std::string_view instead = request.field("x-http-method-override");
  if (!instead.empty()) return instead;
  switch (request.method) {
    case http::Method::post:
      return "POST";
    case http::Method::patch:
      return "PATCH";
    case http::Method::head:
      return "HEAD";
    case http::Method::del:
      return "DELETE";
    case http::Method::options:
      return "OPTIONS";
    default:
      return "";
  }
}

bool is_collection(const http::Request& request) {
  return request.path == uploads_path || request.path == std::string(uploads_path) + "/";
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "number MA==". Anything else is refused: a name or a type of a file would stand outside of the seal.
Result<std::int64_t> file_number(std::string_view metadata) {
  if (metadata.starts_with(number_key) && metadata.find(',') == std::string_view::npos) {
    metadata.remove_prefix(number_key.size());
    while (metadata.ends_with('=')) metadata.remove_suffix(1);
    const auto value = from_base64(metadata);
    const auto number = value ? number_in(*value) : std::nullopt;
    if (number && *number < limits::report_files) return static_cast<std::int64_t>(*number);
  }
  return fail(ErrorKind::invalid, "Upload-Metadata must say which file of the report this is, and nothing else", {},
              "\"number\", a space and the base64 of a number less than " + std::to_string(limits::report_files));
}

std::string metadata_of(const UploadRow& row) {
  std::string value = to_base64(std::to_string(row.number));
  while (value.size() % 4 != 0) value += '=';
  return std::string(number_key) + value;
}

bool carries_bytes(const http::Request& request) {
  const std::string_view method = method_of(request);
  return method == "POST" || method == "PATCH";
}

http::Response plain(unsigned status) {
  http::Response response;
  response.status = status;
  response.with("Tus-Resumable", std::string(version)).with("Cache-Control", "no-store");
  return response;
}

http::Response problem(unsigned status, std::string what) {
  http::Response response = http::problem_response(status, std::move(what));
  response.with("Tus-Resumable", std::string(version));
  return response;
}

http::Response problem(const Error& error) {
  // A full disk is nothing that passes in two seconds.
  if (error.kind == ErrorKind::busy) return problem(507, error.message());
  http::Response response = http::problem_response(error);
  response.with("Tus-Resumable", std::string(version));
  return response;
}

// What is refused whatever the upload: another version of the protocol, a method that this address does not have.
std::optional<http::Response> refusal_of(const http::Request& request) {
  if (request.field("tus-resumable") != version) {
    http::Response response = problem(412, "this server speaks tus 1.0.0");
    response.with("Tus-Version", std::string(version));
    return response;
  }
  const std::string_view method = method_of(request);
  const bool known =
      is_collection(request) ? method == "POST" : method == "PATCH" || method == "HEAD" || method == "DELETE";
  if (known) return std::nullopt;
  http::Response response = problem(405, "no such call here");
  response.with("Allow", is_collection(request) ? "POST, OPTIONS" : "HEAD, PATCH, DELETE, OPTIONS");
  return response;
}

// Of an upload that is not complete.
void tell_expiry(http::Response& response, const UploadRow& row) {
  if (!row.complete) response.with("Upload-Expires", format_http_date(Time(row.expires)));
}

}  // namespace

// One POST or PATCH: begun with the first bytes or at its end, whichever comes first.
class Tus::Body final : public http::BodySink {
 public:
  Body(Tus& tus, http::Request head) : tus_(tus), head_(std::move(head)) {}

  asio::awaitable<std::optional<http::Response>> take(std::string bytes) override {
    auto work = [this, bytes = std::move(bytes)]() -> Result<std::optional<http::Response>> { return accept(bytes); };
    auto answer = co_await tus_.pool_.run(work);
    if (!answer) co_return http::problem_response(answer.error());
    co_return std::move(*answer);
  }

  asio::awaitable<void> lost(std::string bytes) override {
    auto work = [this, bytes = std::move(bytes)]() -> Result<bool> {
      if (accept(bytes) || !upload_) return false;
      // Without the whole body its checksum says nothing.
      if (checksum_) return upload_->writer.discard().has_value();
      auto kept = upload_->writer.commit();
      return kept && finish_row(*kept);
    };
    co_await tus_.pool_.run(work);
  }

  asio::awaitable<http::Response> end(http::Request request) override {
    auto work = [this, bytes = std::move(request.body)]() -> Result<http::Response> { return finish(bytes); };
    auto answer = co_await tus_.pool_.run(work);
    if (!answer) co_return http::problem_response(answer.error());
    co_return std::move(*answer);
  }

  // With the last bytes.
  http::Response finish(std::string_view bytes) {
    if (auto refusal = accept(bytes)) return std::move(*refusal);
    if (!upload_) {
      if (auto refusal = begin()) return std::move(*refusal);
    }
    if (checksum_ && !checksum_->holds()) {
      (void)upload_->writer.discard();
      return problem(checksum_mismatch, "the bytes do not match their checksum: none was taken");
    }
    const auto kept = upload_->writer.commit();
    if (!kept) return problem(kept.error());
    // Nobody asks again about a file that is told to be whole; unmarked it would be destroyed as one that stopped.
    if (!finish_row(*kept) && kept->offset == kept->length) {
      return problem(503, "the file is here, but that could not be written down: ask again with HEAD");
    }
    http::Response response = plain(created_ ? 201 : 204);
    if (created_) response.with("Location", std::string(uploads_path) + "/" + upload_->row.id);
    response.with("Upload-Offset", std::to_string(kept->offset));
    tell_expiry(response, upload_->row);
    return response;
  }

 private:
  std::optional<http::Response> begin() {
    if (auto refusal = refusal_of(head_)) return refusal;
    if (const std::string_view field = head_.field("upload-checksum"); !field.empty()) {
      auto announced = Checksum::announced(field);
      if (!announced) return problem(announced.error());
      checksum_ = std::move(*announced);
    }
    created_ = method_of(head_) == "POST";
    if (!created_ && head_.field("content-type") != "application/offset+octet-stream") {
      return problem(415, "a PATCH carries application/offset+octet-stream");
    }
    auto upload = created_ ? tus_.create(head_, checksum_.has_value()) : tus_.resume(head_, checksum_.has_value());
    if (!upload) return problem(upload.error());
    upload_.emplace(std::move(*upload));
    begun_at_ = upload_->writer.state().offset;
    return std::nullopt;
  }

  std::optional<http::Response> accept(std::string_view bytes) {
    if (bytes.empty()) return std::nullopt;
    if (!upload_) {
      if (auto refusal = begin()) return refusal;
    }
    if (checksum_) checksum_->add(bytes);
    if (auto written = upload_->writer.write(bytes); !written) return problem(written.error());
    return std::nullopt;
  }

  bool finish_row(const UploadFiles::State& state) {
    if (upload_->row.complete) return true;
    if (state.offset != state.length) return begun_at_ > 0 || state.offset == 0 || prolong();
    auto marked = tus_.store_.write([&](NarrowSession& session) { complete_upload(session, upload_->row.id); });
    upload_->row.complete = marked.has_value();
    return upload_->row.complete;
  }

  bool prolong() { return tus_.prolong(upload_->row); }

  Tus& tus_;
  http::Request head_;
  std::optional<Upload> upload_;
  std::uint64_t begun_at_ = 0;  // where this request goes on
  std::optional<Checksum> checksum_;
  bool created_ = false;
};

// The first bytes have come.
bool Tus::prolong(UploadRow& row) {
  const Hours until = hour_of(clock_()) + limits::report_upload_time;
  const auto done = store_.write([&](NarrowSession& session) { prolong_upload(session, row.id, until); });
  if (done) row.expires = until;
  return done.has_value();
}

std::shared_ptr<http::BodySink> Tus::sink(const http::Request& head) {
  if (!carries_bytes(head)) return nullptr;
  http::Request copy = head;
  copy.body.clear();
  return std::make_shared<Body>(*this, std::move(copy));
}

std::size_t Tus::body_limit(const http::Request& head) const {
  return carries_bytes(head) ? limits::report_file_bytes : 0;
}

asio::awaitable<http::Response> Tus::answer(http::Request request) {
  const std::string_view method = method_of(request);
  if (method == "OPTIONS") co_return options();
  if (auto refusal = refusal_of(request)) co_return std::move(*refusal);
  auto work = [this, method = std::string(method), request]() -> Result<http::Response> {
    if (method == "HEAD") return head(request);
    if (method == "DELETE") return terminate(request);
    return Body(*this, request).finish(request.body);
  };
  auto answered = co_await pool_.run(work);
  if (!answered) co_return http::problem_response(answered.error());
  co_return std::move(*answered);
}

http::Response Tus::options() const {
  http::Response response = plain(204);
  response.with("Tus-Version", std::string(version))
      .with("Tus-Extension", "creation,creation-with-upload,checksum,expiration,termination")
      .with("Tus-Checksum-Algorithm", std::string(checksum_algorithms))
      .with("Tus-Max-Size", std::to_string(limits::report_file_bytes));
  return response;
}

Result<UploadRow> Tus::find(const http::Request& request) {
  const auto digest = fetch_digest_of(request);
  const std::string id = request.path.substr(uploads_path.size() + 1);
  const auto raw = from_hex(id);
  Error missing{ErrorKind::not_found, "there is no such upload", {}, {}};
  if (!digest || !raw || raw->size() != id_bytes) return std::unexpected(missing);
  auto found = store_.read([&](NarrowSession& session) { return find_upload(session, id, *digest); });
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::unexpected(missing);
  if (!(*found)->complete && hour_of(clock_()) >= (*found)->expires) {
    return fail(ErrorKind::gone, "the upload has expired", {}, "begin anew");
  }
  return std::move(**found);
}

Result<http::Response> Tus::head(const http::Request& request) {
  auto row = find(request);
  if (!row) {
    // An answer to HEAD has no body that could tell more.
    return plain(http::status_of(row.error().kind));
  }
  // Takes the file from a connection that the client has given up: the offset stands still from here on.
  auto writer = files_.take(row->id);
  if (!writer) return plain(http::status_of(writer.error().kind));
  if (writer->found_first_bytes()) prolong(*row);
  const UploadFiles::State state = writer->state();
  if (state.offset == state.length && !row->complete) {
    auto marked = store_.write([&](NarrowSession& session) { complete_upload(session, row->id); });
    if (!marked) return std::unexpected(marked.error());
    row->complete = true;
  }
  http::Response response = plain(200);
  response.with("Upload-Offset", std::to_string(state.offset))
      .with("Upload-Length", std::to_string(state.length))
      .with("Upload-Metadata", metadata_of(*row));
  tell_expiry(response, *row);
  return response;
}

Result<http::Response> Tus::terminate(const http::Request& request) {
  const auto row = find(request);
  if (!row) return std::unexpected(row.error());
  {
    // Whoever still writes must not go on.
    auto writer = files_.take(row->id);
    if (!writer && writer.error().kind != ErrorKind::not_found) return std::unexpected(writer.error());
  }
  if (auto destroyed = files_.destroy(row->id); !destroyed) return std::unexpected(destroyed.error());
  auto removed = store_.write([&](NarrowSession& session) { remove_upload(session, row->id); });
  if (!removed) return std::unexpected(removed.error());
  return plain(204);
}

Result<Tus::Upload> Tus::create(const http::Request& request, bool checked) {
  if (!request.field("upload-defer-length").empty()) {
    return fail(ErrorKind::invalid, "the length must be known", {}, "send Upload-Length");
  }
  const auto length = number_in(request.field("upload-length"));
  if (!length) return fail(ErrorKind::invalid, "Upload-Length is missing or no number");
  const auto number = file_number(request.field("upload-metadata"));
  if (!number) return std::unexpected(number.error());
  const auto digest = fetch_digest_of(request);
  UploadRow row;
  row.id = to_hex(random_bytes(id_bytes));
  row.number = *number;
  row.bytes = static_cast<std::int64_t>(std::min<std::uint64_t>(*length, INT64_MAX));
  // Room is promised for little: whoever sends nothing keeps nobody else's place for days.
  row.expires = hour_of(clock_()) + limits::report_first_byte_time;
  // Before room is made: whoever has no report has no files, and no file comes twice.
  std::optional<UploadRow> former;
  std::uint64_t promised = 0;
  const auto known = store_.read([&](NarrowSession& session) {
    const auto report = digest ? find_report(session, *digest) : std::nullopt;
    if (report) former = find_upload_of(session, *report, *number);
    if (report) promised = unfinished_bytes(session, *report);
    return report.has_value();
  });
  if (!known) return std::unexpected(known.error());
  if (!*known) return fail(ErrorKind::not_found, "no report has this receipt", {}, "send the report first");
  if (former) return create_again(std::move(*former), *length, checked);
  // One proof of work must not buy the whole disk for hours.
  if (*length <= limits::report_file_bytes && promised + *length > limits::report_unfinished_bytes) {
    return fail(ErrorKind::busy, "files of this report that were begun hold all the room that is promised to it", {},
                "finish one of them, or end it");
  }
  // Before the row: it would promise bytes that have no room.
  if (auto made = files_.create(row.id, *length); !made) return std::unexpected(made.error());
  auto added = store_.write([&](NarrowSession& session) -> Result<void> {
    const auto report = digest ? find_report(session, *digest) : std::nullopt;
    if (!report) return fail(ErrorKind::not_found, "no report has this receipt", {}, "send the report first");
    row.report = *report;
    return add_upload(session, row);
  });
  if (!added) {
    (void)files_.destroy(row.id);
    return std::unexpected(added.error());
  }
  auto writer = files_.take(row.id, checked);
  if (!writer) return std::unexpected(writer.error());
  return Upload{std::move(row), std::move(*writer)};
}

// A client whose first answer was lost has no address to go on at: it gets the one that it was given.
Result<Tus::Upload> Tus::create_again(UploadRow row, std::uint64_t length, bool checked) {
  Error there{ErrorKind::conflict, "this file of the report is there already", {}, {}};
  if (row.complete || hour_of(clock_()) >= row.expires) return std::unexpected(std::move(there));
  // Without taking it from whoever writes.
  const auto state = files_.state(row.id);
  if (!state) return std::unexpected(state.error());
  if (state->length != length || state->offset != 0) return std::unexpected(std::move(there));
  auto writer = files_.take(row.id, checked);
  if (!writer) return std::unexpected(writer.error());
  if (writer->state().offset != 0) return std::unexpected(std::move(there));
  return Upload{std::move(row), std::move(*writer)};
}

Result<Tus::Upload> Tus::resume(const http::Request& request, bool checked) {
  auto row = find(request);
  if (!row) return std::unexpected(row.error());
  const auto offset = number_in(request.field("upload-offset"));
  if (!offset) return fail(ErrorKind::invalid, "Upload-Offset is missing or no number");
  auto writer = files_.take(row->id, checked);
  if (!writer) return std::unexpected(writer.error());
  if (writer->found_first_bytes()) prolong(*row);
  if (writer->state().offset != *offset) {
    return fail(ErrorKind::conflict, "the upload stands at another offset", std::to_string(*offset),
                "ask with HEAD and go on from there");
  }
  return Upload{std::move(*row), std::move(*writer)};
}

}  // namespace vestnik::reports
