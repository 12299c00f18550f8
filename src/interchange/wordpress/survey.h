// The first reading of an export: proves that the file can be read to its end before anything is written, and collects
// what is needed before its place in the file comes: terms, authors, menus, reusable blocks. Memory grows with these,
// not with the number of posts.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/report.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {

struct MenuItem {
  std::int64_t id = 0, parent = 0, order = 0, object_id = 0;
  std::string menu;    // its slug
  std::string type;    // "custom", "post_type", "taxonomy" …
  std::string object;  // "page", "category" …
  std::string label, address;
};

struct Survey {
  Channel channel;
  std::vector<WxrAuthor> authors;  // by login; those that only items name come last
  // Categories, tags, and the terms of other taxonomies that articles carry; those that only items name come last.
  std::vector<WxrTerm> terms;
  std::map<std::string, std::int64_t, std::less<>> unused_taxonomies;  // that no article carries: number of terms
  std::vector<MenuItem> menu_items;
  std::map<std::string, std::string, std::less<>> menus;   // slug → name
  std::map<std::int64_t, std::string> reusable_blocks;     // wp_block: id → content
  std::set<std::int64_t> too_much_to_reuse;                // wp_blocks that are left out for their size
  std::int64_t further_menu_items = 0;                     // beyond what is kept
  std::string navigation_blocks;                           // content of the newest wp_navigation
  std::map<std::string, std::int64_t, std::less<>> items;  // by post type
  XmlFacts facts;
  // Of the items that readers see or will see: hashes of the addresses of one step ("/sport/"), sorted; 8 bytes each.
  std::vector<std::uint64_t> one_step_addresses;

  // "/archives" where all posts that readers see stand below it, "" where they do not: lists stood there too.
  std::string front;
  // "/en" where posts stand below it: plugins for several languages put the code of one before all its addresses.
  std::set<std::string, std::less<>> language_steps;

  // Whether there are articles that stand in no category, or in none but "uncategorized", and are of no type below.
  bool has_lone_articles = false;

  // Custom post types with articles that stand in no category, and the step that all of these stand below ("interviews"
  // of "/interviews/ivan/"); "" where there is none.
  std::map<std::string, std::string, std::less<>> types;

  std::map<std::string, std::string, std::less<>> tables;       // TablePress: number → HTML
  std::map<std::int64_t, std::vector<std::int64_t>> galleries;  // of plugins: number → attachments

  std::map<std::int64_t, std::string> guest_logins;  // of the plugin Molongui: number of the post → login

  // What the site is recognised by under another host name (known_as.h): published posts and pages, the first ones of
  // the file.
  struct Known {
    std::int64_t number = 0;
    std::string slug, title, date, date_gmt;
  };
  static constexpr std::size_t most_known = 1'000;
  std::vector<Known> sample;

  // Whether such an item stands at "/{slug}/".
  bool has_item_at(std::string_view slug) const;
};

Result<Survey> survey(const std::filesystem::path& file, const ProgressListener& progress);

// What becomes of an item: an article, or nothing that readers would look for.
enum class Destiny { article, page, attachment, structure, left_out };
Destiny destiny_of(const Item& item);

}  // namespace vestnik::interchange::wordpress
