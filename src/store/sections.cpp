// Sections and topics: where an article stands and what it is about.
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/saving.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::Section;
using content::Topic;

constexpr std::string_view section_columns =
    "SELECT id, site, parent, slug, name, description, position, needs_editor FROM sections ";
constexpr std::string_view topic_columns = "SELECT id, site, slug, name, description FROM topics ";

std::vector<Section> sections(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Section> found;
  session.query(std::string(section_columns) + std::string(rest), "iiitttii", parameters, [&](const Row& row) {
    found.push_back({row.id<SectionId>(0), row.id<SiteId>(1), row.id<SectionId>(2), row.string(3), row.string(4),
                     row.string(5), static_cast<int>(row.integer(6)), row.flag(7)});
    return true;
  });
  return found;
}

std::vector<Topic> topics(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Topic> found;
  session.query(std::string(topic_columns) + std::string(rest), "iittt", parameters, [&](const Row& row) {
    found.push_back({row.id<TopicId>(0), row.id<SiteId>(1), row.string(2), row.string(3), row.string(4)});
    return true;
  });
  return found;
}

template <class Thing>
std::optional<Thing> first_of(std::vector<Thing> things) {
  if (things.empty()) return std::nullopt;
  return std::move(things.front());
}

}  // namespace

SectionId save_section(Session& session, const Section& section, Time now) {
  auto before = section.id ? find_section(session, section.id) : std::nullopt;
  SectionId id{save_row(session, "sections", section.id.value,
                        {{"parent", section.parent},
                         {"slug", section.slug},
                         {"name", section.name},
                         {"description", section.description},
                         {"position", section.position},
                         {"needs_editor", section.needs_editor}},
                        {{"site", section.site}})};
  auto site = before ? before->site : section.site;
  if (before && before->slug != section.slug) {
    move_section(session, id, now);
    save_redirect(session, {site, "/" + before->slug + "/", "/" + section.slug + "/"}, now);
  }
  if (before && before->name != section.name) note_work_changes(session, site, id);
  record_change(session, site, ChangeKind::section, id.value, now);
  return id;
}

std::vector<Section> all_sections(Session& session, SiteId site) {
  return sections(session, "WHERE site = ? ORDER BY position, id", {site});
}

std::optional<Section> find_section(Session& session, SectionId id) {
  return first_of(sections(session, "WHERE id = ?", {id}));
}

std::optional<Section> find_section(Session& session, SiteId site, std::string_view slug) {
  return first_of(sections(session, "WHERE site = ? AND slug = ?", {site, slug}));
}

TopicId save_topic(Session& session, const Topic& topic, Time now) {
  TopicId id{save_row(session, "topics", topic.id.value,
                      {{"slug", topic.slug}, {"name", topic.name}, {"description", topic.description}},
                      {{"site", topic.site}})};
  record_change(session, topic.site, ChangeKind::topic, id.value, now);
  return id;
}

std::vector<Topic> all_topics(Session& session, SiteId site) {
  return topics(session, "WHERE site = ? ORDER BY id", {site});
}

std::vector<TopicId> topics_without_stories(Session& session) {
  std::vector<TopicId> found;
  session.query("SELECT id FROM topics t WHERE NOT EXISTS (SELECT 1 FROM article_topics s WHERE s.topic = t.id)", "i",
                {}, [&](const Row& row) {
                  found.push_back(row.id<TopicId>(0));
                  return true;
                });
  return found;
}

std::optional<Topic> find_topic(Session& session, TopicId id) {
  return first_of(topics(session, "WHERE id = ?", {id}));
}

std::optional<Topic> find_topic(Session& session, SiteId site, std::string_view slug) {
  return first_of(topics(session, "WHERE site = ? AND slug = ?", {site, slug}));
}

}  // namespace vestnik::store
