#include "pages/furniture.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/messages.h"
#include "base/text.h"
#include "media/library.h"
#include "pages/logo.h"
#include "pages/look.h"
#include "pages/renditions.h"
#include "pages/typesetting.h"

namespace vestnik::pages {
namespace {

void add_link(Sheet& sheet, const char* section, const LinkView& link) {
  Sheet& shown = *sheet.AddSectionDictionary(section);
  shown.SetValue("PATH", link.path);
  shown.SetValue("LABEL", link.label);
  if (link.current) shown.ShowSection("CURRENT");
}

// Open Graph names a territory with a language.
std::string locale_of(std::string_view language) {
  if (language == "bg") return "bg_BG";
  if (language == "en") return "en_GB";
  std::string locale(language);
  std::ranges::replace(locale, '-', '_');
  return locale;
}

// Of what has no picture of its own, the paper's mark is shown, small: a link without any looks like nobody's.
void fill_card_picture(Sheet& head, const Chrome& chrome, const PictureView& picture) {
  const auto own = shared_rendition(picture);
  const auto shown = own ? own : logo_rendition(chrome.logo);
  head.SetValue("CARD", own ? "summary_large_image" : "summary");
  if (!shown) return;
  const PictureView& from = own ? picture : chrome.logo;
  Sheet& card = *head.AddSectionDictionary("CARD_PICTURE");
  card.SetValue("ADDRESS", chrome.base_url + media::address_of(from.digest, *shown));
  card.SetIntValue("WIDTH", shown->width);
  card.SetIntValue("HEIGHT", media::height_of(*shown, from.width, from.height));
  card.SetValue("ALT", own ? picture.alt : chrome.site_name);
}

// The logo, else the name.
void fill_nameplate(Sheet& plate, const Chrome& chrome) {
  const auto shown = logo_rendition(chrome.logo);
  if (!shown) {
    show(plate, "NAME", "TEXT", chrome.site_name);
    return;
  }
  Sheet& logo = *plate.AddSectionDictionary("LOGO");
  logo.SetValue("ADDRESS", media::address_of(chrome.logo.digest, *shown));
  logo.SetIntValue("WIDTH", shown->width);
  logo.SetIntValue("HEIGHT", media::height_of(*shown, chrome.logo.width, chrome.logo.height));
  logo.SetValue("ALT", chrome.site_name);
}

// Where a page does not name its versions, it is the only one. One whose original stands elsewhere names none: search
// engines ignore versions that are not canonical.
Alternates alternates_of(const Chrome& chrome, const MetaView& meta, std::string_view kind) {
  if (!meta.alternates.empty()) return meta.alternates;
  if (!meta.index || !meta.canonical.starts_with(chrome.base_url + "/")) return {};
  Alternates own{{meta.language.empty() ? chrome.language : meta.language, meta.canonical}};
  if (kind == "home") own.emplace_back("x-default", meta.canonical);
  return own;
}

std::string page_address(const PagerView& pager, int page) {
  if (page == 1) return pager.path;
  return pager.path + (pager.path.find('?') == std::string::npos ? "?page=" : "&page=") + std::to_string(page);
}

}  // namespace

Sheet& fill_head(Sheet& page, const Chrome& chrome, const MetaView& meta, std::string_view kind) {
  Sheet& head = include(page, "HEAD", "head.html");
  const std::string& language = meta.language.empty() ? chrome.language : meta.language;
  const std::string title =
      meta.title.empty() || meta.title == chrome.site_name
          ? (chrome.tagline.empty() ? chrome.site_name : chrome.site_name + " – " + chrome.tagline)
          : meta.title + " – " + chrome.site_name;
  head.SetValue("LANGUAGE", chrome.language);
  head.SetValue("KIND", plain(kind));
  head.SetValue("TITLE", title);
  head.SetValue("HEADLINE", meta.title.empty() ? chrome.site_name : meta.title);
  head.SetValue("SITE_NAME", chrome.site_name);
  head.SetValue("TYPE", kind == "article" ? "article" : "website");
  head.SetValue("LOCALE", locale_of(language));
  preload_faces(head);
  head.SetValue("STYLE", plain(theme_path("style.css")));
  if (kind == "advertising") show(head, "LOOK", "PATH", std::string(theme_path("advertising.css")));
  show(head, "LOOK", "PATH", look_path(chrome.accent, chrome.scheme));
  head.SetValue("SCHEME", chrome.scheme.empty() ? std::string("light dark") : chrome.scheme);
  head.ShowSection(chrome.scheme == "light" ? "LIGHT" : chrome.scheme == "dark" ? "DARK" : "BY_READER");
  head.SetValue("SCRIPT", plain(theme_path("site.js")));
  head.SetValue("ICON", plain(theme_path("icon.svg")));
  head.SetValue("ICON_PNG", plain(theme_path("icon-48.png")));
  head.SetValue("TOUCH_ICON", plain(theme_path("icon-180.png")));
  head.SetValue("FEED", meta.feed_path.empty() ? "/feed" : meta.feed_path);
  show(head, "DESCRIPTION", "TEXT", meta.description);
  show(head, "CANONICAL", "ADDRESS", meta.canonical);
  show(head, "PREVIOUS", "ADDRESS", meta.previous);
  show(head, "NEXT", "ADDRESS", meta.next);
  head.ShowSection(meta.index ? "INDEX" : "NO_INDEX");
  for (const auto& [name, address] : alternates_of(chrome, meta, kind)) {
    Sheet& alternate = *head.AddSectionDictionary("ALTERNATE");
    alternate.SetValue("LANGUAGE", name);
    alternate.SetValue("ADDRESS", address);
  }
  for (const std::string& json : meta.json_ld) show(head, "JSON_LD", "JSON", json);
  fill_card_picture(head, chrome, meta.card);
  return head;
}

void fill_live_bar(Sheet& page, Sheet& head, const Chrome& chrome, const std::string& one, const std::string& other,
                   const LiveView& shown) {
  show(head, "LIVE_SCRIPT", "PATH", theme_path("live.js"));
  Sheet& bar = include(page, "LIVE_BAR", "live-bar.html");
  if (shown.revision != 0) {
    Sheet& article = *bar.AddSectionDictionary("REVISION");
    article.SetValue("NUMBER", std::to_string(shown.revision));
    article.SetValue("UPDATED", std::to_string(shown.updated_ms));
  }
  bar.SetValue("ONE", one);
  bar.SetValue("OTHER", other);
  bar.SetValue("CHANGED", translate(chrome.language, "This page has changed – show"));
}

void fill_header(Sheet& page, const Chrome& chrome, bool home) {
  Sheet& header = include(page, "HEADER", "header.html");
  header.SetValue("SITE_NAME", chrome.site_name);
  fill_nameplate(*header.AddSectionDictionary(home ? "ON_HOME" : "NOT_HOME"), chrome);
  if (home) show(header, "TAGLINE", "TEXT", chrome.tagline);
  if (!chrome.breaking_text.empty()) {
    Sheet& breaking = *header.AddSectionDictionary("BREAKING");
    breaking.SetValue("PATH", chrome.breaking_path.empty() ? "/" : chrome.breaking_path);
    breaking.SetValue("TEXT", typeset(chrome.breaking_text));
  }
  for (const LinkView& item : chrome.navigation) {
    Sheet& shown = *header.AddSectionDictionary("MENU_ITEM");
    shown.SetValue("PATH", item.path);
    shown.SetValue("LABEL", item.label);
    if (item.current) shown.ShowSection("CURRENT");
    if (item.children.empty()) continue;
    Sheet& children = *shown.AddSectionDictionary("CHILDREN");
    for (const LinkView& child : item.children) add_link(children, "CHILD", child);
  }
  if (chrome.navigation.empty()) return;
  Sheet& bar = *header.AddSectionDictionary("BAR");
  for (const LinkView& item : chrome.navigation) add_link(bar, "BAR_ITEM", item);
}

void fill_footer(Sheet& page, const Chrome& chrome) {
  fill_footer_alone(include(page, "FOOTER", "footer.html"), chrome);
}

void fill_footer_alone(Sheet& footer, const Chrome& chrome) {
  footer.SetValue("SITE_NAME", chrome.site_name);
  show(footer, "ABOUT", "TEXT", chrome.about);
  if (!chrome.footer.empty()) {
    Sheet& links = *footer.AddSectionDictionary("SECTIONS");
    for (const LinkView& link : chrome.footer) {
      add_link(links, "SECTION", link);
      for (const LinkView& child : link.children) add_link(links, "SECTION", child);
    }
  }
  show(footer, "CONTACT", "ADDRESS", chrome.contact_email);
  for (const std::string& address : chrome.social) {
    Sheet& link = *footer.AddSectionDictionary("SOCIAL");
    link.SetValue("ADDRESS", address);
    link.SetValue("NAME", place_of(address));
  }
}

std::string language_around(const Chrome& chrome, const MetaView& story) {
  return story.language.empty() || story.language == chrome.language ? std::string() : chrome.language;
}

void fill_breadcrumbs(Sheet& page, const std::vector<LinkView>& crumbs, std::string_view language) {
  if (crumbs.empty()) return;
  Sheet& shown = include(page, "BREADCRUMBS", "breadcrumbs.html");
  show(shown, "AROUND", "CODE", language);
  for (const LinkView& crumb : crumbs) add_link(shown, "CRUMB", crumb);
}

void fill_pager(Sheet& page, const PagerView& pager) {
  if (pager.pages < 2) return;
  Sheet& shown = include(page, "PAGER", "pager.html");
  if (pager.page > 1) show(shown, pager.by_time ? "NEWER" : "PREVIOUS", "PATH", page_address(pager, pager.page - 1));
  if (pager.page < pager.pages)
    show(shown, pager.by_time ? "OLDER" : "NEXT", "PATH", page_address(pager, pager.page + 1));
  int last = 0;
  for (const int number : {1, pager.page - 1, pager.page, pager.page + 1, pager.pages}) {
    if (number <= last || number > pager.pages) continue;
    Sheet& step = *shown.AddSectionDictionary("PAGE");
    if (number > last + 1) step.ShowSection("GAP");
    step.SetValue("PATH", page_address(pager, number));
    step.SetIntValue("NUMBER", number);
    if (number == pager.page) step.ShowSection("CURRENT");
    last = number;
  }
}

void fill_most_read(Sheet& page, const std::vector<CardView>& stories) {
  if (stories.empty()) return;
  Sheet& shown = include(page, "MOST_READ", "most-read.html");
  for (const CardView& story : stories) {
    Sheet& row = *shown.AddSectionDictionary("STORY");
    show(row, "IN_LANGUAGE", "CODE", story.language);
    row.SetValue("PATH", story.path);
    row.SetValue("HEADLINE", story.headline);
  }
}

std::string kind_label(std::string_view language, std::string_view kind) {
  if (kind == "analysis") return translate(language, "Analysis");
  if (kind == "interview") return translate(language, "Interview");
  if (kind == "opinion") return translate(language, "Opinion");
  if (kind == "live") return translate(language, "Live");
  if (kind == "gallery") return translate(language, "Gallery");
  if (kind == "video") return translate(language, "Video");
  return {};
}

std::string place_of(std::string_view address) {
  if (const auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  std::string_view host = address.substr(0, address.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  static constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"facebook.com", "Facebook"},
      {"x.com", "X"},
      {"twitter.com", "X"},
      {"instagram.com", "Instagram"},
      {"youtube.com", "YouTube"},
      {"tiktok.com", "TikTok"},
      {"t.me", "Telegram"},
      {"linkedin.com", "LinkedIn"},
      {"viber.com", "Viber"},
      {"bsky.app", "Bluesky"},
      {"mastodon.social", "Mastodon"},
  };
  for (const auto& [name, label] : known) {
    if (host == name) return std::string(label);
  }
  return std::string(host);
}

void fill_paragraphs(Sheet& sheet, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find("\n\n");
    show(sheet, "PARAGRAPH", "TEXT", text::squeeze(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 2);
  }
}

}  // namespace vestnik::pages
