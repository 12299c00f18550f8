#include "commands/demo_portal.h"

#include <map>
#include <unordered_map>

#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/political.h"
#include "advertising/records.h"
#include "base/embedded.h"
#include "base/json.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::commands {

namespace {

constexpr std::string_view signature = "demo";

std::string_view embedded_file(std::string_view path) {
  for (const embedded::File& file : embedded::demo()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

Result<json::object> read_object(std::string_view path) {
  auto value = parse_json(embedded_file(path));
  if (!value) return fail(ErrorKind::internal, value.error().what, "demo/" + std::string(path));
  if (!value->is_object()) return fail(ErrorKind::internal, "not an object", "demo/" + std::string(path));
  return std::move(value->get_object());
}

const json::array& list_of(const json::object& object, std::string_view name) {
  static const json::array none;
  const json::value* found = object.if_contains(name);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  for (const json::value& each : list_of(object, name)) {
    if (each.is_string()) texts.emplace_back(each.get_string());
  }
  return texts;
}

std::vector<content::NavigationItem> navigation_of(const json::array& items) {
  std::vector<content::NavigationItem> navigation;
  for (const json::value& item : items) {
    const json::object& object = item.as_object();
    navigation.push_back({.label = string_or(object, "label"),
                          .address = string_or(object, "address"),
                          .children = navigation_of(list_of(object, "children"))});
  }
  return navigation;
}

// Carries the portal over into one transaction's session.
class Filler {
 public:
  Filler(Installation& installation, store::Session& session, const json::object& portal,
         const std::unordered_map<std::string, media::Library::Kept>& pictures)
      : session_(session), portal_(portal), pictures_(pictures), now_(installation.clock()) {}

  void fill(std::string_view base_url, const std::vector<json::object>& articles) {
    save_site(base_url);
    save_catalogue();
    save_stories();
    for (const json::object& article : articles) save_article(article);
    finish_site();
    save_votes();
    save_advertisers();
  }

 private:
  Time ago(const json::object& object, std::string_view name) const {
    return now_ - std::chrono::minutes(integer_or(object, name));
  }

  void save_site(std::string_view base_url) {
    const json::object& about = portal_.at("site").as_object();
    site_.host = string_or(about, "host");
    site_.base_url = base_url;
    site_.name = string_or(about, "name");
    site_.tagline = string_or(about, "tagline");
    site_.about = string_or(about, "about");
    site_.language = string_or(about, "language", "bg");
    site_.time_zone = string_or(about, "time_zone", "Europe/Sofia");
    site_.contact_email = string_or(about, "contact_email");
    site_.social = texts_of(about, "social");
    site_.ads_txt = string_or(about, "ads_txt");
    site_.navigation = navigation_of(list_of(portal_, "navigation"));
    site_.id = store::save_site(session_, site_, now_);
  }

  void save_catalogue() {
    int position = 0;
    for (const json::value& each : list_of(portal_, "sections")) {
      const json::object& object = each.as_object();
      content::Section section;
      section.site = site_.id;
      section.slug = string_or(object, "slug");
      section.name = string_or(object, "name");
      section.description = string_or(object, "description");
      section.position = position++;
      sections_[section.slug] = store::save_section(session_, section, now_);
    }
    for (const json::value& each : list_of(portal_, "authors")) {
      const json::object& object = each.as_object();
      content::Author author;
      author.site = site_.id;
      author.slug = string_or(object, "slug");
      author.name = string_or(object, "name");
      author.bio = string_or(object, "bio");
      author.url = string_or(object, "url");
      author.links = texts_of(object, "links");
      author.kind = string_or(object, "kind") == "team" ? content::Author::Kind::team : content::Author::Kind::person;
      author.picture = asset(string_or(object, "picture"), {{"alt", author.name}});
      authors_[author.slug] = store::save_author(session_, author, now_);
    }
    for (const json::value& each : list_of(portal_, "topics")) {
      const json::object& object = each.as_object();
      content::Topic topic;
      topic.site = site_.id;
      topic.slug = string_or(object, "slug");
      topic.name = string_or(object, "name");
      topic.description = string_or(object, "description");
      topics_[topic.slug] = store::save_topic(session_, topic, now_);
    }
  }

  void save_stories() {
    for (const json::value& each : list_of(portal_, "stories")) {
      const json::object& object = each.as_object();
      content::Story story;
      story.site = site_.id;
      story.slug = string_or(object, "slug");
      story.name = string_or(object, "name");
      story.summary = string_or(object, "summary");
      story.open = bool_or(object, "open");
      story.lead_image = asset(string_or(object, "picture"),
                               {{"credit", string_or(object, "credit")}, {"alt", string_or(object, "alt")}});
      story.id = store::save_story(session_, story, now_);
      for (const json::value& part : list_of(object, "parts")) {
        const json::object& given = part.as_object();
        parts_[string_or(given, "article")].push_back({story.id, string_or(given, "note"), bool_or(given, "key")});
      }
    }
  }

  // The picture of that file as an asset, once for each credit it is shown with; `about` counts the first time.
  AssetId asset(const std::string& file, const json::object& about) {
    if (file.empty()) return {};
    const std::pair key(file, string_or(about, "credit"));
    const auto known = assets_.find(key);
    if (known != assets_.end()) return known->second;
    const media::Library::Kept& kept = pictures_.at(file);
    content::Asset asset;
    asset.site = site_.id;
    asset.digest = kept.digest;
    asset.file_name = file;
    asset.mime = kept.picture.mime;
    asset.bytes = kept.bytes;
    asset.width = kept.picture.width;
    asset.height = kept.picture.height;
    asset.placeholder = kept.picture.placeholder;
    asset.alt = string_or(about, "alt");
    asset.caption = string_or(about, "caption");
    asset.credit = key.second;
    asset.created_at = now_;
    return assets_[key] = store::save_asset(session_, asset, now_);
  }

  // Files become assets and offsets times, all through a body.
  void settle(json::value& node) {
    if (node.is_array()) {
      for (json::value& each : node.get_array()) settle(each);
      return;
    }
    if (!node.is_object()) return;
    json::object& object = node.get_object();
    if (json::value* attributes = object.if_contains("attrs"); attributes != nullptr && attributes->is_object()) {
      json::object& attrs = attributes->get_object();
      if (const std::string file = string_or(attrs, "file"); !file.empty()) {
        attrs["asset"] = asset(file, attrs).value;
        attrs.erase("file");
      }
      if (attrs.contains("minutes_ago")) {
        attrs["at"] = format_rfc3339(ago(attrs, "minutes_ago"));
        attrs.erase("minutes_ago");
      }
    }
    if (json::value* children = object.if_contains("content")) settle(*children);
  }

  void save_article(const json::object& given) {
    content::Article article;
    article.site = site_.id;
    article.kind = content::kind_of(string_or(given, "kind", "news")).value_or(content::Kind::news);
    article.state = content::State::published;
    article.language = string_or(given, "language", site_.language);
    article.headline = string_or(given, "headline");
    article.deck = string_or(given, "deck");
    article.slug = string_or(given, "slug");
    article.section = sections_.at(string_or(given, "section"));
    for (const std::string& slug : texts_of(given, "authors")) article.authors.push_back(authors_.at(slug));
    for (const std::string& slug : texts_of(given, "topics")) article.topics.push_back(topics_.at(slug));
    if (const auto parts = parts_.find(article.slug); parts != parts_.end()) article.stories = parts->second;
    if (const json::value* image = given.if_contains("image"); image != nullptr && image->is_object()) {
      article.lead_image = asset(string_or(image->get_object(), "file"), image->get_object());
      article.lead_caption = string_or(image->get_object(), "caption");
    }
    article.pinned = bool_or(given, "pinned");
    article.breaking = bool_or(given, "breaking");
    article.published_at = ago(given, "minutes_ago");
    article.updated_at =
        given.contains("updated_minutes_ago") ? ago(given, "updated_minutes_ago") : *article.published_at;
    json::value document = given.at("body");
    settle(document);
    auto body = content::parse_body(document);
    if (!body) {
      throw store::Failure(
          {ErrorKind::internal, body.error().message(), "demo/articles/" + article.slug + ".json", {}});
    }
    article.body = std::move(*body);
    const ArticleId id = store::add_article(session_, article, signature, now_);
    paths_[article.slug] = content::address_of(article, string_or(given, "section"));
    save_comments(id, list_of(given, "comments"), {});
    if (const std::int64_t reads = integer_or(given, "reads"); reads > 0) {
      store::add_reads(session_, id, format_rfc3339(now_).substr(0, 10), reads);
    }
  }

  void save_comments(ArticleId article, const json::array& comments, CommentId parent) {
    for (const json::value& each : comments) {
      const json::object& object = each.as_object();
      content::Comment comment;
      comment.article = article;
      comment.parent = parent;
      comment.name = string_or(object, "name");
      comment.text = string_or(object, "text");
      comment.at = ago(object, "minutes_ago");
      save_comments(article, list_of(object, "replies"), store::save_comment(session_, comment, now_));
    }
  }

  // What names pictures and articles, once these are there.
  void finish_site() {
    for (const json::value& each : list_of(portal_, "house_advertisements")) {
      const json::object& object = each.as_object();
      site_.house_advertisements.push_back(
          {.slot = string_or(object, "slot", "*"),
           .address = string_or(object, "address"),
           .text = string_or(object, "text"),
           .image = asset(string_or(object, "image"), {{"alt", string_or(object, "text")}})});
    }
    if (const json::value* breaking = portal_.at("site").as_object().if_contains("breaking")) {
      site_.breaking_text = string_or(breaking->as_object(), "text");
      const auto article = paths_.find(string_or(breaking->as_object(), "article"));
      if (article != paths_.end()) site_.breaking_address = article->second;
    }
    store::save_site(session_, site_, now_);
  }

  static void need(const Result<void>& done, std::string_view what) {
    if (!done) throw store::Failure({ErrorKind::internal, done.error().message(), std::string(what), {}});
  }

  void save_votes() {
    for (const json::value& each : list_of(portal_, "votes")) {
      json::object given = each.as_object();
      advertising::Vote vote;
      vote.slug = string_or(given, "slug");
      const Time day = now_ + std::chrono::days(integer_or(given, "in_days"));
      given["day"] = format_rfc3339(day);
      given["silence_from"] = format_rfc3339(day - std::chrono::days(1));
      given["silence_until"] = format_rfc3339(day + std::chrono::hours(20));
      need(advertising::read(given, vote), vote.slug);
      advertising::save(session_, vote, signature, now_);
    }
  }

  // Two people have looked at each campaign in this story: it runs.
  void save_advertisers() {
    const auto votes = advertising::all_votes(session_);
    for (const json::value& each : list_of(portal_, "advertisers")) {
      advertising::Advertiser advertiser;
      need(advertising::read(each.as_object(), advertiser), "advertisers");
      advertiser.id = advertising::save(session_, advertiser, signature, now_);
      for (const json::value& booked : list_of(each.as_object(), "campaigns")) {
        advertising::Campaign campaign;
        need(advertising::read(booked.as_object(), campaign), "campaigns");
        campaign.advertiser = advertiser.id;
        campaign.booking.from = now_ - std::chrono::days(1);
        campaign.booking.until = now_ + std::chrono::days(365);
        campaign.declaration->at = now_;
        for (advertising::Received& entry : campaign.political.received) {
          entry.on = campaign.booking.from;
          entry.entered_at = now_;
          entry.entered_by = signature;
        }
        campaign.state = advertising::State::approved;
        campaign.approved_by = signature;
        need(advertising::complete(campaign, votes), campaign.name);
        campaign.id = advertising::save(session_, campaign, signature, "approved", now_);
        for (const json::value& shown : list_of(booked.as_object(), "creatives")) {
          json::object given = shown.as_object();
          advertising::Creative creative;
          creative.image = asset(string_or(given, "image"), {{"alt", string_or(given, "text")}});
          given.erase("image");
          need(advertising::read(given, creative), campaign.name);
          creative.campaign = campaign.id;
          advertising::save(session_, creative, now_);
        }
        if (campaign.is_political()) {
          advertising::publish_notice(session_, campaign, advertising::find(votes, campaign.political.vote), "", now_);
        }
      }
    }
  }

  store::Session& session_;
  const json::object& portal_;
  const std::unordered_map<std::string, media::Library::Kept>& pictures_;
  Time now_;
  content::Site site_;
  std::unordered_map<std::string, SectionId> sections_;
  std::unordered_map<std::string, AuthorId> authors_;
  std::unordered_map<std::string, TopicId> topics_;
  std::unordered_map<std::string, std::vector<content::StoryPart>> parts_;  // by the article's slug
  std::map<std::pair<std::string, std::string>, AssetId> assets_;           // by file and credit
  std::unordered_map<std::string, std::string> paths_;                      // of articles, by slug
};

}  // namespace

Result<std::size_t> fill_with_demo(Installation& installation, std::string_view base_url, Terminal& terminal) {
  auto empty = installation.store->read([](store::Session& session) { return store::all_sites(session).empty(); });
  if (!empty) return std::unexpected(empty.error());
  if (!*empty) {
    return fail(ErrorKind::conflict, "the installation has a site already", installation.options.data.string(),
                "name an empty data folder");
  }
  auto portal = read_object("site.json");
  if (!portal) return std::unexpected(portal.error());
  std::vector<json::object> articles;
  std::unordered_map<std::string, media::Library::Kept> pictures;
  constexpr std::string_view picture_folder = "pictures/";
  std::int64_t done = 0;
  for (const embedded::File& file : embedded::demo()) {
    if (file.path.starts_with("articles/")) {
      auto article = read_object(file.path);
      if (!article) return std::unexpected(article.error());
      articles.push_back(std::move(*article));
    } else if (file.path.starts_with(picture_folder)) {
      auto kept = installation.library->keep_picture(file.bytes);
      if (!kept) return std::unexpected(kept.error());
      pictures.emplace(file.path.substr(picture_folder.size()), std::move(*kept));
      terminal.progress("pictures", ++done, 0);
    }
  }
  try {
    return installation.store->write([&](store::Session& session) -> Result<std::size_t> {
      Filler(installation, session, *portal, pictures).fill(base_url, articles);
      return articles.size();
    });
  } catch (const std::exception& problem) {
    // A name that stands in no list: our own demo disagrees with itself.
    return fail(ErrorKind::internal, std::string("the demo portal disagrees with itself: ") + problem.what());
  }
}

}  // namespace vestnik::commands
