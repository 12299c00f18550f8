#include "interchange/export/out_file.h"

namespace vestnik::interchange {

OutFile::OutFile(std::filesystem::path path) : path_(std::move(path)), stream_(path_, std::ios::binary) {
  std::error_code ignored;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               ignored);
}

OutFile& OutFile::operator<<(std::string_view bytes) {
  stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return *this;
}

Result<void> OutFile::finish() {
  stream_.close();
  if (stream_) return {};
  return fail(ErrorKind::unavailable, "a file of the export cannot be written", path_.string(),
              "check the space on the disk and the permissions of the folder");
}

}  // namespace vestnik::interchange
