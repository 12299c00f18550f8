#include "store/picture_hashes.h"

#include <gmock/gmock.h>

#include "store/catalogue.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PictureHashes : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
  }
  AssetId add(std::string_view digest, content::Asset::Kind kind = content::Asset::Kind::image) {
    content::Asset asset;
    asset.site = site_;
    asset.kind = kind;
    asset.digest = digest;
    return need(
        store().write([&](Session& session) { return save_asset(session, asset, Time(std::chrono::hours(1))); }));
  }
  void keep(std::string_view digest, std::string_view hash) {
    need(store().write([&](Session& session) { keep_hash(session, digest, hash); }));
  }
  std::vector<std::string> digests_without(AssetId after, std::size_t most) {
    std::vector<std::string> digests;
    for (const Unhashed& picture :
         need(store().read([&](Session& session) { return unhashed_after(session, after, most); }))) {
      digests.push_back(picture.digest);
    }
    return digests;
  }
  std::vector<std::string> hashes(AssetId after, std::size_t most) {
    std::vector<std::string> found;
    for (const HashedPicture& picture :
         need(store().read([&](Session& session) { return hashes_after(session, site_, after, most); }))) {
      found.push_back(picture.hash.value_or("none yet"));
    }
    return found;
  }

  SiteId site_;
};
ON_BOTH(PictureHashes);

TEST_P(PictureHashes, of_a_whole_library_come_by_parts_with_those_that_are_not_worked_out_yet) {
  const AssetId first = add("aa");
  add("bb");
  add("film", content::Asset::Kind::video);
  add("");
  const AssetId last = add("cc");
  keep("aa", "0123456789abcdef");
  keep("bb", "");
  EXPECT_THAT(hashes({}, 2), ElementsAre("0123456789abcdef", ""));
  EXPECT_THAT(hashes(first, 10), ElementsAre("", "none yet"));
  EXPECT_THAT(hashes(last, 10), IsEmpty());
}

TEST_P(PictureHashes, are_worked_out_once_for_the_same_bytes) {
  const AssetId first = add("aa");
  add("bb");
  add("film", content::Asset::Kind::video);
  EXPECT_THAT(digests_without({}, 10), ElementsAre("aa", "bb"));
  EXPECT_THAT(digests_without(first, 10), ElementsAre("bb"));
  EXPECT_THAT(digests_without({}, 1), ElementsAre("aa"));
  keep("aa", "0123456789abcdef");
  keep("aa", "ffffffffffffffff");
  keep("bb", "");  // cannot be read: not tried again
  EXPECT_THAT(digests_without({}, 10), IsEmpty());
  EXPECT_THAT(hashes({}, 1), ElementsAre("0123456789abcdef"));
}

}  // namespace
}  // namespace vestnik::store
