// The head of a request as HTTP/2 brings it, field by field (RFC 9113, 8.3). nghttp2 has checked the form of each and
// the order and number of pseudo fields; what is left is our bounds and what two readers might take differently.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"
#include "http/server.h"

namespace vestnik::http::http2 {

class Head {
 public:
  void field(const ServerLimits& bounds, std::string_view name, std::string_view value, Request& request);
  // nghttp2 found a field that it would pass over.
  void spoil() { refusal_ = 400; }
  // After the last: 0 where the request can be answered, else the status that refuses it.
  unsigned understand(Request& request);
  // So much more than is allowed that nobody means it.
  bool excessive(const ServerLimits& bounds) const;

 private:
  std::string method_, scheme_, authority_, path_, host_;
  std::size_t bytes_ = 0;
  std::size_t fields_ = 0;
  std::size_t hosts_ = 0;
  std::size_t cookie_ = 0;  // 1 + the index of the field that pieces of the cookie are joined into
  unsigned refusal_ = 0;
};

}  // namespace vestnik::http::http2
