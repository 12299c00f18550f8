// The steps of work: draft → in review → ready → scheduled or published → withdrawn, and back. Who may take which is
// said in newsroom/steps.cpp. Each step leaves a note with who took it, so that the margin tells the story's story.
#include "base/limits.h"
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
Result<http::Response> move(const Call& call, State to, std::string_view step) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
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
  return move(call, State::review, "submitted");
}

Result<http::Response> ready_article(const Call& call) {
  return move(call, State::ready, "found ready");
}

Result<http::Response> unschedule_article(const Call& call) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
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
    store::move_article(session, article.id, State::draft, call.desk.clock());
    note_step(session, call, article.id, "returned", *reason);
    return {};
  });
}

Result<http::Response> publish_article(const Call& call) {
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    if (auto settled = reports::may_be_published(session, article.id); !settled) return settled;
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
  const auto must_come = [&](Time at) -> Result<void> {
    if (at > now) return {};
    return fail(ErrorKind::invalid, "the time is past", "at " + wanted, "name a later one, or publish at once");
  };
  // What is wrong whatever state the article is in is told before the state.
  if (const auto moment = parse_rfc3339(wanted)) {
    if (auto coming = must_come(*moment); !coming) return std::unexpected(coming.error());
  }
  return change_article(call, [&](store::Session& session, Article& article) -> Result<void> {
    const auto at = time_of(session, article.site, wanted);
    if (!at) return std::unexpected(at.error());
    if (auto coming = must_come(*at); !coming) return coming;
    if (auto settled = reports::may_be_published(session, article.id); !settled) return settled;
    store::schedule_article(session, article.id, *at, now);
    note_step(session, call, article.id, "scheduled", format_rfc3339(*at));
    return {};
  });
}

}  // namespace vestnik::newsroom
