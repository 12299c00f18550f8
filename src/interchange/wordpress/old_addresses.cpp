#include "interchange/wordpress/old_addresses.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "content/html_reader.h"
#include "content/own_addresses.h"
#include "interchange/wordpress/php.h"
#include "interchange/wordpress/taxonomies.h"
#include "media/library.h"
#include "media/original.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/shown_assets.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_sizes = 40;

void with_feeds(store::Session& session, Redirects& redirects, const std::string& from, const std::string& to) {
  redirects.add_below(session, from, to);
  redirects.add_below(session, from + "feed/", to + "feed.xml");
  redirects.add_below(session, from + "feed/atom/", to + "feed.atom");
}

// Where the article of that old number stands; "" where it is not published.
std::string path_of_post(store::Session& session, std::int64_t number, const ArticleWorld& world) {
  if (number == 0) return {};
  const auto article =
      store::find_article_by_foreign_id(session, world.site.id, foreign_id(world.old, std::to_string(number)));
  const auto published = article ? store::find_published(session, article->id) : std::nullopt;
  return published ? published->path : std::string();
}

// The rendition next to a width, at least as wide where there is one; "" for what has none.
std::string rendition_of(const content::Asset& asset, int width) {
  if (asset.digest.empty() || asset.kind != content::Asset::Kind::image || asset.width <= 0) return {};
  const std::vector<int> widths = media::widths_for(asset.shown_width(), media::Crop::whole, asset.shown_height());
  if (widths.empty()) return {};
  const auto chosen = std::ranges::lower_bound(widths, width);
  media::Rendition rendition;
  rendition.width = chosen == widths.end() ? widths.back() : *chosen;
  rendition.focus_x = asset.focus_x;
  rendition.focus_y = asset.focus_y;
  return media::address_of(asset.digest, rendition);
}

// As readers ask for it in a query, decoded: exports hold slugs beyond ASCII percent-encoded.
std::string queried(std::string_view slug) {
  return shown_path(slug).substr(1);
}

}  // namespace

void redirect_names(store::Session& session, const Names& names, const Bases& bases, Redirects& redirects) {
  for (const auto& old : names.old_sections()) {
    // A category that became no section held nothing, unless another file of the same export made one of it.
    if (!old.id && redirects.led_on(session, "/category/" + old.slug + "/")) continue;
    const std::string to = old.id ? "/" + names.address(old.id).slug + "/" : "/";
    with_feeds(session, redirects, "/category/" + old.slug + "/", to);
    if (old.path != "/" + old.slug + "/") with_feeds(session, redirects, "/category" + old.path, to);
    for (const std::string& base : bases.of_categories()) {
      with_feeds(session, redirects, base + old.slug + "/", to);
      if (old.path != "/" + old.slug + "/") with_feeds(session, redirects, base + old.path.substr(1), to);
    }
    // Plugins take the base away.
    if (!content::is_own_step(old.slug)) with_feeds(session, redirects, "/" + old.slug + "/", to);
    if (old.path != "/" + old.slug + "/") with_feeds(session, redirects, old.path, to);
    if (old.number != 0) redirects.add_below(session, "/?cat=" + std::to_string(old.number), to);
    redirects.add_below(session, "/?category_name=" + queried(old.slug), to);
  }
  for (const auto& [type, section] : names.type_sections()) {
    const std::string to = "/" + names.address(section).slug + "/";
    if (!content::is_own_step(type)) with_feeds(session, redirects, "/" + type + "/", to);
    redirects.add_below(session, "/?post_type=" + type, to);
  }
  for (const auto& old : names.old_topics()) {
    const std::string to = "/topic/" + names.address(old.id).slug + "/";
    if (!old.taxonomy.empty()) {
      std::set<std::string, std::less<>> all = bases.of_taxonomy(old.taxonomy);
      all.insert("/" + base_of_taxonomy(old.taxonomy) + "/");
      for (const std::string& base : all) {
        with_feeds(session, redirects, base + old.slug + "/", to);
        if (old.path != "/" + old.slug + "/") with_feeds(session, redirects, base + old.path.substr(1), to);
      }
      redirects.add_below(session, "/?" + old.taxonomy + "=" + queried(old.slug), to);
      redirects.add_below(session, "/?taxonomy=" + old.taxonomy + "&term=" + queried(old.slug), to);
      continue;
    }
    with_feeds(session, redirects, "/tag/" + old.slug + "/", to);
    for (const std::string& base : bases.of_tags()) with_feeds(session, redirects, base + old.slug + "/", to);
    redirects.add_below(session, "/?tag=" + queried(old.slug), to);
    if (old.number != 0) redirects.add_below(session, "/?tag_id=" + std::to_string(old.number), to);
  }
  for (const auto& old : names.old_authors()) {
    const std::string to = "/author/" + names.address(old.id).slug + "/";
    if (!old.slug.empty()) {
      with_feeds(session, redirects, "/author/" + old.slug + "/", to);
      redirects.add_below(session, "/?author_name=" + old.slug, to);
    }
    if (old.number != 0) redirects.add_below(session, "/?author=" + std::to_string(old.number), to);
  }
}

void redirect_feeds(store::Session& session, Redirects& redirects) {
  for (const char* feed : {"/feed/", "/feed/rss/", "/feed/rss2/", "/feed/rdf/", "/rss/", "/comments/feed/",
                           "/?feed=rss2", "/?feed=rss", "/?feed=comments-rss2", "/wp-rss2.php", "/wp-rss.php"}) {
    redirects.add_below(session, feed, "/feed.xml");
  }
  for (const char* feed : {"/feed/atom/", "/?feed=atom", "/wp-atom.php"})
    redirects.add_below(session, feed, "/feed.atom");
  for (const char* map :
       {"/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap-index.xml", "/post-sitemap.xml", "/page-sitemap.xml",
        "/category-sitemap.xml", "/post_tag-sitemap.xml", "/author-sitemap.xml", "/wp-sitemap-posts-post-1.xml",
        "/wp-sitemap-posts-page-1.xml", "/wp-sitemap-taxonomies-category-1.xml", "/wp-sitemap-users-1.xml"}) {
    redirects.add_below(session, map, "/sitemap.xml");
  }
  redirects.add_below(session, "/index.php", "/");
  redirects.add_below(session, "/", "/");  // the folder that WordPress was installed in
}

void redirect_file(store::Session& session, const std::string& address, AssetId id, const OldSite& old,
                   Redirects& redirects) {
  const auto own = old.own(address);
  const auto asset = own && store::is_shown(session, id) ? store::find_asset(session, id) : std::nullopt;
  if (!asset) return;
  std::string file = rendition_of(*asset, asset->width);
  if (file.empty()) file = media::address_of_original(asset->digest, asset->mime);
  if (!file.empty()) redirects.add(session, *own, file);
}

void redirect_rule(store::Session& session, const Item& item, const OldSite& old, Redirects& redirects,
                   ImportReport& report) {
  if (item.status != "publish") return;
  const std::string given = content::html_to_text(item.meta_of("_redirect_rule_from"));
  std::string to = content::html_to_text(item.meta_of("_redirect_rule_to"));
  const std::string_view status = item.meta_of("_redirect_rule_status_code");
  const std::string where = text::clean(given.substr(0, 200));
  const bool pattern = given.find('*') != std::string::npos || item.meta_of("_redirect_rule_from_regex") == "1";
  if (pattern || given.empty() || status.starts_with('4')) {
    report.note("redirect of a plugin left out: it is a pattern, or leads nowhere", where);
    return;
  }
  if (to.starts_with('/') && !to.starts_with("//")) {
    const std::string& base = old.base_path();
    if (!base.empty() && to != base && !to.starts_with(base + "/")) to.insert(0, base);
  } else if (const auto own = old.own_link(to)) {
    to = *own;
  } else if ((!to.starts_with("https://") && !to.starts_with("http://")) || !content::is_safe_address(to)) {
    report.note("redirect of a plugin left out: it leads to no address", where);
    return;
  }
  redirects.add_below(session, given.starts_with('/') ? given : "/" + given, to);
}

void redirect_attachment(store::Session& session, const Item& item, const ArticleWorld& world, Redirects& redirects) {
  const AssetId id = world.attachments.of_number(item.number());
  const auto asset = id ? store::find_asset(session, id) : std::nullopt;
  std::string page = path_of_post(session, item.parent_number(), world);
  if (page.empty()) page = "/";
  // A file is public where a published article shows it or links to it: all others would answer 404.
  const bool shown = asset && store::is_shown(session, asset->id);
  std::string file = shown ? rendition_of(*asset, asset->width) : std::string();
  if (shown && file.empty()) file = media::address_of_original(asset->digest, asset->mime);
  if (file.empty()) file = page;

  const auto add = [&](std::string_view address, const std::string& to) {
    if (const auto own = world.old.own(content::html_to_text(address));
        own && address.find("//") != std::string_view::npos) {
      redirects.add(session, *own, to);
    }
  };
  // Pages of attachments are named by whatever host the export was made under.
  if (const std::string link = content::html_to_text(item.link); link.find("//") != std::string::npos) {
    const std::size_t path = link.find('/', link.find("//") + 2);
    if (path != std::string::npos) redirects.add(session, link.substr(path), page);
    // Told by number only: where posts had paths it stood below its post.
    if (link.find('?') != std::string::npos && page.size() > 1 && page.ends_with('/') && !item.name.empty())
      redirects.add(session, page + item.name + "/", page);
  }
  if (item.number() != 0) {
    redirects.add_below(session, "/?attachment_id=" + std::to_string(item.number()), page);
    redirects.add_below(session, "/?p=" + std::to_string(item.number()), page);
  }
  add(item.attachment_url, file);
  // What it was made of lay beside it, "most.jpg" of "most-scaled.jpg" and "most-e1716200000.jpg", and the sizes are
  // named after that one.
  if (const std::string made_of = original_name(item.attachment_url);
      asset && made_of != item.attachment_url && world.attachments.known_at(made_of) == id) {
    add(made_of, file);
  }
  if (item.guid != item.attachment_url) add(item.guid, file);

  const auto metadata = parse_php(item.meta_of("_wp_attachment_metadata"));
  if (!metadata || !asset) return;
  const std::string folder = item.attachment_url.substr(0, item.attachment_url.rfind('/') + 1);
  std::size_t sizes = 0;
  for (const auto& [name, size] : (*metadata)["sizes"].entries) {
    const std::string& made = size["file"].scalar;
    if (made.empty() || made.find('/') != std::string::npos || ++sizes > most_sizes) continue;
    const int width = static_cast<int>(number_of(size["width"].scalar));
    const std::string rendition = shown ? rendition_of(*asset, width) : std::string();
    add(folder + made, rendition.empty() ? page : rendition);
  }
  if (const std::string& original = (*metadata)["original_image"].scalar; !original.empty())
    add(folder + original, file);
}

}  // namespace vestnik::interchange::wordpress
