#include "newsroom/articles.h"

#include "base/limits.h"
#include "newsroom/article_json.h"
#include "newsroom/editors_hand.h"
#include "newsroom/members.h"
#include "newsroom/one_article.h"
#include "newsroom/reader_material.h"
#include "newsroom/writing.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

// What is the article's whatever its revision.
Result<void> apply_work(store::Session& session, const json::object& given, const content::Article& article, Time now) {
  std::string assignee = article.assignee;
  if (auto taken = take_text(given, "assignee", limits::slug_bytes, assignee); !taken) return taken;
  if (assignee != article.assignee) store::set_assignee(session, article.id, assignee, now);
  std::optional<Time> embargo = article.embargo_until;
  if (auto taken = take_time(given, "embargo_until", embargo); !taken) return taken;
  if (embargo != article.embargo_until) store::set_embargo(session, article.id, embargo, now);
  return {};
}

bool is_work_alone(const json::object& given) {
  return !given.empty() && std::ranges::all_of(given, [](const auto& member) {
    return member.key() == "assignee" || member.key() == "embargo_until";
  });
}

}  // namespace

http::Response article_response(unsigned status, store::Session& session, const content::Article& article) {
  http::Response response = json_response(status, article_to_json(session, article));
  response.with("ETag", etag_of(article));
  return response;
}

Result<content::Article> article_of(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto article = store::find_article(session, ArticleId{*id});
  if (!article) return fail(ErrorKind::not_found, "no such article", call.arguments[0]);
  return std::move(*article);
}

Result<http::Response> add_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    content::Article article;
    article.site = *site;
    if (auto applied = apply_json(session, *given, article, now); !applied) return std::unexpected(applied.error());
    article.id = store::add_article(session, article, call.signature(), now);
    if (auto applied = apply_work(session, *given, article, now); !applied) return std::unexpected(applied.error());
    if (auto kept = take_reader_material(session, call, *given, article.id); !kept) {
      return std::unexpected(kept.error());
    }
    const auto added = store::find_article(session, article.id);
    if (!added) return fail(ErrorKind::internal, "the article was not kept");
    http::Response response = article_response(201, session, *added);
    response.with("Location", "/api/v1/articles/" + std::to_string(article.id.value));
    return response;
  });
}

Result<http::Response> get_article(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    return article_response(200, session, *article);
  });
}

Result<http::Response> put_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  const std::optional<WrittenFrom> from = written_from(call.request);
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    auto writing = from ? store::find_writing(session, article->id) : std::nullopt;
    if (from) {
      if (!writing || !takes_nothing_back(*from, *writing, article->revision)) return stale_answer(session, *article);
    } else if (auto stale = refuse_stale(session, call, *article, Compare::revision)) {
      return std::move(*stale);
    }
    if (!is_work_alone(*given)) {
      content::Article changed = *article;
      if (auto applied = apply_json(session, *given, changed, now); !applied) return std::unexpected(applied.error());
      save_changed(session, call, *article, std::move(changed),
                   writing ? store::writers_between(session, article->id, writing->saved, from->through)
                           : std::vector<std::string>());
    }
    if (auto applied = apply_work(session, *given, *article, now); !applied) return std::unexpected(applied.error());
    const auto after = store::find_article(session, article->id);
    if (!after) return fail(ErrorKind::internal, "the article is gone");
    if (writing) store::save_writing(session, article->id, *writing, after->revision, from->through);
    return article_response(200, session, *after);
  });
}

Result<http::Response> trash_article(const Call& call) {
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    store::move_article(session, article.id, content::State::trashed, call.desk.clock());
    return {};
  });
}

}  // namespace vestnik::newsroom
