// The names under which clips, sounds and documents are served, as they came: "/media/DIGEST/original.pdf". Any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vestnik::media {

// "" for types that are not served as they came.
std::string address_of_original(std::string_view digest, std::string_view mime);

// The digest; nothing where the path is none of those. Whether the ending is the file's, its type tells.
std::optional<std::string> parse_original(std::string_view path);

}  // namespace vestnik::media
