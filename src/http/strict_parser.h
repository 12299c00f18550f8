// Beast's request grammar with what it lets pass refused: the inner part of RequestParser, for its file only.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <string_view>

#include "http/message.h"

namespace vestnik::http {

// Beast calls the overridden functions with pieces of the input. What is to be refused with another status than 400
// says so in `refusal`.
class StrictParser final : public boost::beast::http::basic_parser<true> {
 public:
  Request* request = nullptr;
  std::size_t most_body = 0;
  unsigned refusal = 0;
  bool expects_continue = false;
  bool close = false;

  // After the whole head has been put, while its bytes still stand: 0 where its fields agree with each other, else the
  // status that refuses it.
  unsigned understand();
  int version() const { return version_; }
  // Forgets fields that an earlier request had and this one has not.
  void trim_fields() { request->fields.resize(fields_); }

 private:
  using Code = boost::beast::error_code;
  using Text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version, Code& code) override;
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Code& code) override;
  std::size_t on_body_impl(Text bytes, Code& code) override { return take(bytes, code); }
  void on_chunk_header_impl(std::uint64_t size, Text extensions, Code& code) override;
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Code& code) override { return take(bytes, code); }
  void on_response_impl(int, Text, int, Code&) override {}
  void on_header_impl(Code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
  void on_finish_impl(Code&) override {}

  std::size_t take(Text bytes, Code& code);

  // Point into the head.
  std::string_view target_;
  std::string_view host_;
  std::string_view transfer_encoding_;
  std::size_t fields_ = 0;
  std::size_t hosts_ = 0;
  std::size_t content_lengths_ = 0;
  std::size_t transfer_encodings_ = 0;
  int version_ = 0;
  bool connect_ = false;
  bool expects_else_ = false;
  bool in_trailer_ = false;
};

}  // namespace vestnik::http
