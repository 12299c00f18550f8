// The old site's settings "category base" and "tag base" stand in no export. Its own links tell them: where
// "/rubriki/svyat/" is linked to and "svyat" is a category, categories stand under "/rubriki/". One thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "interchange/wordpress/names.h"

namespace vestnik::interchange::wordpress {

class Bases {
 public:
  explicit Bases(const Names& names) : names_(names) {}

  // A link of the old site to itself: path, query and fragment (OldSite::own).
  void see(std::string_view link);

  // "/rubriki/"; "/" where categories stand under no base. At most eight each.
  const std::set<std::string, std::less<>>& of_categories() const { return of_categories_; }
  const std::set<std::string, std::less<>>& of_tags() const { return of_tags_; }
  // Of a taxonomy beyond WordPress's own; may be empty.
  std::set<std::string, std::less<>> of_taxonomy(std::string_view taxonomy) const;

 private:
  const Names& names_;
  std::set<std::string, std::less<>> of_categories_, of_tags_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> of_taxonomies_;
};

}  // namespace vestnik::interchange::wordpress
