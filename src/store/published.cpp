// What readers see, through any handle.
#include "store/articles.h"
#include "store/columns.h"

namespace vestnik::store {
namespace {

constexpr std::string_view published_columns =
    "SELECT article, site, kind, section, path, headline, deck, language, lead_image, authors, topics, published_at, "
    "updated_at, words, pinned, breaking, revision, version, stories FROM published ";
constexpr std::string_view published_letters =
    "iititttti"
    "tt"
    "iiiiiiit";

void read_published_into(Published& read, const Row& row) {
  read.id = row.id<ArticleId>(0);
  read.site = row.id<SiteId>(1);
  read.kind = content::kind_of(row.text(2)).value_or(content::Kind::news);
  read.section = row.id<SectionId>(3);
  read.path = row.text(4);
  read.headline = row.text(5);
  read.deck = row.text(6);
  read.language = row.text(7);
  read.lead_image = row.id<AssetId>(8);
  read_ids_into(read.authors, row.text(9));
  read_ids_into(read.topics, row.text(10));
  read.published_at = from_millis(row.integer(11));
  read.updated_at = from_millis(row.integer(12));
  read.words = static_cast<int>(row.integer(13));
  read.pinned = row.flag(14);
  read.breaking = row.flag(15);
  read.revision = row.id<RevisionId>(16);
  read.version = row.integer(17);
  read_parts_into(read.stories, row.text(18));
}

Published read_published(const Row& row) {
  Published read;
  read_published_into(read, row);
  return read;
}

std::optional<Published> one_published(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::optional<Published> found;
  session.query(std::string(published_columns) + std::string(rest), published_letters, parameters, [&](const Row& row) {
    found = read_published(row);
    return false;
  });
  return found;
}

PublishedText read_text(const Row& row, ArticleId id) {
  auto body = content::parse_body(row.text(1));
  if (!body) {
    throw Failure({ErrorKind::internal, "the stored body of an article cannot be read: " + body.error().message(),
                   std::to_string(id.value), "run `vestnik check`"});
  }
  return {std::move(*body), row.string(2), row.string(3), row.string(4)};
}

std::vector<ArticleId> articles_where(Session& session, const std::string& from,
                                      const Session::Parameters& parameters) {
  std::vector<ArticleId> articles;
  session.query("SELECT article FROM " + from, "i", parameters, [&](const Row& row) {
    articles.push_back(row.id<ArticleId>(0));
    return true;
  });
  return articles;
}

constexpr std::string_view text_columns =
    "SELECT article, body, lead_caption, description, canonical_url FROM public_bodies ";

}  // namespace

void each_published(Session& session, const std::function<bool(Published)>& each) {
  session.stream(std::string(published_columns) + "ORDER BY site, published_at DESC, article DESC", published_letters,
                 {}, [&](const Row& row) { return each(read_published(row)); });
}

void each_published_unsorted(Session& session, Published& read, const std::function<bool()>& each) {
  session.stream(published_columns, published_letters, {}, [&](const Row& row) {
    read_published_into(read, row);
    return each();
  });
}

std::vector<ArticleId> published_in(Session& session, SectionId section) {
  return articles_where(session, "published WHERE section = ?", {section});
}

std::vector<ArticleId> published_by(Session& session, AuthorId author) {
  return articles_where(session, "article_authors WHERE author = ?", {author});
}

std::vector<ArticleId> published_about(Session& session, TopicId topic) {
  return articles_where(session, "article_topics WHERE topic = ?", {topic});
}

std::vector<Published> newest_in_story(Session& session, StoryId story, std::size_t most) {
  std::vector<Published> found;
  session.query(std::string(published_columns) +
                    "WHERE article IN (SELECT article FROM article_stories WHERE story = ?) "
                    "ORDER BY published_at DESC, article DESC LIMIT ?",
                published_letters, {story, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  found.push_back(read_published(row));
                  return true;
                });
  return found;
}

std::optional<Published> find_published(Session& session, ArticleId id) {
  return one_published(session, "WHERE article = ?", {id});
}

std::optional<Published> find_published_at(Session& session, SiteId site, std::string_view route) {
  return one_published(session, "WHERE site = ? AND route = ?", {site, route});
}

std::int64_t count_published(Session& session) {
  return session.integer("SELECT COUNT(*) FROM published").value_or(0);
}

std::optional<PublishedText> published_text(Session& session, ArticleId id) {
  std::optional<PublishedText> found;
  session.query(std::string(text_columns) + "WHERE article = ?", "itttt", {id}, [&](const Row& row) {
    found = read_text(row, id);
    return false;
  });
  return found;
}

std::vector<std::pair<ArticleId, PublishedText>> published_texts(Session& session, std::span<const ArticleId> ids) {
  std::vector<std::pair<ArticleId, PublishedText>> texts;
  for (auto id : ids) {
    if (auto text = published_text(session, id)) texts.emplace_back(id, std::move(*text));
  }
  return texts;
}

void each_published_text(Session& session, const std::function<bool(ArticleId, PublishedText)>& each) {
  session.stream(std::string(text_columns) + "ORDER BY article", "itttt", {}, [&](const Row& row) {
    auto id = row.id<ArticleId>(0);
    return each(id, read_text(row, id));
  });
}

void each_withdrawn(Session& session, const std::function<bool(SiteId, std::string path)>& each) {
  session.stream("SELECT site, path FROM withdrawn ORDER BY article", "it", {},
                 [&](const Row& row) { return each(row.id<SiteId>(0), row.string(1)); });
}

}  // namespace vestnik::store
