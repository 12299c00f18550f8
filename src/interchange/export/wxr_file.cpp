#include "interchange/export/wxr_file.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "content/html_writer.h"
#include "interchange/export/out_file.h"
#include "interchange/format.h"
#include "interchange/past.h"
#include "interchange/wordpress/own_meta.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

using content::Article;
using content::State;

// Beyond any number of an article, asset or section here.
constexpr std::int64_t menu_number = 9'000'000'000'000;
constexpr std::string_view menu_slug = "primary";

std::string cdata(std::string_view given) {
  std::string text = text::clean(given);
  for (std::size_t at = text.find("]]>"); at != std::string::npos; at = text.find("]]>", at + 15)) {
    text.replace(at, 3, "]]]]><![CDATA[>");
  }
  return "<![CDATA[" + text + "]]>";
}

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + cdata(text) + "</" + std::string(name) + ">";
}

std::string meta(std::string_view key, std::string_view value) {
  if (value.empty()) return {};
  return "<wp:postmeta>" + element("wp:meta_key", key) + element("wp:meta_value", value) + "</wp:postmeta>\n";
}

std::string term(std::string_view domain, std::string_view slug, std::string_view name) {
  return "<category domain=\"" + std::string(domain) + "\" nicename=\"" + text::escape_html(slug) + "\">" +
         cdata(name) + "</category>\n";
}

// As WordPress writes that there is none.
const std::string undated = "0000-00-00 00:00:00";

// "2026-11-24 18:00:00" in a zone.
std::string date(Time time, std::string_view zone) {
  std::string text = format_rfc3339(time, zone).substr(0, 19);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string rss_date(Time time) {
  std::string text = format_http_date(time);
  if (text.ends_with("GMT")) text.replace(text.size() - 3, 3, "+0000");
  return text;
}

// Square brackets are not taken for shortcodes.
std::string without_shortcodes(std::string_view html) {
  std::string out;
  for (const char c : html) {
    if (c == '[') {
      out += "&#91;";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string_view status_of(State state) {
  switch (state) {
    case State::published:
      return "publish";
    case State::scheduled:
      return "future";
    case State::review:
    case State::ready:
      return "pending";
    case State::hidden:
      return "private";
    case State::withdrawn:
    case State::trashed:
      return "trash";
    case State::draft:
      break;
  }
  return "draft";
}

std::string_view post_format(content::Kind kind) {
  if (kind == content::Kind::video) return "post-format-video";
  if (kind == content::Kind::gallery) return "post-format-gallery";
  return {};
}

class WxrWriter {
 public:
  WxrWriter(store::Session& session, const SiteNames& names, OutFile& file, Time now)
      : session_(session),
        names_(names),
        file_(file),
        now_(now),
        figures_([this](AssetId id) { return address_of(id); },
                 [this](AssetId id) { return store::find_asset(session_, id); }) {}

  void write(const std::function<void()>& each_written) {
    head();
    store::each_asset(session_, names_.site.id, [&](const content::Asset& asset) {
      attachment(asset);
      return true;
    });
    store::each_article(session_, names_.site.id, [&](const Article& newest) {
      // The format knows one state of a post: what readers see.
      article(versions_of(session_, newest).shown);
      each_written();
      return true;
    });
    menu(names_.site.navigation, 0);
    file_ << "</channel>\n</rss>\n";
  }

 private:
  std::string address_of(const content::Asset& asset) const {
    std::string file = media_file(asset);
    if (file.empty() && (asset.original_url.starts_with("https://") || asset.original_url.starts_with("http://"))) {
      return asset.original_url;
    }
    if (file.empty()) file = std::to_string(asset.id.value) + "/" + text::slug(asset.file_name);
    return names_.site.base_url + "/wp-content/uploads/" + file;
  }
  std::string address_of(AssetId id) const {
    const auto asset = store::find_asset(session_, id);
    return asset ? address_of(*asset) : std::string();
  }

  void head() {
    const content::Site& site = names_.site;
    file_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
             "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "
             "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
             "xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
             "xmlns:wp=\"http://wordpress.org/export/1.2/\" "
             "xmlns:vestnik=\"https://vestnik.invalid/export/1/\">\n<channel>\n"
          << element("title", text::escape_html(site.name)) << element("link", site.base_url)
          << element("description", text::escape_html(site.tagline)) << "<pubDate>" << rss_date(now_) << "</pubDate>"
          << element("language", site.language) << "<wp:wxr_version>1.2</wp:wxr_version>"
          << element("wp:base_site_url", site.base_url) << element("wp:base_blog_url", site.base_url) << "\n";
    for (const auto& author : names_.authors) {
      file_ << "<wp:author><wp:author_id>" << std::to_string(author.id.value) << "</wp:author_id>"
            << element("wp:author_login", author.slug) << element("wp:author_email", "")
            << element("wp:author_display_name", text::escape_html(author.name)) << element("wp:author_first_name", "")
            << element("wp:author_last_name", "") << element("vestnik:author", write_json(to_json(author)))
            << "</wp:author>\n";
    }
    for (const auto& section : names_.sections) {
      file_ << "<wp:category><wp:term_id>" << std::to_string(section.id.value) << "</wp:term_id>"
            << element("wp:category_nicename", section.slug)
            << element("wp:category_parent", names_.section_slug(section.parent))
            << element("wp:cat_name", text::escape_html(section.name))
            << element("wp:category_description", text::escape_html(section.description)) << "</wp:category>\n";
    }
    for (const auto& topic : names_.topics) {
      file_ << "<wp:tag><wp:term_id>" << std::to_string(topic.id.value) << "</wp:term_id>"
            << element("wp:tag_slug", topic.slug) << element("wp:tag_name", text::escape_html(topic.name))
            << element("wp:tag_description", text::escape_html(topic.description)) << "</wp:tag>\n";
    }
    if (!site.navigation.empty()) {
      file_ << "<wp:term><wp:term_id>" << std::to_string(menu_number) << "</wp:term_id>"
            << element("wp:term_taxonomy", "nav_menu") << element("wp:term_slug", menu_slug)
            << element("wp:term_parent", "") << element("wp:term_name", menu_slug) << "</wp:term>\n";
    }
  }

  // The navigation, as WordPress keeps a menu: an item an entry, each with its address.
  void menu(const std::vector<content::NavigationItem>& entries, std::int64_t parent) {
    for (const content::NavigationItem& entry : entries) {
      const std::int64_t number = menu_number + ++menu_entries_;
      const std::string address = entry.address.starts_with('/') ? names_.site.base_url + entry.address : entry.address;
      file_ << "<item>" << element("title", text::escape_html(entry.label)) << element("dc:creator", "")
            << element("content:encoded", "") << "<wp:post_id>" << std::to_string(number) << "</wp:post_id>"
            << element("wp:post_name", "menu-" + std::to_string(menu_entries_)) << element("wp:status", "publish")
            << "<wp:post_parent>0</wp:post_parent><wp:menu_order>" << std::to_string(menu_entries_)
            << "</wp:menu_order>" << element("wp:post_type", "nav_menu_item") << "\n"
            << term("nav_menu", menu_slug, menu_slug) << meta("_menu_item_type", "custom")
            << meta("_menu_item_menu_item_parent", std::to_string(parent)) << meta("_menu_item_object", "custom")
            << meta("_menu_item_url", address) << "</item>\n";
      menu(entry.children, number);
    }
  }

  void dates(Time published, Time modified) {
    const std::string& zone = names_.site.time_zone;
    file_ << "<pubDate>" << rss_date(published) << "</pubDate>" << element("wp:post_date", date(published, zone))
          << element("wp:post_date_gmt", date(published, "UTC")) << element("wp:post_modified", date(modified, zone))
          << element("wp:post_modified_gmt", date(modified, "UTC"));
  }

  void attachment(const content::Asset& asset) {
    const std::string number = std::to_string(asset.id.value);
    const std::string address = address_of(asset);
    const std::string title = asset.title.empty() ? asset.file_name : asset.title;
    std::string caption = asset.caption;
    if (!asset.credit.empty() && caption.empty()) caption = asset.credit;
    file_ << "<item>" << element("title", text::escape_html(title))
          << element("link", names_.site.base_url + "/?attachment_id=" + number) << element("dc:creator", "")
          << "<guid isPermaLink=\"false\">" << cdata(address) << "</guid>" << element("content:encoded", "")
          << element("excerpt:encoded", text::escape_html(caption)) << "<wp:post_id>" << number << "</wp:post_id>";
    dates(asset.created_at, asset.created_at);
    file_ << element("wp:post_name", "asset-" + number) << element("wp:status", "inherit")
          << element("wp:post_type", "attachment") << element("wp:attachment_url", address) << "\n"
          << meta("_wp_attachment_image_alt", text::escape_html(asset.alt))
          << meta("_media_credit", text::escape_html(asset.credit)) << "</item>\n";
  }

  void article(const Article& article) {
    const std::string number = std::to_string(article.id.value);
    const bool page = article.kind == content::Kind::page;
    const bool open = article.state == State::published;
    const Time published = article.published_at.value_or(article.scheduled_at.value_or(from_millis(0)));
    const std::string content = without_shortcodes(content::write_html(article.body, figures_));
    file_ << "<item>" << element("title", text::escape_html(article.headline))
          << element("link", open ? names_.address_of(article) : names_.site.base_url + "/?p=" + number)
          << element("dc:creator", author_slug(article)) << "<guid isPermaLink=\"false\">"
          << cdata(names_.site.base_url + "/?p=" + number) << "</guid>" << element("content:encoded", content)
          << element("excerpt:encoded", text::escape_html(article.deck)) << "<wp:post_id>" << number << "</wp:post_id>";
    if (published != from_millis(0)) dates(published, article.updated_at.value_or(published));
    file_ << element("wp:comment_status", "closed") << element("wp:ping_status", "closed")
          << element("wp:post_name", article.slug) << element("wp:status", status_of(article.state))
          << "<wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order>"
          << element("wp:post_type", page ? "page" : "post") << element("wp:post_password", "") << "<wp:is_sticky>"
          << (article.pinned ? "1" : "0") << "</wp:is_sticky>\n";
    terms(article);
    if (article.lead_image) file_ << meta("_thumbnail_id", std::to_string(article.lead_image.value));
    file_ << meta("_yoast_wpseo_metadesc", text::escape_html(article.description))
          << meta("_yoast_wpseo_canonical", text::escape_html(article.canonical_url))
          << meta(wordpress::own_kind_meta, content::name_of(article.kind))
          << meta(wordpress::own_caption_meta, article.lead_caption)
          << meta(wordpress::own_body_meta, content::write_body(article.body))
          << meta(wordpress::own_digest_meta, sha256_hex(text::clean(content)));
    if (const json::array past = past_of(session_, article.id); !past.empty())
      file_ << meta(wordpress::own_past_meta, write_json(past));
    comments(article.id);
    file_ << "</item>\n";
  }

  std::string author_slug(const Article& article) const {
    if (article.authors.empty()) return {};
    const auto author = names_.author_of.find(article.authors.front());
    return author == names_.author_of.end() ? std::string() : author->second->slug;
  }

  void terms(const Article& article) {
    if (const auto section = names_.section_of.find(article.section); section != names_.section_of.end()) {
      file_ << term("category", section->second->slug, text::escape_html(section->second->name));
    }
    for (const TopicId id : article.topics) {
      const auto topic = names_.topic_of.find(id);
      if (topic != names_.topic_of.end())
        file_ << term("post_tag", topic->second->slug, text::escape_html(topic->second->name));
    }
    if (article.authors.size() > 1) {
      for (const AuthorId id : article.authors) {
        const auto author = names_.author_of.find(id);
        if (author != names_.author_of.end())
          file_ << term("author", "cap-" + author->second->slug, text::escape_html(author->second->name));
      }
    }
    if (const std::string_view format = post_format(article.kind); !format.empty())
      file_ << term("post_format", format, format);
    if (!article.language.empty()) file_ << term("language", article.language, article.language);
  }

  void comments(ArticleId id) {
    for (const content::Comment& comment : store::all_comments_of(session_, id)) {
      if (comment.decision == content::Comment::Decision::removed) continue;
      std::string text = text::escape_html(comment.text);
      file_ << "<wp:comment><wp:comment_id>" << std::to_string(comment.id.value) << "</wp:comment_id>"
            << element("wp:comment_author", text::escape_html(comment.name)) << element("wp:comment_author_email", "")
            << element("wp:comment_date", comment.at != Time() ? date(comment.at, names_.site.time_zone) : undated)
            << element("wp:comment_date_gmt", comment.at != Time() ? date(comment.at, "UTC") : undated)
            << element("wp:comment_content", text) << element("wp:comment_approved", comment.approved ? "1" : "0")
            << element("wp:comment_type", "comment") << "<wp:comment_parent>" << std::to_string(comment.parent.value)
            << "</wp:comment_parent></wp:comment>\n";
    }
  }

  store::Session& session_;
  const SiteNames& names_;
  OutFile& file_;
  const Time now_;
  std::int64_t menu_entries_ = 0;
  const content::PlainFigures figures_;
};

}  // namespace

Result<void> write_wxr(store::Session& session, const std::filesystem::path& folder, const SiteNames& names, Time now,
                       const std::function<void()>& each_written) {
  OutFile file(folder / "wordpress.wxr.xml");
  WxrWriter(session, names, file, now).write(each_written);
  return file.finish();
}

}  // namespace vestnik::interchange
