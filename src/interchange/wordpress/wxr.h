// What a WordPress export (WXR 1.0–1.2) holds, as written there: every field is text, decoded from XML and nothing
// more.
//
//   rss > channel > title link description language wp:wxr_version wp:base_site_url wp:base_blog_url
//                   wp:author* (wp:category | wp:tag | wp:term)* item*
//   item > title link pubDate dc:creator guid content:encoded excerpt:encoded wp:post_id … category* wp:postmeta*
//          wp:comment*
// https://github.com/pbiron/wxr
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "interchange/wordpress/xml_stream.h"

namespace vestnik::interchange::wordpress {

struct Channel {
  std::string title, link, description, language, version, base_site_url, base_blog_url;
};

struct WxrAuthor {
  std::string id, login, display_name, first_name, last_name;
  std::string own = {};        // vestnik:author, of exports of this program: JSON as in site.json
  std::string biography = {};  // of guests of the plugins Co-Authors Plus and Molongui: HTML
  std::string site = {};       // of the same: their web page
};

// wp:category, wp:tag and wp:term alike.
struct WxrTerm {
  std::string id, taxonomy, slug, parent, name, description;  // taxonomy: "category", "post_tag", "nav_menu" …
};

struct TermReference {
  std::string taxonomy, slug, name;
};

struct WxrComment {
  std::string id, author, date, date_gmt, content, approved, type, parent;
};

struct Item {
  std::int64_t line = 0;
  bool too_long = false;  // over most_item_bytes: only what came before is here
  std::string title, link, pub_date, creator, guid, content, excerpt;
  std::string id, date, date_gmt, modified, modified_gmt, name, status, parent, menu_order, type, password, sticky;
  std::string attachment_url;
  std::vector<TermReference> terms;
  std::multimap<std::string, std::string, std::less<>> meta;
  std::vector<WxrComment> comments;

  std::string_view meta_of(std::string_view key) const;  // the first value, else ""
  std::int64_t number() const;                           // post id, 0 where there is none
  std::int64_t parent_number() const;
};

// Leading digits; 0 where there are none or too many.
std::int64_t number_of(std::string_view text);

// One item's text: more is a broken or hostile export.
inline constexpr std::size_t most_item_bytes = 128UL << 20U;

// What a reading of the file is about; the rest is passed over.
struct WxrWanted {
  bool content = false;  // content:encoded, excerpt:encoded
  bool comments = false;
};

class WxrListener {
 public:
  virtual ~WxrListener() = default;
  virtual void channel(const Channel&) {}  // before the first item, and again at the end
  virtual void author(WxrAuthor&&) {}
  virtual void term(WxrTerm&&) {}
  virtual void item(Item&&) {}
  virtual bool wants_more() const { return true; }
};

// ErrorKind::invalid where the file is not well-formed or no export of a version that we know.
Result<XmlFacts> read_wxr(const std::filesystem::path& file, const WxrWanted& wanted, WxrListener& listener,
                          const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});
Result<XmlFacts> read_wxr(Source source, const WxrWanted& wanted, WxrListener& listener,
                          const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace vestnik::interchange::wordpress
