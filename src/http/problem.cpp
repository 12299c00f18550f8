#include "http/problem.h"

#include <boost/beast/http/status.hpp>

#include "base/json.h"

namespace vestnik::http {
namespace {

Response written(unsigned status, const json::object& document) {
  Response response = text_response(status, write_json(document), "application/problem+json");
  response.with("Cache-Control", "no-store");
  return response;
}

json::object document_of(unsigned status) {
  // "type" is about:blank by default, which says that the title is the status code's own (RFC 9457, 4.2.1).
  return json::object{{"title", std::string(reason_of(status))}, {"status", status}};
}

}  // namespace

unsigned status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::gone:
      return 410;
    case ErrorKind::stale:
      return 412;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::busy:
    case ErrorKind::unavailable:
      return 503;
    case ErrorKind::internal:
      return 500;
  }
  return 500;
}

std::string_view reason_of(unsigned status) {
  if (status == 413) return "Content Too Large";  // renamed by RFC 9110, later than Beast's table
  const boost::beast::http::status known = boost::beast::http::int_to_status(status);
  if (known == boost::beast::http::status::unknown) return {};
  const boost::beast::string_view reason = boost::beast::http::obsolete_reason(known);
  return {reason.data(), reason.size()};
}

Response problem_response(const Error& error) {
  const unsigned status = status_of(error.kind);
  json::object document = document_of(status);
  if (error.kind != ErrorKind::internal) {
    document["detail"] = error.what;
    if (!error.input.empty()) document["input"] = error.input;
    if (!error.remedy.empty()) document["remedy"] = error.remedy;
  }
  Response response = written(status, document);
  if (error.kind == ErrorKind::busy || error.kind == ErrorKind::unavailable) response.with("Retry-After", "2");
  return response;
}

Response problem_response(unsigned status, std::string detail) {
  json::object document = document_of(status);
  if (!detail.empty()) document["detail"] = std::move(detail);
  return written(status, document);
}

}  // namespace vestnik::http
