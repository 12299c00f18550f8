// Whatever bytes come as a WordPress export: no crash, and every post's content becomes a body that keeps to the
// grammar.
#include <cstdlib>

#include "content/article.h"
#include "interchange/wordpress/attachments.h"
#include "interchange/wordpress/comments.h"
#include "interchange/wordpress/credit.h"
#include "interchange/wordpress/php.h"
#include "interchange/wordpress/post_meta.h"
#include "interchange/wordpress/read_content.h"
#include "interchange/wordpress/survey.h"

using namespace vestnik;
using namespace vestnik::interchange::wordpress;

namespace {

struct Listener : WxrListener {
  void channel(const Channel& channel) override { old = OldSite(channel); }
  void item(Item&& item) override {
    destiny_of(item);
    Surroundings around;
    around.footnotes = item.meta_of("footnotes");
    around.asset_of = [](std::string_view address) { return AssetId{address.size() % 3 == 0 ? 5 : 0}; };
    around.asset_of_attachment = [](std::int64_t number) { return AssetId{number % 2}; };
    around.attachments_of = [](std::int64_t) { return std::vector<std::int64_t>{1, 2, 3}; };
    around.link_of = [this](std::string_view address) { return old.own(address).value_or(std::string(address)); };
    const std::string own = item.content;
    around.reusable_block = [&own](std::int64_t) { return Result<std::string>(own.substr(0, 500)); };
    const ReadContent read = read_content(item.content, around);
    const auto again = content::parse_body(content::write_body(read.body));
    if (!again || *again != read.body) std::abort();
    for (const auto& [key, value] : item.meta) parse_php(value);
    split_credit(item.excerpt);
    original_name(upload_path(item.attachment_url));
    description_of(item);
    blocks_before(item);
    blocks_after(item);
    shown_path(item.link);
    for (const WxrComment& comment : item.comments) comment_text(comment.content);
  }
  OldSite old;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Listener listener;
  (void)read_wxr(Source::of(std::string(reinterpret_cast<const char*>(data), size), "fuzz"),
                 {.content = true, .comments = true}, listener);
  // The same bytes as the content of one post, so that its parsers are reached without an export around them.
  Item item;
  item.content.assign(reinterpret_cast<const char*>(data), size);
  listener.item(std::move(item));
  return 0;
}
