#include "newsroom/writing.h"

#include <algorithm>
#include <charconv>

#include "base/digest.h"
#include "base/log.h"
#include "http/conversation.h"
#include "http/problem.h"
#include "http/websocket.h"
#include "newsroom/articles.h"
#include "newsroom/limits.h"
#include "newsroom/one_article.h"
#include "newsroom/who.h"
#include "newsroom/writing_rooms.h"

namespace vestnik::newsroom {

namespace {

constexpr std::string_view tag_begin = "\"log-";

bool is_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  return text.find_first_not_of(letters) == std::string_view::npos;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

json::object state_message(const store::Writing& writing, const content::Article& article) {
  return {{"type", "state"},         {"generation", writing.generation}, {"folded", writing.folded},
          {"head", writing.head},    {"saved", writing.saved},           {"revision", article.revision},
          {"etag", etag_of(article)}};
}

class WritingConversation final : public http::Conversation {
 public:
  WritingConversation(const Call& call, ArticleId article, std::string generation, std::string shape,
                      std::int64_t after)
      : desk_(call.desk),
        request_(call.request),
        who_(call.who),
        article_(article),
        generation_(std::move(generation)),
        shape_(std::move(shape)),
        after_(after),
        checked_at_(call.desk.clock()) {}

  boost::asio::awaitable<void> begin(std::shared_ptr<http::Line> line) override {
    line_ = std::move(line);
    auto work = [this]() -> Result<bool> { return welcome(); };
    const auto welcomed = co_await desk_.pool->run(work);
    if (!welcomed) hang_up(welcomed.error());
  }

  boost::asio::awaitable<void> take(std::string message) override {
    auto work = [this, message = std::move(message)]() -> Result<bool> { return deal_with(message); };
    const auto dealt_with = co_await desk_.pool->run(work);
    if (!dealt_with) hang_up(dealt_with.error());
  }

  void end() noexcept override {
    if (member_ != 0) desk_.writing_rooms->leave(article_, member_);
    member_ = 0;
    line_.reset();
  }

 private:
  using Kept = std::pair<store::Writing, content::Article>;

  void send(const json::object& message) { line_->send(std::make_shared<const std::string>(write_json(message))); }
  void hang_up(const Error& why) {
    if (why.kind == ErrorKind::internal || why.kind == ErrorKind::unavailable) log::failure(why);
    const bool refused =
        why.kind == ErrorKind::forbidden || why.kind == ErrorKind::invalid || why.kind == ErrorKind::not_found;
    line_->hang_up(refused ? http::Hangup::refused : http::Hangup::later);
  }

  Result<Kept> kept(store::Session& session) const {
    auto article = store::find_article(session, article_);
    if (!article) return fail(ErrorKind::not_found, "the article is gone");
    auto writing = store::find_writing(session, article_);
    if (!writing) return fail(ErrorKind::conflict, "nobody has begun to write");
    return Kept{std::move(*writing), std::move(*article)};
  }

  // A document that is saved to its end and has lain for a while is not gone on with: a new one is small, and knows
  // every block that today's program knows. Who still has the old one in memory (`generation_`) goes on with it.
  bool begins_anew(const std::optional<store::Writing>& before) const {
    if (!before) return true;
    if (before->generation == generation_ || !desk_.writing_rooms->alone(article_, member_)) return false;
    if (before->folded == 0) return true;
    return before->saved == before->head &&
           (before->shape != shape_ || desk_.clock() - before->written_at >= limits::writing_rest);
  }

  // Entered first, so that no update falls between the log and what is handed on.
  Result<bool> welcome() {
    auto member = desk_.writing_rooms->enter(
        article_, {.number = 0, .name = who_.name, .email = who_.signature(), .line = line_});
    if (!member) return std::unexpected(member.error());
    member_ = *member;
    auto ready = desk_.store.write([&](store::Session& session) -> Result<Kept> {
      auto article = store::find_article(session, article_);
      if (!article) return fail(ErrorKind::not_found, "the article is gone");
      const auto before = store::find_writing(session, article_);
      if (begins_anew(before)) store::begin_writing(session, article_, random_token(9), shape_, desk_.clock());
      auto now = store::find_writing(session, article_);
      return Kept{std::move(*now), std::move(*article)};
    });
    if (!ready) return std::unexpected(ready.error());
    const auto& [writing, article] = *ready;
    if (writing.shape != shape_) {
      send({{"type", "refused"}, {"reason", "shape"}});
      line_->hang_up(http::Hangup::done);
      return true;
    }
    if (writing.generation != generation_) after_ = 0;
    generation_ = writing.generation;
    auto read = desk_.store.read([&](store::Session& session) {
      json::array updates;
      store::each_update(session, article_, after_, [&](std::int64_t number, std::string_view content) {
        updates.push_back(json::object{{"number", number}, {"content", content}});
      });
      return updates;
    });
    if (!read) return std::unexpected(read.error());
    json::object welcome = state_message(writing, article);
    welcome["type"] = "welcome";
    welcome["member"] = member_;
    welcome["updates"] = std::move(*read);
    send(welcome);
    return true;
  }

  // Whoever has signed out, or has lost the story, is not told any more.
  bool still_may() {
    const Time now = desk_.clock();
    if (now - checked_at_ < limits::rights_look) return true;
    checked_at_ = now;
    return call(desk_, request_).status == 101;
  }

  Result<bool> deal_with(const std::string& text) {
    if (!still_may()) return fail(ErrorKind::forbidden, "the right to write here has ended");
    const auto parsed = parse_json(text, 4);
    if (!parsed || !parsed->is_object()) return fail(ErrorKind::invalid, "no message");
    const json::object& message = parsed->as_object();
    const std::string type = string_or(message, "type"), content = string_or(message, "content");
    if (content.size() > limits::writing_update_bytes || !is_base64(content)) {
      return fail(ErrorKind::invalid, "no update");
    }
    if (type == "update") return add(message, content);
    if (type == "fold") return fold(message, content);
    if (type == "snapshot") return compact(message, content);
    if (type != "awareness" || content.size() > limits::awareness_bytes) return fail(ErrorKind::invalid, "no message");
    desk_.writing_rooms->tell(article_, {{"type", "awareness"}, {"member", member_}, {"content", content}}, member_);
    return true;
  }

  // The state, or why it was not done.
  using Outcome = std::pair<std::optional<json::object>, std::string>;

  Result<bool> answer(const json::object& message, const Result<Outcome>& outcome, std::int64_t number,
                      const std::string& content) {
    if (!outcome) return std::unexpected(outcome.error());
    const std::int64_t call = integer_or(message, "call");
    if (!outcome->first) {
      send({{"type", "refused"}, {"call", call}, {"reason", outcome->second}});
      return true;
    }
    // First to who wrote it: before that, nothing of what others make of it may arrive there.
    send({{"type", "done"}, {"call", call}, {"number", number}});
    if (!content.empty()) {
      desk_.writing_rooms->tell(article_, {{"type", "update"}, {"number", number}, {"content", content}}, member_);
    }
    return true;
  }

  Result<bool> add(const json::object& message, const std::string& content) {
    std::int64_t number = 0, bytes = 0;
    const auto outcome = desk_.store.write([&](store::Session& session) -> Result<Outcome> {
      auto found = kept(session);
      if (!found) return std::unexpected(found.error());
      auto& [writing, article] = *found;
      if (writing.generation != generation_ || writing.folded == 0) return Outcome{std::nullopt, "generation"};
      const auto size = static_cast<std::int64_t>(content.size());
      if (writing.bytes + size > limits::writing_bytes) return Outcome{std::nullopt, "full"};
      number = store::add_update(session, article_, writing, content, who_.signature(), desk_.clock());
      bytes = writing.bytes;
      return Outcome{state_message(writing, article), {}};
    });
    auto answered = answer(message, outcome, number, content);
    if (bytes > limits::writing_compact_bytes && number >= compact_asked_ + limits::writing_compact_every) {
      compact_asked_ = number;
      send({{"type", "compact"}});
    }
    return answered;
  }

  // The document takes in a revision that it has not: the one it begins with, or one that was made beside it. Only who
  // is the first to do so is heard.
  Result<bool> fold(const json::object& message, const std::string& content) {
    std::int64_t number = 0;
    const auto outcome = desk_.store.write([&](store::Session& session) -> Result<Outcome> {
      auto found = kept(session);
      if (!found) return std::unexpected(found.error());
      auto& [writing, article] = *found;
      if (writing.generation != generation_) return Outcome{std::nullopt, "generation"};
      if (writing.folded != integer_or(message, "from", -1) || article.revision != integer_or(message, "to", -1) ||
          (writing.folded == 0 && content.empty())) {
        return Outcome{std::nullopt, "folded"};
      }
      if (writing.bytes + static_cast<std::int64_t>(content.size()) > limits::writing_bytes) {
        return Outcome{std::nullopt, "full"};
      }
      const bool was_saved = writing.saved == writing.head;
      number = writing.head;
      if (!content.empty()) {
        number = store::add_update(session, article_, writing, content, who_.signature(), desk_.clock());
      }
      if (was_saved && bool_or(message, "whole")) {
        store::save_writing(session, article_, writing, article.revision, number);
      } else {
        store::fold_writing(session, article_, writing, article.revision);
      }
      return Outcome{state_message(writing, article), {}};
    });
    auto answered = answer(message, outcome, number, content);
    if (outcome && outcome->first) desk_.writing_rooms->tell(article_, *outcome->first);
    return answered;
  }

  // Only of what is in a revision already, so that a mistake here could cost nobody their words.
  Result<bool> compact(const json::object& message, const std::string& content) {
    const std::int64_t through = integer_or(message, "through");
    return desk_.store.write([&](store::Session& session) -> Result<bool> {
      auto found = kept(session);
      if (!found) return std::unexpected(found.error());
      store::Writing& writing = found->first;
      if (writing.generation != generation_ || through <= 0 || through > writing.saved || content.empty()) return false;
      store::compact_writing(session, article_, writing, through, content, who_.signature());
      return true;
    });
  }

  const Desk desk_;
  const http::Request request_;
  const accounts::Caller who_;
  const ArticleId article_;
  std::string generation_;  // of the document that this browser has; first the one it had before
  const std::string shape_;
  std::int64_t after_;
  Time checked_at_;
  std::shared_ptr<http::Line> line_;
  std::int64_t member_ = 0;
  std::int64_t compact_asked_ = 0;
};

}  // namespace

Result<http::Response> join_writing(const Call& call) {
  if (!http::asks_for_websocket(call.request)) {
    http::Response response = http::problem_response(426, "this address speaks WebSocket");
    response.with("Upgrade", "websocket");
    return response;
  }
  // A cookie comes with whatever page opens the line.
  if (call.who.kind == accounts::Caller::Kind::user && !comes_from_own_page(call.request)) {
    return fail(ErrorKind::forbidden, "this call does not come from the newsroom's own pages");
  }
  const std::string shape = call.request.parameter("shape").value_or("");
  const std::string generation = call.request.parameter("generation").value_or("");
  const auto after = whole_number(call.request.parameter("after").value_or("0"));
  if (shape.empty() || shape.size() > limits::writing_shape_bytes || generation.size() > limits::writing_shape_bytes) {
    return fail(ErrorKind::invalid, "shape and generation are short names", shape);
  }
  if (!after) return fail(ErrorKind::invalid, "after is not a number");
  auto article = call.desk.store.read([&](store::Session& session) { return article_of(session, call); });
  if (!article) return std::unexpected(article.error());
  http::Response response;
  response.status = 101;
  response.conversation = std::make_shared<WritingConversation>(call, article->id, generation, shape, *after);
  return response;
}

std::optional<WrittenFrom> written_from(const http::Request& request) {
  std::string_view tag = request.field("if-match");
  if (!tag.starts_with(tag_begin) || !tag.ends_with('"')) return std::nullopt;
  tag.remove_prefix(tag_begin.size());
  tag.remove_suffix(1);
  const std::size_t at = tag.rfind('-');
  const auto number = whole_number(tag.substr(at == std::string_view::npos ? tag.size() : at + 1));
  if (at == std::string_view::npos || !number) return std::nullopt;
  return WrittenFrom{std::string(tag.substr(0, at)), *number};
}

bool takes_nothing_back(const WrittenFrom& from, const store::Writing& writing, int revision) {
  return writing.generation == from.generation && writing.folded == revision && from.through >= writing.saved &&
         from.through <= writing.head;
}

void tell_writers(const Desk& desk, ArticleId article) {
  if (desk.writing_rooms->empty(article)) return;
  const auto state = desk.store.read([&](store::Session& session) -> Result<json::object> {
    const auto writing = store::find_writing(session, article);
    const auto now = store::find_article(session, article);
    if (!writing || !now) return fail(ErrorKind::not_found, "nobody writes here");
    return state_message(*writing, *now);
  });
  if (state) desk.writing_rooms->tell(article, *state);
}

}  // namespace vestnik::newsroom
