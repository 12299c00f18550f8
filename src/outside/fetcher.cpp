#include "outside/fetcher.h"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <optional>

namespace vestnik::outside {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto awaited = asio::as_tuple(asio::use_awaitable);
constexpr const char* instead = "download the picture and upload it";
constexpr const char* later = "try again later, or download the picture and upload it";
constexpr std::size_t buffer_bytes = 64 << 10;

// What one server says: the file, or where it is instead.
struct Answer {
  std::string bytes, location;
  bool leads_on = false;
};

std::unexpected<Error> no_answer(const char* what, const Target& target) {
  return fail(ErrorKind::unavailable, what, target.shown(), later);
}

std::unexpected<Error> too_large(const Target& target) {
  return fail(ErrorKind::too_large, "the picture on the other site is too large", target.shown(),
              "make the picture smaller and upload it");
}

http::request<http::empty_body> request_for(const Target& target) {
  http::request<http::empty_body> request{http::verb::get, target.path, 11};
  request.set(http::field::host, target.authority());
  request.set(http::field::user_agent, "vestnik (newsroom; takes over a picture that a person pasted)");
  request.set(http::field::accept, "image/avif,image/webp,image/*;q=0.9,*/*;q=0.1");
  request.set(http::field::accept_encoding, "identity");
  request.set(http::field::connection, "close");
  return request;
}

bool leads_on(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<void> judge_head(const http::response<http::string_body>& head, const Target& target) {
  const unsigned status = head.result_int();
  if (status >= 500 || status == 429) return no_answer("the other site cannot give the picture now", target);
  if (status != 200) {
    return fail(ErrorKind::invalid, "the other site does not give the picture",
                target.shown() + " " + std::to_string(status), instead);
  }
  const auto encoding = head[http::field::content_encoding];
  if (!encoding.empty() && !beast::iequals(encoding, "identity")) {
    return fail(ErrorKind::invalid, "the other site sends the picture compressed once more", target.shown(), instead);
  }
  return {};
}

// Asks for the file over a connection that stands.
template <class Stream>
asio::awaitable<Result<Answer>> ask(Stream& stream, const Target& target, std::size_t most) {
  auto& lowest = beast::get_lowest_layer(stream);
  const http::request<http::empty_body> request = request_for(target);
  lowest.expires_after(limits::fetch_step_time);
  const auto [unsent, sent] = co_await http::async_write(stream, request, awaited);
  if (unsent) co_return no_answer("the other site broke off", target);

  beast::flat_buffer buffer(buffer_bytes);
  std::optional<http::response_parser<http::string_body>> answer_parser;
  for (std::size_t heads = 0;; ++heads) {
    if (heads == limits::fetch_heads) co_return no_answer("the other site does not answer as a web server", target);
    answer_parser.emplace();
    answer_parser->header_limit(limits::fetch_head_bytes);
    answer_parser->body_limit(most);
    lowest.expires_after(limits::fetch_step_time);
    const auto [no_head, head_bytes] = co_await http::async_read_header(stream, buffer, *answer_parser, awaited);
    // A length beyond the limit is told at the end of the head.
    if (no_head == http::error::body_limit) co_return too_large(target);
    if (no_head) co_return no_answer("the other site does not answer as a web server", target);
    // "103 Early Hints" and its like: the answer itself comes behind.
    if (answer_parser->get().result_int() >= 200) break;
  }
  auto& parser = *answer_parser;
  if (leads_on(parser.get().result_int())) {
    Answer answer;
    answer.leads_on = true;
    answer.location = std::string(parser.get()[http::field::location]);
    co_return answer;
  }
  if (auto judged = judge_head(parser.get(), target); !judged) co_return std::unexpected(judged.error());

  while (!parser.is_done()) {
    lowest.expires_after(limits::fetch_step_time);
    const auto [broken, read] = co_await http::async_read_some(stream, buffer, parser, awaited);
    if (broken == http::error::body_limit) co_return too_large(target);
    if (broken == http::error::end_of_stream && parser.is_done()) break;
    if (broken) co_return no_answer("the other site broke off", target);
  }
  Answer answer;
  answer.bytes = std::move(parser.get().body());
  co_return answer;
}

Result<asio::ssl::context> trust(const std::filesystem::path& authorities) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  error_code problem;
  if (authorities.empty()) {
    context.set_default_verify_paths(problem);
  } else {
    context.load_verify_file(authorities.string(), problem);
  }
  if (problem || SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION) != 1) {
    return fail(ErrorKind::unavailable, "the system's trust store cannot be read", problem.message(),
                "install the package ca-certificates");
  }
  context.set_verify_mode(asio::ssl::verify_peer);
  return context;
}

class Journey {
 public:
  Journey(const Fetcher::Options& options, asio::io_context& io) : options_(options), io_(io) {}

  asio::awaitable<Result<Fetched>> go(Target target) {
    for (std::size_t redirects = 0;; ++redirects) {
      auto answer = co_await visit(target);
      if (!answer) co_return std::unexpected(answer.error());
      if (!answer->leads_on) {
        Fetched fetched;
        fetched.bytes = std::move(answer->bytes);
        fetched.file_name = target.file_name();
        fetched.from = target.shown();
        co_return fetched;
      }
      if (redirects == limits::fetch_redirects) {
        co_return fail(ErrorKind::invalid, "the other site leads on from one address to the next without an end",
                       target.shown(), instead);
      }
      auto next = redirected(target, answer->location);
      if (!next) co_return std::unexpected(next.error());
      target = std::move(*next);
    }
  }

 private:
  asio::awaitable<Result<Answer>> visit(const Target& target) {
    const auto endpoints = options_.resolve(target);
    if (!endpoints) co_return std::unexpected(endpoints.error());
    // All of them: a name that stands for a public and a private address is nobody's mistake.
    for (const tcp::endpoint& endpoint : *endpoints) {
      if (!options_.allowed(endpoint.address())) {
        co_return fail(ErrorKind::invalid, "the picture's address names no public server", target.shown(), instead);
      }
    }
    if (!target.secure) {
      beast::tcp_stream stream(io_);
      if (!co_await connect(stream, *endpoints)) co_return no_answer("the other site does not answer", target);
      co_return co_await ask(stream, target, options_.most_bytes);
    }
    auto context = trust(options_.trusted);
    if (!context) co_return std::unexpected(context.error());
    beast::ssl_stream<beast::tcp_stream> stream(io_, *context);
    // Verifies the name, or the address where the target is one.
    stream.set_verify_callback(asio::ssl::host_name_verification(target.host));
    if (!target.is_address && SSL_set_tlsext_host_name(stream.native_handle(), target.host.c_str()) != 1) {
      co_return no_answer("the other site cannot be asked for by its name", target);
    }
    if (!co_await connect(stream.next_layer(), *endpoints))
      co_return no_answer("the other site does not answer", target);
    stream.next_layer().expires_after(limits::fetch_step_time);
    const auto [unproved] = co_await stream.async_handshake(asio::ssl::stream_base::client, awaited);
    if (unproved) {
      const bool certificate = SSL_get_verify_result(stream.native_handle()) != X509_V_OK;
      co_return no_answer(certificate ? "the other site's certificate is not to be trusted"
                                      : "no secure connection to the other site can be made",
                          target);
    }
    co_return co_await ask(stream, target, options_.most_bytes);
  }

  asio::awaitable<bool> connect(beast::tcp_stream& stream, const std::vector<tcp::endpoint>& endpoints) {
    for (std::size_t at = 0; at < endpoints.size() && at < limits::fetch_addresses; ++at) {
      stream.expires_after(limits::fetch_step_time);
      const auto [refused] = co_await stream.async_connect(endpoints[at], awaited);
      if (!refused) co_return true;
      stream.close();
    }
    co_return false;
  }

  const Fetcher::Options& options_;
  asio::io_context& io_;
};

}  // namespace

Result<Fetched> Fetcher::fetch(std::string_view address) {
  const auto target = parse_target(address);
  if (!target) return std::unexpected(target.error());
  asio::io_context io(1);
  {
    const std::scoped_lock lock(mutex_);
    if (stopped_) return fail(ErrorKind::busy, "the server stops", {}, "try again in a moment");
    under_way_.insert(&io);
  }
  std::optional<Result<Fetched>> fetched;
  std::exception_ptr broken;
  Journey journey(options_, io);
  asio::co_spawn(io, journey.go(*target), [&](std::exception_ptr problem, Result<Fetched> result) {
    broken = std::move(problem);
    if (!broken) fetched = std::move(result);
  });
  io.run_for(options_.time);
  const std::scoped_lock lock(mutex_);
  under_way_.erase(&io);
  if (broken) return fail(ErrorKind::internal, "fetching from another site threw", target->shown());
  if (fetched) return std::move(*fetched);
  if (stopped_) return fail(ErrorKind::busy, "the server stops", {}, "try again in a moment");
  return no_answer("the other site takes too long", *target);
}

void Fetcher::stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  for (asio::io_context* io : under_way_) io->stop();
}

}  // namespace vestnik::outside
