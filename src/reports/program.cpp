#include "reports/program.h"

#include <sodium.h>

#include <array>
#include <map>

#include "base/digest.h"
#include "base/embedded.h"
#include "http/static_files.h"
#include "reports/bytes.h"

namespace vestnik::reports {

namespace {

constexpr std::string_view program_folder = "/report/";
constexpr std::string_view list_address = "/report/program.sha256";

bool is_packed(std::string_view name) {
  return name.ends_with(".gz") || name.ends_with(".br");
}

}  // namespace

std::string integrity_of(std::string_view address) {
  for (const embedded::File& file : embedded::report()) {
    if (!address.starts_with(program_folder) || file.path != address.substr(program_folder.size())) continue;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), raw(file.bytes), file.bytes.size());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> text{};
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
    return std::string("sha256-") + text.data();
  }
  return {};
}

std::string_view program_list() {
  static const std::string list = [] {
    std::map<std::string_view, std::string_view> files;
    for (const embedded::File& file : embedded::report()) {
      if (!is_packed(file.path)) files.emplace(file.path, file.bytes);
    }
    std::string lines;
    for (const auto& [name, bytes] : files) lines += sha256_hex(bytes) + "  " + std::string(name) + "\n";
    return lines;
  }();
  return list;
}

std::string program_fingerprint() {
  return sha256_hex(program_list());
}

std::optional<http::Response> program_file(const http::Request& request) {
  static const http::StaticFiles files(embedded::report());
  if (!request.path.starts_with(program_folder) || request.path == program_folder) return std::nullopt;
  if (request.path == list_address) return http::text_response(200, std::string(program_list()));
  return files.answer(request, std::string_view(request.path).substr(program_folder.size()),
                      http::StaticFiles::Keep::revalidate);
}

}  // namespace vestnik::reports
