#include "http/static_files.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vestnik::http {
namespace {

const StaticFiles files({{"index.html", "<p>page"},
                         {"assets/a-1.js", "code"},
                         {"assets/a-1.js.br", "BR"},
                         {"assets/a-1.js.gz", "GZ"},
                         {"assets/b.bin", "bytes"}});

std::string field(const Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.fields, name, [](const auto& each) { return each.first; });
  return found == response.fields.end() ? "" : found->second;
}

Request taking(std::string codings) {
  Request request;
  request.fields.push_back({"Accept-Encoding", std::move(codings)});
  return request;
}

TEST(StaticFiles, a_client_gets_the_smallest_form_that_it_takes) {
  const auto body = [](const std::string& codings) {
    return std::string(files.answer(taking(codings), "assets/a-1.js", StaticFiles::Keep::forever)->body[0].bytes);
  };
  EXPECT_EQ(body("gzip, deflate, br"), "BR");
  EXPECT_EQ(body("gzip"), "GZ");
  EXPECT_EQ(body("identity"), "code");
  const auto plain = files.answer(taking("gzip, br"), "assets/b.bin", StaticFiles::Keep::forever);
  EXPECT_EQ(plain->body[0].bytes, "bytes");
  EXPECT_EQ(field(*plain, "Content-Encoding"), "");
}

TEST(StaticFiles, a_packed_form_is_no_file_of_its_own) {
  EXPECT_FALSE(files.answer(Request{}, "assets/a-1.js.gz", StaticFiles::Keep::forever));
  EXPECT_FALSE(files.answer(Request{}, "assets/none.js", StaticFiles::Keep::forever));
}

TEST(StaticFiles, each_form_has_a_tag_of_its_own_and_is_not_sent_twice) {
  Request request = taking("br");
  const std::string etag = field(*files.answer(request, "assets/a-1.js", StaticFiles::Keep::revalidate), "ETag");
  EXPECT_NE(etag, field(*files.answer(Request{}, "assets/a-1.js", StaticFiles::Keep::revalidate), "ETag"));
  request.fields.push_back({"If-None-Match", etag});
  const auto again = files.answer(request, "assets/a-1.js", StaticFiles::Keep::revalidate);
  EXPECT_EQ(again->status, 304U);
  EXPECT_TRUE(again->body.empty());
}

TEST(StaticFiles, what_has_a_name_of_its_own_is_kept_for_ever) {
  EXPECT_EQ(field(*files.answer(Request{}, "index.html", StaticFiles::Keep::revalidate), "Cache-Control"), "no-cache");
  EXPECT_EQ(field(*files.answer(Request{}, "assets/b.bin", StaticFiles::Keep::forever), "Cache-Control"),
            "public, max-age=31536000, immutable");
}

}  // namespace
}  // namespace vestnik::http
