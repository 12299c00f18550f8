#include "reader/views_of.h"

#include <algorithm>

#include "base/text.h"
#include "http/message.h"
#include "media/library.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t card_deck_characters = 160;

}  // namespace

std::string encoded(std::string_view path) {
  if (!path.starts_with('/')) return std::string(path);
  return http::percent_encode(path, "/?=&%+,;:@!$'()*~");
}

std::string section_path(const content::Section& section) {
  return "/" + section.slug + "/";
}
std::string author_path(const content::Author& author) {
  return "/author/" + author.slug + "/";
}
std::string topic_path(const content::Topic& topic) {
  return "/topic/" + topic.slug + "/";
}
std::string story_path(const content::Story& story) {
  return "/story/" + story.slug + "/";
}

std::string absolute(const edition::SiteEdition& site, std::string_view path) {
  if (!path.starts_with('/')) return std::string(path);
  return site.site().base_url + encoded(path);
}

const content::Section* top_section(const edition::SiteEdition& site, SectionId section) {
  const content::Section* at = site.section(section);
  for (int depth = 0; at != nullptr && at->parent && depth < 16; ++depth) {
    const content::Section* above = site.section(at->parent);
    if (above == nullptr) break;
    at = above;
  }
  return at;
}

std::vector<const content::Section*> top_sections(const edition::SiteEdition& site) {
  std::vector<const content::Section*> top;
  for (const content::Section& section : site.sections()) {
    if (!section.parent || site.section(section.parent) == nullptr) top.push_back(&section);
  }
  return top;
}

std::string language_of(const edition::SiteEdition& site, const edition::Summary& story) {
  return std::string(story.language.empty() ? std::string_view(site.site().language)
                                            : std::string_view(story.language));
}

int reading_minutes(int words) {
  return std::max(1, (words + 100) / 200);
}

AssetId first_picture(const std::vector<content::Node>& blocks) {
  for (const content::Node& node : blocks) {
    const std::int64_t asset = node.type == "image" ? integer_or(node.attributes, "asset") : 0;
    if (asset > 0) return AssetId{asset};
    if (const AssetId inside = first_picture(node.children)) return inside;
  }
  return {};
}

bool has_picture(const edition::Edition& edition, AssetId asset) {
  const content::Asset* found = asset ? edition.asset(asset) : nullptr;
  return found != nullptr && found->kind == content::Asset::Kind::image && !found->digest.empty();
}

pages::PictureView picture_of(const edition::Edition& edition, AssetId asset, std::string_view alt) {
  const content::Asset* found = asset ? edition.asset(asset) : nullptr;
  if (found == nullptr || found->kind != content::Asset::Kind::image) return {};
  pages::PictureView view;
  view.digest = found->digest;
  view.width = found->shown_width();
  view.height = found->shown_height();
  view.focus_x = found->focus_x;
  view.focus_y = found->focus_y;
  view.alt = alt.empty() ? found->alt : std::string(alt);
  view.caption = found->caption;
  view.credit = found->credit;
  view.placeholder = found->placeholder;
  view.stamp = media::stamp_of(found->credit, found->rights, found->crop);
  view.asset = asset.value;
  return view;
}

namespace {

pages::LinkView link_of(const content::NavigationItem& item) {
  pages::LinkView link{.label = item.label, .path = encoded(item.address)};
  for (const content::NavigationItem& child : item.children) link.children.push_back(link_of(child));
  return link;
}

}  // namespace

pages::Chrome chrome_of(const edition::Edition& edition, const edition::SiteEdition& site) {
  const content::Site& about = site.site();
  pages::Chrome chrome;
  chrome.site_name = about.name;
  chrome.tagline = about.tagline;
  chrome.about = about.about;
  chrome.language = about.language;
  chrome.time_zone = about.time_zone;
  chrome.contact_email = about.contact_email;
  chrome.base_url = about.base_url;
  chrome.social = about.social;
  chrome.logo = picture_of(edition, about.look.logo, about.name);
  chrome.accent = about.look.accent;
  if (about.look.scheme == content::Look::Scheme::light) chrome.scheme = "light";
  if (about.look.scheme == content::Look::Scheme::dark) chrome.scheme = "dark";
  chrome.breaking_text = about.breaking_text;
  chrome.breaking_path = encoded(about.breaking_address);
  if (chrome.breaking_text.empty()) {
    if (const auto breaking = site.breaking(); !breaking.empty()) {
      chrome.breaking_text = std::string(breaking.front()->headline);
      chrome.breaking_path = encoded(breaking.front()->path);
    }
  }
  std::vector<pages::LinkView> sections;
  for (const content::Section* section : top_sections(site)) {
    sections.push_back({.label = section->name, .path = encoded(section_path(*section))});
  }
  for (const content::NavigationItem& item : about.navigation) chrome.navigation.push_back(link_of(item));
  if (chrome.navigation.empty()) chrome.navigation = sections;
  for (const content::NavigationItem& item : about.footer_navigation) chrome.footer.push_back(link_of(item));
  if (chrome.footer.empty()) chrome.footer = std::move(sections);
  return chrome;
}

pages::CardView card_of(const edition::Edition& edition, const edition::SiteEdition& site,
                        const edition::Summary& story) {
  pages::CardView card;
  card.path = encoded(story.path);
  card.headline = std::string(story.headline);
  const std::string language = language_of(site, story);
  if (language != site.site().language) card.language = language;
  card.deck = text::cut_at_word(story.deck, card_deck_characters, language);
  card.picture = picture_of(edition, story.lead_image);
  if (const content::Section* section = site.section(story.section)) {
    card.section_name = section->name;
    card.section_path = encoded(section_path(*section));
  }
  if (story.kind != content::Kind::news && story.kind != content::Kind::page) card.kind = content::name_of(story.kind);
  card.published_at = story.published_at;
  card.breaking = story.breaking;
  return card;
}

std::vector<pages::CardView> cards_of(const edition::Edition& edition, const edition::SiteEdition& site,
                                      const std::vector<edition::SummaryPtr>& stories) {
  std::vector<pages::CardView> cards;
  cards.reserve(stories.size());
  for (const edition::SummaryPtr& story : stories) cards.push_back(card_of(edition, site, *story));
  return cards;
}

pages::BylineView byline_of(const edition::Edition& edition, const edition::SiteEdition&,
                            const content::Author& author) {
  return {.name = author.name,
          .path = encoded(author_path(author)),
          .url = author.url,
          .bio = author.bio,
          .picture = picture_of(edition, author.picture, author.name),
          .links = author.links,
          .team = author.kind == content::Author::Kind::team};
}

std::vector<pages::LinkView> breadcrumbs_of(const edition::SiteEdition& site, SectionId section) {
  std::vector<pages::LinkView> crumbs;
  const content::Section* at = site.section(section);
  for (int depth = 0; at != nullptr && depth < 16; ++depth) {
    crumbs.push_back({.label = at->name, .path = encoded(section_path(*at))});
    at = at->parent ? site.section(at->parent) : nullptr;
  }
  crumbs.push_back({.label = site.site().name, .path = "/"});
  std::reverse(crumbs.begin(), crumbs.end());
  return crumbs;
}

}  // namespace vestnik::reader
