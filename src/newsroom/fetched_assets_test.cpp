// Pictures of other sites that come into the library by their addresses.
#include <gmock/gmock.h>

#include "base/digest.h"
#include "newsroom/testing_desk.h"
#include "outside/fetcher.h"
#include "outside/testing_site.h"

namespace vestnik::newsroom {
namespace {

using outside::testing_site::ok;
using outside::testing_site::Site;
using testing::HasSubstr;
using testing::Not;

// Takes what begins with "picture" for one; nothing is kept.
class Pictures final : public media::Library {
 public:
  Result<Kept> keep_picture(std::string_view bytes) override {
    if (!bytes.starts_with("picture")) return fail(ErrorKind::invalid, "not a picture that we read");
    media::Picture picture;
    picture.mime = "image/png";
    picture.width = picture.height = 8;
    picture.credit = "EPA";
    return Kept{sha256_hex(std::string(bytes)), static_cast<std::int64_t>(bytes.size()), picture};
  }
  Result<Kept> keep_file(std::string_view) override { return nothing<Kept>(); }
  Result<std::string> placeholder(std::string_view, const std::optional<Area>&) override {
    return nothing<std::string>();
  }
  Result<std::string> rendition(std::string_view, const media::Rendition&, std::string_view,
                                std::string_view) override {
    return nothing<std::string>();
  }
  std::optional<std::string> existing(std::string_view, const media::Rendition&) override { return std::nullopt; }
  bool is_made(std::string_view, const media::Rendition&) const override { return false; }
  Result<bool> make_ahead(std::string_view, const media::Rendition&, std::string_view, std::string_view,
                          const std::stop_token&) override {
    return false;
  }
  void rest() override {}
  std::filesystem::path original(std::string_view) const override { return {}; }
  bool has(std::string_view) const override { return false; }

 private:
  template <class T>
  static Result<T> nothing() {
    return fail(ErrorKind::internal, "not for this test");
  }
};

class FetchedAssets : public testing::Test {
 protected:
  FetchedAssets() {
    store_.add_site();
    desk_.library = &pictures_;
  }

  // Asks over a fetcher that takes the site on this machine for a public one.
  Answer fetch_from(const Site& site, const std::string& address, std::vector<http::Field> fields = {},
                    const std::string& as = "reporter") {
    outside::Fetcher::Options options;
    options.resolve = [&](const outside::Target&) -> Result<std::vector<boost::asio::ip::tcp::endpoint>> {
      return std::vector{site.endpoint()};
    };
    options.allowed = [](const boost::asio::ip::address& each) { return each.is_loopback(); };
    outside::Fetcher fetcher(options);
    desk_.fetcher = &fetcher;
    Answer answer = fetch(address, std::move(fields), as);
    desk_.fetcher = nullptr;
    return answer;
  }
  Answer fetch(const std::string& address, std::vector<http::Field> fields = {}, const std::string& as = "reporter") {
    return desk_.call(http::Method::post, "assets/fetch", json::object{{"url", address}}, std::move(fields), as);
  }

  store::TemporaryStore store_;
  Pictures pictures_;
  TemporaryDesk desk_{store_};
};

TEST_F(FetchedAssets, a_picture_of_another_site_becomes_an_asset_as_an_uploaded_one_does) {
  const Site site(false, [](const std::string&) { return ok("picture of a bridge"); });
  const Answer first = fetch_from(site, "http://pictures.example/a/bridge.png?token=secret");
  EXPECT_EQ(first.status, 201U);
  EXPECT_EQ(first.text("file_name"), "bridge.png");
  EXPECT_EQ(first.text("credit"), "EPA");
  EXPECT_EQ(first.fields.at("Location"), "/api/v1/assets/" + std::to_string(first.number("id")));
  EXPECT_FALSE(first.etag().empty());
  const Answer again = fetch_from(site, "http://other.example/copy.png");
  EXPECT_EQ(again.status, 200U);
  EXPECT_EQ(again.number("id"), first.number("id"));
  EXPECT_EQ(again.text("file_name"), "bridge.png");
  EXPECT_TRUE(again.object().at("duplicate").as_bool());
  const std::string log = write_json(desk_.get("audit").body);
  EXPECT_THAT(log, HasSubstr("fetchAsset"));
  EXPECT_THAT(log, HasSubstr("pictures.example/a/bridge.png"));
  EXPECT_THAT(log, Not(HasSubstr("secret")));
}

TEST_F(FetchedAssets, a_call_that_is_sent_again_asks_nobody_again) {
  const Site site(false, [](const std::string&) { return ok("picture of a bridge"); });
  const std::vector<http::Field> key = {{"Idempotency-Key", "8e03978e-40d5-43e8-bc93"}};
  const Answer first = fetch_from(site, "http://pictures.example/bridge.png", key);
  const Answer again = fetch_from(site, "http://pictures.example/bridge.png", key);
  EXPECT_EQ(again.status, 201U);
  EXPECT_EQ(again.number("id"), first.number("id"));
  EXPECT_EQ(again.fields.at("Idempotency-Replayed"), "true");
  EXPECT_EQ(site.heard().size(), 1U);
}

TEST_F(FetchedAssets, what_is_no_picture_is_not_kept) {
  const Site site(false, [](const std::string&) { return ok("<html>Sign in first</html>"); });
  const Answer answer = fetch_from(site, "http://pictures.example/a.png?token=secret");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_THAT(answer.text("input"), "http://pictures.example/a.png");
  EXPECT_THAT(answer.text("remedy"), HasSubstr("upload it"));
  EXPECT_TRUE(desk_.get("assets").object().at("items").as_array().empty());
}

TEST_F(FetchedAssets, nothing_of_this_machine_or_its_network_is_reached) {
  outside::Fetcher fetcher;
  desk_.fetcher = &fetcher;
  for (const char* address :
       {"http://127.0.0.1/", "http://localhost/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/",
        "http://2130706433/", "https://example.org@127.0.0.1/", "http://me:secret@example.org/", "file:///etc/passwd",
        "ftp://example.org/a.png", "http://example.org:22/", ""}) {
    const Answer answer = fetch(address);
    EXPECT_EQ(answer.status, 400U) << address;
    EXPECT_THAT(answer.text("remedy"), HasSubstr("upload it")) << address;
    EXPECT_THAT(write_json(answer.body), Not(HasSubstr("secret"))) << address;
  }
}

TEST_F(FetchedAssets, an_operator_can_forbid_it_and_a_visitor_never_may) {
  EXPECT_EQ(fetch("https://example.org/a.png").status, 503U);
  outside::Fetcher fetcher;
  desk_.fetcher = &fetcher;
  EXPECT_EQ(fetch("http://127.0.0.1/", {}, "").status, 401U);
}

}  // namespace
}  // namespace vestnik::newsroom
