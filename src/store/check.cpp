#include "store/check.h"

#include "content/article.h"
#include "content/body.h"
#include "content/linked_files.h"
#include "store/columns.h"
#include "store/publishing.h"

namespace vestnik::store {
namespace {

constexpr std::size_t most_findings = 1'000;

class Findings {
 public:
  void add(std::string finding) {
    if (lines_.size() < most_findings) lines_.push_back(std::move(finding));
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::vector<std::string> lines_;
};

// Every row of `sql` is a finding about the number in its first column.
void rows_that_should_not_be(Session& session, Findings& findings, std::string_view sql, const std::string& what) {
  session.stream(sql, "i", {}, [&](const Row& row) {
    findings.add(what + ": " + std::to_string(row.integer(0)));
    return true;
  });
}

void check_database(Session& session, Findings& findings) {
  if (session.is_postgresql()) return;  // checks its pages and keys itself
  session.query("PRAGMA integrity_check", "t", {}, [&](const Row& row) {
    if (row.text(0) != "ok") findings.add("SQLite: " + row.string(0));
    return true;
  });
  session.query("PRAGMA foreign_key_check", "tit", {}, [&](const Row& row) {
    findings.add("a row of " + row.string(0) + " (" + std::to_string(row.integer(1)) + ") names a row of " +
                 row.string(2) + " that is not there");
    return true;
  });
}

void check_states(Session& session, Findings& findings) {
  rows_that_should_not_be(session, findings,
                          "SELECT a.id FROM articles a LEFT JOIN published p ON p.article = a.id "
                          "WHERE a.state = 'published' AND p.article IS NULL",
                          "article says it is published, readers do not see it");
  rows_that_should_not_be(session, findings,
                          "SELECT a.id FROM articles a JOIN published p ON p.article = a.id "
                          "WHERE a.state <> 'published' OR a.published_revision IS NULL "
                          "OR a.published_revision <> p.revision",
                          "readers see an article or a revision that is not the published one");
  rows_that_should_not_be(session, findings,
                          "SELECT a.id FROM articles a LEFT JOIN revisions r ON r.id = a.newest_revision "
                          "WHERE r.id IS NULL OR r.article <> a.id OR r.number <> a.newest_number OR r.slug <> a.slug",
                          "article does not agree with its newest revision");
  rows_that_should_not_be(session, findings,
                          "SELECT article FROM revisions GROUP BY article HAVING COUNT(*) <> MAX(number)",
                          "article lacks revisions");
  rows_that_should_not_be(session, findings,
                          "SELECT id FROM articles WHERE state = 'scheduled' AND scheduled_at IS NULL",
                          "scheduled article without a time");
  rows_that_should_not_be(session, findings,
                          "SELECT a.id FROM articles a LEFT JOIN revisions r ON r.id = a.scheduled_revision "
                          "WHERE (a.state = 'scheduled' OR a.scheduled_revision IS NOT NULL) "
                          "AND (r.id IS NULL OR r.article <> a.id)",
                          "the revision that is scheduled is not the article's");
}

void check_published(Session& session, Findings& findings) {
  rows_that_should_not_be(
      session, findings,
      "SELECT p.article FROM published p LEFT JOIN revisions r ON r.id = p.revision "
      "WHERE r.id IS NULL OR r.article <> p.article OR p.headline <> r.headline OR p.deck <> r.deck OR p.kind <> "
      "r.kind "
      "OR p.language <> r.language OR p.authors <> r.authors OR p.topics <> r.topics OR p.stories <> r.stories OR "
      "p.words <> r.words "
      "OR COALESCE(p.section, 0) <> COALESCE(r.section, 0) OR COALESCE(p.lead_image, 0) <> COALESCE(r.lead_image, 0)",
      "published row differs from its revision");
  rows_that_should_not_be(session, findings,
                          "SELECT p.article FROM published p LEFT JOIN assets a ON a.id = p.lead_image "
                          "WHERE p.lead_image IS NOT NULL AND a.id IS NULL",
                          "lead image is not there, article");
  rows_that_should_not_be(session, findings,
                          "SELECT MIN(article) FROM published GROUP BY site, route HAVING COUNT(*) > 1",
                          "two published articles share an address");
  rows_that_should_not_be(session, findings,
                          "SELECT p.article FROM published p JOIN withdrawn w ON w.site = p.site AND w.route = p.route",
                          "a withdrawal hides a published article");
  for (std::string_view table : {"article_authors", "article_topics", "article_stories", "published_assets"}) {
    rows_that_should_not_be(session, findings,
                            "SELECT t.article FROM " + std::string(table) +
                                " t LEFT JOIN published p ON p.article = t.article WHERE p.article IS NULL",
                            std::string(table) + " names an article that readers do not see");
  }
}

// The assets that stand in the body, then files that it linked to when it was saved.
bool are_assets_of(const content::Body& body, const std::vector<AssetId>& stored) {
  const auto in_body = content::assets_of(body);
  return stored.size() >= in_body.size() && std::equal(in_body.begin(), in_body.end(), stored.begin()) &&
         stored.size() - in_body.size() <= content::linked_files_of(body).size();
}

void check_addresses_and_bodies(Session& session, Findings& findings) {
  session.stream(
      "SELECT p.article, p.section, p.path, p.route, r.slug, r.permalink, r.body, r.assets, p.authors, s.slug "
      "FROM published p JOIN revisions r ON r.id = p.revision LEFT JOIN sections s ON s.id = p.section",
      "iittttttt"
      "t",
      {}, [&](const Row& row) {
        auto number = std::to_string(row.integer(0));
        content::Article article;
        article.slug = row.string(4);
        article.permalink = row.string(5);
        if (content::address_of(article, row.text(9)) != row.text(2))
          findings.add("address is not the revision's: " + number);
        if (content::route_key(row.text(2)) != row.text(3)) findings.add("route is not the address's: " + number);
        auto body = content::parse_body(row.text(6));
        if (!body) {
          findings.add("body cannot be read (" + body.error().message() + "): " + number);
        } else if (!are_assets_of(*body, read_ids<AssetId>(row.text(7)))) {
          findings.add("assets are not the body's: " + number);
        }
        return true;
      });
}

void check_numbers(Session& session, Findings& findings) {
  auto last_change = session.integer("SELECT last_change FROM clock").value_or(0);
  if (session.integer("SELECT MAX(seq) FROM changes").value_or(0) > last_change) {
    findings.add("the change log is ahead of its clock");
  }
  if (session.integer("SELECT MAX(version) FROM published").value_or(0) > last_change) {
    findings.add("a published version is ahead of the clock");
  }
  auto last_id = session.integer("SELECT last_id FROM clock").value_or(0);
  for (std::string_view table : {"sites", "sections", "authors", "topics", "stories", "assets", "articles", "revisions",
                                 "redirects", "comments", "tokens", "jobs"}) {
    if (session.integer("SELECT MAX(id) FROM " + std::string(table)).value_or(0) > last_id) {
      findings.add(std::string(table) + " holds a number that was never given");
    }
  }
  std::int64_t before = 0;
  session.stream("SELECT seq, at FROM changes ORDER BY seq", "ii", {}, [&](const Row& row) {
    if (row.integer(0) <= before) findings.add("changes are not in order at " + std::to_string(row.integer(0)));
    before = row.integer(0);
    return true;
  });
}

}  // namespace

std::vector<std::string> check(Session& session) {
  Findings findings;
  check_database(session, findings);
  check_states(session, findings);
  check_published(session, findings);
  check_addresses_and_bodies(session, findings);
  check_numbers(session, findings);
  return findings.take();
}

}  // namespace vestnik::store
