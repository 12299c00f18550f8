// Which addresses something is fetched from, and where redirects may lead.
#include "outside/target.h"

#include <gmock/gmock.h>

#include "outside/limits.h"

namespace vestnik::outside {
namespace {

using testing::HasSubstr;
using testing::Not;

Target target(std::string_view address) {
  auto parsed = parse_target(address);
  EXPECT_TRUE(parsed) << address << ": " << (parsed ? "" : parsed.error().message());
  return parsed ? *parsed : Target{};
}

TEST(Target, an_address_is_taken_apart) {
  const Target google = target("https://lh7-rt.googleusercontent.com/docsz/AD_4nX=s800?key=abc&x=|y#top");
  EXPECT_TRUE(google.secure);
  EXPECT_EQ(google.host, "lh7-rt.googleusercontent.com");
  EXPECT_EQ(google.port, 443);
  EXPECT_EQ(google.path, "/docsz/AD_4nX=s800?key=abc&x=%7Cy");
  const Target plain = target("HTTP://WWW.Example.ORG:80/a/./b/../c.png");
  EXPECT_FALSE(plain.secure);
  EXPECT_EQ(plain.host, "www.example.org");
  EXPECT_EQ(plain.path, "/a/c.png");
  EXPECT_EQ(target("https://example.org").path, "/");
  EXPECT_EQ(target("https://example.org?q").path, "/?q");
  EXPECT_EQ(target("https://example.org./a").host, "example.org");
  EXPECT_EQ(target("https://example.org/%d1%81/снимка 1%.png").path,
            "/%d1%81/%D1%81%D0%BD%D0%B8%D0%BC%D0%BA%D0%B0%201%25.png");
  EXPECT_EQ(target("https://[2606:4700::1]:443/a").authority(), "[2606:4700::1]");
  EXPECT_TRUE(target("http://8.8.8.8/").is_address);
  EXPECT_EQ(target("https://example.org/../../a").path, "/a");
}

TEST(Target, nothing_but_a_plain_web_address_is_one) {
  for (const char* address : {"",
                              "a",
                              "ftp://example.org/a",
                              "file:///etc/passwd",
                              "gopher://example.org/",
                              "https:example.org",
                              "https:/example.org",
                              "//example.org/a",
                              "javascript:alert(1)",
                              "data:image/png;base64,AA",
                              "http://",
                              "https:///a",
                              "https://user@example.org/",
                              "https://user:secret@example.org/",
                              "https://example.org@127.0.0.1/",
                              "http://example.org\\@127.0.0.1/",
                              "https://example.org:8443/",
                              "https://example.org:80/",
                              "http://example.org:443/",
                              "http://example.org:0080/",
                              "http://example.org:+80/",
                              "http://example.org:22/",
                              "http://localhost/",
                              "http://localhost./",
                              "http://a.localhost/",
                              "http://LOCALHOST/",
                              "http://intranet/",
                              "http://printer.local/",
                              "http://metadata.google.internal/",
                              "http://2130706433/",
                              "http://0x7f000001/",
                              "http://0x7f.0.0.1/",
                              "http://0177.0.0.1/",
                              "http://127.1/",
                              "http://127.0.0.01/",
                              "http://1.2.3.4.5/",
                              "http://256.0.0.1/",
                              "http://[::1/",
                              "http://[fe80::1%25eth0]/",
                              "http://[127.0.0.1]/",
                              "http://exa mple.org/",
                              "http://example.org\r\nHost: a/",
                              "http://example.org/\r\nX: a",
                              "http://\xd0\xb0.example/",
                              "http://a..example/",
                              "http://.example.org/",
                              "http://-a.example/",
                              "http://%6cocalhost.org/",
                              "http://127.0.0.1%2f.example.org/",
                              "http://example.org:80:80/"}) {
    const auto parsed = parse_target(address);
    EXPECT_FALSE(parsed) << address;
    if (!parsed) {
      EXPECT_EQ(parsed.error().kind, ErrorKind::invalid) << address;
      EXPECT_FALSE(parsed.error().remedy.empty()) << address;
      EXPECT_THAT(parsed.error().input, Not(HasSubstr("secret"))) << address;
    }
  }
  EXPECT_FALSE(parse_target("https://example.org/" + std::string(limits::fetch_address_bytes, 'a')));
}

TEST(Target, what_is_told_of_an_address_leaves_out_secrets) {
  EXPECT_EQ(target("https://example.org/a.png?token=secret#b").shown(), "https://example.org/a.png");
  EXPECT_LT(target("https://example.org/" + std::string(1'000, 'a')).shown().size(), 250U);
  const auto refused = parse_target("ftp://me:password@example.org/a?key=secret");
  EXPECT_THAT(refused.error().message(), Not(HasSubstr("secret")));
  EXPECT_THAT(refused.error().message(), Not(HasSubstr("password")));
}

TEST(Target, a_file_is_called_what_its_address_ends_with) {
  EXPECT_EQ(target("https://example.org/a/bridge%20new.jpg?w=100").file_name(), "bridge new.jpg");
  EXPECT_EQ(target("https://example.org/a/AD_4nX0123").file_name(), "");
  EXPECT_EQ(target("https://example.org/").file_name(), "");
}

TEST(Target, redirects_lead_where_they_say) {
  const Target from = target("https://example.org/a/b?c=d");
  const auto to = [&](const char* location) {
    const auto next = redirected(from, location);
    return next ? (next->secure ? "https://" : "http://") + next->authority() + next->path : next.error().what;
  };
  EXPECT_EQ(to("https://other.example/x?y"), "https://other.example/x?y");
  EXPECT_EQ(to("//other.example/x"), "https://other.example/x");
  EXPECT_EQ(to("/x"), "https://example.org/x");
  EXPECT_EQ(to("x?y=a:b"), "https://example.org/a/x?y=a:b");
  EXPECT_EQ(to("../x"), "https://example.org/x");
  EXPECT_EQ(to("?e"), "https://example.org/a/b?e");
  const Target plain = target("http://example.org/");
  EXPECT_TRUE(redirected(plain, "https://example.org/"));
  EXPECT_TRUE(redirected(plain, "http://other.example/"));
}

TEST(Target, redirects_lead_nowhere_that_the_first_address_could_not) {
  const Target from = target("https://example.org/");
  for (const char* location :
       {"http://example.org/", "file:///etc/passwd", "gopher://example.org/", "https://127.0.0.1:6379/",
        "https://localhost/", "//localhost/", "https://user@example.org/", "https://2130706433/"}) {
    EXPECT_FALSE(redirected(from, location)) << location;
  }
}

}  // namespace
}  // namespace vestnik::outside
