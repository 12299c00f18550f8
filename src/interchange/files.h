// Files that an import names by a relative path, looked for in one folder and nowhere else. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "content/asset.h"
#include "media/library.h"

namespace vestnik::interchange {

class Folder {
 public:
  Folder() = default;
  // Empty or missing: nothing is ever found.
  explicit Folder(const std::filesystem::path& folder);

  // The regular file at that relative path; nothing where there is none or where the path or a link in it leads out.
  std::optional<std::filesystem::path> find(std::string_view relative) const;
  explicit operator bool() const { return !root_.empty(); }

 private:
  std::filesystem::path root_;  // canonical
};

// What a file is, by the ending of its name; "application/octet-stream" and document where it is none that we know.
struct FileType {
  content::Asset::Kind kind = content::Asset::Kind::document;
  std::string_view mime = "application/octet-stream";
};
FileType type_of_file(std::string_view name);

// Keeps the file in the library as what the ending of its name says and fills in what the library finds out; texts that
// `asset` already has stay. Blocks.
Result<void> keep_original(media::Library& library, const std::filesystem::path& file, content::Asset& asset);

}  // namespace vestnik::interchange
