// What every public page tells the browser it may do: nothing from elsewhere but an embed that the reader clicked on.
#pragma once

#include <string_view>

namespace vestnik::reader {

// No inline script or style anywhere, no third party. Frames: HTML5 advertisements from this server, in a sandbox with
// a policy of their own (advertising/creative_view.h); the players of known providers (content/embed.h), which
// theme/script/site.js loads after a click.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com https://platform.twitter.com "
    "https://www.facebook.com https://www.instagram.com https://t.me https://www.tiktok.com; "
    "require-trusted-types-for 'script'; trusted-types 'none'";
inline constexpr std::string_view permissions_policy =
    "camera=(), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()";

}  // namespace vestnik::reader
