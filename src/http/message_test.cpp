#include "http/message.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "http/cookies.h"
#include "http/problem.h"

namespace vestnik::http {
namespace {

Request with_field(std::string name, std::string value) {
  Request request;
  request.fields.push_back({std::move(name), std::move(value)});
  return request;
}

TEST(Message, a_field_is_found_in_any_case) {
  const Request request = with_field("X-Name", "value");
  EXPECT_EQ(request.field("x-nAME"), "value");
  EXPECT_EQ(request.field("x-other"), "");
}

TEST(Message, a_parameter_is_decoded) {
  Request request;
  request.query = "q=%D0%B2%D0%B5%D1%81%D1%82+a%2Bb&empty=&flag&%71x=1";
  EXPECT_EQ(request.parameter("q"), "вест a+b");
  EXPECT_EQ(request.parameter("empty"), "");
  EXPECT_EQ(request.parameter("flag"), "");
  EXPECT_EQ(request.parameter("qx"), "1");
  EXPECT_FALSE(request.parameter("absent"));
}

TEST(Message, percent_coding_goes_round) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
  EXPECT_EQ(percent_encode("/а b", "/"), "/%D0%B0%20b");
  EXPECT_EQ(percent_decode("%", true), "%");
  EXPECT_EQ(percent_decode("%4", true), "%4");
  EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
}

TEST(Message, gzip_is_accepted_as_the_rfc_says) {
  for (const char* yes : {"gzip", "deflate, GZIP;q=0.5", "*", "br, *;q=0.1", "x-gzip", "gzip; q=0.001"}) {
    EXPECT_TRUE(accepts_gzip(with_field("Accept-Encoding", yes))) << yes;
  }
  for (const char* no : {"", "br", "gzip;q=0", "gzip; Q=0.000", "*;q=0", "gzip;q=0, *", "identity"}) {
    EXPECT_FALSE(accepts_gzip(with_field("Accept-Encoding", no))) << no;
  }
  EXPECT_FALSE(accepts_gzip(Request{}));
}

TEST(Message, other_codings_are_asked_for_by_name) {
  EXPECT_TRUE(accepts_coding(with_field("Accept-Encoding", "gzip, br;q=0.9"), "br"));
  EXPECT_FALSE(accepts_coding(with_field("Accept-Encoding", "gzip, br;q=0"), "br"));
  EXPECT_FALSE(accepts_coding(with_field("Accept-Encoding", "x-gzip"), "br"));
}

TEST(Message, a_known_etag_is_not_modified) {
  for (const char* yes : {"\"a\"", "W/\"a\"", "\"x\", \"a\"", "\"with, comma\",\"a\"", "*"}) {
    EXPECT_TRUE(not_modified(with_field("If-None-Match", yes), "\"a\"")) << yes;
    EXPECT_TRUE(not_modified(with_field("If-None-Match", yes), "W/\"a\"")) << yes;
  }
  for (const char* no : {"", "\"b\"", "a", "\"a", "\"A\"", "\"b, \"a\""}) {
    EXPECT_FALSE(not_modified(with_field("If-None-Match", no), "\"a\"")) << no;
  }
}

TEST(Cookies, the_one_named_is_found) {
  const Request request = with_field("Cookie", "a=1; session=abc=; b=\"two\";c");
  EXPECT_EQ(cookie(request, "a"), "1");
  EXPECT_EQ(cookie(request, "session"), "abc=");
  EXPECT_EQ(cookie(request, "b"), "two");
  EXPECT_FALSE(cookie(request, "c"));
  EXPECT_FALSE(cookie(request, "A"));
}

TEST(Cookies, two_that_differ_are_none) {
  EXPECT_FALSE(cookie(with_field("Cookie", "s=1; s=2"), "s"));
  EXPECT_EQ(cookie(with_field("Cookie", "s=1; s=1"), "s"), "1");
}

TEST(Cookies, are_never_readable_by_script) {
  EXPECT_EQ(set_cookie("s", "v", {.lifetime = std::chrono::hours(1)}),
            "s=v; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(set_cookie("s", "v", {.path = "/newsroom", .secure = false, .strict = true}),
            "s=v; Path=/newsroom; HttpOnly; SameSite=Strict");
  EXPECT_EQ(forget_cookie("s"), "s=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
}

TEST(Message, wiping_a_request_overwrites_every_text_of_it_also_what_a_shorter_one_hid) {
  Request request = with_field("User-Agent", "a browser that somebody could be known by");
  request.target = request.query = "/report/?from=somewhere-and-more";
  request.body = "a long body, of which less is left";
  request.body.resize(3);
  request.peer = "192.0.2.173";
  request.wipe();
  for (const std::string* text : {&request.target, &request.query, &request.body, &request.peer,
                                  &request.fields.at(0).name, &request.fields.at(0).value}) {
    EXPECT_TRUE(text->empty());
    for (std::size_t at = 0; at < text->capacity(); ++at) ASSERT_EQ(text->data()[at], '\0');
  }
}

TEST(Problem, tells_what_the_sender_can_mend) {
  const Response response = problem_response(Error{ErrorKind::stale, "the article has changed", "7", "read it again"});
  EXPECT_EQ(response.status, 412U);
  const auto document = parse_json(response.body.at(0).bytes);
  ASSERT_TRUE(document);
  EXPECT_EQ(write_json(*document),
            R"({"title":"Precondition Failed","status":412,"detail":"the article has changed","input":"7",)"
            R"("remedy":"read it again"})");
}

TEST(Problem, keeps_what_went_wrong_inside_to_itself) {
  const Response response = problem_response(Error{ErrorKind::internal, "password of the database is wrong", {}, {}});
  EXPECT_EQ(response.status, 500U);
  EXPECT_EQ(response.body.at(0).bytes, R"({"title":"Internal Server Error","status":500})");
}

}  // namespace
}  // namespace vestnik::http
