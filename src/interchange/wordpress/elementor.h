// The page builder Elementor keeps a post as a tree of elements in a custom field, and its readable form in the
// content. Where an export lost the latter, the tree is read: headings, texts, pictures, clips, buttons, lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::interchange::wordpress {

// HTML of `data` ("_elementor_data": a JSON array of {"elType", "widgetType", "settings", "elements"}), which is as
// foreign as any content: it goes through read_content. "" where it is no such tree. What is left out is added to
// `notes`.
std::string html_of_elementor(std::string_view data, std::vector<std::string>& notes);

}  // namespace vestnik::interchange::wordpress
