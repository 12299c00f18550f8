#include "newsroom/work_index.h"

#include <algorithm>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t taken_at_once = 200;
// Row numbers begin with a site's, so that this is before every article's and says that the index is not new any more.
constexpr std::int64_t before_all_work = 1;

struct Batch {
  std::vector<ArticleId> articles;
  std::int64_t until = 0;
};

// A new index takes over all that is in work; afterwards what has changed is enough.
Result<Batch> next_batch(store::Store& store, const search::Index& index) {
  return store.read([&](store::Session& session) {
    Batch next{.articles = {}, .until = index.change()};
    if (index.change() == 0) {
      next.articles = store::articles_in_work(session);
      next.until = std::max(store::newest_work_change(session), before_all_work);
      return next;
    }
    for (const store::WorkChange& change : store::work_changes_after(session, index.change(), taken_at_once)) {
      next.articles.push_back(change.article);
      next.until = change.seq;
    }
    return next;
  });
}

Result<void> take_over(store::Store& store, search::Index& index, ArticleId id) {
  const auto document = store.read([&](store::Session& session) { return work_document(session, id); });
  if (!document) return std::unexpected(document.error());
  return *document ? search::put_or_leave_out(index, **document) : index.remove(id);
}

}  // namespace

std::string state_label(content::State state) {
  return "state " + std::string(content::name_of(state));
}

std::optional<search::Document> work_document(store::Session& session, ArticleId id) {
  const auto line = store::work_line(session, id);
  if (!line || line->published_is_newest) return std::nullopt;
  const auto article = store::find_article(session, id);
  if (!article) return std::nullopt;
  std::string language = article->language;
  if (const auto site = language.empty() ? store::find_site(session, article->site) : std::nullopt) {
    language = site->language;
  }
  search::Document document{.id = id,
                            .site = article->site,
                            .section = article->section,
                            .language = std::move(language),
                            .headline = article->headline,
                            .deck = article->deck,
                            .body = content::plain_text(article->body),
                            .names = {},
                            .published_at = line->saved_at,
                            .labels = {state_label(article->state)}};
  if (const auto section = store::find_section(session, article->section)) document.names.push_back(section->name);
  for (const AuthorId author : article->authors) {
    document.labels.push_back(search::author_label(author));
    if (const auto found = store::find_author(session, author)) document.names.push_back(found->name);
  }
  document.names.push_back(article->slug);
  return document;
}

Result<std::size_t> follow_work(store::Store& store, search::Index& index, const std::function<bool()>& stop) {
  std::size_t looked_at = 0;
  while (!stop || !stop()) {
    const auto next = next_batch(store, index);
    if (!next) return std::unexpected(next.error());
    if (next->until == index.change()) return looked_at;
    for (const ArticleId id : next->articles) {
      if (stop && stop()) return looked_at;  // what was not committed is taken over again
      if (auto done = take_over(store, index, id); !done) return std::unexpected(done.error());
      ++looked_at;
    }
    if (auto kept = index.commit(next->until); !kept) return std::unexpected(kept.error());
  }
  return looked_at;
}

}  // namespace vestnik::newsroom
