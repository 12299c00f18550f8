// What a file is by its first bytes, never by its name or by what the sender says. An allow-list: whatever is not on
// it (HTML, SVG, XML, MVG, PostScript, scripts, archives, TIFF, Matroska …) is nothing. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace vestnik::media {

enum class Kind { jpeg, png, webp, gif, avif, heic, mp4, webm, mp3, m4a, ogg, wav, pdf };

std::optional<Kind> sniff(std::string_view bytes);
bool is_picture(Kind kind);
std::string_view mime_of(Kind kind);

}  // namespace vestnik::media
