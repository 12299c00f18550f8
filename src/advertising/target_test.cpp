#include "advertising/target.h"

#include <gtest/gtest.h>

namespace vestnik::advertising {
namespace {

TEST(Target, is_a_server_that_readers_can_reach) {
  for (const char* address : {"https://example.org/", "http://niva.bg", "https://пример.бг/хляб", "https://1.1.1.1/",
                              "https://niva.example:8443/a?b=c#d", "https://[2606:4700:4700::1111]/",
                              "https://localhost.niva.bg/", "https://10.example.org/", "https://niva.bg./"}) {
    EXPECT_TRUE(check_target(address)) << address;
  }
}

TEST(Target, is_not_within_a_private_network_or_on_the_readers_machine) {
  for (const char* address : {"http://localhost/",
                              "https://LOCALHOST:8080/",
                              "https://a.localhost/",
                              "https://localhost./",
                              "https://127.0.0.1/",
                              "https://127.1/",
                              "https://0x7f.0.0.1/",
                              "https://2130706433/",
                              "https://0177.0.0.1/",
                              "https://10.1.2.3/",
                              "https://172.31.0.1/",
                              "https://192.168.1.1/x",
                              "https://169.254.169.254/",
                              "https://100.64.0.1/",
                              "https://0.0.0.0/",
                              "https://224.0.0.1/",
                              "https://[::1]/",
                              "https://[::]/",
                              "https://[fd00::1]/",
                              "https://[fe80::1]/",
                              "https://[::ffff:10.0.0.1]/",
                              "https://[64:ff9b::7f00:1]/",
                              "https://printer.local/",
                              "https://desk.internal/",
                              "https://a@127.0.0.1/",
                              "https://example.org@localhost/"}) {
    const auto checked = check_target(address);
    ASSERT_FALSE(checked) << address;
    EXPECT_NE(checked.error().message().find("private network"), std::string::npos) << address;
  }
  EXPECT_TRUE(check_target("https://172.32.0.1/"));
  EXPECT_TRUE(check_target("https://100.128.0.1/"));
}

TEST(Target, has_a_whole_name) {
  for (const char* address : {"https://niva", "https://niva/", "https://niva:443/a.b"}) {
    const auto checked = check_target(address);
    ASSERT_FALSE(checked) << address;
    EXPECT_NE(checked.error().message().find("no dot"), std::string::npos) << address;
  }
  for (const char* address : {"https:///a.b", "https://..", "https://%6cocalhost.bg/", "https://１２７.0.0.1/",
                              "https://[::1/", "https://999.1.1.1/", "https://a..b/"}) {
    EXPECT_FALSE(check_target(address)) << address;
  }
}

}  // namespace
}  // namespace vestnik::advertising
