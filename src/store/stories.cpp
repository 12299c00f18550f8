// Stories: running subjects that articles belong to.
#include "base/text.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/saving.h"
#include "store/story_parts.h"

namespace vestnik::store {
namespace {

using content::Story;

constexpr std::string_view story_letters = "iitttiiii";

// Readers' handles see those alone in which something is published.
std::string select_stories(const Session& session) {
  return "SELECT s.id, s.site, s.slug, s.name, s.summary, s.lead_image, s.is_open, s.updated_at, s.saved FROM " +
         std::string(session.is_public() ? "public_stories" : "stories") + " s ";
}

Story read_story(const Row& row) {
  return {row.id<StoryId>(0), row.id<SiteId>(1),  row.string(2), row.string(3),
          row.string(4),      row.id<AssetId>(5), row.flag(6),   from_millis(row.integer(7)),
          row.integer(8)};
}

std::vector<Story> stories(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::vector<Story> found;
  session.query(select_stories(session) + std::string(rest), story_letters, parameters, [&](const Row& row) {
    found.push_back(read_story(row));
    return true;
  });
  return found;
}

std::optional<Story> first_story(std::vector<Story> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string address_of_story(const Story& story) {
  return "/story/" + story.slug + "/";
}

std::vector<std::string> leading_to(Session& session, SiteId site, const std::string& address) {
  std::vector<std::string> sources;
  session.query("SELECT source FROM redirects WHERE site = ? AND target = ? ORDER BY id", "t", {site, address},
                [&](const Row& row) {
                  sources.push_back(row.string(0));
                  return true;
                });
  return sources;
}

}  // namespace

StoryId save_story(Session& session, const Story& story, Time now) {
  const auto before = story.id ? find_story(session, story.id) : std::nullopt;
  StoryId id{save_row(session, "stories", story.id.value,
                      {{"slug", story.slug},
                       {"name", story.name},
                       {"summary", story.summary},
                       {"lead_image", story.lead_image},
                       {"is_open", story.open},
                       {"updated_at", now},
                       {"saved", (before ? before->saved : 0) + 1}},
                      {{"site", story.site}})};
  const SiteId site = before ? before->site : story.site;
  if (!before || before->slug != story.slug) {
    // It may have the name that another had before.
    if (find_redirect(session, site, address_of_story(story)))
      remove_redirect(session, site, address_of_story(story), now);
    // A name that nobody has seen leads nobody on.
    if (before && is_known(session, *before)) {
      for (const std::string& earlier : leading_to(session, site, address_of_story(*before))) {
        save_redirect(session, {site, earlier, address_of_story(story)}, now);
      }
      save_redirect(session, {site, address_of_story(*before), address_of_story(story)}, now);
    }
  }
  record_change(session, site, ChangeKind::story, id.value, now);
  return id;
}

bool is_known(Session& session, const Story& story) {
  return count_parts(session, story.id) > 0 || !leading_to(session, story.site, address_of_story(story)).empty();
}

void remove_story(Session& session, const Story& story, const std::string& to, Time now) {
  const std::string address = address_of_story(story);
  const std::vector<std::string> earlier = leading_to(session, story.site, address);
  const bool known = is_known(session, story);
  session.run("DELETE FROM article_stories WHERE story = ?", {story.id});
  session.run("DELETE FROM stories WHERE id = ?", {story.id});
  for (const std::string& each : earlier) save_redirect(session, {story.site, each, to}, now);
  // That there was one of which nothing was published is nobody's business.
  if (known) save_redirect(session, {story.site, address, to}, now);
  record_change(session, story.site, ChangeKind::story, story.id.value, now);
}

std::vector<Story> all_stories(Session& session, SiteId site) {
  return stories(session, "WHERE s.site = ? ORDER BY s.id", {site});
}

std::optional<Story> find_story(Session& session, StoryId id) {
  return first_story(stories(session, "WHERE s.id = ?", {id}));
}

std::optional<Story> find_story(Session& session, SiteId site, std::string_view slug) {
  return first_story(stories(session, "WHERE s.site = ? AND s.slug = ?", {site, slug}));
}

std::int64_t count_parts(Session& session, StoryId id) {
  return session.integer("SELECT COUNT(*) FROM article_stories WHERE story = ?", {id}).value_or(0);
}

std::vector<StoryLine> list_stories(Session& session, SiteId site, std::string_view words, std::optional<bool> open,
                                    StoryPlace behind, std::size_t most) {
  std::vector<StoryLine> lines;
  std::string rest = "WHERE s.site = ? AND (s.updated_at < ? OR (s.updated_at = ? AND s.id < ?)) ";
  Session::Parameters parameters{site, behind.updated_at, behind.updated_at, behind.id};
  if (open) {
    rest += "AND s.is_open = ? ";
    parameters.emplace_back(*open);
  }
  // SQLite folds Latin letters only: names are compared here.
  session.stream(select_stories(session) + rest + "ORDER BY s.updated_at DESC, s.id DESC", story_letters, parameters,
                 [&](const Row& row) {
                   Story story = read_story(row);
                   if (words.empty() || story.slug.find(words) != std::string::npos ||
                       text::fold_case(story.name).find(words) != std::string::npos) {
                     lines.push_back({std::move(story), 0});
                   }
                   return lines.size() < most;
                 });
  for (StoryLine& line : lines) line.parts = count_parts(session, line.story.id);
  return lines;
}

}  // namespace vestnik::store
