#include "reports/checksum.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>

namespace vestnik::reports {

struct Checksum::Context {
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  Context() = default;
  ~Context() { EVP_MD_CTX_free(digest); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Result<Checksum> Checksum::announced(std::string_view field) {
  const std::size_t space = field.find(' ');
  const std::string_view name = field.substr(0, space);
  const EVP_MD* algorithm = name == "sha1" ? EVP_sha1() : name == "sha256" ? EVP_sha256() : nullptr;
  if (algorithm == nullptr || space == std::string_view::npos) {
    return fail(ErrorKind::invalid, "no such checksum", std::string(name), "sha1 or sha256, a space, base64");
  }
  const std::string_view text = field.substr(space + 1);
  Checksum checksum;
  checksum.context_ = std::make_shared<Context>();
  checksum.wanted_.resize(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(checksum.wanted_.data()), checksum.wanted_.size(), text.data(),
                        text.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size() || size != static_cast<std::size_t>(EVP_MD_get_size(algorithm))) {
    return fail(ErrorKind::invalid, "the checksum is malformed", {}, "sha1 or sha256, a space, base64");
  }
  checksum.wanted_.resize(size);
  EVP_DigestInit_ex(checksum.context_->digest, algorithm, nullptr);
  return checksum;
}

void Checksum::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size());
}

bool Checksum::holds() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_->digest, digest.data(), &size);
  return std::string_view(reinterpret_cast<const char*>(digest.data()), size) == wanted_;
}

}  // namespace vestnik::reports
