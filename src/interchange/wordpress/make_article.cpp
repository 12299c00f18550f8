#include "interchange/wordpress/make_article.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "content/own_addresses.h"
#include "interchange/renumber.h"
#include "interchange/wordpress/dates.h"
#include "interchange/wordpress/elementor.h"
#include "interchange/wordpress/lone_links.h"
#include "interchange/wordpress/nodes.h"
#include "interchange/wordpress/own_meta.h"
#include "interchange/wordpress/post_meta.h"
#include "interchange/wordpress/read_content.h"
#include "interchange/wordpress/taxonomies.h"
#include "interchange/wordpress/text_in_meta.h"
#include "store/catalogue.h"

namespace vestnik::interchange::wordpress {
namespace {

using content::Article;
using content::Kind;
using content::State;

constexpr std::string_view page_suffix = "-page";

std::string cut_to(std::string text, std::size_t bytes, std::string_view language, const std::string& what,
                   const std::string& where, ImportReport& report) {
  if (text.size() <= bytes) return text;
  report.note(what + " longer than " + std::to_string(bytes) + " bytes: its end left out", where);
  return text::cut_at_word(text, bytes / 4, language);
}

Kind kind_of_item(const Item& item) {
  if (const auto own = content::kind_of(item.meta_of(own_kind_meta))) return *own;
  const std::string_view type = item.type;
  if (type == "page" || type == "product") return Kind::page;
  if (type.starts_with("video")) return Kind::video;
  if (type.starts_with("galler")) return Kind::gallery;
  if (type.starts_with("interview")) return Kind::interview;
  if (type.starts_with("opinion") || type == "column") return Kind::opinion;
  if (type == "analysis") return Kind::analysis;
  for (const TermReference& term : item.terms) {
    if (term.taxonomy != "post_format") continue;
    if (term.slug == "post-format-video") return Kind::video;
    if (term.slug == "post-format-gallery") return Kind::gallery;
  }
  return Kind::news;
}

// A title is HTML; one that is nothing but markup is taken by the letter.
std::string headline_of(const Item& item) {
  std::string title = content::html_to_text(item.title);
  if (title.empty()) title = text::squeeze(text::clean(item.title));
  return title;
}

void set_state(const Item& item, Article& article, ArticleWorld& world, const std::string& where) {
  const std::string_view status = item.status;
  const auto date = date_of(item, world.site.time_zone);
  if (status == "publish" || status.empty()) {
    article.state = item.password.empty() ? State::published : State::hidden;
    if (!item.password.empty()) world.report.note("protected by a password: kept hidden", where);
    if (article.state == State::published && date && *date > world.now) article.state = State::scheduled;
  } else if (status == "future") {
    article.state = item.password.empty() ? State::scheduled : State::hidden;
  } else if (status == "private") {
    article.state = State::hidden;
    world.report.note("private: kept hidden", where);
  } else if (status == "pending") {
    article.state = State::review;
  } else if (status == "trash") {
    article.state = State::trashed;
  } else {
    article.state = State::draft;
    if (status != "draft" && status != "auto-draft") {
      world.report.note("status " + text::clean(status.substr(0, 40)) + ": kept as draft", where);
    }
  }
  if (article.state == State::scheduled) {
    if (!date) {
      article.state = State::draft;
      world.report.note("scheduled without a date: kept as draft", where);
    } else if (*date <= world.now) {
      // Taken as scheduled it would be published within the minute, and nobody here has looked at it.
      article.state = State::ready;
      world.report.note("scheduled for a time that has passed: kept as ready, for an editor to publish", where);
    } else {
      article.scheduled_at = date;
    }
  } else if (article.state == State::published || article.state == State::hidden) {
    if (!date) world.report.note("published without a date: the import's is taken", where);
    article.published_at = date.value_or(world.now);
    article.updated_at =
        std::max(modified_of(item, world.site.time_zone).value_or(*article.published_at), *article.published_at);
  }
}

void set_section(const Item& item, MadeArticle& made, const Names& names) {
  std::vector<SectionId> sections;
  for (const TermReference& term : item.terms) {
    const SectionId section = term.taxonomy == "category" ? names.section(term.slug) : SectionId{};
    if (section && std::ranges::find(sections, section) == sections.end()) sections.push_back(section);
  }
  SectionId chosen = names.section_of_term(primary_category_of(item));
  if (!chosen || std::ranges::find(sections, chosen) == sections.end()) {
    chosen = {};
    for (const SectionId section : sections) {
      const bool better = chosen && (chosen == names.news() || names.depth(section) > names.depth(chosen));
      if (!chosen || (better && section != names.news())) chosen = section;
    }
  }
  if (!chosen && made.article.kind != Kind::page) chosen = names.section_of_type(item.type);
  if (!chosen && made.article.kind != Kind::page) chosen = names.news();
  made.article.section = chosen;
  for (const SectionId section : sections) {
    if (section == chosen || section == names.news() || names.is_ancestor(section, chosen)) continue;
    made.further_sections.push_back(section);
  }
}

void set_people_and_topics(const Item& item, MadeArticle& made, ArticleWorld& world) {
  Article& article = made.article;
  const auto sign = [&](AuthorId author) {
    if (author && std::ranges::find(article.authors, author) == article.authors.end())
      article.authors.push_back(author);
  };
  for (const TermReference& term : item.terms) {
    const std::string_view slug = term.slug;
    if (term.taxonomy == "author" || term.taxonomy == "ppma_author")
      sign(world.names.author(slug.starts_with("cap-") ? slug.substr(4) : slug));
  }
  if (article.authors.empty()) {
    for (const MolonguiAuthor& each : molongui_authors_of(item)) {
      if (!each.guest) {
        sign(world.names.author_of_number(each.number));
      } else if (const auto guest = world.survey.guest_logins.find(each.number);
                 guest != world.survey.guest_logins.end()) {
        sign(world.names.author(guest->second));
      } else {
        world.report.note("guest author is not in the export: left out of the byline", made.where);
      }
    }
  }
  if (article.authors.empty()) sign(world.names.author(item.creator));
  if (article.authors.size() > limits::bylines) {
    article.authors.resize(limits::bylines);
    world.report.note("authors beyond the first " + std::to_string(limits::bylines) + " left out", made.where);
  }

  // Tags first: of too many they are kept.
  for (const bool further : {false, true}) {
    for (const TermReference& term : item.terms) {
      const bool tag = term.taxonomy == "post_tag" || term.taxonomy == "tag";
      if (further ? !is_custom_taxonomy(term.taxonomy) : !tag) continue;
      const TopicId topic = tag ? world.names.topic(term.slug) : world.names.topic(term.taxonomy, term.slug);
      if (!topic || std::ranges::find(article.topics, topic) != article.topics.end()) continue;
      if (article.topics.size() == limits::topics) {
        world.report.note("tags beyond the first " + std::to_string(limits::topics) + " left out", made.where);
        break;
      }
      article.topics.push_back(topic);
    }
  }
  static constexpr std::array<std::string_view, 10> known = {
      "category", "post_tag",          "tag",           "author",     "post_format", "nav_menu",
      "language", "post_translations", "link_category", "ppma_author"};
  for (const TermReference& term : item.terms) {
    if (!is_custom_taxonomy(term.taxonomy) && std::ranges::find(known, term.taxonomy) == known.end()) {
      world.report.note("terms of the taxonomy " + text::clean(term.taxonomy.substr(0, 40)) + " left out", made.where);
    } else if (term.taxonomy == "language" && term.slug.size() == 2 && term.slug != world.site.language) {
      article.language = term.slug;
    } else if (term.taxonomy == "post_format" && article.kind == Kind::news && item.meta_of(own_kind_meta).empty()) {
      world.report.note(
          "post format that is no kind of article here, left out: " + text::clean(term.slug.substr(0, 40)), made.where);
    }
  }
}

// "/sport" where a section stands there: an article would hide the section's front.
bool is_front(std::string_view key, const Names& names) {
  return key.size() > 1 && key.find('/', 1) == std::string_view::npos && names.is_section(key.substr(1));
}

void set_permalink(const Item& item, MadeArticle& made, ArticleWorld& world) {
  Article& article = made.article;
  const std::string own = path_in(content::html_to_text(item.link));
  const std::size_t end = std::min(own.find_first_of("?#"), own.size());
  if (own.find('?') != std::string::npos) {
    made.old_addresses.push_back(own);
  } else if (own.size() > 1) {
    const std::string path = shown_path(own.substr(0, end));
    const std::string key = content::route_key(path);
    if (is_front(key, world.names)) {
      world.report.note("address is a section's here: the article gets a new one", made.where + " " + path);
    } else if (content::is_own_address(key)) {
      world.report.note("address kept for the program itself: the article gets a new one", made.where + " " + path);
      // Below what is the program's the old address leads to the article where nothing else is there (commands/door.h).
      if (key.find('/', 1) != std::string::npos) made.old_addresses.push_back(path);
    } else if (key != "/" && path.size() <= 1'000 && content::is_safe_address(path)) {
      article.permalink = path;
    }
  }
}

void set_old_addresses(const Item& item, MadeArticle& made, ArticleWorld& world, int pages) {
  const std::string number = std::to_string(item.number());
  const std::string& base = world.old.base_path();
  auto& addresses = made.old_addresses;
  if (item.number() != 0) {
    for (const std::string& folder : base.empty() ? std::vector<std::string>{""} : std::vector<std::string>{"", base}) {
      addresses.push_back(folder + "/?p=" + number);
      if (item.type == "page") addresses.push_back(folder + "/?page_id=" + number);
    }
  }
  if (const auto guid = world.old.own(content::html_to_text(item.guid));
      guid && item.guid.find("//") != std::string::npos) {
    addresses.push_back(*guid);
  }
  const std::string& permalink = made.article.permalink;
  if (permalink.empty()) return;
  const std::string folder = permalink.ends_with('/') ? permalink : permalink + "/";
  addresses.push_back(folder + "feed/");
  for (int page = 2; page <= pages; ++page) addresses.push_back(folder + std::to_string(page) + "/");
  const std::string_view without_slash = std::string_view(folder).substr(0, folder.size() - 1);
  const std::string above(without_slash.substr(0, without_slash.rfind('/') + 1));
  for (const std::string& slug : old_slugs_of(item)) addresses.push_back(above + slug + "/");
  // Of the plugin Custom Permalinks, where the export was made without it.
  if (const std::string own = text::squeeze(item.meta_of("custom_permalink"));
      !own.empty() && own.find_first_of("?#") == std::string::npos && own.find("//") == std::string::npos) {
    addresses.push_back(base + (own.starts_with('/') ? "" : "/") + own);
  }
}

Surroundings surroundings_of(const Item& item, ArticleWorld& world) {
  Surroundings around;
  around.post = item.number();
  around.footnotes = item.meta_of("footnotes");
  around.asset_of = [&world](std::string_view address) { return world.attachments.of_address(address); };
  around.asset_of_attachment = [&world](std::int64_t number) { return world.attachments.of_number(number); };
  around.attachments_of = [&world](std::int64_t post) { return world.attachments.of_post(post); };
  around.asset = [&world](AssetId id) -> std::optional<content::Asset> {
    auto found = world.store.read([&](store::Session& session) { return store::find_asset(session, id); });
    return found ? *found : std::nullopt;
  };
  around.link_of = [&world](std::string_view address) {
    if (std::string file = world.attachments.served_file(address); !file.empty()) return file;
    const auto own = world.old.own_link(address);
    if (own) world.bases.see(*own);
    return own.value_or(std::string(address));
  };
  around.table = [&world](std::string_view number) {
    const auto found = world.survey.tables.find(number);
    return found == world.survey.tables.end() ? std::string() : found->second;
  };
  around.gallery = [&world](std::int64_t number) {
    const auto found = world.survey.galleries.find(number);
    return found == world.survey.galleries.end() ? std::vector<std::int64_t>() : found->second;
  };
  around.reusable_block = [&world](std::int64_t reference) -> Result<std::string> {
    const auto found = world.survey.reusable_blocks.find(reference);
    if (found != world.survey.reusable_blocks.end()) return found->second;
    if (world.survey.too_much_to_reuse.contains(reference))
      return fail(ErrorKind::too_large, "the export holds more than 32 MB of them");
    return fail(ErrorKind::not_found, "it is not in the export");
  };
  return around;
}

// A picture that links to its own file, as the old editor made it, links nowhere.
void drop_links_to_files(std::vector<content::Node>& nodes, const Attachments& attachments) {
  for (content::Node& node : nodes) {
    drop_links_to_files(node.children, attachments);
    if (node.type != "image") continue;
    const std::string target = string_or(node.attributes, "href");
    if (!target.empty() && attachments.is_upload(target)) node.attributes.erase("href");
  }
}

// Exports of this program bring the body as it was, for as long as nobody has changed the content since.
bool take_own_body(const Item& item, MadeArticle& made, const ArticleWorld& world) {
  const std::string_view body = item.meta_of(own_body_meta);
  if (body.empty() || item.meta_of(own_digest_meta) != sha256_hex(item.content)) return false;
  auto document = parse_json(body);
  if (!document) return false;
  renumber_assets(*document, [&](std::int64_t number) { return world.attachments.of_number(number); });
  auto parsed = content::parse_body(*document);
  if (!parsed) return false;
  made.article.body = std::move(*parsed);
  return true;
}

// Where a picture's file is not here the page shows a link to it.
void note_missing_pictures(const content::Body& body, const MadeArticle& made, ArticleWorld& world) {
  std::vector<content::Node> images;
  collect_images(body.blocks, images);
  for (const content::Node& image : images) {
    const std::string source = string_or(image.attributes, "src");
    if (source.empty()) continue;
    world.report.note(world.old.own(source) ? "picture that is not in the export and the media folder is a link now"
                                            : "picture of another site is a link now",
                      made.where + " " + text::clean(source.substr(0, 200)));
  }
}

// The sound or clip of a podcast's episode, where the text does not show it already.
std::optional<content::Node> enclosed(const Item& item, const ArticleWorld& world) {
  const std::string address = enclosure_of(item);
  const std::string_view type = media_type_of(address);
  if (type.empty() || item.content.find(address) != std::string::npos) return std::nullopt;
  return media_node(type, world.attachments.of_address(address), address, {}, {});
}

int set_body(Item& item, MadeArticle& made, ArticleWorld& world) {
  if (take_own_body(item, made, world)) return 1;
  if (text::squeeze(item.content).empty()) {
    std::vector<std::string> notes;
    item.content = html_of_elementor(item.meta_of("_elementor_data"), notes);
    if (item.content.empty()) item.content = html_of_meta(item, notes);
    for (const std::string& note : notes) world.report.note(note, made.where);
  }
  ReadContent read = read_content(item.content, surroundings_of(item, world));
  for (const std::string& note : read.notes) world.report.note(note, made.where);
  note_missing_pictures(read.body, made, world);
  std::vector<content::Node> blocks = blocks_before(item);
  if (auto sound = enclosed(item, world)) blocks.push_back(std::move(*sound));
  std::erase_if(blocks, [&](const content::Node& node) {
    return std::ranges::find(read.body.blocks, node) != read.body.blocks.end();
  });
  std::ranges::move(read.body.blocks, std::back_inserter(blocks));
  std::ranges::move(blocks_after(item), std::back_inserter(blocks));
  drop_links_to_files(blocks, world.attachments);
  made.article.body.blocks = std::move(blocks);
  return read.pages;
}

std::string canonical_for(const Item& item, const MadeArticle& made, const ArticleWorld& world) {
  const std::string canonical = canonical_of(item);
  if (canonical.empty()) return {};
  const auto own = world.old.own(canonical);
  if (!own) return canonical;
  if (content::route_key(*own) == content::route_key(made.article.permalink)) return {};
  return world.site.base_url + *own;
}

}  // namespace

std::string foreign_id(const OldSite& old, std::string_view number) {
  return "wordpress:" + std::string(old.identity()) + ":" + std::string(number);
}

MadeArticle make_article(Item&& item, ArticleWorld& world) {
  MadeArticle made;
  Article& article = made.article;
  article.site = world.site.id;
  article.kind = kind_of_item(item);
  article.headline = headline_of(item);
  const std::string type = item.type.empty() ? "post" : text::clean(item.type.substr(0, 40));
  made.where = type + " " +
               (item.number() != 0 ? std::to_string(item.number()) : "in line " + std::to_string(item.line)) + " “" +
               text::cut_at_word(article.headline, 60, world.site.language) + "”";
  article.foreign_id =
      foreign_id(world.old, item.number() != 0 ? std::to_string(item.number())
                                               : sha256_hex(item.guid + item.link + item.title).substr(0, 16));
  if (item.too_long) world.report.note("longer than 128 MB: what comes after is left out", made.where);

  set_people_and_topics(item, made, world);
  set_section(item, made, world.names);
  set_state(item, article, world, made.where);
  made.undated = !date_of(item, world.site.time_zone);
  set_permalink(item, made, world);
  const int pages = set_body(item, made, world);
  if (const auto past = parse_json(item.meta_of(own_past_meta))) {
    made.past = read_past(*past, [&](std::int64_t number) { return world.attachments.of_number(number); });
  }
  set_old_addresses(item, made, world, pages);

  const std::string language = article.language.empty() ? world.site.language : article.language;
  if (article.headline.empty())
    article.headline = text::cut_at_word(text::squeeze(content::plain_text(article.body)), 80, language);
  if (article.headline.empty()) article.headline = language.starts_with("bg") ? "(без заглавие)" : "(untitled)";
  article.headline = cut_to(article.headline, limits::headline_bytes, language, "headline", made.where, world.report);
  article.deck = content::html_to_text(item.excerpt);
  if (article.deck.empty()) article.deck = subtitle_of(item);
  article.deck = cut_to(article.deck, limits::deck_bytes, language, "deck", made.where, world.report);
  article.slug = slug_of(item.name).substr(0, limits::slug_bytes);
  // Without a section the slug alone is the address.
  if (article.permalink.empty() && !article.section) {
    const std::string slug = article.slug.empty() ? text::slug(article.headline, 100) : article.slug;
    if (is_front("/" + slug, world.names) || content::is_own_address("/" + slug))
      article.slug = slug.substr(0, limits::slug_bytes - page_suffix.size()).append(page_suffix);
  }
  const std::int64_t featured = number_of(item.meta_of("_thumbnail_id"));
  article.lead_image = world.attachments.of_number(featured);
  if (featured != 0 && !article.lead_image) {
    world.report.note(
        "featured picture is not in the export: where another file of the same site holds it, import that one and then "
        "this one again",
        made.where);
  }
  if (article.lead_image) {
    auto picture =
        world.store.read([&](store::Session& session) { return store::find_asset(session, article.lead_image); });
    if (picture && *picture) article.lead_caption = (*picture)->caption;
  }
  if (const std::string_view own = item.meta_of(own_caption_meta); !own.empty())
    article.lead_caption = text::squeeze(own);
  article.description = description_of(item);
  article.canonical_url = canonical_for(item, made, world);
  article.pinned = item.sticky == "1";
  for (const std::string& field : unknown_fields_of(item))
    world.report.note("custom field left out: " + field, made.where);
  for (const std::string& note : lost_of_plugins(item)) world.report.note(note, made.where);
  made.comments = std::move(item.comments);
  return made;
}

}  // namespace vestnik::interchange::wordpress
