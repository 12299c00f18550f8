// An address alone on its line, as WordPress embeds it: a known provider's becomes an embed, a video's or sound's file
// a player, any other a link. Lines inside pre, script, style and textarea are left alone.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wordpress/content_parts.h"

namespace vestnik::interchange::wordpress {

// An address as readers of the old site saw it: a card, a player, or a link in a paragraph of its own, which is noted
// once.
std::string html_of_address(std::string_view address, ContentParts& parts);

std::string with_lone_links(std::string_view html, ContentParts& parts);

// "video" or "audio" where the address ends as such a file's does, else "".
std::string_view media_type_of(std::string_view address);

}  // namespace vestnik::interchange::wordpress
