// Which certificate a listener serves.
#pragma once

#include <filesystem>

namespace vestnik::http {

struct TlsFiles {
  std::filesystem::path certificate;  // PEM: the server's own first, then those that lead to the root
  std::filesystem::path key;          // PEM
};

}  // namespace vestnik::http
