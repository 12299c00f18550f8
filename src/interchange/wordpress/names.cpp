#include "interchange/wordpress/names.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "content/address.h"
#include "content/html_reader.h"
#include "content/own_addresses.h"
#include "interchange/format.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/taxonomies.h"
#include "store/catalogue.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr int most_nesting = 20;

std::string slug_for(std::string_view old, std::string_view name, std::string_view number) {
  std::string slug = slug_of(old);
  if (slug.empty()) slug = text::slug(name, 100);
  if (slug.empty()) slug = "n" + std::string(number.empty() ? "1" : number);
  return slug.substr(0, limits::slug_bytes);
}

std::string plain_name(std::string_view name, std::string_view fallback) {
  std::string plain = content::html_to_text(name);
  if (plain.empty()) plain = text::squeeze(text::clean(fallback));
  return text::cut_at_word(plain, 200, "");
}

bool looks_like_mail(std::string_view name) {
  const std::size_t at = name.find('@');
  return at != std::string_view::npos && name.find(' ') == std::string_view::npos &&
         name.find('.', at) != std::string_view::npos;
}

content::Author::Kind kind_of_author(std::string_view name) {
  for (const std::string_view word : {"Екип", "екип", "Редакция", "редакция", "Редактор", " team", "Team", "Newsroom",
                                      "newsroom", "Editors", "Агенция"}) {
    if (name.find(word) != std::string_view::npos) return content::Author::Kind::team;
  }
  return content::Author::Kind::person;
}

// What WordPress's format has no place for. A picture's number means nothing here.
void take_own(const std::string& own, content::Author& author) {
  const auto parsed = own.empty() ? fail(ErrorKind::invalid, "none") : parse_json(own);
  if (!parsed || !parsed->is_object()) return;
  const content::Author given = author_of(parsed->get_object());
  author.bio = given.bio;
  author.url = given.url;
  author.links = given.links;
  author.kind = given.kind;
}

template <class Map, class Key>
typename Map::mapped_type found(const Map& map, const Key& key) {
  const auto place = map.find(key);
  return place == map.end() ? typename Map::mapped_type{} : place->second;
}

}  // namespace

std::string Names::own_slug(std::map<std::string, std::string>& taken, std::string wanted, std::string_view old) const {
  std::string slug = wanted;
  for (int number = 2;; ++number) {
    const auto [place, fresh] = taken.emplace(slug, old);
    if (fresh || place->second == old) return slug;
    slug = wanted + "-" + std::to_string(number);
  }
}

void Names::take(store::Session& session, const content::Site& site, const Survey& survey, ImportReport& report,
                 Time now) {
  session_ = &session;
  report_ = &report;
  survey_ = &survey;
  site_ = site;
  now_ = now;
  for (const WxrTerm& term : survey.terms) {
    if (term.taxonomy == "category") categories_.emplace(term.slug, &term);
    if (is_custom_taxonomy(term.taxonomy)) further_terms_.emplace(topic_key(term.taxonomy, term.slug), &term);
  }
  for (const auto& [taxonomy, count] : survey.unused_taxonomies) {
    report.note("terms of a taxonomy that no article carries left out: " + std::to_string(count), taxonomy);
  }
  for (const WxrTerm& term : survey.terms) {
    if (term.taxonomy == "category") {
      take_section(term, 0);
    } else {
      take_topic(term);
    }
  }
  for (const WxrAuthor& author : survey.authors) take_author(author);
  name_author_pages(survey.authors);
  for (const auto& [type, step] : survey.types) take_type(type, step);
  const bool posts =
      std::ranges::any_of(survey.items, [](const auto& entry) { return entry.first == "post" || entry.first.empty(); });
  if (!news_ && posts && survey.has_lone_articles) {
    news_ = make_news();
  }
  for (content::Section& section : store::all_sections(session, site.id)) slugs_here_.insert(std::move(section.slug));
  session_ = nullptr;
  survey_ = nullptr;
  report_ = nullptr;
}

std::string Names::front_slug(std::string slug) {
  const bool ours = content::is_own_step(slug);
  // A section that is here already keeps its front: the item gets a new address (make_article.cpp).
  const bool items = !ours && survey_->has_item_at(slug) && !store::find_section(*session_, site_.id, slug);
  // Another export of the same site had an item there, and this one does not.
  const bool moved = !ours && !items && !store::find_section(*session_, site_.id, slug) &&
                     store::find_section(*session_, site_.id, slug + "-section");
  if (moved) return slug + "-section";
  if (!ours && !items) return slug;
  report_->note(ours ? "section's address is the program's own: it gets another"
                     : "section's address is that of a page or post: it gets another",
                "/" + slug + "/ → /" + slug + "-section/");
  return slug + "-section";
}

SectionId Names::make_news() {
  const bool bulgarian = site_.language.starts_with("bg");
  const std::string slug = front_slug(bulgarian ? "novini" : "news");
  if (const auto there = store::find_section(*session_, site_.id, slug)) {
    section_addresses_[there->id] = {there->slug, there->name};
    return there->id;
  }
  content::Section section;
  section.site = site_.id;
  section.slug = slug;
  section.name = bulgarian ? "Новини" : "News";
  section.position = 1'000;
  section.id = store::save_section(*session_, section, now_);
  section_addresses_[section.id] = {section.slug, section.name};
  return section.id;
}

SectionId Names::take_section(const WxrTerm& term, int nesting) {
  if (const SectionId known = found(sections_, term.slug)) return known;
  Old<SectionId> old{term.slug, number_of(term.id), {}, {}};
  content::Section section;
  section.site = site_.id;
  if (!term.parent.empty() && nesting < most_nesting) {
    if (const auto parent = categories_.find(term.parent); parent != categories_.end() && parent->second != &term) {
      section.parent = take_section(*parent->second, nesting + 1);
    }
  }
  // A circle of parents came back to this one meanwhile.
  if (const SectionId known = found(sections_, term.slug)) return known;
  if (is_uncategorized(term.slug)) {
    // Every export names it, and a section without a story would stand in the navigation.
    if (!news_ && survey_->has_lone_articles) news_ = make_news();
    old.id = news_;
  } else {
    section.slug = front_slug(slug_for(term.slug, term.name, term.id));
    section.slug = own_slug(section_slugs_, section.slug, term.slug);
    Count& count = report_->count("sections");
    if (const auto there = store::find_section(*session_, site_.id, section.slug)) {
      section = *there;
      ++count.unchanged;
    } else {
      section.name = plain_name(term.name, term.slug);
      section.description = content::html_to_text(term.description);
      section.position = ++position_;
      section.id = store::save_section(*session_, section, now_);
      ++count.taken;
    }
    old.id = section.id;
    parents_[section.id] = section.parent;
    section_addresses_[section.id] = {section.slug, section.name};
  }
  old.path = "/" + term.slug + "/";
  const WxrTerm* above = &term;
  for (int i = 0; i < most_nesting && !above->parent.empty(); ++i) {
    const auto parent = categories_.find(above->parent);
    if (parent == categories_.end()) break;
    above = parent->second;
    old.path.insert(0, "/" + above->slug);
  }
  sections_[term.slug] = old.id;
  if (old.number != 0) section_terms_[old.number] = old.id;
  old_sections_.push_back(old);
  return old.id;
}

void Names::take_topic(const WxrTerm& term) {
  content::Topic topic;
  topic.site = site_.id;
  const bool further = is_custom_taxonomy(term.taxonomy);
  const std::string key = topic_key(term.taxonomy, term.slug);
  const std::string name = plain_name(term.name, term.slug);
  topic.slug = slug_for(term.slug, term.name, term.id);
  // A town that is a tag and a term of "region" is one topic.
  const auto namesake = topic_names_.find(topic.slug);
  const bool same =
      further && namesake != topic_names_.end() && text::fold_case(namesake->second) == text::fold_case(name);
  if (!same) topic.slug = own_slug(topic_slugs_, topic.slug, key);
  topic_names_.emplace(topic.slug, name);
  Count& count = report_->count("topics");
  if (same) {
    topic = store::find_topic(*session_, site_.id, topic.slug).value_or(topic);
  } else if (const auto there = store::find_topic(*session_, site_.id, topic.slug)) {
    topic = *there;
    ++count.unchanged;
  } else {
    topic.name = name;
    topic.description = content::html_to_text(term.description);
    topic.id = store::save_topic(*session_, topic, now_);
    ++count.taken;
  }
  topics_[key] = topic.id;
  topic_addresses_[topic.id] = {topic.slug, topic.name};
  const std::int64_t number = number_of(term.id);
  if (number != 0) topic_terms_[number] = topic.id;
  Old<TopicId> old{term.slug, number, {}, topic.id, further ? term.taxonomy : std::string()};
  if (further) {
    taxonomy_of_slug_.emplace(term.slug, term.taxonomy);
    old.path = "/" + term.slug + "/";
    const WxrTerm* above = &term;
    for (int i = 0; i < most_nesting && !above->parent.empty(); ++i) {
      const auto parent = further_terms_.find(topic_key(term.taxonomy, above->parent));
      if (parent == further_terms_.end()) break;
      above = parent->second;
      old.path.insert(0, "/" + above->slug);
    }
    report_->note("terms of another taxonomy kept as topics", term.taxonomy);
  }
  old_topics_.push_back(std::move(old));
}

void Names::take_author(const WxrAuthor& old) {
  std::string name = content::html_to_text(old.display_name);
  if (name.empty()) name = content::html_to_text(old.first_name + " " + old.last_name);
  if (name.empty()) name = text::squeeze(old.login);
  if (looks_like_mail(name)) name = name.substr(0, name.find('@'));
  content::Author author;
  author.site = site_.id;
  author.slug = looks_like_mail(old.login) ? text::slug(name, 100) : slug_for(old.login, name, old.id);
  if (author.slug.empty()) author.slug = "author-" + (old.id.empty() ? std::to_string(authors_.size() + 1) : old.id);
  author.slug = own_slug(author_slugs_, author.slug, old.login);
  Count& count = report_->count("authors");
  if (const auto there = store::find_author(*session_, site_.id, author.slug)) {
    author = *there;
    ++count.unchanged;
  } else {
    author.name = text::cut_at_word(name, 200, "");
    author.kind = kind_of_author(author.name);
    author.bio = text::cut_at_word(content::html_to_text(old.biography), limits::biography_bytes / 4, "");
    if (content::is_absolute_address(old.site) && content::is_safe_address(old.site)) author.url = old.site;
    take_own(old.own, author);
    author.id = store::save_author(*session_, author, now_);
    ++count.taken;
  }
  authors_[old.login] = author.id;
  if (const std::int64_t number = number_of(old.id)) author_numbers_[number] = author.id;
  author_addresses_[author.id] = {author.slug, author.name};
  const std::string nice = nice_name(percent_decoded(old.login));
  nice_authors_.emplace(nice, author.id);
  nice_authors_.emplace(shown_nice_name(old.login), author.id);
  for (const std::string& cut : cut_nice_names(old.login)) nice_authors_.emplace(shown_nice_name(cut), author.id);
  old_authors_.push_back({nice, number_of(old.id), {}, author.id});
}

void Names::name_author_pages(const std::vector<WxrAuthor>& authors) {
  std::set<std::string, std::less<>> told = {""};
  for (const Old<AuthorId>& old : old_authors_) told.insert(old.slug);
  // What a login makes is likelier than what a name does.
  for (const bool by_name : {false, true}) {
    for (const WxrAuthor& author : authors) {
      const auto here = authors_.find(author.login);
      if (here == authors_.end()) continue;
      const std::string decoded = percent_decoded(author.login);
      const std::string& from = by_name ? author.display_name : decoded;
      if (from.empty() || looks_like_mail(from)) continue;
      std::vector<std::string> slugs = cut_nice_names(from);
      slugs.insert(slugs.begin(), {shown_nice_name(from), text::slug(from, 100)});
      for (std::string& slug : slugs) {
        if (told.insert(slug).second) old_authors_.push_back({std::move(slug), 0, {}, here->second});
      }
    }
  }
}

void Names::take_type(const std::string& type, const std::string& step) {
  std::string old = step.empty() ? type : step;
  if (const SectionId known = found(sections_, old)) {
    type_sections_[type] = known;
    return;
  }
  content::Section section;
  section.site = site_.id;
  section.slug = front_slug(slug_for(old, type, ""));
  section.slug = own_slug(section_slugs_, section.slug, old);
  Count& count = report_->count("sections");
  if (const auto there = store::find_section(*session_, site_.id, section.slug)) {
    section = *there;
    ++count.unchanged;
  } else {
    section.name = name_of_type(type, site_.language.starts_with("bg"));
    section.position = ++position_;
    section.id = store::save_section(*session_, section, now_);
    ++count.taken;
  }
  report_->note(
      "articles of another type that stand in no category have a section of their own, to be named as you like",
      type + " → /" + section.slug + "/ “" + section.name + "”");
  section_addresses_[section.id] = {section.slug, section.name};
  type_sections_[type] = section.id;
}

SectionId Names::section(std::string_view slug) const {
  return found(sections_, slug);
}
TopicId Names::topic(std::string_view slug) const {
  return found(topics_, slug);
}
AuthorId Names::author(std::string_view login) const {
  if (const AuthorId exact = found(authors_, login)) return exact;
  if (const AuthorId nice = found(nice_authors_, login)) return nice;
  return found(nice_authors_, shown_nice_name(login));
}
AuthorId Names::author_of_number(std::int64_t number) const {
  return found(author_numbers_, number);
}
TopicId Names::topic(std::string_view taxonomy, std::string_view slug) const {
  return found(topics_, topic_key(taxonomy, slug));
}
std::string_view Names::taxonomy_with(std::string_view slug) const {
  const auto place = taxonomy_of_slug_.find(slug);
  return place == taxonomy_of_slug_.end() ? std::string_view() : std::string_view(place->second);
}
SectionId Names::section_of_type(std::string_view type) const {
  return found(type_sections_, type);
}
SectionId Names::section_of_term(std::int64_t term) const {
  return found(section_terms_, term);
}
TopicId Names::topic_of_term(std::int64_t term) const {
  return found(topic_terms_, term);
}

int Names::depth(SectionId section) const {
  int depth = 0;
  for (SectionId above = found(parents_, section); above && depth < most_nesting; above = found(parents_, above))
    ++depth;
  return depth;
}

bool Names::is_ancestor(SectionId ancestor, SectionId section) const {
  int steps = 0;
  for (SectionId above = found(parents_, section); above && steps < most_nesting;
       above = found(parents_, above), ++steps) {
    if (above == ancestor) return true;
  }
  return false;
}

TopicId Names::topic_for_section(store::Session& session, SectionId section, Time now) {
  if (const TopicId known = found(section_topics_, section)) return known;
  const Address& where = address(section);
  content::Topic topic;
  if (auto there = store::find_topic(session, site_.id, where.slug)) {
    topic = *std::move(there);
  } else {
    topic.site = site_.id;
    topic.slug = where.slug;
    topic.name = where.name;
    topic.id = store::save_topic(session, topic, now);
  }
  return section_topics_[section] = topic.id;
}

const Names::Address& Names::address(SectionId section) const {
  static const Address none;
  const auto place = section_addresses_.find(section);
  return place == section_addresses_.end() ? none : place->second;
}
const Names::Address& Names::address(TopicId topic) const {
  static const Address none;
  const auto place = topic_addresses_.find(topic);
  return place == topic_addresses_.end() ? none : place->second;
}
const Names::Address& Names::address(AuthorId author) const {
  static const Address none;
  const auto place = author_addresses_.find(author);
  return place == author_addresses_.end() ? none : place->second;
}

}  // namespace vestnik::interchange::wordpress
