// Which addresses count as somebody else's public server.
#include "outside/public_address.h"

#include <gmock/gmock.h>

namespace vestnik::outside {
namespace {

bool is_public(const char* address) {
  return outside::is_public(boost::asio::ip::make_address(address));
}

TEST(PublicAddress, servers_of_the_world_are_public) {
  for (const char* address : {"1.1.1.1",
                              "8.8.8.8",
                              "9.255.255.255",
                              "11.0.0.0",
                              "100.63.255.255",
                              "100.128.0.0",
                              "126.255.255.255",
                              "128.0.0.1",
                              "169.253.255.255",
                              "169.255.0.0",
                              "172.15.255.255",
                              "172.32.0.0",
                              "192.0.1.0",
                              "192.0.3.0",
                              "192.167.255.255",
                              "192.169.0.0",
                              "198.17.255.255",
                              "198.20.0.0",
                              "198.51.99.255",
                              "198.51.101.0",
                              "203.0.112.255",
                              "203.0.114.0",
                              "223.255.255.255",
                              "2001:4860:4860::8888",
                              "2606:4700:4700::1111",
                              "2a00:1450:4017::1",
                              "2001:200::1",
                              "::ffff:8.8.8.8",
                              "64:ff9b::808:808",
                              "2002:808:808::1",
                              "2001:0:808:808::f7f7:f7f7"}) {
    EXPECT_TRUE(is_public(address)) << address;
  }
}

TEST(PublicAddress, this_machine_its_network_and_what_is_reserved_are_not) {
  for (const char* address : {"0.0.0.0",      "0.255.255.255",   "10.0.0.1",    "10.255.255.255",
                              "100.64.0.0",   "100.127.255.255", "127.0.0.1",   "127.255.255.255",
                              "169.254.0.0",  "169.254.169.254", "172.16.0.0",  "172.31.255.255",
                              "192.0.0.0",    "192.0.0.192",     "192.0.2.1",   "192.88.99.1",
                              "192.168.0.1",  "192.168.255.255", "198.18.0.0",  "198.19.255.255",
                              "198.51.100.1", "203.0.113.1",     "224.0.0.1",   "239.255.255.255",
                              "240.0.0.1",    "255.255.255.255", "::",          "::1",
                              "::127.0.0.1",  "::8.8.8.8",       "100::1",      "fc00::1",
                              "fdff::1",      "fd00:ec2::254",   "fe80::1",     "febf::1",
                              "fec0::1",      "ff02::1",         "2001:db8::1", "2001:20::1",
                              "2001:10::1",   "3fff::1",         "3fff:fff::1", "64:ff9b:1::1",
                              "5f00::1",      "4000::1"}) {
    EXPECT_FALSE(is_public(address)) << address;
  }
}

TEST(PublicAddress, an_address_inside_an_address_is_what_that_one_is) {
  for (const char* address :
       {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1",
        // Teredo: a private server; a private client (10.0.0.1 with every bit turned).
        "2001:0:a00:1::f7f7:f7f7", "2001:0:808:808::f5ff:fffe"}) {
    EXPECT_FALSE(is_public(address)) << address;
  }
}

}  // namespace
}  // namespace vestnik::outside
