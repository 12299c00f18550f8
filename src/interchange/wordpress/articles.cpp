#include "interchange/wordpress/articles.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "interchange/saving.h"
#include "store/articles.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t articles_at_once = 200;
constexpr std::size_t batch_bytes = 32UL << 20U;

std::string_view kind_name(const content::Article& article) {
  return article.kind == content::Kind::page ? "pages" : "articles";
}

// What waited with its hour passed may have been published here since: by that hour after an earlier import, or by an
// editor. The same export does not take it back. Nor does one without a date make the article a new one each time.
content::Article as_it_stands_here(store::Session& session, const MadeArticle& made) {
  content::Article article = made.article;
  const bool waited = article.state == content::State::ready;
  if (!waited && !(made.undated && article.published_at)) return article;
  const auto stored = store::find_article_by_foreign_id(session, article.site, article.foreign_id);
  if (!stored || !stored->published_at || (waited && stored->state != content::State::published)) return article;
  if (waited) article.state = content::State::published;
  article.published_at = stored->published_at;
  article.updated_at = stored->updated_at;
  return article;
}

}  // namespace

Articles::Articles(ArticleWorld& world, Redirects& redirects)
    : world_(world),
      redirects_(redirects),
      comment_rules_{std::string(world.old.identity()), world.site.time_zone,
                     world.site.language.starts_with("bg") ? "Анонимен" : "Anonymous"} {}

Result<void> Articles::take(Item&& item) {
  const Destiny destiny = destiny_of(item);
  if (destiny == Destiny::left_out) {
    const std::string type = text::clean(item.type.substr(0, 60));
    ++world_.report.count("items of other types").left_out;
    world_.report.note(type == "revision" ? std::string("old revisions left out")
                                          : "items of the type " + type + " left out");
    return {};
  }
  if (destiny == Destiny::attachment && !item.comments.empty()) {
    world_.report.count("comments").left_out += static_cast<std::int64_t>(item.comments.size());
    world_.report.note("comments on attachments left out", "attachment " + item.id);
  }
  if (destiny != Destiny::article && destiny != Destiny::page) return {};
  if (item.title.empty() && item.content.empty() && item.excerpt.empty() && item.link.empty() && item.number() == 0) {
    ++world_.report.count("articles").left_out;
    world_.report.note("items without anything in them left out", "line " + std::to_string(item.line));
    return {};
  }
  if (item.status == "auto-draft" && item.content.empty() && item.title.empty()) {
    ++world_.report.count("articles").left_out;
    world_.report.note("empty drafts left out");
    return {};
  }
  waiting_bytes_ += item.content.size();
  const std::int64_t number = item.number();
  MadeArticle made = make_article(std::move(item), world_);
  // Exports that were pasted together number different items alike.
  if (number != 0 && !numbers_.insert(number).second) {
    made.article.foreign_id += ":" + std::to_string(++repeated_[number] + 1);
    world_.report.note("number is another item's already", made.where);
  }
  if (!made.further_sections.empty()) {
    auto topics = world_.store.write([&](store::Session& session) {
      std::vector<TopicId> ids;
      for (const SectionId section : made.further_sections) {
        ids.push_back(world_.names.topic_for_section(session, section, world_.now));
      }
      return ids;
    });
    if (!topics) return std::unexpected(topics.error());
    for (const TopicId topic : *topics) {
      auto& mine = made.article.topics;
      if (mine.size() < limits::topics && std::ranges::find(mine, topic) == mine.end()) mine.push_back(topic);
    }
    world_.report.note("further categories of a post kept as topics");
  }
  waiting_.push_back(std::move(made));
  return waiting_.size() < articles_at_once && waiting_bytes_ < batch_bytes ? Result<void>() : flush();
}

void Articles::write_one(store::Session& session, const MadeArticle& made) {
  const Saved saved = save_imported(session, as_it_stands_here(session, made), made.where, world_.report, world_.now,
                                    nullptr, made.past);
  Count& count = world_.report.count(kind_name(made.article));
  if (saved.how == Saved::How::taken) ++count.taken;
  if (saved.how == Saved::How::changed) ++count.changed;
  if (saved.how == Saved::How::unchanged) ++count.unchanged;
  if (saved.how == Saved::How::left) ++count.left_out;
  take_comments(session, saved.id, made.comments, comment_rules_, made.where, world_.report, world_.now);
  // Where something unpublished lies is nobody's business.
  const auto published = store::find_published(session, saved.id);
  if (!published) return;
  for (const std::string& address : made.old_addresses) redirects_.add(session, address, published->path);
  // An address that another article holds, or that a later decision of the newsroom replaced.
  if (!made.article.permalink.empty()) redirects_.add(session, made.article.permalink, published->path);
}

// One item that the store refuses does not cost the others of its transaction: they are written one by one then.
Result<void> Articles::flush() {
  std::vector<MadeArticle> batch_of = std::move(waiting_);
  waiting_.clear();
  waiting_bytes_ = 0;
  if (batch_of.empty()) return {};
  const ImportReport before = world_.report;
  redirects_.begin();
  auto done = world_.store.write([&](store::Session& session) {
    for (const MadeArticle& made : batch_of) write_one(session, made);
  });
  if (!done && done.error().kind != ErrorKind::unavailable) {
    world_.report = before;
    redirects_.undo();
    for (MadeArticle& made : batch_of) {
      const ImportReport before_one = world_.report;
      Result<void> one;
      for (int attempt = 0; attempt < 2; ++attempt) {
        world_.report = before_one;
        if (attempt > 0) made.article.slug = slug_of_its_own(made.article);
        redirects_.begin();
        one = world_.store.write([&](store::Session& session) { write_one(session, made); });
        if (one) break;
        redirects_.undo();
        if (one.error().kind != ErrorKind::conflict) break;
      }
      if (one) continue;
      if (one.error().kind == ErrorKind::unavailable) return one;
      world_.report = before_one;
      ++world_.report.count(kind_name(made.article)).left_out;
      world_.report.note("left out, the store refuses it: " + one.error().what, made.where);
    }
  } else if (!done) {
    return done;
  }
  return {};
}

}  // namespace vestnik::interchange::wordpress
