#include "http/tls.h"

#include <openssl/err.h>
#include <sys/stat.h>

#include <cstring>
#include <string_view>

namespace vestnik::http {
namespace {

// Forward secrecy and authenticated encryption; what phones of 2014 (Android 5, iOS 9) and later speak.
constexpr const char* ciphers_1_2 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";
constexpr const char* groups = "X25519:P-256:P-384";
// In the order that we prefer, each with its length before it (RFC 7301, 3.1).
constexpr std::string_view protocols = "\x02h2\x08http/1.1";
constexpr unsigned char session_context[] = "vestnik";

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void*) {
  unsigned char* found = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(protocols.data());
  const int outcome =
      SSL_select_next_proto(&found, length, ours, static_cast<unsigned>(protocols.size()), offered, offered_length);
  *chosen = found;
  // One that offers only what we do not speak is told so (RFC 7301, 3.2), instead of being answered in another one.
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::string reason() {
  // What the system said stands below what OpenSSL made of it.
  const unsigned long first = ERR_peek_error();
  if (ERR_SYSTEM_ERROR(first)) return std::strerror(ERR_GET_REASON(first));
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  return text == nullptr ? "no reason given" : text;
}

}  // namespace

Result<std::unique_ptr<Tls>> Tls::load(TlsFiles files) {
  std::unique_ptr<Tls> tls(new Tls(std::move(files)));
  // Before the files are read: what changes in between is seen as a change.
  tls->seen_ = tls->marks();
  auto context = tls->make();
  if (!context) return std::unexpected(context.error());
  tls->context_ = std::move(*context);
  return tls;
}

SslPtr Tls::begin() const {
  ContextPtr context;
  {
    const std::scoped_lock lock(mutex_);
    context = context_;
  }
  SslPtr ssl(SSL_new(context.get()));
  if (ssl) SSL_set_accept_state(ssl.get());
  return ssl;
}

Result<bool> Tls::renew() {
  const Marks now = marks();
  if (now == seen_) return false;
  // A key that is written a moment after its certificate is tried again at the next look: its mark differs then.
  seen_ = now;
  auto fresh = make();
  if (!fresh) return std::unexpected(fresh.error());
  const std::scoped_lock lock(mutex_);
  context_ = std::move(*fresh);
  return true;
}

Tls::Mark Tls::mark_of(const std::filesystem::path& file) {
  struct stat state {};
  if (::stat(file.c_str(), &state) != 0) return {};
  return {state.st_mtim.tv_sec * 1'000'000'000 + state.st_mtim.tv_nsec, state.st_size,
          static_cast<std::int64_t>(state.st_ino)};
}

Result<Tls::ContextPtr> Tls::make() const {
  ERR_clear_error();
  ContextPtr context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) return fail(ErrorKind::internal, "TLS could not be set up: " + reason());
  SSL_CTX* raw = context.get();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  if (SSL_CTX_set_cipher_list(raw, ciphers_1_2) != 1 || SSL_CTX_set1_groups_list(raw, groups) != 1) {
    return fail(ErrorKind::internal, "TLS could not be set up: " + reason());
  }
  // A client comes back with a ticket; nothing is kept here for it. Early data stays off: it could be replayed.
  SSL_CTX_set_session_id_context(raw, session_context, sizeof session_context - 1);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  // A key with a pass phrase must not stop to ask for it on the terminal.
  SSL_CTX_set_default_passwd_cb(raw, [](char*, int, int, void*) { return -1; });
  if (SSL_CTX_use_certificate_chain_file(raw, files_.certificate.c_str()) != 1) {
    return fail(ErrorKind::invalid, "the certificate cannot be used: " + reason(), files_.certificate.string(),
                "name a PEM file with the server's certificate first and the chain after it");
  }
  if (SSL_CTX_use_PrivateKey_file(raw, files_.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return fail(ErrorKind::invalid, "the key cannot be used: " + reason(), files_.key.string(),
                "name the PEM file of this certificate's key, without a pass phrase");
  }
  return context;
}

}  // namespace vestnik::http
