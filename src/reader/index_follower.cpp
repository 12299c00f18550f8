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

// Names of authors, topics and sections, which are searched too: those that the articles of a round name, each read
// once. A round is often one article, and a newspaper has thousands of topics.
class Names {
 public:
  explicit Names(store::Session& session) : session_(session) {}

  const std::string& language(SiteId id) {
    return known(languages_, id, [&] {
      const auto site = store::find_site(session_, id);
      return site ? site->language : std::string();
    });
  }
  const std::string& section(SectionId id) { return name(sections_, id, &store::find_section); }
  const std::string& author(AuthorId id) { return name(authors_, id, &store::find_author); }
  const std::string& topic(TopicId id) { return name(topics_, id, &store::find_topic); }
  const std::string& story(StoryId id) { return name(stories_, id, &store::find_story); }

 private:
  template <class Identifier, class Read>
  static const std::string& known(std::unordered_map<Identifier, std::string>& names, Identifier id, const Read& read) {
    const auto found = names.find(id);
    return found != names.end() ? found->second : names.emplace(id, read()).first->second;
  }
  // "" of what is not there.
  template <class Identifier, class Thing>
  const std::string& name(std::unordered_map<Identifier, std::string>& names, Identifier id,
                          std::optional<Thing> (*find)(store::Session&, Identifier)) {
    return known(names, id, [&] {
      const auto thing = find(session_, id);
      return thing ? thing->name : std::string();
    });
  }

  store::Session& session_;
  std::unordered_map<SiteId, std::string> languages_;
  std::unordered_map<SectionId, std::string> sections_;
  std::unordered_map<AuthorId, std::string> authors_;
  std::unordered_map<TopicId, std::string> topics_;
  std::unordered_map<StoryId, std::string> stories_;
};

search::Document document_of(const store::Published& article, const store::PublishedText& text, Names& names) {
  search::Document document{.id = article.id,
                            .site = article.site,
                            .section = article.section,
                            .language = article.language.empty() ? names.language(article.site) : article.language,
                            .headline = article.headline,
                            .deck = article.deck,
                            .body = content::plain_text(text.body),
                            .names = {},
                            .published_at = article.published_at,
                            .labels = {}};
  if (article.section) document.names.push_back(names.section(article.section));
  for (const AuthorId id : article.authors) {
    document.names.push_back(names.author(id));
    document.labels.push_back(search::author_label(id));
  }
  for (const TopicId id : article.topics) document.names.push_back(names.topic(id));
  return document;
}

// Articles as the index should hold them, and the names that their readers see on them.
struct Indexed {
  std::vector<std::optional<search::Document>> documents;  // nothing for one that is not published
  std::vector<search::Name> names;
};

Indexed indexed_of(store::Session& session, std::span<const ArticleId> articles) {
  Names names(session);
  Indexed shown;
  shown.documents.reserve(articles.size());
  std::unordered_set<AuthorId> authors;
  std::unordered_set<TopicId> topics;
  std::unordered_set<StoryId> stories;
  for (const ArticleId id : articles) {
    const auto article = store::find_published(session, id);
    const auto text = article ? store::published_text(session, id) : std::nullopt;
    shown.documents.push_back(text ? std::optional(document_of(*article, *text, names)) : std::nullopt);
    if (!text) continue;
    const auto add = [&](search::Subject subject, std::int64_t named, const std::string& name) {
      shown.names.push_back({subject, named, article->site, names.language(article->site), name});
    };
    for (const AuthorId author : article->authors) {
      if (authors.insert(author).second) add(search::Subject::author, author.value, names.author(author));
    }
    for (const TopicId topic : article->topics) {
      if (topics.insert(topic).second) add(search::Subject::topic, topic.value, names.topic(topic));
    }
    for (const content::StoryPart& part : article->stories) {
      if (stories.insert(part.story).second) add(search::Subject::story, part.story.value, names.story(part.story));
    }
  }
  return shown;
}

// Puts those of `articles` that are published with the names on them, removes the others.
Result<void> take_over(store::Store& store, search::Index& index, std::span<const ArticleId> articles) {
  const auto shown = store.read_public([&](store::Session& session) { return indexed_of(session, articles); });
  if (!shown) return std::unexpected(shown.error());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto& document = shown->documents[i];
    auto done = document ? search::put_or_leave_out(index, *document) : index.remove(articles[i]);
    if (!done) return done;
  }
  for (const search::Name& name : shown->names) {
    if (auto done = index.put_name(name); !done) return done;
  }
  return {};
}

// Sections are few: all of them are taken over when one has changed. Those that are no more are found by nothing, since
// only what the edition knows is shown. Names of authors and topics come with published articles alone, since a draft's
// topic may tell what it is about.
Result<void> take_over_sections(store::Store& store, search::Index& index) {
  auto names = store.read_public([](store::Session& session) {
    std::vector<search::Name> all;
    for (const content::Site& site : store::all_sites(session)) {
      for (const content::Section& each : store::all_sections(session, site.id))
        all.push_back({search::Subject::section, each.id.value, site.id, site.language, each.name});
    }
    return all;
  });
  if (!names) return std::unexpected(names.error());
  for (const search::Name& name : *names) {
    if (auto done = index.put_name(name); !done) return done;
  }
  return {};
}

// Stories that readers see: few, as sections are.
Result<void> take_over_stories(store::Store& store, search::Index& index) {
  auto names = store.read_public([](store::Session& session) {
    std::vector<search::Name> all;
    for (const content::Site& site : store::all_sites(session)) {
      for (const content::Story& each : store::all_stories(session, site.id))
        all.push_back({search::Subject::story, each.id.value, site.id, site.language, each.name});
    }
    return all;
  });
  if (!names) return std::unexpected(names.error());
  for (const search::Name& name : *names) {
    if (auto done = index.put_name(name); !done) return done;
  }
  return {};
}

template <class Authors, class Topics>
Result<void> remove_names(search::Index& index, const Authors& authors, const Topics& topics) {
  for (const AuthorId id : authors) {
    if (auto done = index.remove_name(search::Subject::author, id.value); !done) return done;
  }
  for (const TopicId id : topics) {
    if (auto done = index.remove_name(search::Subject::topic, id.value); !done) return done;
  }
  return {};
}

// What an earlier version, or stories that are gone, left of names.
Result<void> take_away_unseen_names(store::Store& store, search::Index& index) {
  std::vector<AuthorId> authors;
  std::vector<TopicId> topics;
  auto read = store.read([&](store::Session& session) {
    authors = store::authors_without_stories(session);
    topics = store::topics_without_stories(session);
  });
  if (!read) return std::unexpected(read.error());
  return remove_names(index, authors, topics);
}

// Sections, authors, topics and stories whose names stand in articles' documents.
class Renamed {
 public:
  void note(const store::Change& change) {
    if (change.kind == store::ChangeKind::section) sections_.insert(SectionId{change.id});
    if (change.kind == store::ChangeKind::author) authors_.insert(AuthorId{change.id});
    if (change.kind == store::ChangeKind::topic) topics_.insert(TopicId{change.id});
    if (change.kind == store::ChangeKind::story) stories_.insert(StoryId{change.id});
  }
  bool sections() const { return !sections_.empty(); }
  bool stories() const { return !stories_.empty(); }

  // Published articles that show them, as the newsroom's lists have them.
  Result<std::vector<ArticleId>> articles(store::Store& store) const {
    std::vector<ArticleId> all;
    if (sections_.empty() && authors_.empty() && topics_.empty()) return all;
    auto read = store.read([&](store::Session& session) {
      const auto add = [&](const std::vector<ArticleId>& some) { all.insert(all.end(), some.begin(), some.end()); };
      for (const SectionId id : sections_) add(store::published_in(session, id));
      for (const AuthorId id : authors_) add(store::published_by(session, id));
      for (const TopicId id : topics_) add(store::published_about(session, id));
    });
    if (!read) return std::unexpected(read.error());
    return all;
  }
  // Those that an article shows come back with it, stories with all others.
  Result<void> take_away(search::Index& index) const {
    for (const StoryId id : stories_) {
      if (auto done = index.remove_name(search::Subject::story, id.value); !done) return done;
    }
    return remove_names(index, authors_, topics_);
  }

 private:
  std::unordered_set<SectionId> sections_;
  std::unordered_set<AuthorId> authors_;
  std::unordered_set<TopicId> topics_;
  std::unordered_set<StoryId> stories_;
};

// Articles that name no language are indexed in their site's: where that has changed, everything is taken over anew.
constexpr std::string_view languages_note = "languages";
// Indexes of earlier versions know no names of stories.
constexpr std::string_view stories_note = "stories";

// " 1=bg 2=en "
std::string languages_of(store::Session& session) {
  std::string all = " ";
  for (const content::Site& site : store::all_sites(session)) {
    all += std::to_string(site.id.value) + "=" + site.language + " ";
  }
  return all;
}

// Of a site that is there in both; where nothing was noted yet, whether it may be.
bool language_changed(std::string_view before, std::string_view now, bool site_changed) {
  if (before.empty()) return site_changed;
  for (std::size_t at = 0; at + 1 < now.size();) {
    const std::size_t end = now.find(' ', at + 1);
    const std::string_view site = now.substr(at, end + 1 - at);
    const bool known = before.find(site.substr(0, site.find('=') + 1)) != std::string_view::npos;
    if (known && before.find(site) == std::string_view::npos) return true;
    at = end;
  }
  return false;
}

struct Round {
  bool everything = false;
  bool of_earlier_version = false;  // the index holds no note yet
  bool knows_stories = false;
  Renamed renamed;
  std::vector<ArticleId> articles;
  std::int64_t until = 0;  // the newest change that is in the index when all of these are
  std::string languages;   // of the sites then
};

Result<Round> next_round(store::Store& store, const search::Index& index) {
  const std::int64_t from = index.change();
  const auto languages = index.noted(languages_note);
  if (!languages) return std::unexpected(languages.error());
  const auto stories = index.noted(stories_note);
  if (!stories) return std::unexpected(stories.error());
  auto round = store.read_public([&](store::Session& session) {
    Round next;
    next.until = from;
    next.languages = languages_of(session);
    next.knows_stories = from != 0 && !stories->empty();
    next.of_earlier_version = from != 0 && languages->empty();
    if (from == 0) {  // a new index
      next.everything = true;
    } else {
      bool site_changed = false;
      for (const store::Change& change : store::changes_after(session, from, commit_after)) {
        next.until = change.seq;
        if (change.kind == store::ChangeKind::site) site_changed = true;
        if (change.kind == store::ChangeKind::reset) next.everything = true;
        if (change.kind == store::ChangeKind::article) next.articles.emplace_back(change.id);
        next.renamed.note(change);
      }
      if (next.until != from && language_changed(*languages, next.languages, site_changed)) next.everything = true;
    }
    if (next.everything) {
      next.until = store::newest_change(session);
      next.articles.clear();
      store::each_published(session, [&](const store::Published& article) {
        next.articles.push_back(article.id);
        return true;
      });
    }
    return next;
  });
  if (!round || round->everything) return round;
  const auto renamed = round->renamed.articles(store);
  if (!renamed) return std::unexpected(renamed.error());
  round->articles.insert(round->articles.end(), renamed->begin(), renamed->end());
  std::unordered_set<ArticleId> seen;
  std::erase_if(round->articles, [&](ArticleId id) { return !seen.insert(id).second; });
  return round;
}

Result<std::size_t> take_over_all(store::Store& store, search::Index& index, const Round& round,
                                  const std::function<bool()>& stop,
                                  const std::function<void(std::size_t)>& told = {}) {
  const std::vector<ArticleId>& articles = round.articles;
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
  if (auto noted = index.note(languages_note, round.languages); !noted) return std::unexpected(noted.error());
  if (auto noted = index.note(stories_note, "known"); !noted) return std::unexpected(noted.error());
  if (auto kept = index.commit(round.until); !kept) return std::unexpected(kept.error());
  return articles.size();
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
    if (auto gone = round->renamed.take_away(index); !gone) return std::unexpected(gone.error());
    if (round->everything || round->of_earlier_version) {
      if (auto gone = take_away_unseen_names(store, index); !gone) return std::unexpected(gone.error());
    }
    if (round->everything || round->renamed.sections()) {
      if (auto named = take_over_sections(store, index); !named) return std::unexpected(named.error());
    }
    if (round->everything || !round->knows_stories || round->renamed.stories()) {
      if (auto named = take_over_stories(store, index); !named) return std::unexpected(named.error());
    }
    auto done = take_over_all(store, index, *round, stop);
    if (!done) return std::unexpected(done.error());
    written += *done;
  }
  return written;
}

Result<std::size_t> fill_index(store::Store& store, search::Index& beside, const std::function<void(std::size_t)>& done,
                               const std::function<bool()>& stop) {
  auto round = next_round(store, beside);
  if (!round) return std::unexpected(round.error());
  if (auto named = take_over_sections(store, beside); !named) return std::unexpected(named.error());
  if (auto named = take_over_stories(store, beside); !named) return std::unexpected(named.error());
  return take_over_all(store, beside, *round, stop, done);
}

Result<std::vector<std::optional<search::Document>>> indexed_documents(store::Store& store,
                                                                       std::span<const ArticleId> articles) {
  return store.read_public([&](store::Session& session) { return indexed_of(session, articles).documents; });
}

}  // namespace vestnik::reader
