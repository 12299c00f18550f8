// The way to another site and back, against servers on this machine: for these tests alone the fetcher is told that
// they are allowed, and which certificate to trust.
#include "outside/fetcher.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "outside/testing_site.h"

namespace vestnik::outside {
namespace {

using namespace testing_site;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Fetching : public testing::Test {
 protected:
  Fetching() {
    char made[] = "/tmp/vestnik-fetching-XXXXXX";
    folder_ = ::mkdtemp(made);
    std::ofstream(folder_ / "trusted.pem") << identity().certificate;
  }
  ~Fetching() override { std::filesystem::remove_all(folder_); }

  // Every name is a site on this machine, but "inside.example" one of a private network and "mixed.example" both.
  Fetcher::Options options(const Site& site) {
    Fetcher::Options options;
    options.resolve = [this, &site](const Target& target) -> Result<std::vector<tcp::endpoint>> {
      ++resolved_;
      const tcp::endpoint inside(asio::ip::make_address("10.0.0.1"), target.port);
      if (target.host == "inside.example") return std::vector{inside};
      if (target.host == "mixed.example") return std::vector{site.endpoint(), inside};
      return std::vector{site.endpoint()};
    };
    options.allowed = [](const asio::ip::address& address) { return address.is_loopback(); };
    options.trusted = folder_ / "trusted.pem";
    return options;
  }
  Result<Fetched> fetch(const Site& site, const std::string& address) { return Fetcher(options(site)).fetch(address); }

  std::filesystem::path folder_;
  int resolved_ = 0;
};

ErrorKind kind_of(const Result<Fetched>& fetched) {
  EXPECT_FALSE(fetched);
  return fetched ? ErrorKind::internal : fetched.error().kind;
}

TEST_F(Fetching, a_file_comes_over_tls_and_nothing_is_told_but_who_asks) {
  const Site site(true, [](const std::string&) { return ok("picture"); });
  const auto fetched = fetch(site, "https://pictures.example/a/b.png?token=1");
  ASSERT_TRUE(fetched) << fetched.error().message();
  EXPECT_EQ(fetched->bytes, "picture");
  EXPECT_EQ(fetched->file_name, "b.png");
  EXPECT_EQ(fetched->from, "https://pictures.example/a/b.png");
  EXPECT_EQ(resolved_, 1);
  const std::string head = site.heard().at(0);
  EXPECT_THAT(head, StartsWith("GET /a/b.png?token=1 HTTP/1.1\r\n"));
  EXPECT_THAT(head, HasSubstr("Host: pictures.example\r\n"));
  EXPECT_THAT(head, HasSubstr("User-Agent: vestnik"));
  for (const char* secret : {"Cookie", "Referer", "Authorization", "Origin"}) EXPECT_THAT(head, Not(HasSubstr(secret)));
}

TEST_F(Fetching, in_the_clear_and_in_chunks_and_until_the_end_it_comes_too) {
  const Site site(false, [](const std::string& head) -> std::string {
    if (path_in(head) == "/chunks") {
      return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npict\r\n3\r\nure\r\n0\r\n\r\n";
    }
    if (path_in(head) == "/hints") {
      return "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + ok("picture");
    }
    return "HTTP/1.0 200 OK\r\n\r\npicture";
  });
  for (const char* path : {"chunks", "hints", "end"}) {
    const auto fetched = fetch(site, "http://pictures.example/" + std::string(path));
    ASSERT_TRUE(fetched) << fetched.error().message();
    EXPECT_EQ(fetched->bytes, "picture") << path;
  }
}

TEST_F(Fetching, a_certificate_has_to_be_for_that_name_and_vouched_for) {
  const Site site(true, [](const std::string&) { return ok("picture"); });
  const auto other = fetch(site, "https://other.example/a.png");
  EXPECT_EQ(kind_of(other), ErrorKind::unavailable);
  EXPECT_THAT(other.error().what, HasSubstr("certificate"));
  const auto by_address = fetch(site, "https://127.0.0.1/a.png");
  EXPECT_EQ(kind_of(by_address), ErrorKind::unavailable);
  Fetcher::Options strict = options(site);
  strict.trusted.clear();  // the system's store does not know it
  const auto unknown = Fetcher(strict).fetch("https://pictures.example/a.png");
  EXPECT_EQ(kind_of(unknown), ErrorKind::unavailable);
  EXPECT_THAT(unknown.error().what, HasSubstr("certificate"));
  EXPECT_TRUE(site.heard().empty());
}

TEST_F(Fetching, three_redirects_are_followed_and_no_fourth) {
  const Site site(true, [](const std::string& head) {
    const int left = path_in(head)[1] - '0';
    return left == 0 ? ok("picture") : leads_to("/" + std::to_string(left - 1));
  });
  EXPECT_TRUE(fetch(site, "https://pictures.example/3"));
  EXPECT_EQ(kind_of(fetch(site, "https://pictures.example/4")), ErrorKind::invalid);
  EXPECT_EQ(site.heard().size(), 8U);
}

TEST_F(Fetching, a_redirect_is_looked_at_as_the_first_address_is) {
  for (const char* location :
       {"http://inside.example/", "http://mixed.example/", "http://[::ffff:10.0.0.1]/", "http://localhost/",
        "http://127.0.0.1:6379/", "http://me@pictures.example/", "file:///etc/passwd"}) {
    const Site site(false, [&](const std::string& head) {
      return path_in(head) == "/begin" ? leads_to(location) : ok("secret of the inside");
    });
    Fetcher::Options strict = options(site);
    if (std::string_view(location) == "http://[::ffff:10.0.0.1]/") {
      const auto names = strict.resolve;
      strict.resolve = [names](const Target& target) { return target.is_address ? resolve(target) : names(target); };
    }
    const auto fetched = Fetcher(strict).fetch("http://pictures.example/begin");
    EXPECT_EQ(kind_of(fetched), ErrorKind::invalid) << location;
    EXPECT_EQ(site.heard().size(), 1U) << location;
  }
  const Site secure(true, [](const std::string&) { return leads_to("http://pictures.example/"); });
  const auto downgraded = fetch(secure, "https://pictures.example/");
  EXPECT_EQ(kind_of(downgraded), ErrorKind::invalid);
  EXPECT_THAT(downgraded.error().what, HasSubstr("https to http"));
}

TEST_F(Fetching, one_private_address_among_public_ones_is_enough_to_refuse) {
  const Site site(false, [](const std::string&) { return ok("picture"); });
  EXPECT_EQ(kind_of(fetch(site, "http://inside.example/a.png")), ErrorKind::invalid);
  EXPECT_EQ(kind_of(fetch(site, "http://mixed.example/a.png")), ErrorKind::invalid);
  EXPECT_TRUE(site.heard().empty());
}

TEST_F(Fetching, what_is_too_large_is_given_up) {
  const std::string large(1'001, 'x');
  const Site site(false, [&](const std::string& head) -> std::string {
    const std::string path = path_in(head);
    if (path == "/told") return "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx";
    if (path == "/chunks")
      return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + large + "\r\n0\r\n\r\n";
    if (path == "/end") return "HTTP/1.0 200 OK\r\n\r\n" + large;
    if (path == "/head") return "HTTP/1.1 200 OK\r\nX-Long: " + std::string(limits::fetch_head_bytes, 'x') + "\r\n\r\n";
    return ok(large.substr(1));
  });
  Fetcher::Options bounded = options(site);
  bounded.most_bytes = 1'000;
  Fetcher fetcher(bounded);
  EXPECT_TRUE(fetcher.fetch("http://pictures.example/fits"));
  for (const char* path : {"told", "chunks", "end"}) {
    EXPECT_EQ(kind_of(fetcher.fetch("http://pictures.example/" + std::string(path))), ErrorKind::too_large) << path;
  }
  EXPECT_EQ(kind_of(fetcher.fetch("http://pictures.example/head")), ErrorKind::unavailable);
}

TEST_F(Fetching, what_another_site_does_wrong_is_told_apart) {
  const Site site(false, [](const std::string& head) -> std::string {
    const std::string path = path_in(head);
    if (path == "/short") return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    if (path == "/nonsense") return "220 mail.example ESMTP\r\n\r\n";
    if (path == "/gzip") return ok("packed", "Content-Encoding: gzip\r\n");
    return "HTTP/1.1 " + path.substr(1) + " As Asked\r\nContent-Length: 0\r\n\r\n";
  });
  for (const char* path : {"404", "403", "401", "204", "206", "gzip"}) {
    const auto fetched = fetch(site, "http://pictures.example/" + std::string(path) + "?key=secret");
    EXPECT_EQ(kind_of(fetched), ErrorKind::invalid) << path;
    EXPECT_THAT(fetched.error().input, StartsWith("http://pictures.example/")) << path;
    EXPECT_THAT(fetched.error().message(), Not(HasSubstr("secret"))) << path;
    EXPECT_THAT(fetched.error().remedy, HasSubstr("upload it")) << path;
  }
  for (const char* path : {"500", "503", "429", "short", "nonsense"}) {
    EXPECT_EQ(kind_of(fetch(site, "http://pictures.example/" + std::string(path))), ErrorKind::unavailable) << path;
  }
}

TEST_F(Fetching, nobody_who_answers_is_told) {
  Fetcher::Options nobody;
  {
    const Site site(false, [](const std::string&) { return ok(""); });
    nobody = options(site);
    nobody.resolve = [gone = site.endpoint()](const Target&) -> Result<std::vector<tcp::endpoint>> {
      return std::vector{gone};
    };
  }
  EXPECT_EQ(kind_of(Fetcher(nobody).fetch("http://pictures.example/")), ErrorKind::unavailable);
}

TEST_F(Fetching, a_site_that_says_nothing_is_given_up_in_time) {
  for (const bool secure : {false, true}) {
    const Site site(secure, [](const std::string&) { return std::string(); });
    Fetcher::Options impatient = options(site);
    impatient.time = std::chrono::milliseconds(300);
    const auto fetched = Fetcher(impatient).fetch(secure ? "https://pictures.example/" : "http://pictures.example/");
    EXPECT_EQ(kind_of(fetched), ErrorKind::unavailable);
    EXPECT_THAT(fetched.error().what, HasSubstr("too long"));
  }
}

TEST_F(Fetching, a_stop_ends_what_is_under_way) {
  Site site(false, [](const std::string&) { return std::string(); });
  Fetcher fetcher(options(site));
  Result<Fetched> fetched;
  std::thread reader([&] { fetched = fetcher.fetch("http://pictures.example/"); });
  site.await_heard(1);
  fetcher.stop();
  reader.join();
  EXPECT_EQ(kind_of(fetched), ErrorKind::busy);
  EXPECT_EQ(kind_of(fetcher.fetch("http://pictures.example/")), ErrorKind::busy);
}

TEST(Fetcher, as_it_is_made_for_the_newsroom_it_reaches_nothing_of_this_machine_or_its_network) {
  const Site site(false, [](const std::string&) { return ok("secret of the inside"); });
  Fetcher fetcher;
  for (const std::string& address :
       {std::string("http://127.0.0.1/"), "http://127.0.0.1:" + std::to_string(site.endpoint().port()) + "/",
        std::string("http://localhost/"), std::string("http://[::1]/"), std::string("http://[::ffff:10.0.0.1]/"),
        std::string("http://[::ffff:127.0.0.1]/"), std::string("http://169.254.169.254/latest/meta-data/"),
        std::string("http://2130706433/"), std::string("http://0/"), std::string("http://10.1.2.3/"),
        std::string("http://192.168.1.1/"), std::string("https://example.org@127.0.0.1/"),
        std::string("http://127.0.0.1\\@example.org/"), std::string("http://[64:ff9b::7f00:1]/"),
        std::string("http://[2002:7f00:1::1]/"), std::string("http://0.0.0.0/")}) {
    EXPECT_EQ(kind_of(fetcher.fetch(address)), ErrorKind::invalid) << address;
  }
  EXPECT_TRUE(site.heard().empty());
}

}  // namespace
}  // namespace vestnik::outside
