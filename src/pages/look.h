// What a newsroom chooses of the theme, as a style sheet of its own behind the theme's. It is made from its name alone,
// "/assets/look-9d1620-dark.HASH.css", so it needs to be kept nowhere and may be kept for ever. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vestnik::pages {

// `accent`: "#9d1620" or "" for the theme's own; `scheme`: "light", "dark" or "" for what the reader's device is set
// to. Returns "" where there is nothing to change, and for what is no colour or scheme.
std::string look_path(std::string_view accent, std::string_view scheme);
// The style sheet of that path; nothing where it is none of ours.
std::optional<std::string> look_style(std::string_view path);

// Two colours' contrast as WCAG 2 counts it, 1…21.
double contrast(std::string_view one, std::string_view other);
// The colour next to `accent` that can be read on paper of the light or the dark scheme: at least 4.5.
std::string readable(std::string_view accent, bool dark);

}  // namespace vestnik::pages
