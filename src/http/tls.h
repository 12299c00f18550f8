// TLS for a listener: certificate and key from two PEM files, taken anew when they change, so that a renewal needs no
// restart. TLS 1.3, and 1.2 with forward secrecy and AEAD ciphers only (docs/decisions/051-tls.md). ALPN: h2, http/1.1.
//
// Thread rules: `begin` any thread; `renew` one thread.
#pragma once

#include <memory>
#include <mutex>

#include "base/error.h"
#include "http/stream.h"
#include "http/tls_files.h"

namespace vestnik::http {

class Tls {
 public:
  // ErrorKind::invalid where a file cannot be read or the key does not belong to the certificate.
  static Result<std::unique_ptr<Tls>> load(TlsFiles files);

  // The server's end of a new connection. nullptr: no memory.
  SslPtr begin() const;
  // Looks whether a file has changed and takes it over for connections from now on; those that are open keep theirs.
  // True where it did. After an error the old certificate goes on serving.
  Result<bool> renew();

 private:
  // What tells that a file is another: its time, size and inode (a renamed link counts).
  struct Mark {
    std::int64_t changed, size, inode;
    bool operator==(const Mark&) const = default;
  };
  using Marks = std::pair<Mark, Mark>;
  using ContextPtr = std::shared_ptr<SSL_CTX>;

  explicit Tls(TlsFiles files) : files_(std::move(files)) {}
  static Mark mark_of(const std::filesystem::path& file);
  Marks marks() const { return {mark_of(files_.certificate), mark_of(files_.key)}; }
  Result<ContextPtr> make() const;

  TlsFiles files_;
  Marks seen_{};
  mutable std::mutex mutex_;
  ContextPtr context_;  // under the mutex
};

}  // namespace vestnik::http
