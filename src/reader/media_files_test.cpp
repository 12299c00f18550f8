#include "reader/media_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "media/original.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

constexpr std::size_t large = 20U << 20U, part = 4U << 20U;

class Originals : public testing::Test {
 protected:
  Originals() {
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    asset_.kind = content::Asset::Kind::document;
    asset_.digest = std::string(64, 'a');
    asset_.mime = "application/pdf";
  }
  void put(std::size_t size) {
    const auto file = library_->original(asset_.digest);
    std::filesystem::create_directories(file.parent_path());
    bytes_.resize(size);
    for (std::size_t at = 0; at < size; ++at) bytes_[at] = static_cast<char>('a' + at / 4'099 % 26);
    std::ofstream(file, std::ios::binary) << bytes_;
  }
  http::Response ask(const std::string& range = {}, http::Method method = http::Method::get) {
    http::Request request;
    request.method = method;
    if (!range.empty()) request.fields.push_back({"Range", range});
    return store::need(media_file(*library_, request, media::address_of_original(asset_.digest, asset_.mime), asset_));
  }
  static std::string body(const http::Response& response) {
    std::string text;
    for (const http::Buffer& each : response.body) text += each.bytes;
    return text;
  }
  static std::string field(const http::Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.fields, name, [](const auto& each) { return each.first; });
    return found == response.fields.end() ? std::string() : found->second;
  }

  store::TemporaryFolder folder_;
  std::unique_ptr<media::Library> library_;
  content::Asset asset_;
  std::string bytes_;
};

}  // namespace

TEST_F(Originals, a_large_document_is_sent_whole_to_whoever_names_no_range) {
  put(large);
  const http::Response response = ask();
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(field(response, "Accept-Ranges"), "bytes");
  EXPECT_EQ(field(response, "Content-Range"), "");
  EXPECT_TRUE(body(response) == bytes_);
  // Several ranges are answered with everything too.
  EXPECT_EQ(ask("bytes=0-1,5-6").length(), large);
}

TEST_F(Originals, what_is_being_sent_stays_readable_when_the_file_goes) {
  put(large);
  const http::Response response = ask();
  std::filesystem::remove(library_->original(asset_.digest));
  EXPECT_TRUE(body(response) == bytes_);
}

TEST_F(Originals, a_small_document_is_sent_whole) {
  put(1'000);
  const http::Response response = ask();
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(body(response), bytes_);
}

TEST_F(Originals, a_range_is_answered_in_pieces) {
  put(large);
  const http::Response first = ask("bytes=0-");
  EXPECT_EQ(first.status, 206U);
  EXPECT_EQ(field(first, "Content-Range"), "bytes 0-4194303/20971520");
  EXPECT_TRUE(body(first) == bytes_.substr(0, part));
  const http::Response middle = ask("bytes=5000000-5000099");
  EXPECT_EQ(middle.status, 206U);
  EXPECT_EQ(body(middle), bytes_.substr(5'000'000, 100));
  EXPECT_EQ(ask("bytes=20971520-").status, 416U);
}

TEST_F(Originals, head_tells_the_length_of_the_whole) {
  for (const std::size_t size : {std::size_t{1'000}, large}) {
    put(size);
    for (const char* range : {"", "bytes=0-9"}) {
      const http::Response response = ask(range, http::Method::head);
      EXPECT_EQ(response.status, 200U);
      EXPECT_EQ(response.length(), size);
    }
  }
}

// Two titles show one file, each with a credit of its own: neither is sent on to the other's.
TEST(SameBytes, an_address_belongs_to_the_asset_whose_credit_it_wears) {
  content::Asset bulgarian, english;
  bulgarian.id = AssetId{1};
  english.id = AssetId{2};
  bulgarian.site = SiteId{1};
  english.site = SiteId{2};
  for (content::Asset* asset : {&bulgarian, &english}) asset->digest = std::string(64, 'a');
  bulgarian.credit = "Снимка: Мария Тодорова";
  english.credit = "Photo: Maria Todorova";
  const std::vector<const content::Asset*> both = {&bulgarian, &english};
  for (const content::Asset* asset : both) {
    const media::Rendition own = {.width = 640, .stamp = media::stamp_of(asset->credit, asset->rights, asset->crop)};
    EXPECT_EQ(shown_at(both, media::address_of(asset->digest, own), bulgarian.site).id, asset->id);
  }
  const media::Rendition older = {.width = 640, .stamp = media::stamp_of("Снимка: архив", {}, {})};
  const std::string address = media::address_of(bulgarian.digest, older);
  EXPECT_EQ(shown_at(both, address, english.site).id, english.id);
  EXPECT_EQ(shown_at(both, address, SiteId{3}).id, bulgarian.id);
}

}  // namespace vestnik::reader
