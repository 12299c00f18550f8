#include "reader/index_follower.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t batch = 200;           // articles read in one transaction
constexpr std::size_t commit_after = 2'000;  // documents; a commit costs about as much as some hundreds of them

// Names of authors, topics and sections, which are searched too; read once a round.
struct Names {
  std::unordered_map<SiteId, std::string> languages;
  std::unordered_map<SectionId, std::string> sections;
  std::unordered_map<AuthorId, std::string> authors;
  std::unordered_map<TopicId, std::string> topics;

  explicit Names(store::Session& session) {
    for (const content::Site& site : store::all_sites(session)) {
      languages[site.id] = site.language;
      for (const content::Section& section : store::all_sections(session, site.id)) sections[section.id] = section.name;
      for (const content::Author& author : store::all_authors(session, site.id)) authors[author.id] = author.name;
      for (const content::Topic& topic : store::all_topics(session, site.id)) topics[topic.id] = topic.name;
    }
  }
};

search::Document document_of(const store::Published& article, const store::PublishedText& text, Names& names) {
  search::Document document{.id = article.id,
                            .site = article.site,
                            .section = article.section,
                            .language = article.language.empty() ? names.languages[article.site] : article.language,
                            .headline = article.headline,
                            .deck = article.deck,
                            .body = content::plain_text(text.body),
                            .names = {},
                            .published_at = article.published_at,
                            .labels = {}};
  if (article.section) document.names.push_back(names.sections[article.section]);
  for (const AuthorId id : article.authors) {
    document.names.push_back(names.authors[id]);
    document.labels.push_back(search::author_label(id));
  }
  for (const TopicId id : article.topics) document.names.push_back(names.topics[id]);
  return document;
}

std::vector<std::optional<search::Document>> documents(store::Session& session, std::span<const ArticleId> articles) {
  Names names(session);
  std::vector<std::optional<search::Document>> all;
  all.reserve(articles.size());
  for (const ArticleId id : articles) {
    const auto article = store::find_published(session, id);
    const auto text = article ? store::published_text(session, id) : std::nullopt;
    all.push_back(text ? std::optional(document_of(*article, *text, names)) : std::nullopt);
  }
  return all;
}

// Puts those of `articles` that are published, removes the others.
Result<void> take_over(store::Store& store, search::Index& index, std::span<const ArticleId> articles) {
  const auto found = indexed_documents(store, articles);
  if (!found) return std::unexpected(found.error());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto& document = (*found)[i];
    auto done = document ? search::put_or_leave_out(index, *document) : index.remove(articles[i]);
    if (!done) return done;
  }
  return {};
}

// `until` is the newest change that is in the index when all of `articles` are.
Result<std::size_t> take_over_all(store::Store& store, search::Index& index, const std::vector<ArticleId>& articles,
                                  std::int64_t until, const std::function<bool()>& stop,
                                  const std::function<void(std::size_t)>& told = {}) {
  const std::int64_t before = index.change();
  for (std::size_t at = 0; at < articles.size(); at += batch) {
    if (stop && stop()) {
      // What was put so far is put again next time; the number says that not everything is there.
      if (auto kept = index.commit(before); !kept) return std::unexpected(kept.error());
      return at;
    }
    const std::size_t count = std::min(batch, articles.size() - at);
    if (auto done = take_over(store, index, std::span(articles).subspan(at, count)); !done) {
      return std::unexpected(done.error());
    }
    if (told) told(at + count);
    if ((at / batch + 1) % (commit_after / batch) == 0) {
      if (auto kept = index.commit(before); !kept) return std::unexpected(kept.error());
    }
  }
  if (auto kept = index.commit(until); !kept) return std::unexpected(kept.error());
  return articles.size();
}

// Sections, authors and topics are few: all of them are taken over when one has changed. Those that are no more are
// found by nothing, since only what the edition knows is shown.
Result<void> take_over_names(store::Store& store, search::Index& index) {
  auto names = store.read_public([](store::Session& session) {
    std::vector<search::Name> all;
    for (const content::Site& site : store::all_sites(session)) {
      const auto add = [&](search::Subject subject, std::int64_t id, const std::string& text) {
        all.push_back({subject, id, site.id, site.language, text});
      };
      for (const content::Section& each : store::all_sections(session, site.id))
        add(search::Subject::section, each.id.value, each.name);
      for (const content::Author& each : store::all_authors(session, site.id))
        add(search::Subject::author, each.id.value, each.name);
      for (const content::Topic& each : store::all_topics(session, site.id))
        add(search::Subject::topic, each.id.value, each.name);
    }
    return all;
  });
  if (!names) return std::unexpected(names.error());
  for (const search::Name& name : *names) {
    if (auto done = index.put_name(name); !done) return done;
  }
  return {};
}

// Sections, authors and topics whose names stand in articles' documents.
class Renamed {
 public:
  void note(const store::Change& change) {
    if (change.kind == store::ChangeKind::section) sections_.insert(SectionId{change.id});
    if (change.kind == store::ChangeKind::author) authors_.insert(AuthorId{change.id});
    if (change.kind == store::ChangeKind::topic) topics_.insert(TopicId{change.id});
  }
  // A walk over everything that is published: names change seldom.
  void each_article(store::Session& session, const std::function<void(ArticleId)>& each) const {
    store::each_published_unsorted(session, [&](const store::Published& article) {
      const bool shows = sections_.contains(article.section) ||
                         std::ranges::any_of(article.authors, [&](AuthorId id) { return authors_.contains(id); }) ||
                         std::ranges::any_of(article.topics, [&](TopicId id) { return topics_.contains(id); });
      if (shows) each(article.id);
      return true;
    });
  }

 private:
  std::unordered_set<SectionId> sections_;
  std::unordered_set<AuthorId> authors_;
  std::unordered_set<TopicId> topics_;
};

struct Round {
  bool everything = false, names = false;
  std::vector<ArticleId> articles;
  std::int64_t until = 0;
};

Result<Round> next_round(store::Store& store, const search::Index& index) {
  const std::int64_t from = index.change();
  return store.read_public([&](store::Session& session) {
    Round round;
    round.until = from;
    if (from == 0) {  // a new index
      round.everything = true;
      round.until = store::newest_change(session);
    } else {
      std::unordered_set<ArticleId> seen;
      Renamed renamed;
      for (const store::Change& change : store::changes_after(session, from, commit_after)) {
        round.until = change.seq;
        if (change.kind == store::ChangeKind::reset) round.everything = true;
        if (change.kind == store::ChangeKind::section || change.kind == store::ChangeKind::author ||
            change.kind == store::ChangeKind::topic) {
          round.names = true;
          renamed.note(change);
        }
        const ArticleId id{change.id};
        if (change.kind == store::ChangeKind::article && seen.insert(id).second) round.articles.push_back(id);
      }
      if (round.everything) round.until = store::newest_change(session);
      if (round.names && !round.everything)
        renamed.each_article(session, [&](ArticleId id) {
          if (seen.insert(id).second) round.articles.push_back(id);
        });
    }
    if (round.everything) {
      round.articles.clear();
      store::each_published(session, [&](const store::Published& article) {
        round.articles.push_back(article.id);
        return true;
      });
    }
    return round;
  });
}

}  // namespace

Result<std::size_t> follow_index(store::Store& store, search::Index& index, const std::function<bool()>& stop) {
  std::size_t written = 0;
  while (!stop || !stop()) {
    auto round = next_round(store, index);
    if (!round) return std::unexpected(round.error());
    if (round->until == index.change()) return written;
    if (round->everything) {
      // What is in the index but published no more goes first.
      std::vector<ArticleId> published = round->articles;
      std::sort(published.begin(), published.end());
      for (const ArticleId id : index.all()) {
        if (std::binary_search(published.begin(), published.end(), id)) continue;
        if (auto removed = index.remove(id); !removed) return std::unexpected(removed.error());
      }
    }
    if (round->everything || round->names) {
      if (auto named = take_over_names(store, index); !named) return std::unexpected(named.error());
    }
    auto done = take_over_all(store, index, round->articles, round->until, stop);
    if (!done) return std::unexpected(done.error());
    written += *done;
  }
  return written;
}

Result<std::size_t> fill_index(store::Store& store, search::Index& beside, const std::function<void(std::size_t)>& done,
                               const std::function<bool()>& stop) {
  auto round = next_round(store, beside);
  if (!round) return std::unexpected(round.error());
  if (auto named = take_over_names(store, beside); !named) return std::unexpected(named.error());
  return take_over_all(store, beside, round->articles, round->until, stop, done);
}

Result<std::vector<std::optional<search::Document>>> indexed_documents(store::Store& store,
                                                                       std::span<const ArticleId> articles) {
  return store.read_public([&](store::Session& session) { return documents(session, articles); });
}

}  // namespace vestnik::reader
