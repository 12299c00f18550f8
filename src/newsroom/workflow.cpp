// The steps of work: draft → in review → ready → scheduled or published → withdrawn, and back. Each step leaves a note
// with who took it, so that the margin tells the story's story.
#include "base/limits.h"
#include "newsroom/article_json.h"
#include "newsroom/articles.h"
#include "newsroom/editors_hand.h"
#include "newsroom/members.h"
#include "newsroom/one_article.h"
#include "reports/material.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::Article;
using content::State;

Result<void> must_be(const Article& article, std::initializer_list<State> states, std::string_view step) {
  if (std::ranges::find(states, article.state) != states.end()) return {};
  return fail(ErrorKind::conflict,
              "an article that is " + std::string(api_name(article.state)) + " cannot be " + std::string(step));
}

// Reporters publish where the section lets them, or where an editor has found the story ready. What was withdrawn comes
// back by whoever may withdraw it.
Result<void> may_publish(store::Session& session, const Call& call, const Article& article) {
  if (article.state == State::trashed) {
    return fail(ErrorKind::conflict, "the article is in the bin", {}, "submit it first");
  }
  if (auto settled = reports::may_be_published(session, article.id); !settled) return settled;
  if (store::is_withdrawn(session, article.id) && !publishes_there(session, call, article)) {
    return fail(ErrorKind::forbidden, "the article was withdrawn", {}, "ask an editor of its section");
  }
  if (article.state == State::ready || !needs_editors_hand(session, call, article)) return {};
  return fail(ErrorKind::forbidden, "the section wants an editor's hand on it", {}, "submit the story for review");
}

Result<std::string> reason_of(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  std::string reason;
  if (auto taken = take_text(*given, "reason", limits::note_bytes, reason); !taken) {
    return std::unexpected(taken.error());
  }
  if (reason.empty()) return fail(ErrorKind::invalid, "this needs a reason", "reason", "send why");
  return reason;
}

// With an offset it is a moment (RFC 3339); without one, "2026-11-24T18:00", the site's wall clock shows it.
Result<Time> time_of(store::Session& session, SiteId of, const std::string& text) {
  constexpr std::size_t shortest = std::string_view("2026-11-24T18:00").size();
  if (auto moment = parse_rfc3339(text)) return moment;
  const auto site = store::find_site(session, of);
  if (site && text.size() >= shortest) {
    if (auto local = parse_local(text, site->time_zone)) return local;
  }
  return fail(ErrorKind::invalid, "not a time", "at " + text,
              "write it as 2026-11-24T18:00:00+02:00, or without the offset in the site's own time");
}

// A step between stages of work, without a body.
Result<http::Response> move(const Call& call, std::initializer_list<State> from, State to, std::string_view step) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    if (auto allowed = must_be(article, from, step); !allowed) return allowed;
    store::move_article(session, article.id, to, call.desk.clock());
    note_step(session, call, article.id, step);
    return {};
  });
}

}  // namespace

void note_step(store::Session& session, const Call& call, ArticleId article, std::string_view step,
               std::string_view reason) {
  store::add_note(session, {.id = 0,
                            .article = article,
                            .kind = store::Note::Kind::step,
                            .by = call.signature(),
                            .text = std::string(step) + (reason.empty() ? "" : ": " + std::string(reason)),
                            .quote = {},
                            .at = call.desk.clock(),
                            .resolved_at = {},
                            .resolved_by = {}});
}

Result<http::Response> submit_article(const Call& call) {
  return move(call, {State::draft, State::hidden, State::trashed}, State::review, "submitted");
}

Result<http::Response> ready_article(const Call& call) {
  return move(call, {State::draft, State::review, State::hidden}, State::ready, "found ready");
}

Result<http::Response> unschedule_article(const Call& call) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    if (auto allowed = must_be(article, {State::scheduled}, "unscheduled"); !allowed) return allowed;
    // "Ready" is an editor's word.
    const State to = publishes_there(session, call, article)      ? State::ready
                     : needs_editors_hand(session, call, article) ? State::review
                                                                  : State::draft;
    store::move_article(session, article.id, to, call.desk.clock());
    note_step(session, call, article.id, "unscheduled");
    return {};
  });
}

Result<http::Response> return_article(const Call& call) {
  const auto reason = reason_of(call);
  if (!reason) return std::unexpected(reason.error());
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    if (auto allowed = must_be(article, {State::review, State::ready}, "returned"); !allowed) return allowed;
    store::move_article(session, article.id, State::draft, call.desk.clock());
    note_step(session, call, article.id, "returned", *reason);
    return {};
  });
}

Result<http::Response> publish_article(const Call& call) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    if (auto allowed = may_publish(session, call, article); !allowed) return allowed;
    store::publish_article(session, article.id, call.desk.clock());
    note_step(session, call, article.id, "published");
    return {};
  });
}

Result<http::Response> unpublish_article(const Call& call) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    store::unpublish_article(session, article.id, call.desk.clock());
    note_step(session, call, article.id, "unpublished");
    return {};
  });
}

Result<http::Response> withdraw_article(const Call& call) {
  const auto reason = reason_of(call);
  if (!reason) return std::unexpected(reason.error());
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    store::withdraw_article(session, article.id, *reason, call.desk.clock());
    note_step(session, call, article.id, "withdrawn", *reason);
    return {};
  });
}

Result<http::Response> schedule_article(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const std::string wanted = string_or(*given, "at");
  const Time now = call.desk.clock();
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    const auto at = time_of(session, article.site, wanted);
    if (!at) return std::unexpected(at.error());
    if (*at <= now) {
      return fail(ErrorKind::invalid, "the time is past", "at " + wanted, "name a later one, or publish at once");
    }
    if (article.state == State::published) {
      return fail(ErrorKind::conflict, "the article is published already", {}, "unpublish it first");
    }
    if (auto allowed = may_publish(session, call, article); !allowed) return allowed;
    store::schedule_article(session, article.id, *at, now);
    note_step(session, call, article.id, "scheduled", format_rfc3339(*at));
    return {};
  });
}

}  // namespace vestnik::newsroom
