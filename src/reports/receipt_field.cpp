#include "reports/receipt_field.h"

#include "base/digest.h"
#include "reports/bytes.h"

namespace vestnik::reports {

std::optional<std::string> fetch_digest_of(const http::Request& request) {
  constexpr std::string_view scheme = "Receipt ";
  constexpr std::size_t name_bytes = 32;
  const std::string_view field = request.field("authorization");
  if (!field.starts_with(scheme)) return std::nullopt;
  const auto name = from_base64(field.substr(scheme.size()));
  if (!name || name->size() != name_bytes) return std::nullopt;
  return sha256_hex(*name);
}

}  // namespace vestnik::reports
