// Taxonomies and post types beyond WordPress's own: which are content, and what they are called here.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

// A taxonomy that somebody made to sort articles by ("region", "series"): its terms become topics. Not WordPress's own,
// nor what plugins and themes keep their order in.
bool is_custom_taxonomy(std::string_view taxonomy);

// What its addresses begin with where nobody chose otherwise: "product-category" of "product_cat".
std::string base_of_taxonomy(std::string_view taxonomy);

// A term's key among topics: tags are known by their slug alone.
std::string topic_key(std::string_view taxonomy, std::string_view slug);

// A type that somebody made for articles of a kind ("interview", "recipe"), told from posts and pages.
bool is_custom_type(std::string_view type);

// WordPress's category for posts that nobody put into one, by the slug that it has in English or Bulgarian, encoded or
// not.
bool is_uncategorized(std::string_view slug);

// What the section is called that holds its articles, "Интервюта": exports tell no more than "interview".
std::string name_of_type(std::string_view type, bool bulgarian);

// Posts that plugins and themes keep for themselves, and messages of readers: nobody would look for them.
bool is_kept_by_plugins(std::string_view type);

}  // namespace vestnik::interchange::wordpress
