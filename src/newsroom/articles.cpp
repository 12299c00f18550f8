#include "newsroom/articles.h"

#include <algorithm>
#include <charconv>

#include "newsroom/article_json.h"
#include "store/articles.h"

namespace vestnik::newsroom {

namespace {

http::Response article_response(unsigned status, store::Session& session, const content::Article& article) {
  http::Response response = json_response(status, article_to_json(session, article));
  response.with("ETag", "\"" + std::to_string(article.revision) + "\"");
  return response;
}

Result<content::Article> article_of(store::Session& session, const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto article = store::find_article(session, ArticleId{*id});
  if (!article) return fail(ErrorKind::not_found, "no such article", call.arguments[0]);
  return std::move(*article);
}

// If-Match: "12" → 12; "*" or absent → nothing.
Result<std::optional<int>> expected_revision(const http::Request& request) {
  std::string_view field = request.field("if-match");
  if (field.empty() || field == "*") return std::nullopt;
  if (field.starts_with("W/")) field.remove_prefix(2);
  int revision = 0;
  if (field.size() > 2 && field.front() == '"' && field.back() == '"') {
    const std::string_view digits = field.substr(1, field.size() - 2);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
    if (code == std::errc{} && end == digits.data() + digits.size()) return revision;
  }
  // A tag that none of our answers had matches no revision.
  return std::optional(-1);
}

// Loads the article, lets `change` do its work and answers with what it has become, all in one transaction.
template <class Change>
Result<http::Response> change_article(const Call& call, Change change) {
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    if (auto changed = change(session, *article); !changed) return std::unexpected(changed.error());
    auto after = store::find_article(session, article->id);
    if (!after) return fail(ErrorKind::internal, "the article is gone");
    return article_response(200, session, *after);
  });
}

}  // namespace

Result<http::Response> add_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    content::Article article;
    article.site = *site;
    if (auto applied = apply_json(session, *given, article, now); !applied) return std::unexpected(applied.error());
    const ArticleId id = store::add_article(session, article, call.signature(), now);
    const auto added = store::find_article(session, id);
    if (!added) return fail(ErrorKind::internal, "the article was not kept");
    http::Response response = article_response(201, session, *added);
    response.with("Location", "/api/v1/articles/" + std::to_string(id.value));
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
  const auto expected = expected_revision(call.request);
  if (!expected) return std::unexpected(expected.error());
  const Time now = call.desk.clock();
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    if (*expected && **expected != article.revision) {
      return fail(ErrorKind::stale, "somebody has saved this article since",
                  "revision " + std::to_string(article.revision), "read it again and put your changes into that");
    }
    if (auto applied = apply_json(session, *given, article, now); !applied) return applied;
    store::save_article(session, article, *expected, call.signature(), now);
    return {};
  });
}

Result<http::Response> publish_article(const Call& call) {
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    store::publish_article(session, article.id, call.desk.clock());
    return {};
  });
}

Result<http::Response> unpublish_article(const Call& call) {
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    store::unpublish_article(session, article.id, call.desk.clock());
    return {};
  });
}

Result<http::Response> withdraw_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const std::string reason = string_or(*given, "reason");
  if (reason.empty()) return fail(ErrorKind::invalid, "a withdrawal needs a reason", "reason", "send why");
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    store::withdraw_article(session, article.id, reason, call.desk.clock());
    return {};
  });
}

Result<http::Response> schedule_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto at = parse_rfc3339(string_or(*given, "at"));
  if (!at) return std::unexpected(at.error());
  const Time now = call.desk.clock();
  if (*at <= now) {
    return fail(ErrorKind::invalid, "the time is past", format_rfc3339(*at), "name a later one, or publish at once");
  }
  return change_article(call, [&](store::Session& session, content::Article& article) -> Result<void> {
    if (article.state == content::State::published) {
      return fail(ErrorKind::conflict, "the article is published already", {}, "unpublish it first");
    }
    store::schedule_article(session, article.id, *at, now);
    return {};
  });
}

Result<http::Response> list_revisions(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    json::array revisions;
    std::vector<store::RevisionInfo> saved = store::revisions_of(session, article->id);
    std::ranges::reverse(saved);
    for (const store::RevisionInfo& revision : saved) {
      revisions.push_back(json::object{{"number", revision.number},
                                       {"at", format_rfc3339(revision.at)},
                                       {"by", revision.by},
                                       {"headline", revision.headline},
                                       {"published", revision.published}});
    }
    return json_response(200, json::object{{"revisions", std::move(revisions)}});
  });
}

}  // namespace vestnik::newsroom
