// What a published body shows or links to is public; nothing else of the library is.
#include <gmock/gmock.h>

#include "store/check.h"
#include "store/shown_assets.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

class ShownAssets : public OnBoth {
 protected:
  AssetId add(content::Asset::Kind kind, char digit) {
    content::Asset asset;
    asset.site = site_;
    asset.kind = kind;
    asset.digest = std::string(64, digit);
    return write([&](Session& session) { return save_asset(session, asset, test_time); });
  }
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    document_ = add(content::Asset::Kind::document, 'd');
    picture_ = add(content::Asset::Kind::image, 'b');
    article_ = an_article(site_, world().add_section(site_), "Отчет");
    for (const char digit : {'d', 'b', 'c'}) {  // the last is nobody's
      content::Node words{"text", "тук", {}, {}, {}};
      words.marks.push_back({"link", {{"href", "/media/" + std::string(64, digit) + "/original.pdf"}}});
      article_.body.blocks.push_back({"paragraph", {}, {}, {}, {std::move(words)}});
    }
  }
  std::vector<AssetId> seen() {
    std::vector<AssetId> ids;
    as_reader([&](Session& session) {
      each_public_asset(session, [&](const content::Asset& asset) {
        ids.push_back(asset.id);
        return true;
      });
    });
    return ids;
  }

  SiteId site_;
  AssetId document_, picture_;
  content::Article article_;
};
ON_BOTH(ShownAssets);

}  // namespace

TEST_P(ShownAssets, hold_a_document_for_as_long_as_a_published_article_links_to_it) {
  const ArticleId id = world().add(article_);
  EXPECT_THAT(seen(), testing::IsEmpty());
  write([&](Session& session) { publish_article(session, id, test_time); });
  // A link makes no picture public.
  EXPECT_THAT(seen(), testing::ElementsAre(document_));
  EXPECT_TRUE(read([&](Session& session) { return is_shown(session, document_); }));
  EXPECT_THAT(read([](Session& session) { return check(session); }), testing::IsEmpty());
  write([&](Session& session) { unpublish_article(session, id, test_time); });
  EXPECT_THAT(seen(), testing::IsEmpty());
}

}  // namespace vestnik::store
