#include "newsroom/steps.h"

#include <algorithm>

#include "newsroom/article_json.h"
#include "newsroom/editors_hand.h"
#include "newsroom/reach.h"
#include "store/articles.h"

namespace vestnik::newsroom {

namespace {

using content::State;

Result<void> must_be(const Standing& now, std::initializer_list<State> states, std::string_view step) {
  if (std::ranges::find(states, now.state) != states.end()) return {};
  return fail(ErrorKind::conflict,
              "an article that is " + std::string(api_name(now.state)) + " cannot be " + std::string(step));
}

bool is_out(const Standing& now) {
  return now.state == State::published || now.withdrawn;
}

Result<void> edit(const Standing&) {
  return {};
}

Result<void> edit_unread(const Standing& now) {
  if (!now.needs_hand) return {};
  return fail(ErrorKind::forbidden, "the section wants an editor's hand on it", {}, "submit the story for review");
}

// editors_hand.h: may_pin
Result<void> pin(const Standing& now) {
  if (now.publishes) return {};
  return fail(ErrorKind::forbidden, "what is pinned or breaking is an editor's to say");
}

Result<void> submit(const Standing& now) {
  return must_be(now, {State::draft, State::hidden, State::trashed}, "submitted");
}

Result<void> send_back(const Standing& now) {
  return must_be(now, {State::review, State::ready}, "returned");
}

Result<void> find_ready(const Standing& now) {
  return must_be(now, {State::draft, State::review, State::hidden}, "found ready");
}

// Reporters publish where the section lets them, or where an editor has found the story ready. What was withdrawn comes
// back by whoever may withdraw it.
Result<void> publish(const Standing& now) {
  if (now.state == State::trashed) {
    return fail(ErrorKind::conflict, "the article is in the bin", {}, "submit it first");
  }
  if (now.withdrawn && !now.publishes) {
    return fail(ErrorKind::forbidden, "the article was withdrawn", {}, "ask an editor of its section");
  }
  if (now.state == State::ready) return {};
  return edit_unread(now);
}

Result<void> schedule(const Standing& now) {
  if (now.state == State::published) {
    return fail(ErrorKind::conflict, "the article is published already", {}, "unpublish it first");
  }
  return publish(now);
}

Result<void> unschedule(const Standing& now) {
  return must_be(now, {State::scheduled}, "unscheduled");
}

Result<void> unpublish(const Standing& now) {
  return is_out(now) ? Result<void>() : must_be(now, {State::published, State::withdrawn}, "unpublished");
}

Result<void> withdraw(const Standing& now) {
  return is_out(now) ? Result<void>() : must_be(now, {State::published, State::withdrawn}, "withdrawn");
}

Result<void> trash(const Standing& now) {
  if (now.state != State::published && now.state != State::withdrawn) return {};
  return fail(ErrorKind::conflict, "the article is " + std::string(content::name_of(now.state)), {},
              "unpublish it first");
}

// Of what nobody could read there is nothing to tell.
Result<void> correct(const Standing& now) {
  if (now.was_published) return {};
  return fail(ErrorKind::conflict, "nobody has read the article yet", {}, "mend it and publish it");
}

constexpr Step table[] = {
    {"edit", "putArticle", edit},
    {"edit_unread", "putArticle", edit_unread},
    {"pin", "putArticle", pin},
    {"submit", "submitArticle", submit},
    {"return", "returnArticle", send_back},
    {"ready", "readyArticle", find_ready},
    {"publish", "publishArticle", publish},
    {"schedule", "scheduleArticle", schedule},
    {"unschedule", "unscheduleArticle", unschedule},
    {"unpublish", "unpublishArticle", unpublish},
    {"withdraw", "withdrawArticle", withdraw},
    {"trash", "trashArticle", trash},
    {"correct", "addCorrection", correct},
    {"remove_correction", "removeCorrection", correct},
    {"hide_history", "putHistory", correct},
    {"moderate", "putReadersComment", edit},
};

}  // namespace

std::span<const Step> steps() {
  return table;
}

Standing standing_of(store::Session& session, const Call& call, const content::Article& article) {
  const bool publishes = publishes_there(session, call, article);
  return {.state = article.state,
          .publishes = publishes,
          .needs_hand = !publishes && section_wants_editor(session, article),
          .withdrawn = store::is_withdrawn(session, article.id),
          .was_published = store::was_published(session, article.id)};
}

Result<void> may_take_step(store::Session& session, const Call& call, const content::Article& article) {
  const auto step = std::ranges::find(table, call.operation->name, &Step::operation);
  return step == std::end(table) ? Result<void>() : step->rule(standing_of(session, call, article));
}

json::array may_of(store::Session& session, const Call& call, const content::Article& article) {
  const unsigned roles = roles_for_story(session, call.who, article.id).value_or(0);
  const Standing now = standing_of(session, call, article);
  json::array words;
  for (const Step& step : table) {
    if ((roles_of(step.operation) & roles) != 0 && step.rule(now)) words.emplace_back(step.word);
  }
  return words;
}

}  // namespace vestnik::newsroom
