// Whatever bytes stand where plugins and themes keep PHP's serialised values: no crash, and what is taken from them
// keeps to bounds and stays inert.
#include <cstdlib>

#include "content/html_reader.h"
#include "interchange/wordpress/php.h"
#include "interchange/wordpress/post_meta.h"

using namespace vestnik;
using namespace vestnik::interchange::wordpress;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  parse_php(text);
  Item item;
  for (const char* key : {"td_post_theme_settings", "td_post_video", "td_post_audio", "jnews_primary_category",
                          "_eg_gallery_data", "foogallery_attachments", "modula-images"}) {
    item.meta.emplace(key, text);
  }
  if (pictures_of_gallery(item).size() > 1'000 || lost_of_plugins(item).size() > 30) std::abort();
  if (primary_category_of(item) < 0) std::abort();
  subtitle_of(item);
  unknown_fields_of(item);
  for (const auto& blocks : {blocks_before(item), blocks_after(item)}) {
    // Sources and embeds are within the grammar of bodies, or the whole article would be refused.
    const auto sound = content::parse_body(content::write_body({blocks}));
    if (!sound) std::abort();
  }
  return 0;
}
