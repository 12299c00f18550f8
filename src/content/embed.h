// Pieces of other sites inside an article: recognised by address, stored as provider + id, shown as a card that
// contacts nobody before the reader's click. YouTube, Vimeo, X, Facebook, Instagram, Telegram, TikTok. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vestnik::content {

struct Embed {
  std::string provider;  // "youtube", "vimeo", "x", "facebook", "instagram", "telegram", "tiktok"
  std::string id;        // as the provider names it; letters, digits and - _ . / only
  std::string url;       // canonical https address of the thing, for the link on the card
};

// From a page's or an iframe's address; nothing where no provider is recognised.
std::optional<Embed> recognise_embed(std::string_view address);

// "YouTube", "X"
std::string_view provider_name(std::string_view provider);

}  // namespace vestnik::content
