#include "interchange/jsonl/names.h"

#include <algorithm>

#include "content/own_addresses.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

template <class Id>
void append_once(std::vector<Id>& ids, Id id) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

}  // namespace

void LineNames::load(store::Session& session) {
  sections_.clear();
  authors_.clear();
  topics_.clear();
  stories_.clear();
  for (const auto& section : store::all_sections(session, site_)) sections_.emplace(section.slug, section.id);
  for (const auto& author : store::all_authors(session, site_)) authors_.emplace(author.slug, author.id);
  for (const auto& topic : store::all_topics(session, site_)) topics_.emplace(topic.slug, topic.id);
  for (const auto& story : store::all_stories(session, site_)) stories_.emplace(story.slug, story.id);
}

SectionId LineNames::section(store::Session& session, const Named& named) {
  std::string slug = named.slug;
  // Its front and its articles would stand where the program itself answers.
  if (!sections_.contains(slug) && content::is_own_step(slug)) {
    slug += "-section";
    report_.note("section's address is the program's own: it gets another", "/" + named.slug + "/ → /" + slug + "/");
  }
  SectionId& id = sections_[slug];
  if (id) return id;
  content::Section section;
  section.site = site_;
  section.slug = slug;
  section.name = named.name;
  section.position = static_cast<int>(sections_.size());
  ++report_.count("sections").taken;
  return id = store::save_section(session, section, now_);
}

std::vector<AuthorId> LineNames::authors(store::Session& session, const std::vector<Named>& named) {
  std::vector<AuthorId> ids;
  for (const Named& one : named) {
    AuthorId& id = authors_[one.slug];
    if (!id) {
      content::Author author;
      author.site = site_;
      author.slug = one.slug;
      author.name = one.name;
      id = store::save_author(session, author, now_);
      ++report_.count("authors").taken;
    }
    append_once(ids, id);
  }
  return ids;
}

std::vector<TopicId> LineNames::topics(store::Session& session, const std::vector<Named>& named) {
  std::vector<TopicId> ids;
  for (const Named& one : named) {
    TopicId& id = topics_[one.slug];
    if (!id) {
      content::Topic topic;
      topic.site = site_;
      topic.slug = one.slug;
      topic.name = one.name;
      id = store::save_topic(session, topic, now_);
      ++report_.count("topics").taken;
    }
    append_once(ids, id);
  }
  return ids;
}

std::vector<content::StoryPart> LineNames::stories(store::Session& session, const std::vector<NamedPart>& named) {
  std::vector<content::StoryPart> parts;
  for (const NamedPart& one : named) {
    StoryId& id = stories_[one.story.slug];
    if (!id) {
      content::Story story;
      story.site = site_;
      story.slug = one.story.slug;
      story.name = one.story.name;
      id = store::save_story(session, story, now_);
      ++report_.count("stories").taken;
    }
    if (std::ranges::find(parts, id, &content::StoryPart::story) == parts.end())
      parts.push_back({id, one.note, one.key});
  }
  return parts;
}

}  // namespace vestnik::interchange
