#include "interchange/wordpress/bases.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_bases = 8;
constexpr std::size_t longest_base = 100;

void keep(std::set<std::string, std::less<>>& bases, std::string_view base) {
  if (base.size() <= longest_base && bases.size() < most_bases) bases.emplace(base);
}

// "/a/b/" of "/a/b/c/".
std::string_view above(std::string_view folder) {
  folder.remove_suffix(1);
  return folder.substr(0, folder.rfind('/') + 1);
}

std::string_view last_part(std::string_view folder) {
  folder.remove_suffix(1);
  return folder.substr(folder.rfind('/') + 1);
}

// "/2023/10/": a post, named as a category is.
bool is_date(std::string_view folder) {
  return folder.size() > 1 && last_part(folder).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void Bases::see(std::string_view link) {
  std::string folder(link.substr(0, link.find_first_of("?#")));
  if (!folder.starts_with('/')) return;
  if (!folder.ends_with('/')) folder += '/';
  std::string_view base = folder;
  while (base.size() > 1 && names_.section(last_part(base))) base = above(base);
  if (base.size() < folder.size()) {
    if (!is_date(base)) keep(of_categories_, base);
    return;
  }
  if (base.size() < 2) return;
  const bool tag = static_cast<bool>(names_.topic(last_part(base)));
  const std::string_view taxonomy = names_.taxonomy_with(last_part(base));
  if (!tag && taxonomy.empty()) return;
  base = above(base);
  while (!tag && base.size() > 1 && names_.topic(taxonomy, last_part(base))) base = above(base);
  // Below a category it is a post's address.
  if (base.size() < 2 || is_date(base) || names_.section(last_part(base))) return;
  keep(tag ? of_tags_ : of_taxonomies_[std::string(taxonomy)], base);
}

std::set<std::string, std::less<>> Bases::of_taxonomy(std::string_view taxonomy) const {
  const auto place = of_taxonomies_.find(taxonomy);
  return place == of_taxonomies_.end() ? std::set<std::string, std::less<>>() : place->second;
}

}  // namespace vestnik::interchange::wordpress
