// A file of an export. It may hold what is not public: only its owner may read it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/error.h"

namespace vestnik::interchange {

class OutFile {
 public:
  // Throws nothing: what goes wrong is told by `finish`.
  explicit OutFile(std::filesystem::path path);
  OutFile& operator<<(std::string_view bytes);
  Result<void> finish();

 private:
  std::filesystem::path path_;
  std::ofstream stream_;
};

}  // namespace vestnik::interchange
