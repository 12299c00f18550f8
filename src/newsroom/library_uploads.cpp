#include "newsroom/library_uploads.h"

#include <charconv>
#include <set>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "http/problem.h"
#include "newsroom/limits.h"
#include "reports/bytes.h"
#include "store/library_uploads.h"

namespace vestnik::newsroom {

namespace {

constexpr std::string_view tus_version = "1.0.0";
constexpr std::size_t upload_id_bytes = 16, upload_name_bytes = 400;

http::Response tus_response(unsigned status) {
  http::Response response;
  response.status = status;
  response.with("Tus-Resumable", std::string(tus_version));
  return response;
}

std::optional<http::Response> refuse_other_version(const http::Request& request) {
  if (request.field("tus-resumable") == tus_version) return std::nullopt;
  http::Response response = http::problem_response(412, "uploads speak tus 1.0.0");
  response.with("Tus-Version", std::string(tus_version));
  return response;
}

std::optional<std::uint64_t> count_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// What the uploader calls it: the base64 behind "filename" among "KEY BASE64, KEY BASE64".
std::string file_name_in(std::string_view metadata) {
  constexpr std::string_view key = "filename ";
  while (!metadata.empty()) {
    std::string_view pair = metadata.substr(0, metadata.find(','));
    metadata.remove_prefix(std::min(metadata.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (!pair.starts_with(key)) continue;
    std::string value(pair.substr(key.size()));
    while (value.ends_with('=') || value.ends_with(' ')) value.pop_back();
    for (char& letter : value) letter = letter == '+' ? '-' : letter == '/' ? '_' : letter;
    return text::clean(reports::from_base64(value).value_or("")).substr(0, upload_name_bytes);
  }
  return {};
}

Result<reports::UploadFiles*> files_of(const Call& call) {
  if (call.desk.library_files == nullptr) return fail(ErrorKind::unavailable, "uploads are not served here");
  return call.desk.library_files;
}

// Names may be equal, numbers are not.
std::string owner_of(const Call& call) {
  const bool token = call.who.kind == accounts::Caller::Kind::token;
  return (token ? "token:" : "user:") + std::to_string(call.who.id);
}

// The caller's own, while its time lasts.
Result<store::LibraryUpload> own_upload(const Call& call, const std::string& id) {
  const std::string owner = owner_of(call);
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<store::LibraryUpload> {
    auto found = store::find_library_upload(session, id);
    if (!found || found->owner != owner || found->expires <= now) {
      return fail(ErrorKind::not_found, "there is no such upload", id, "begin anew");
    }
    return std::move(*found);
  });
}

http::Response upload_response(unsigned status, const reports::UploadFiles::State& state,
                               const store::LibraryUpload& upload) {
  http::Response response = tus_response(status);
  response.with("Upload-Offset", std::to_string(state.offset))
      .with("Upload-Length", std::to_string(state.length))
      .with("Upload-Expires", format_http_date(upload.expires));
  return response;
}

}  // namespace

Result<http::Response> begin_upload(const Call& call) {
  if (auto refused = refuse_other_version(call.request)) return std::move(*refused);
  const auto files = files_of(call);
  if (!files) return std::unexpected(files.error());
  const auto length = count_in(call.request.field("upload-length"));
  if (!length || *length == 0) {
    return fail(ErrorKind::invalid, "Upload-Length is missing or no number of bytes", "Upload-Length");
  }
  if (*length > limits::upload_bytes) {
    return fail(ErrorKind::too_large, "the file has " + std::to_string(*length) + " bytes", {},
                "at most " + std::to_string(limits::upload_bytes) + " are taken");
  }
  store::LibraryUpload upload{.id = reports::to_hex(reports::random_bytes(upload_id_bytes)),
                              .owner = owner_of(call),
                              .file_name = file_name_in(call.request.field("upload-metadata")),
                              .expires = call.desk.clock() + limits::library_upload_time};
  // The row first: a file that no row knows is swept away.
  auto added = call.desk.store.write([&](store::Session& session) -> Result<void> {
    if (store::library_uploads_of(session, upload.owner, call.desk.clock()) >= limits::library_uploads) {
      return fail(ErrorKind::busy, "too many uploads of yours have not come to their end", {}, "finish or end one");
    }
    store::add_library_upload(session, upload);
    return {};
  });
  if (!added) return std::unexpected(added.error());
  if (auto made = (*files)->create(upload.id, *length); !made) {
    auto removed =
        call.desk.store.write([&](store::Session& session) { store::remove_library_upload(session, upload.id); });
    return removed ? std::unexpected(made.error()) : std::unexpected(removed.error());
  }
  http::Response response = upload_response(201, {*length, 0}, upload);
  response.with("Location", "/api/v1/uploads/" + upload.id);
  return response;
}

Result<http::Response> look_at_upload(const Call& call) {
  if (auto refused = refuse_other_version(call.request)) return std::move(*refused);
  const auto files = files_of(call);
  if (!files) return std::unexpected(files.error());
  const auto upload = own_upload(call, call.arguments[0]);
  if (!upload) return std::unexpected(upload.error());
  // Taken from a connection that the client has given up: the offset stands still from here on.
  const auto writer = (*files)->take(upload->id);
  if (!writer) return std::unexpected(writer.error());
  return upload_response(200, writer->state(), *upload);
}

Result<http::Response> continue_upload(const Call& call) {
  if (auto refused = refuse_other_version(call.request)) return std::move(*refused);
  const auto files = files_of(call);
  if (!files) return std::unexpected(files.error());
  if (call.request.field("content-type") != "application/offset+octet-stream") {
    return http::problem_response(415, "a PATCH carries application/offset+octet-stream");
  }
  const auto offset = count_in(call.request.field("upload-offset"));
  if (!offset) return fail(ErrorKind::invalid, "Upload-Offset is missing or no number", "Upload-Offset");
  const auto upload = own_upload(call, call.arguments[0]);
  if (!upload) return std::unexpected(upload.error());
  auto writer = (*files)->take(upload->id);
  if (!writer) return std::unexpected(writer.error());
  if (writer->state().offset != *offset) {
    return fail(ErrorKind::conflict, "the upload stands at another offset", std::to_string(*offset),
                "ask with HEAD and go on from there");
  }
  if (auto written = writer->write(call.request.body); !written) return std::unexpected(written.error());
  const auto kept = writer->commit();
  if (!kept) return std::unexpected(kept.error());
  return upload_response(204, *kept, *upload);
}

Result<http::Response> end_upload(const Call& call) {
  if (auto refused = refuse_other_version(call.request)) return std::move(*refused);
  const auto files = files_of(call);
  if (!files) return std::unexpected(files.error());
  const auto upload = own_upload(call, call.arguments[0]);
  if (!upload) return std::unexpected(upload.error());
  {
    // Whoever still writes must not go on.
    const auto writer = (*files)->take(upload->id);
    if (!writer && writer.error().kind != ErrorKind::not_found) return std::unexpected(writer.error());
  }
  if (auto destroyed = (*files)->destroy(upload->id); !destroyed) return std::unexpected(destroyed.error());
  auto removed =
      call.desk.store.write([&](store::Session& session) { store::remove_library_upload(session, upload->id); });
  if (!removed) return std::unexpected(removed.error());
  return tus_response(204);
}

Result<Arrived> arrived_upload(const Call& call, const std::string& id) {
  const auto files = files_of(call);
  if (!files) return std::unexpected(files.error());
  auto upload = own_upload(call, id);
  if (!upload) return std::unexpected(upload.error());
  const auto state = (*files)->state(upload->id);
  if (!state) return std::unexpected(state.error());
  if (state->offset != state->length) {
    return fail(ErrorKind::conflict, "the file has not arrived as a whole", id, "send the rest of it");
  }
  auto bytes = (*files)->read(upload->id, 0, state->length);
  if (!bytes) return std::unexpected(bytes.error());
  return Arrived{std::move(*bytes), std::move(upload->file_name)};
}

Result<void> sweep_uploads(store::Store& store, reports::UploadFiles& files, Time now) {
  // The folder before the rows: whatever lies there by now has had its row, or never gets one.
  const std::vector<std::string> there = files.all();
  std::vector<std::string> expired;
  std::set<std::string> known;
  auto looked = store.read([&](store::Session& session) {
    expired = store::expired_library_uploads(session, now, limits::library_uploads_swept);
    for (std::string& id : store::all_library_uploads(session)) known.insert(std::move(id));
  });
  if (!looked) return looked;
  std::vector<std::string> due = expired;
  for (const std::string& file : there) {
    if (due.size() >= limits::library_uploads_swept) break;
    if (!known.contains(file)) due.push_back(file);
  }
  for (const std::string& id : due) {
    if (const auto gone = files.destroy(id); !gone) {
      log::failure({gone.error().kind,
                    "an upload into the library is over and cannot be destroyed: " + gone.error().what, id,
                    "check the file in the data folder's uploads/, and the disk; it is tried again"});
    }
  }
  if (expired.empty()) return {};
  // The row of a file that stays goes as well: it is one without a row at the next turn.
  return store.write([&](store::Session& session) {
    for (const std::string& id : expired) store::remove_library_upload(session, id);
  });
}

}  // namespace vestnik::newsroom
