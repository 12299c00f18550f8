// For tests: another site, on this machine, in the clear or over TLS with a certificate that vouches for itself.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vestnik::outside::testing_site {

namespace asio = boost::asio;
using asio::ip::tcp;

inline constexpr const char* name = "pictures.example";

// A certificate for `name` that vouches for itself, and its key.
struct Identity {
  std::string certificate, key;

  Identity() {
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3'600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3'600);
    X509_set_pubkey(made.get(), pair.get());
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(made.get(), subject);
    const std::string alternative = "DNS:" + std::string(name);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative.c_str());
    X509_add_ext(made.get(), names, -1);
    X509_EXTENSION_free(names);
    X509_sign(made.get(), pair.get(), EVP_sha256());
    certificate = pem([&](BIO* out) { PEM_write_bio_X509(out, made.get()); });
    key = pem([&](BIO* out) { PEM_write_bio_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }

 private:
  template <class Write>
  static std::string pem(Write write) {
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    write(out.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }
};

inline const Identity& identity() {
  static const Identity made;
  return made;
}

// Answers each connection with what `say` makes of the request's head, then closes it; "" holds it open until the site
// closes.
class Site {
 public:
  using Say = std::function<std::string(const std::string&)>;

  Site(bool secure, Say say) : secure_(secure), say_(std::move(say)) {
    context_.use_certificate_chain(asio::buffer(identity().certificate));
    context_.use_private_key(asio::buffer(identity().key), asio::ssl::context::pem);
    thread_ = std::thread([this] { serve(); });
  }
  ~Site() {
    {
      const std::scoped_lock lock(mutex_);
      closing_ = true;
      changed_.notify_all();
    }
    // Wakes it where it waits for somebody.
    boost::system::error_code problem;
    tcp::socket last(io_);
    last.connect(endpoint(), problem);
    last.close(problem);
    thread_.join();
  }
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  tcp::endpoint endpoint() const { return listener_.local_endpoint(); }
  std::vector<std::string> heard() const {
    const std::scoped_lock lock(mutex_);
    return heard_;
  }
  void await_heard(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return heard_.size() >= count; });
  }

 private:
  void serve() {
    while (true) {
      tcp::socket socket(io_);
      boost::system::error_code problem;
      listener_.accept(socket, problem);
      if (is_closing()) return;
      if (!secure_) {
        talk(socket);
        continue;
      }
      asio::ssl::stream<tcp::socket&> stream(socket, context_);
      stream.handshake(asio::ssl::stream_base::server, problem);
      if (problem) continue;
      talk(stream);
      stream.shutdown(problem);
    }
  }
  template <class Stream>
  void talk(Stream& stream) {
    std::string head;
    boost::system::error_code problem;
    asio::read_until(stream, asio::dynamic_buffer(head), "\r\n\r\n", problem);
    if (problem) return;
    {
      const std::scoped_lock lock(mutex_);
      heard_.push_back(head);
      changed_.notify_all();
    }
    const std::string answer = say_(head);
    asio::write(stream, asio::buffer(answer), problem);
    std::unique_lock lock(mutex_);
    if (answer.empty()) changed_.wait(lock, [&] { return closing_; });
  }
  bool is_closing() const {
    const std::scoped_lock lock(mutex_);
    return closing_;
  }

  const bool secure_;
  const Say say_;
  asio::io_context io_;
  asio::ssl::context context_{asio::ssl::context::tls_server};
  tcp::acceptor listener_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool closing_ = false;
  std::vector<std::string> heard_;
  std::thread thread_;
};

inline std::string ok(const std::string& body, const std::string& fields = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body;
}
inline std::string leads_to(const std::string& address) {
  return "HTTP/1.1 302 Found\r\nLocation: " + address + "\r\nContent-Length: 0\r\n\r\n";
}
inline std::string path_in(const std::string& head) {
  return head.substr(4, head.find_first_of(" ?", 4) - 4);
}

}  // namespace vestnik::outside::testing_site
