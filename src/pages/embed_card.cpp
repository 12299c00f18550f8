// Pieces of other sites as cards. The card is a link; the theme's script turns it into a frame when a reader asks.
#include <fmt/format.h>

#include "base/messages.h"
#include "content/embed.h"
#include "pages/query_value.h"
#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

// Where the provider offers the piece as a frame; "" where it does not, or where the id is not one of its kind.
std::string frame_of(std::string_view provider, std::string_view id, std::string_view url) {
  if (provider == "facebook")
    return "https://www.facebook.com/plugins/post.php?show_text=true&href=" + query_value(url);
  if (id.empty() || id.contains("..") ||
      id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./") !=
          std::string_view::npos) {
    return {};
  }
  if (provider == "youtube") return fmt::format("https://www.youtube-nocookie.com/embed/{}?autoplay=1", id);
  if (provider == "vimeo") return fmt::format("https://player.vimeo.com/video/{}?dnt=1&autoplay=1", id);
  if (provider == "telegram") return fmt::format("https://t.me/{}?embed=1", id);
  const std::string_view number = id.substr(id.rfind('/') + 1);
  if (provider == "x") return fmt::format("https://platform.twitter.com/embed/Tweet.html?dnt=true&id={}", number);
  if (provider == "instagram") return fmt::format("https://www.instagram.com/p/{}/embed/", number);
  if (provider == "tiktok") return fmt::format("https://www.tiktok.com/embed/v2/{}", number);
  return {};
}

// As it is said aloud: "youtube.com/watch?v=…".
std::string_view said(std::string_view url) {
  for (const std::string_view prefix : {"https://", "http://", "www."}) {
    if (url.starts_with(prefix)) url.remove_prefix(prefix.size());
  }
  return url;
}

}  // namespace

std::string_view embed_frame_sources() {
  return "https://www.youtube-nocookie.com https://player.vimeo.com https://platform.twitter.com "
         "https://www.facebook.com https://www.instagram.com https://t.me https://www.tiktok.com";
}

std::string render_embed(std::string_view provider, std::string_view id, std::string_view url, std::string_view title,
                         std::string_view language) {
  const std::string name(content::provider_name(provider));
  const std::string frame = frame_of(provider, id, url);
  Sheet sheet("embed");
  // Known names only: it becomes part of a class.
  sheet.SetValue("PROVIDER", name.empty() ? "other" : plain(provider));
  sheet.SetValue("NAME", name);
  sheet.SetValue("ADDRESS", plain(url));
  sheet.SetValue("TITLE", title.empty() ? plain(said(url)) : plain(title));
  if (!name.empty() && !frame.empty()) {
    Sheet& framed = *sheet.AddSectionDictionary("FRAMED");
    framed.SetValue("FRAME", frame);
    framed.SetValue("SHOW", translate(language, "Show here"));
  }
  return print(language, "embed.html", sheet);
}

}  // namespace vestnik::pages
