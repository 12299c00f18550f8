// Files on their way into the media library, by the tus protocol 1.0.0 (tus.io: core, creation, expiration,
// termination): a lost connection costs a piece and not the file. What has arrived is on the disk when it is
// acknowledged. When all of it is there, "addAsset" with {"upload": ID} makes it an asset; then, or after a while, the
// upload goes (`sweep_uploads`).
//
//   POST /api/v1/uploads            Upload-Length, Upload-Metadata: filename (base64) → 201, Location
//   HEAD, PATCH, DELETE /api/v1/uploads/{id}
//
// An upload of somebody else is none: 404.
#pragma once

#include <string>

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> begin_upload(const Call& call);
Result<http::Response> look_at_upload(const Call& call);
Result<http::Response> continue_upload(const Call& call);
Result<http::Response> end_upload(const Call& call);

struct Arrived {
  std::string bytes, file_name;
};
// ErrorKind::not_found for one that is not the caller's, conflict while something is missing.
Result<Arrived> arrived_upload(const Call& call, const std::string& id);

// One turn: uploads whose time is over go, and files that no row knows, which a restored backup or a crash has left; at
// most limits::library_uploads_swept together. A file that cannot be destroyed is told in the log and passed over.
// Blocks; while uploads go on too.
Result<void> sweep_uploads(store::Store& store, reports::UploadFiles& files, Time now);

}  // namespace vestnik::newsroom
