#include "newsroom/writing.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <mutex>
#include <thread>

#include "accounts/sessions.h"
#include "http/conversation.h"
#include "newsroom/limits.h"
#include "newsroom/testing_desk.h"
#include "store/testing_both.h"
#include "store/work.h"

namespace vestnik::newsroom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class KeptLine final : public http::Line {
 public:
  void send(std::shared_ptr<const std::string> message) override {
    const std::lock_guard lock(mutex_);
    messages_.push_back(store::need(parse_json(*message)).as_object());
  }
  void hang_up(http::Hangup why) override {
    const std::lock_guard lock(mutex_);
    ended_ = why;
  }
  std::vector<json::object> of(std::string_view type) const {
    const std::lock_guard lock(mutex_);
    std::vector<json::object> found;
    for (const json::object& message : messages_) {
      if (string_or(message, "type") == type) found.push_back(message);
    }
    return found;
  }
  json::object last(std::string_view type) const {
    const auto found = of(type);
    return found.empty() ? json::object{} : found.back();
  }
  std::vector<std::string> updates() const {
    std::vector<std::string> contents;
    for (const json::object& message : of("update")) contents.push_back(string_or(message, "content"));
    return contents;
  }
  std::optional<http::Hangup> ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<json::object> messages_;
  std::optional<http::Hangup> ended_;
};

class WritingTogether : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    desk_ = std::make_unique<TemporaryDesk>(world());
    desk_->pool = &pool_;
    const SiteId site = world().add_site();
    world().add_section(site);
    article_ = desk_->post("articles", json::object{{"headline", "Мост"}, {"section", "svyat"}}).number("id");
    thread_ = std::jthread([this] { io_.run(); });
  }
  void TearDown() override {
    writers_.clear();
    work_.reset();
    if (thread_.joinable()) thread_.join();
    pool_.stop();
    desk_.reset();
    OnBoth::TearDown();
  }

  struct Writer {
    std::shared_ptr<http::Conversation> conversation;
    std::shared_ptr<KeptLine> line = std::make_shared<KeptLine>();
    bool gone = false;
    ~Writer() { leave(); }
    void leave() {
      if (!std::exchange(gone, true)) conversation->end();
    }
    json::object welcome() const { return line->last("welcome"); }
    std::string generation() const { return string_or(welcome(), "generation"); }
  };
  http::Response ask(const std::string& parameters, bool upgrade = true) {
    http::Request request;
    request.path = "/api/v1/articles/" + std::to_string(article_) + "/writing";
    request.query = parameters;
    request.target = request.path + "?" + parameters;
    request.host = "example.com";
    request.fields = as_;
    if (as_.empty()) request.fields.push_back({"Authorization", "Bearer " + desk_->token("editor")});
    if (upgrade) request.fields.push_back({"Upgrade", "websocket"});
    return call(desk_->desk(), request);
  }
  Writer& enter(const std::string& generation = "", std::int64_t after = 0, const std::string& shape = "s") {
    const http::Response response =
        ask("shape=" + shape + "&generation=" + generation + "&after=" + std::to_string(after));
    EXPECT_EQ(response.status, 101U);
    auto writer = std::make_unique<Writer>();
    writer->conversation = response.conversation;
    wait(writer->conversation->begin(writer->line));
    writers_.push_back(std::move(writer));
    return *writers_.back();
  }
  void wait(boost::asio::awaitable<void> work) {
    boost::asio::co_spawn(io_, std::move(work), boost::asio::use_future).get();
  }
  void say(Writer& writer, const json::object& message) { wait(writer.conversation->take(write_json(message))); }
  void begin(Writer& writer, const std::string& content = "QUJD") {
    say(writer, {{"type", "fold"}, {"call", 1}, {"from", 0}, {"to", 1}, {"content", content}, {"whole", true}});
  }
  void update(Writer& writer, const std::string& content, std::int64_t call = 2) {
    say(writer, {{"type", "update"}, {"call", call}, {"content", content}});
  }
  Answer save(const std::string& generation, std::int64_t through, const std::string& headline) {
    return desk_->put("articles/" + std::to_string(article_), json::object{{"headline", headline}},
                      {{"If-Match", "\"log-" + generation + "-" + std::to_string(through) + "\""}});
  }
  std::vector<std::string> contents(const Writer& writer) {
    std::vector<std::string> found;
    const json::object welcome = writer.welcome();
    for (const json::value& each : welcome.at("updates").as_array()) {
      found.push_back(string_or(each.as_object(), "content"));
    }
    return found;
  }

  http::Pool pool_{2};
  boost::asio::io_context io_;
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_{io_.get_executor()};
  std::jthread thread_;
  std::unique_ptr<TemporaryDesk> desk_;
  std::int64_t article_ = 0;
  std::vector<http::Field> as_;  // who comes in; empty: the editor
  std::vector<std::unique_ptr<Writer>> writers_;
};
ON_BOTH(WritingTogether);

TEST_P(WritingTogether, keeps_numbers_and_hands_on_what_is_typed) {
  Writer& ana = enter();
  Writer& boris = enter();
  EXPECT_EQ(ana.line->last("people").at("people").as_array().size(), 2U);
  begin(ana);
  update(boris, "Qg==");
  EXPECT_EQ(integer_or(ana.line->last("done"), "number"), 1);
  EXPECT_EQ(integer_or(boris.line->last("done"), "number"), 2);
  EXPECT_THAT(ana.line->updates(), ElementsAre("Qg=="));
  EXPECT_THAT(boris.line->updates(), ElementsAre("QUJD"));
  Writer& later = enter();
  EXPECT_THAT(contents(later), ElementsAre("QUJD", "Qg=="));
  EXPECT_EQ(later.generation(), ana.generation());
  Writer& back = enter(ana.generation(), 1);
  EXPECT_THAT(contents(back), ElementsAre("Qg=="));
  boris.leave();
  EXPECT_EQ(ana.line->last("people").at("people").as_array().size(), 3U);
}

TEST_P(WritingTogether, begins_with_one_document_however_many_offer_theirs) {
  Writer& ana = enter();
  Writer& boris = enter();
  update(boris, "Qg==");
  EXPECT_EQ(string_or(boris.line->last("refused"), "reason"), "generation");
  begin(ana);
  begin(boris, "WFla");
  EXPECT_EQ(string_or(boris.line->last("refused"), "reason"), "folded");
  EXPECT_THAT(boris.line->updates(), ElementsAre("QUJD"));
  EXPECT_THAT(ana.line->updates(), IsEmpty());
}

TEST_P(WritingTogether, saves_take_nothing_back) {
  Writer& ana = enter();
  begin(ana);
  update(ana, "QQ==");
  update(ana, "Qg==");
  const std::string generation = ana.generation();
  EXPECT_EQ(save(generation, 3, "three").status, 200U);
  EXPECT_EQ(integer_or(ana.line->last("state"), "saved"), 3);
  const Answer stale = save(generation, 2, "two");
  EXPECT_EQ(stale.status, 412U);
  EXPECT_EQ(string_or(stale.object().at("current").as_object(), "headline"), "three");
  EXPECT_EQ(save(generation, 4, "beyond the log").status, 412U);
  EXPECT_EQ(save("another", 3, "another").status, 412U);
  EXPECT_EQ(save(generation, 3, "three again").status, 200U);
}

TEST_P(WritingTogether, a_revision_from_beside_is_taken_in_once_before_anything_is_saved) {
  Writer& ana = enter();
  Writer& boris = enter();
  begin(ana);
  const std::string path = "articles/" + std::to_string(article_);
  EXPECT_EQ(desk_->put(path, json::object{{"headline", "Отвън"}}).status, 200U);
  EXPECT_EQ(integer_or(boris.line->last("state"), "revision"), 2);
  EXPECT_EQ(integer_or(boris.line->last("state"), "folded"), 1);
  EXPECT_EQ(save(ana.generation(), 1, "over it").status, 412U);
  const json::object fold{{"type", "fold"}, {"call", 5}, {"from", 1}, {"to", 2}, {"content", "Rg=="}, {"whole", true}};
  say(boris, fold);
  say(ana, fold);
  EXPECT_EQ(integer_or(boris.line->last("done"), "call"), 5);
  EXPECT_EQ(string_or(ana.line->last("refused"), "reason"), "folded");
  EXPECT_THAT(ana.line->updates(), ElementsAre("Rg=="));
  EXPECT_EQ(integer_or(ana.line->last("state"), "saved"), 2);
  EXPECT_EQ(save(ana.generation(), 2, "after it").status, 200U);
}

TEST_P(WritingTogether, what_nobody_has_saved_waits_for_who_comes_next) {
  std::string generation;
  {
    Writer& ana = enter();
    generation = ana.generation();
    begin(ana);
    update(ana, "Qg==");
    writers_.clear();
  }
  desk_->now += std::chrono::hours(24 * 30);
  EXPECT_THAT(contents(enter()), ElementsAre("QUJD", "Qg=="));
}

TEST_P(WritingTogether, a_saved_document_that_has_rested_is_begun_anew) {
  const std::string generation = enter().generation();
  begin(*writers_.back());
  writers_.clear();
  EXPECT_EQ(enter().generation(), generation);
  writers_.clear();
  desk_->now += limits::writing_rest;
  EXPECT_EQ(enter(generation, 1).generation(), generation) << "its writer has it still";
  EXPECT_EQ(enter().generation(), generation) << "somebody writes in it";
  writers_.clear();
  const Writer& fresh = enter();
  EXPECT_NE(fresh.generation(), generation);
  EXPECT_THAT(contents(fresh), IsEmpty());
}

TEST_P(WritingTogether, programs_that_know_other_blocks_do_not_share_a_document) {
  begin(enter());
  update(*writers_.back(), "Qg==");
  Writer& old = enter("", 0, "older");
  EXPECT_EQ(string_or(old.line->last("refused"), "reason"), "shape");
  EXPECT_TRUE(old.line->ended());
  EXPECT_THAT(old.line->of("welcome"), IsEmpty());
}

TEST_P(WritingTogether, a_log_is_put_together_as_far_as_it_is_saved) {
  Writer& ana = enter();
  begin(ana);
  update(ana, "QQ==");
  update(ana, "Qg==");
  EXPECT_EQ(save(ana.generation(), 2, "two").status, 200U);
  say(ana, {{"type", "snapshot"}, {"through", 3}, {"content", "U1VN"}});
  EXPECT_THAT(contents(enter()), ElementsAre("QUJD", "QQ==", "Qg=="));
  say(ana, {{"type", "snapshot"}, {"through", 2}, {"content", "U1VN"}});
  EXPECT_THAT(contents(enter()), ElementsAre("U1VN", "Qg=="));
}

TEST_P(WritingTogether, an_editor_who_saves_a_reporters_words_has_not_read_them) {
  const std::string path = "articles/" + std::to_string(article_);
  const std::string reporters = write([&](store::Session& session) {
    const auto id = accounts::add_user(session, "mara@example.com", "Мара", "bg", {{"reporter", {}, {}}}, desk_->now);
    store::set_assignee(session, ArticleId{article_}, "mara@example.com", desk_->now);
    return "vestnik_session=" + accounts::begin_session(session, id, "", desk_->now);
  });
  Writer& ana = enter();
  begin(ana);
  EXPECT_EQ(desk_->post(path + "/ready").text("state"), "ready");
  const auto save_as_editor = [&](std::int64_t through, const char* headline) {
    return desk_->call(http::Method::put, path, json::object{{"headline", headline}},
                       {{"If-Match", "\"log-" + ana.generation() + "-" + std::to_string(through) + "\""}}, "editor");
  };
  update(ana, "QQ==");
  EXPECT_EQ(save_as_editor(2, "own words").text("state"), "ready");
  as_ = {{"Cookie", reporters}, {"Sec-Fetch-Site", "same-origin"}};
  Writer& mara = enter();
  update(mara, "Qg==");
  const Answer saved = save_as_editor(3, "with a reporter's words");
  EXPECT_EQ(saved.text("state"), "in_review") << write_json(saved.body);
}

TEST_P(WritingTogether, what_is_no_message_ends_the_line) {
  for (const char* message : {"", "[]", "{}", R"({"type":"update","content":"<"})", R"({"type":"other"})"}) {
    Writer& ana = enter();
    wait(ana.conversation->take(message));
    EXPECT_EQ(ana.line->ended(), http::Hangup::refused) << message;
  }
  Writer& ana = enter();
  say(ana, {{"type", "awareness"}, {"content", std::string(limits::awareness_bytes + 4, 'A')}});
  EXPECT_EQ(ana.line->ended(), http::Hangup::refused);
}

TEST_P(WritingTogether, ends_with_the_right_to_write) {
  Writer& ana = enter();
  begin(ana);
  write([&](store::Session& session) { session.run("DELETE FROM tokens"); });
  desk_->now += limits::rights_look;
  update(ana, "Qg==");
  EXPECT_EQ(ana.line->ended(), http::Hangup::refused);
}

TEST_P(WritingTogether, speaks_websocket_alone) {
  EXPECT_EQ(ask("shape=s", false).status, 426U);
  EXPECT_EQ(ask("").status, 400U);
}

TEST_P(WritingTogether, has_room_for_so_many) {
  for (std::size_t count = 0; count < limits::writers_of_article; ++count) enter();
  EXPECT_FALSE(writers_.back()->line->ended());
  EXPECT_EQ(enter().line->ended(), http::Hangup::later);
}

}  // namespace
}  // namespace vestnik::newsroom
