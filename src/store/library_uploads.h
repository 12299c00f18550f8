// Whose files are on their way into the media library (newsroom/library_uploads.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/session.h"

namespace vestnik::store {

struct LibraryUpload {
  std::string id;
  std::string owner;      // who may go on with it
  std::string file_name;  // as it was called
  Time expires;
};

void add_library_upload(Session& session, const LibraryUpload& upload);
std::optional<LibraryUpload> find_library_upload(Session& session, std::string_view id);
void remove_library_upload(Session& session, std::string_view id);
// Those whose time lasts.
std::int64_t library_uploads_of(Session& session, std::string_view owner, Time now);
std::vector<std::string> all_library_uploads(Session& session);
// Those whose time is over, oldest first, at most `most`.
std::vector<std::string> expired_library_uploads(Session& session, Time now, std::size_t most);

}  // namespace vestnik::store
