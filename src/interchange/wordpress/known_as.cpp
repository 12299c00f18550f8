#include "interchange/wordpress/known_as.h"

#include <algorithm>
#include <map>

#include "content/html_reader.h"
#include "interchange/wordpress/dates.h"
#include "store/articles.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::string_view prefix = "wordpress:";
constexpr std::size_t most_hosts = 20;
constexpr std::int64_t fewest_same = 3;
// So many are no template's: the examples that a new site begins with are fewer.
constexpr std::int64_t enough_same = 20;

// As SQL counts them.
std::int64_t letters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

std::string known_by(std::string_view host) {
  return std::string(prefix).append(host).append(":");
}

// "old.example" of "wordpress:old.example:12:2".
std::string_view host_in(std::string_view id) {
  id.remove_prefix(std::min(prefix.size(), id.size()));
  const std::size_t begin = id.starts_with('[') ? std::min(id.find(']'), id.size()) : 0;
  return id.substr(0, id.find(':', begin));
}

std::map<std::string, std::int64_t, std::less<>> hosts_besides(store::Session& session, SiteId site,
                                                               std::string_view host) {
  std::map<std::string, std::int64_t, std::less<>> hosts;
  const std::string own = known_by(host);
  session.stream(
      "SELECT foreign_id FROM articles WHERE site = ? AND substr(foreign_id, 1, ?) = ? "
      "AND substr(foreign_id, 1, ?) <> ?",
      "t", {site.value, letters(prefix), prefix, letters(own), own}, [&](const store::Row& row) {
        const std::string_view name = host_in(row.text(0));
        const auto known = hosts.find(name);
        if (known != hosts.end()) {
          ++known->second;
        } else if (!name.empty() && hosts.size() < most_hosts) {
          hosts.emplace(name, 1);
        }
        return true;
      });
  return hosts;
}

bool is_same_item(const content::Article& stored, const Survey::Known& item, std::string_view zone) {
  const auto at = wordpress_date(item.date_gmt, item.date, zone);
  if (!at || stored.published_at != at) return false;
  const std::string slug = slug_of(item.slug);
  // The store may have appended a number, and the newsroom may have written another headline since.
  return (!slug.empty() && stored.slug.starts_with(slug)) || stored.headline == content::html_to_text(item.title);
}

}  // namespace

bool Recognised::is_same_site(std::size_t sample) const {
  const auto [smaller, larger] = std::minmax({items, static_cast<std::int64_t>(sample)});
  return same >= fewest_same && same * 10 >= compared * 9 && same * 2 >= smaller &&
         (same >= enough_same || same * 4 >= larger);
}

std::vector<Recognised> other_hosts(store::Session& session, const content::Site& site, const OldSite& old,
                                    const Survey& survey) {
  std::vector<Recognised> found;
  for (const auto& [host, items] : hosts_besides(session, site.id, old.identity())) {
    Recognised one{host, items, 0, 0};
    for (const Survey::Known& item : survey.sample) {
      const auto stored =
          store::find_article_by_foreign_id(session, site.id, known_by(host) + std::to_string(item.number));
      if (!stored || !stored->published_at) continue;
      ++one.compared;
      if (is_same_item(*stored, item, site.time_zone)) ++one.same;
    }
    found.push_back(std::move(one));
  }
  std::ranges::sort(found, std::ranges::greater(), &Recognised::same);
  return found;
}

bool is_known_from(store::Session& session, SiteId site, std::string_view host) {
  const std::string known = known_by(host);
  return session
      .integer("SELECT 1 FROM articles WHERE site = ? AND substr(foreign_id, 1, ?) = ? LIMIT 1",
               {site.value, letters(known), known})
      .has_value();
}

Carried carry_over(store::Session& session, SiteId site, std::string_view from, std::string_view to) {
  const std::string was = known_by(from), is = known_by(to);
  const auto length = letters(was);
  session.run(
      "UPDATE comments SET foreign_id = ? || substr(foreign_id, ?) "
      "WHERE article IN (SELECT id FROM articles WHERE site = ?) AND substr(foreign_id, 1, ?) = ? "
      "AND NOT EXISTS (SELECT 1 FROM comments AS there WHERE there.article = comments.article "
      "AND there.foreign_id = ? || substr(comments.foreign_id, ?))",
      {is, length + 1, site.value, length, was, is, length + 1});
  const std::int64_t carried = session.run(
      "UPDATE articles SET foreign_id = ? || substr(foreign_id, ?) WHERE site = ? AND substr(foreign_id, 1, ?) = ? "
      "AND NOT EXISTS (SELECT 1 FROM articles AS there WHERE there.site = articles.site "
      "AND there.foreign_id = ? || substr(articles.foreign_id, ?))",
      {is, length + 1, site.value, length, was, is, length + 1});
  session.run(
      "UPDATE settings SET name = ? || substr(name, ?) WHERE site = ? AND substr(name, 1, ?) = ? "
      "AND NOT EXISTS (SELECT 1 FROM settings AS there WHERE there.site = settings.site "
      "AND there.name = ? || substr(settings.name, ?))",
      {is, length + 1, site.value, length, was, is, length + 1});
  const std::int64_t twice =
      session
          .integer("SELECT COUNT(*) FROM articles WHERE site = ? AND substr(foreign_id, 1, ?) = ?",
                   {site.value, length, was})
          .value_or(0);
  return {carried, twice};
}

}  // namespace vestnik::interchange::wordpress
