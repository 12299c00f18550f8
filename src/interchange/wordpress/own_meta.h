// What exports of this program add to WordPress's format, so that nothing is lost on the way back.
#pragma once

#include <string_view>

namespace vestnik::interchange::wordpress {

inline constexpr std::string_view own_body_meta = "_vestnik_body";       // the body as JSON
inline constexpr std::string_view own_digest_meta = "_vestnik_body_of";  // SHA-256 of the content made of it
inline constexpr std::string_view own_past_meta = "_vestnik_history";    // interchange/past.h
inline constexpr std::string_view own_kind_meta = "_vestnik_kind";       // "interview"
inline constexpr std::string_view own_caption_meta = "_vestnik_lead_caption";

}  // namespace vestnik::interchange::wordpress
