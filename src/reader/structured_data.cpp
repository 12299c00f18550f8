#include "reader/structured_data.h"

#include "base/json.h"
#include "base/limits.h"
#include "media/library.h"
#include "pages/logo.h"
#include "pages/renditions.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

std::string picture_address(const Context& context, const pages::PictureView& picture, media::Crop crop) {
  const auto largest = pages::described_rendition(picture, crop);
  return largest ? absolute(*context.site, media::address_of(picture.digest, *largest)) : std::string();
}

json::object publisher(const Context& context) {
  const content::Site& site = context.site->site();
  json::object data{{"@type", "NewsMediaOrganization"}, {"name", site.name}, {"url", site.base_url + "/"}};
  const pages::PictureView logo = picture_of(*context.edition, site.look.logo);
  if (const auto shown = pages::logo_rendition(logo)) {
    data["logo"] = json::object{{"@type", "ImageObject"},
                                {"url", absolute(*context.site, media::address_of(logo.digest, *shown))},
                                {"width", shown->width},
                                {"height", media::height_of(*shown, logo.width, logo.height)}};
  }
  return data;
}

void add_corrections(json::object& data, const pages::ArticleView& view, const std::string& zone) {
  json::array corrections;
  for (const pages::CorrectionView& each : view.corrections) {
    corrections.push_back(json::object{
        {"@type", "CorrectionComment"}, {"text", each.text}, {"datePublished", format_rfc3339(each.at, zone)}});
  }
  if (!corrections.empty()) data["correction"] = std::move(corrections);
}

}  // namespace

std::string article_json_ld(const Context& context, const edition::Summary& story, const pages::ArticleView& view) {
  const std::string& zone = context.site->site().time_zone;
  json::object data;
  data["@context"] = "https://schema.org";
  data["@type"] = story.kind == content::Kind::opinion    ? "OpinionNewsArticle"
                  : story.kind == content::Kind::analysis ? "AnalysisNewsArticle"
                                                          : "NewsArticle";
  data["headline"] = view.headline;
  if (!view.meta.description.empty()) data["description"] = view.meta.description;
  data["mainEntityOfPage"] = view.meta.canonical;
  data["url"] = view.meta.canonical;
  data["inLanguage"] = view.meta.language;
  data["datePublished"] = format_rfc3339(story.published_at, zone);
  data["dateModified"] = format_rfc3339(std::max(story.published_at, story.updated_at), zone);
  data["isAccessibleForFree"] = true;
  data["wordCount"] = story.words;
  if (!view.section_name.empty()) data["articleSection"] = view.section_name;
  json::array authors;
  for (const pages::BylineView& byline : view.bylines) {
    authors.push_back(json::object{{"@type", byline.team ? "Organization" : "Person"},
                                   {"name", byline.name},
                                   {"url", absolute(*context.site, byline.path)}});
  }
  if (authors.empty()) authors.push_back(publisher(context));
  data["author"] = std::move(authors);
  data["publisher"] = publisher(context);
  if (view.meta.card) {
    json::array images;
    for (const media::Crop crop : {media::Crop::wide, media::Crop::square, media::Crop::whole}) {
      if (std::string address = picture_address(context, view.meta.card, crop); !address.empty())
        images.emplace_back(address);
    }
    data["image"] = std::move(images);
  }
  add_corrections(data, view, zone);
  json::array keywords;
  for (const pages::LinkView& topic : view.topics) keywords.emplace_back(topic.label);
  if (!keywords.empty()) data["keywords"] = std::move(keywords);
  return write_json_for_html(data);
}

std::string page_json_ld(const Context& context, const edition::Summary& page, const pages::ArticleView& view) {
  const content::Site& site = context.site->site();
  json::object data;
  data["@context"] = "https://schema.org";
  data["@type"] = "WebPage";
  data["name"] = view.headline;
  if (!view.meta.description.empty()) data["description"] = view.meta.description;
  data["url"] = view.meta.canonical;
  data["inLanguage"] = view.meta.language;
  data["dateModified"] = format_rfc3339(std::max(page.published_at, page.updated_at), site.time_zone);
  data["isPartOf"] = json::object{{"@type", "WebSite"}, {"name", site.name}, {"url", site.base_url + "/"}};
  data["publisher"] = publisher(context);
  if (view.lead) {
    if (std::string address = picture_address(context, view.lead, media::Crop::whole); !address.empty()) {
      data["primaryImageOfPage"] = json::object{{"@type", "ImageObject"}, {"url", address}};
    }
  }
  add_corrections(data, view, site.time_zone);
  return write_json_for_html(data);
}

std::string breadcrumbs_json_ld(const Context& context, const std::vector<pages::LinkView>& breadcrumbs) {
  json::array items;
  for (const pages::LinkView& crumb : breadcrumbs) {
    items.push_back(json::object{{"@type", "ListItem"},
                                 {"position", items.size() + 1},
                                 {"name", crumb.label},
                                 {"item", absolute(*context.site, crumb.path)}});
  }
  return write_json_for_html(json::object{
      {"@context", "https://schema.org"}, {"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}});
}

std::string story_json_ld(const Context& context, const pages::StoryView& view) {
  const content::Site& site = context.site->site();
  json::array items;
  const std::size_t before = (static_cast<std::size_t>(view.pager.page) - 1) * limits::page_size;
  for (const pages::StoryPartView& part : view.parts) {
    items.push_back(json::object{{"@type", "ListItem"},
                                 {"position", before + items.size() + 1},
                                 {"name", part.card.headline},
                                 {"url", absolute(*context.site, part.card.path)}});
  }
  json::object data;
  data["@context"] = "https://schema.org";
  data["@type"] = "CollectionPage";
  data["name"] = view.name;
  data["description"] = view.meta.description;
  data["url"] = view.meta.canonical;
  data["inLanguage"] = site.language;
  data["dateModified"] = format_rfc3339(view.latest, site.time_zone);
  data["isPartOf"] = json::object{{"@type", "WebSite"}, {"name", site.name}, {"url", site.base_url + "/"}};
  data["publisher"] = publisher(context);
  data["mainEntity"] = json::object{{"@type", "ItemList"},
                                    {"numberOfItems", view.total},
                                    {"itemListOrder", view.oldest_first ? "https://schema.org/ItemListOrderAscending"
                                                                        : "https://schema.org/ItemListOrderDescending"},
                                    {"itemListElement", std::move(items)}};
  return write_json_for_html(data);
}

std::string organization_json_ld(const Context& context) {
  const content::Site& site = context.site->site();
  json::object data = publisher(context);
  data["@context"] = "https://schema.org";
  if (!site.about.empty()) data["description"] = site.about;
  if (!site.tagline.empty()) data["slogan"] = site.tagline;
  if (!site.contact_email.empty()) data["email"] = site.contact_email;
  json::array profiles;
  for (const std::string& address : site.social) profiles.emplace_back(address);
  if (!profiles.empty()) data["sameAs"] = std::move(profiles);
  return write_json_for_html(data);
}

std::string website_json_ld(const Context& context) {
  const content::Site& site = context.site->site();
  return write_json_for_html(json::object{{"@context", "https://schema.org"},
                                          {"@type", "WebSite"},
                                          {"name", site.name},
                                          {"url", site.base_url + "/"},
                                          {"inLanguage", site.language},
                                          {"publisher", publisher(context)}});
}

std::string person_json_ld(const Context& context, const pages::BylineView& author) {
  json::object data;
  data["@context"] = "https://schema.org";
  data["@type"] = author.team ? "Organization" : "Person";
  data["name"] = author.name;
  data["url"] = absolute(*context.site, author.path);
  if (!author.bio.empty()) data["description"] = author.bio;
  json::array profiles;
  if (!author.url.empty()) profiles.emplace_back(author.url);
  for (const std::string& link : author.links) profiles.emplace_back(link);
  if (!profiles.empty()) data["sameAs"] = std::move(profiles);
  if (author.picture) data["image"] = picture_address(context, author.picture, media::Crop::square);
  if (!author.team) data["worksFor"] = publisher(context);
  return write_json_for_html(data);
}

}  // namespace vestnik::reader
