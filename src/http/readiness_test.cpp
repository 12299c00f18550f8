#include "http/readiness.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <vector>

namespace vestnik::http {
namespace {

using Code = Watched::Code;
constexpr auto reading = Watched::Direction::reading, writing = Watched::Direction::writing;

class ReadinessTest : public testing::Test {
 protected:
  ReadinessTest() { readiness_.begin(io_); }
  ~ReadinessTest() override { readiness_.end(); }

  // Ours, which has nothing to read at first, and the other end.
  struct Pair {
    std::unique_ptr<Watched> ours;
    int theirs = -1;
    void send(std::string_view text) const {
      EXPECT_EQ(::send(theirs, text.data(), text.size(), 0), ssize_t(text.size()));
    }
  };
  Pair pair() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    theirs_.push_back(ends[1]);
    Pair made{std::make_unique<Watched>(readiness_, ends[0]), ends[1]};
    read(*made.ours);
    return made;
  }
  void TearDown() override {
    for (const int end : theirs_) ::close(end);
  }
  // As Stream reads.
  static std::string read(Watched& socket, std::size_t room = 100) {
    std::string text(room, '\0');
    const ssize_t got = ::recv(socket.descriptor(), text.data(), text.size(), 0);
    socket.found(reading, got == ssize_t(room));
    text.resize(got > 0 ? std::size_t(got) : 0);
    return text;
  }
  void run() {
    io_.restart();
    io_.poll();
  }

  asio::io_context io_{1};
  Readiness readiness_;
  std::vector<int> theirs_;
};

TEST_F(ReadinessTest, who_waits_is_called_once_bytes_come) {
  const Pair pair = this->pair();
  int calls = 0;
  pair.ours->call(reading, [&](Code problem) { calls += problem ? 100 : 1; });
  run();
  EXPECT_EQ(calls, 0);
  pair.send("a");
  run();
  EXPECT_EQ(calls, 1);
  pair.send("b");
  run();
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(read(*pair.ours), "ab");
}

TEST_F(ReadinessTest, bytes_that_came_while_nobody_waited_are_not_lost) {
  const Pair pair = this->pair();
  pair.send("a");
  run();
  EXPECT_TRUE(pair.ours->may_move(reading));
  bool called = false;
  pair.ours->call(reading, [&](Code) { called = true; });
  EXPECT_FALSE(called);  // never inside of the call that waits
  run();
  EXPECT_TRUE(called);
}

TEST_F(ReadinessTest, what_a_full_read_has_left_needs_no_event) {
  const Pair pair = this->pair();
  pair.send("abc");
  run();
  EXPECT_EQ(read(*pair.ours, 2), "ab");
  EXPECT_TRUE(pair.ours->may_move(reading));
  EXPECT_EQ(read(*pair.ours, 2), "c");
  EXPECT_FALSE(pair.ours->may_move(reading));
}

TEST_F(ReadinessTest, an_end_that_came_with_the_last_bytes_is_seen) {
  const Pair pair = this->pair();
  pair.send("a");
  ::shutdown(pair.theirs, SHUT_WR);
  run();
  EXPECT_EQ(read(*pair.ours), "a");
  bool called = false;
  pair.ours->call(reading, [&](Code problem) { called = !problem; });
  run();
  EXPECT_TRUE(called);
  EXPECT_EQ(read(*pair.ours), "");
}

TEST_F(ReadinessTest, a_full_socket_tells_when_it_takes_more) {
  const Pair pair = this->pair();
  const std::string much(1 << 16, 'x');
  while (::send(pair.ours->descriptor(), much.data(), much.size(), 0) > 0) {
  }
  pair.ours->found(writing, false);
  bool called = false;
  pair.ours->call(writing, [&](Code problem) { called = !problem; });
  run();
  EXPECT_FALSE(called);
  std::string room(1 << 20, '\0');
  while (::recv(pair.theirs, room.data(), room.size(), 0) > 0) {
  }
  run();
  EXPECT_TRUE(called);
}

TEST_F(ReadinessTest, who_sends_no_more_may_still_be_slow_to_read) {
  const Pair pair = this->pair();
  const std::string much(1 << 16, 'x');
  while (::send(pair.ours->descriptor(), much.data(), much.size(), 0) > 0) {
  }
  pair.ours->found(writing, false);
  ::shutdown(pair.theirs, SHUT_WR);
  run();
  EXPECT_TRUE(pair.ours->may_move(reading));
  EXPECT_FALSE(pair.ours->may_move(writing));
  std::optional<Code> said;
  pair.ours->call(writing, [&](Code problem) { said = problem; });
  run();
  EXPECT_EQ(said, std::nullopt);
  pair.ours->cancel();
  run();
  EXPECT_EQ(said, Code(asio::error::operation_aborted));
}

TEST_F(ReadinessTest, who_need_not_wait_can_be_cancelled_before_the_turn) {
  const Pair pair = this->pair();
  pair.send("a");
  run();
  std::optional<Code> said;
  int calls = 0;
  pair.ours->call(reading, [&](Code problem) {
    said = problem;
    calls += 1;
  });
  pair.ours->cancel();
  run();
  EXPECT_EQ(said, Code(asio::error::operation_aborted));
  EXPECT_EQ(calls, 1);
}

TEST_F(ReadinessTest, one_that_goes_before_its_turn_is_not_called) {
  Pair pair = this->pair();
  pair.send("a");
  run();
  int calls = 0;
  std::optional<Code> said;
  pair.ours->call(reading, [&](Code problem) {
    said = problem;
    calls += 1;
  });
  pair.ours.reset();
  run();
  EXPECT_EQ(said, Code(asio::error::operation_aborted));
  EXPECT_EQ(calls, 1);
}

TEST_F(ReadinessTest, who_is_cancelled_is_told_so) {
  const Pair pair = this->pair();
  std::optional<Code> first, second, third;
  pair.ours->call(reading, [&](Code problem) { first = problem; });
  pair.ours->call(reading, [&](Code problem) { second = problem; });
  pair.ours->cancel();
  run();
  EXPECT_EQ(first, Code(asio::error::operation_aborted));
  EXPECT_EQ(second, Code(asio::error::operation_aborted));
  pair.ours->close();
  pair.ours->call(reading, [&](Code problem) { third = problem; });
  run();
  EXPECT_EQ(third, Code(asio::error::operation_aborted));
}

TEST_F(ReadinessTest, one_that_is_called_may_take_others_with_it) {
  std::vector<Pair> pairs;
  for (int index = 0; index < 10; ++index) pairs.push_back(pair());
  int calls = 0;
  for (const Pair& each : pairs) {
    each.ours->call(reading, [&](Code problem) {
      if (!problem) calls += 1;
      for (Pair& other : pairs) other.ours.reset();
    });
    each.send("a");
  }
  run();
  EXPECT_EQ(calls, 1);
}

TEST_F(ReadinessTest, one_that_fails_does_not_take_the_turn_of_others) {
  const Pair first = pair(), second = pair();
  int calls = 0;
  for (const Pair* each : {&first, &second}) {
    each->ours->call(reading, [&](Code) {
      calls += 1;
      throw std::runtime_error("as asked");
    });
    each->send("a");
  }
  run();
  EXPECT_EQ(calls, 2);
}

// Owns a socket for which it waits, as a connection does.
class Resting final : public Sleeper {
 public:
  Resting(std::unique_ptr<Watched> socket, std::vector<std::string>& said) : socket_(std::move(socket)), said_(said) {}
  ~Resting() { said_.emplace_back("gone"); }
  void rest() { socket_->wait(reading, Sleeper::Ptr(this)); }
  Watched& socket() { return *socket_; }

  void wake(Code problem) override {
    said_.push_back(problem ? problem.message() : "awake");
    if (problem || read(*socket_) == "last") {
      delete this;
    } else {
      rest();
    }
  }
  void let_go() noexcept override { delete this; }

 private:
  static std::string read(Watched& socket) {
    char text[100];
    const ssize_t got = ::recv(socket.descriptor(), text, sizeof text, 0);
    socket.found(reading, got == ssize_t(sizeof text));
    return {text, got > 0 ? std::size_t(got) : 0};
  }

  std::unique_ptr<Watched> socket_;
  std::vector<std::string>& said_;
};

TEST_F(ReadinessTest, who_owns_the_socket_that_it_waits_for_may_go_when_it_is_woken) {
  std::vector<std::string> said;
  Pair pair = this->pair();
  (new Resting(std::move(pair.ours), said))->rest();
  pair.send("first");
  run();
  pair.send("last");
  run();
  EXPECT_EQ(said, (std::vector<std::string>{"awake", "awake", "gone"}));
}

TEST_F(ReadinessTest, who_rests_is_told_of_a_cancel_once_and_in_a_turn_of_its_own) {
  std::vector<std::string> said;
  Pair pair = this->pair();
  auto* const resting = new Resting(std::move(pair.ours), said);
  resting->rest();
  resting->socket().cancel();
  pair.send("last");
  EXPECT_TRUE(said.empty());
  run();
  EXPECT_EQ(said, (std::vector<std::string>{Code(asio::error::operation_aborted).message(), "gone"}));
}

TEST_F(ReadinessTest, who_rests_at_the_end_goes_with_its_socket) {
  std::vector<std::string> said;
  Pair first = pair(), second = pair();
  for (Pair* each : {&first, &second}) (new Resting(std::move(each->ours), said))->rest();
  readiness_.end();
  EXPECT_EQ(said, (std::vector<std::string>{"gone", "gone"}));
}

TEST_F(ReadinessTest, who_waits_at_the_end_is_let_go) {
  const Pair pair = this->pair();
  const auto held = std::make_shared<int>(0);
  pair.ours->call(reading, [held](Code) { FAIL(); });
  EXPECT_EQ(held.use_count(), 2);
  readiness_.end();
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace vestnik::http
