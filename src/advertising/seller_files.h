// What a site tells buyers about who sells its space: ads.txt (IAB 1.1) and sellers.json (IAB 1.0); and whether it
// shows tags of other servers at all.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "content/ids.h"
#include "store/session.h"

namespace vestnik::advertising {

inline constexpr std::string_view sellers_setting = "advertising.sellers", outside_setting = "advertising.outside";

// ErrorKind::invalid with the first line that is none of ads.txt.
Result<void> check_ads_txt(std::string_view text);
// ErrorKind::invalid with what is wrong: no JSON, no list of sellers, a seller without its number, name or kind.
Result<void> check_sellers_json(std::string_view text);

// Off until somebody has said otherwise.
bool takes_outside_tags(store::Session& session, SiteId site);

}  // namespace vestnik::advertising
