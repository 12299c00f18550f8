// Resumable uploads by the tus protocol 1.0.0 (tus.io): core, creation, creation-with-upload, checksum (sha1, sha256),
// expiration, termination. Stricter than it asks for: what is acknowledged is on the disk.
//
//   POST /report/uploads          Upload-Length, Upload-Metadata: "number N" of the file in its report (base64)
//   HEAD, PATCH, DELETE /report/uploads/ID
//
// Every request but OPTIONS carries "Authorization: Receipt …" (receipt_field.h); an upload of another report is 404.
#pragma once

#include <memory>
#include <string>

#include "http/pool.h"
#include "http/server.h"
#include "reports/reader_records.h"
#include "reports/upload_files.h"

namespace vestnik::reports {

inline constexpr std::string_view uploads_path = "/report/uploads";

class Tus {
 public:
  Tus(ReaderHandle store, UploadFiles& files, Clock clock, http::Pool& pool)
      : store_(store), files_(files), clock_(std::move(clock)), pool_(pool) {}

  // For requests at uploads_path and under it.
  http::asio::awaitable<http::Response> answer(http::Request request);
  std::shared_ptr<http::BodySink> sink(const http::Request& head);
  std::size_t body_limit(const http::Request& head) const;

 private:
  class Body;
  struct Upload {
    UploadRow row;
    UploadFiles::Writer writer;
  };

  // These block.
  http::Response options() const;
  Result<http::Response> head(const http::Request& request);
  Result<http::Response> terminate(const http::Request& request);
  Result<Upload> create(const http::Request& request, bool checked);
  Result<Upload> create_again(UploadRow row, std::uint64_t length, bool checked);
  Result<Upload> resume(const http::Request& request, bool checked);
  Result<UploadRow> find(const http::Request& request);
  bool prolong(UploadRow& row);

  ReaderHandle store_;
  UploadFiles& files_;
  Clock clock_;
  http::Pool& pool_;
};

}  // namespace vestnik::reports
