#include "newsroom/articles.h"

#include "accounts/audit.h"
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

// A note in the margin and a line of the audit log: nobody finds a story in other hands, or free of its embargo,
// without finding out by whom.
void tell(store::Session& session, const Call& call, ArticleId id, std::string_view step, std::string_view detail,
          const json::object& changed) {
  note_step(session, call, id, step, detail);
  accounts::record(session, call.signature(), call.operation->name, "articles/" + std::to_string(id.value),
                   write_json(changed), call.desk.clock());
}

// What somebody outside was promised is taken back by who answers for the section.
Result<void> may_set_embargo(store::Session& session, const Call& call, const content::Article& article,
                             std::optional<Time> wanted) {
  const auto& standing = article.embargo_until;
  const bool sooner = standing && *standing > call.desk.clock() && (!wanted || *wanted < *standing);
  if (!sooner || publishes_there(session, call, article)) return {};
  return fail(ErrorKind::forbidden, "an embargo is lifted or shortened by an editor", "embargo_until",
              "ask an editor of the section");
}

// What is the article's whatever its revision. `article` as it was before the call.
Result<void> apply_work(store::Session& session, const Call& call, const json::object& given,
                        const content::Article& article) {
  const Time now = call.desk.clock();
  std::string assignee = article.assignee;
  if (auto taken = take_text(given, "assignee", limits::slug_bytes, assignee); !taken) return taken;
  if (assignee != article.assignee) {
    store::set_assignee(session, article.id, assignee, now);
    tell(session, call, article.id, assignee.empty() ? "assigned to nobody" : "assigned", assignee,
         {{"assignee", assignee}});
  }
  std::optional<Time> embargo = article.embargo_until;
  if (auto taken = take_time(given, "embargo_until", embargo); !taken) return taken;
  if (embargo != article.embargo_until) {
    if (auto allowed = may_set_embargo(session, call, article, embargo); !allowed) return allowed;
    store::set_embargo(session, article.id, embargo, now);
    const std::string until = embargo ? format_rfc3339(*embargo) : "";
    tell(session, call, article.id, embargo ? "embargo" : "embargo lifted", until,
         {{"embargo_until", embargo ? json::value(until) : json::value(nullptr)}});
  }
  return {};
}

// "First published" decides the order of every list: readers never see a story before its time, nor first for years.
Result<void> may_date(store::Session& session, const Call& call, const content::Article& before,
                      content::Article& changed) {
  // Told are whole seconds: what comes back as it was told is no other time.
  const auto told = [](const std::optional<Time>& time) {
    return time ? std::optional(std::chrono::floor<std::chrono::seconds>(*time)) : std::nullopt;
  };
  if (told(changed.published_at) == told(before.published_at)) changed.published_at = before.published_at;
  if (changed.published_at == before.published_at) return {};
  if (!publishes_there(session, call, changed)) {
    return fail(ErrorKind::forbidden, "the time of publication is an editor's to set", "published_at", "leave it out");
  }
  if (changed.published_at && *changed.published_at > call.desk.clock()) {
    return fail(ErrorKind::invalid, "the time of publication lies ahead", "published_at", "schedule the article");
  }
  return {};
}

bool is_work_alone(const json::object& given) {
  return !given.empty() && std::ranges::all_of(given, [](const auto& member) {
    return member.key() == "assignee" || member.key() == "embargo_until";
  });
}

}  // namespace

json::object article_to_json(store::Session& session, const Call& call, const content::Article& article) {
  json::object out = article_to_json(session, article);
  out["may"] = may_of(session, call, article);
  return out;
}

http::Response article_response(unsigned status, store::Session& session, const Call& call,
                                const content::Article& article) {
  http::Response response = json_response(status, article_to_json(session, call, article));
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
    const content::Article empty = article;
    if (auto applied = apply_json(session, *given, article, now); !applied) return std::unexpected(applied.error());
    if (auto dated = may_date(session, call, empty, article); !dated) return std::unexpected(dated.error());
    if (auto allowed = may_pin(session, call, empty, article); !allowed) return std::unexpected(allowed.error());
    article.id = store::add_article(session, article, call.signature(), now);
    if (auto applied = apply_work(session, call, *given, article); !applied) return std::unexpected(applied.error());
    if (auto kept = take_reader_material(session, call, *given, article.id); !kept) {
      return std::unexpected(kept.error());
    }
    const auto added = store::find_article(session, article.id);
    if (!added) return fail(ErrorKind::internal, "the article was not kept");
    http::Response response = article_response(201, session, call, *added);
    response.with("Location", "/api/v1/articles/" + std::to_string(article.id.value));
    return response;
  });
}

Result<http::Response> get_article(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    return article_response(200, session, call, *article);
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
      if (!writing || !takes_nothing_back(*from, *writing, article->revision))
        return stale_answer(session, call, *article);
    } else if (auto stale = refuse_stale(session, call, *article, Compare::revision)) {
      return std::move(*stale);
    }
    if (!is_work_alone(*given)) {
      content::Article changed = *article;
      if (auto applied = apply_json(session, *given, changed, now); !applied) return std::unexpected(applied.error());
      if (auto dated = may_date(session, call, *article, changed); !dated) return std::unexpected(dated.error());
      const auto writers = writing ? store::writers_between(session, article->id, writing->saved, from->through)
                                   : std::vector<std::string>();
      if (auto allowed = may_pin(session, call, *article, changed, writers); !allowed) {
        return std::unexpected(allowed.error());
      }
      save_changed(session, call, *article, std::move(changed), writers);
    }
    if (auto applied = apply_work(session, call, *given, *article); !applied) return std::unexpected(applied.error());
    const auto after = store::find_article(session, article->id);
    if (!after) return fail(ErrorKind::internal, "the article is gone");
    if (writing) store::save_writing(session, article->id, *writing, after->revision, from->through);
    return article_response(200, session, call, *after);
  });
}

Result<http::Response> trash_article(const Call& call) {
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    store::move_article(session, article.id, content::State::trashed, call.desk.clock());
    note_step(session, call, article.id, "moved to the bin");
    return {};
  });
}

}  // namespace vestnik::newsroom
