#include "store/library_uploads.h"

namespace vestnik::store {

void add_library_upload(Session& session, const LibraryUpload& upload) {
  session.run("INSERT INTO library_uploads (id, owner, file_name, expires) VALUES (?, ?, ?, ?)",
              {upload.id, upload.owner, upload.file_name, upload.expires});
}

std::optional<LibraryUpload> find_library_upload(Session& session, std::string_view id) {
  std::optional<LibraryUpload> found;
  session.query("SELECT id, owner, file_name, expires FROM library_uploads WHERE id = ?", "ttti", {id},
                [&](const Row& row) {
                  found = LibraryUpload{row.string(0), row.string(1), row.string(2), from_millis(row.integer(3))};
                  return false;
                });
  return found;
}

void remove_library_upload(Session& session, std::string_view id) {
  session.run("DELETE FROM library_uploads WHERE id = ?", {id});
}

std::int64_t library_uploads_of(Session& session, std::string_view owner, Time now) {
  return session.integer("SELECT COUNT(*) FROM library_uploads WHERE owner = ? AND expires > ?", {owner, now})
      .value_or(0);
}

std::vector<std::string> all_library_uploads(Session& session) {
  std::vector<std::string> all;
  session.query("SELECT id FROM library_uploads", "t", {}, [&](const Row& row) {
    all.push_back(row.string(0));
    return true;
  });
  return all;
}

std::vector<std::string> expired_library_uploads(Session& session, Time now, std::size_t most) {
  std::vector<std::string> expired;
  session.query("SELECT id FROM library_uploads WHERE expires <= ? ORDER BY expires LIMIT ?", "t",
                {now, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  expired.push_back(row.string(0));
                  return true;
                });
  return expired;
}

}  // namespace vestnik::store
