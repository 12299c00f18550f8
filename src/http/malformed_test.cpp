// What two readers of the same bytes might understand differently is refused, and the connection ends: each case below
// carries a second request that a smuggler would want to have read, and no handler ever sees it.
#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <string_view>

#include "http/server.h"
#include "http/test_client.h"
#include "http/test_server.h"

namespace vestnik::http {
namespace {

using namespace std::string_view_literals;
using testing::Client;
using testing::TestServer;

struct Malformed {
  const char* name;
  std::string_view bytes;
  unsigned status = 400;
};

void PrintTo(const Malformed& one, std::ostream* out) {
  *out << one.name;
}

constexpr std::string_view smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

const Malformed cases[] = {
    // ---- two lengths ----
    {"length_and_chunked",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv},
    {"chunked_and_length",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"sv},
    {"zero_length_and_chunked",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"sv},
    {"length_and_unknown_coding",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"sv},
    {"two_lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"sv},
    {"two_equal_lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"sv},
    {"list_of_lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello"sv},
    // ---- lengths that are no numbers ----
    {"negative_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"sv},
    {"signed_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"sv},
    {"hexadecimal_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"sv},
    {"empty_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n"sv},
    {"fraction_of_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5.0\r\n\r\nhello"sv},
    {"spaced_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1 5\r\n\r\nhello"sv},
    {"quoted_length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \"5\"\r\n\r\nhello"sv},
    {"length_that_overflows", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551621\r\n\r\nhello"sv},
    // ---- transfer codings ----
    {"chunked_twice", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"sv},
    {"two_transfer_encodings",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"sv},
    {"two_chunked_fields",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv},
    {"chunked_not_last", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"sv},
    {"identity_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n"sv},
    {"empty_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \r\n\r\n0\r\n\r\n"sv},
    {"coding_with_vertical_tab",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \x0b"
     "chunked\r\n\r\n0\r\n\r\n"sv},
    {"coding_with_nul", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\0\r\n\r\n0\r\n\r\n"sv},
    {"quoted_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"sv},
    {"chunked_in_http_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv},
    {"unknown_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"sv, 501},
    {"unknown_coding_before_chunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"sv, 501},
    {"almost_chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"sv, 501},
    // ---- line ends ----
    {"bare_lf_everywhere", "GET / HTTP/1.1\nHost: a\n\n"sv},
    {"bare_lf_in_request_line", "GET / HTTP/1.1\nHost: a\r\n\r\n"sv},
    {"bare_lf_after_field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"sv},
    {"bare_lf_at_the_end", "GET / HTTP/1.1\r\nHost: a\r\n\n"sv},
    {"bare_cr_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\rTransfer-Encoding: chunked\r\n\r\n"sv},
    {"bare_cr_in_request_line", "GET / HTTP/1.1\rX: y\r\nHost: a\r\n\r\n"sv},
    {"doubled_cr", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n"sv},
    {"folded_field", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"sv},
    {"folded_coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"sv},
    {"folded_with_tab", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n"sv},
    {"space_before_first_field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"sv},
    {"two_empty_lines_first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    // ---- names and values ----
    {"space_before_colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello"sv},
    {"tab_before_colon", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n"sv},
    {"space_in_name", "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n"sv},
    {"empty_name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"sv},
    {"no_colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"sv},
    {"nul_in_name", "GET / HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n"sv},
    {"brackets_in_name", "GET / HTTP/1.1\r\nHost: a\r\nX[]: b\r\n\r\n"sv},
    {"high_bytes_in_name", "GET / HTTP/1.1\r\nHost: a\r\n\xd0\x90: b\r\n\r\n"sv},
    {"nul_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"sv},
    {"escape_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x1b[31m\r\n\r\n"sv},
    {"delete_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n"sv},
    // ---- hosts ----
    {"no_host", "GET / HTTP/1.1\r\n\r\n"sv},
    {"empty_host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"sv},
    {"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"sv},
    {"two_equal_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"sv},
    {"two_hosts_in_http_1_0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"sv},
    {"list_of_hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"sv},
    {"host_with_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"sv},
    {"host_with_user", "GET / HTTP/1.1\r\nHost: me@a\r\n\r\n"sv},
    {"host_with_bad_port", "GET / HTTP/1.1\r\nHost: a:80x\r\n\r\n"sv},
    {"host_with_markup", "GET / HTTP/1.1\r\nHost: a<b>\r\n\r\n"sv},
    {"host_against_target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n"sv},
    // ---- request lines ----
    {"two_spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"space_first", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"space_in_target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"space_at_the_end", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"sv},
    {"tab_for_space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"no_version", "GET /\r\nHost: a\r\n\r\n"sv},
    {"no_target", "GET HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"method_with_markup", "G<T / HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"nul_in_target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"fragment_in_target", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"relative_target", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"star_for_get", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"other_scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"user_in_target", "GET http://me@a/ HTTP/1.1\r\nHost: me@a\r\n\r\n"sv},
    {"target_without_host", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"sv},
    {"tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"sv, 501},
    {"lower_case_version", "GET / http/1.1\r\nHost: a\r\n\r\n"sv},
    {"version_without_minor", "GET / HTTP/1\r\nHost: a\r\n\r\n"sv},
    {"version_with_words", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n"sv},
    {"version_of_two_digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n"sv},
    {"version_0_9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n"sv, 505},
    {"version_1_2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"sv, 505},
    {"version_2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv, 505},
    {"tls", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"sv},
    // ---- chunks ----
    {"chunk_extension",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n"sv},
    {"extension_of_last_chunk",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0;a\r\n\r\n"sv},
    {"extension_with_line_end",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;\nxx\r\n4c\r\n0\r\n\r\n"sv},
    {"chunk_size_with_prefix",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"sv},
    {"chunk_size_with_sign",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n"sv},
    {"negative_chunk_size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"sv},
    {"space_before_chunk_size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n"sv},
    {"space_after_chunk_size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n"sv},
    {"empty_chunk_size", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"sv},
    {"chunk_size_that_overflows",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n"sv},
    {"bare_lf_after_chunk_size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"sv},
    {"chunk_longer_than_its_size",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n"sv},
    {"chunk_ended_by_bare_lf",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n"sv},
    {"chunk_ended_by_other_bytes",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n"sv},
    {"malformed_trailer", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX : y\r\n\r\n"sv},
    {"folded_trailer", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n z\r\n\r\n"sv},
    {"length_in_trailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n"sv},
};

class MalformedRequest : public ::testing::TestWithParam<Malformed> {};

TEST_P(MalformedRequest, is_refused_once_and_smuggles_nothing) {
  TestServer server;
  Client client(server.port());
  const auto answer = client.ask(std::string(GetParam().bytes) + std::string(smuggled));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status);
  EXPECT_EQ(answer->fields.at("connection"), "close");
  EXPECT_TRUE(client.end().ended());
  EXPECT_THAT(server.handler().seen(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Http, MalformedRequest, ::testing::ValuesIn(cases),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(WellFormedRequest, unusual_forms_that_mean_one_thing_are_read) {
  TestServer server;
  Client client(server.port());
  const std::pair<std::string_view, std::string_view> forms[] = {
      {"GET /echo HTTP/1.1\r\nhOsT:a\r\n\r\n", "GET /echo a\n"},
      {"GET /echo HTTP/1.1\r\nHost: \t A.example.:8080\t \r\n\r\n", "GET /echo a.example\n"},
      {"GET /echo HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /echo [::1]\n"},
      {"GET /echo?a=%zz&b|c HTTP/1.1\r\nHost: a\r\n\r\n", "GET /echo?a=%zz&b|c a\n"},
      {"GET /echo?\xd0\xb2 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /echo?%D0%B2 a\n"},
      {"GET /echo HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-High: \xd0\x90\r\n\r\n", "GET /echo a\n"},
      {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 005\r\n\r\nhello", "POST /echo a\nhello"},
      {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n005\r\nhello\r\n000\r\n\r\n",
       "POST /echo a\nhello"},
      {"DELETE /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok", "DELETE /echo a\nok"},
  };
  for (const auto& [bytes, meaning] : forms) {
    const auto answer = client.ask(bytes);
    ASSERT_TRUE(answer) << bytes;
    EXPECT_EQ(answer->body, meaning) << bytes;
  }
}

}  // namespace
}  // namespace vestnik::http
