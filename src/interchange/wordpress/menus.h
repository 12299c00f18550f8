// The old site's menus as this site's navigation.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "content/site.h"
#include "interchange/report.h"
#include "interchange/wordpress/names.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/survey.h"

namespace vestnik::interchange::wordpress {

struct MenuWorld {
  const Survey& survey;
  const Names& names;
  const OldSite& old;
  // Label and path of a published post by its old number.
  std::function<std::optional<content::NavigationItem>(std::int64_t post)> post;
};

// The main one of several menus, as its name or else its size tells, and the one that is named after the foot of the
// page; empty where there is none.
struct Menus {
  std::vector<content::NavigationItem> main, footer;
};
Menus menus_of(const MenuWorld& world, ImportReport& report);

}  // namespace vestnik::interchange::wordpress
