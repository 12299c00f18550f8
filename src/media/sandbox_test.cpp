// The walls, tried from inside: the worker for tests does what the task is named after.
#include "media/sandbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "media/worker_pool.h"

namespace vestnik::media {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::StartsWith;

Result<Fields> attempt(std::string_view deed) {
  WorkerPool pool(VESTNIK_MEDIA_WORKER);
  return pool.run(write_message({deed}));
}

TEST(Sandbox, ends_a_worker_that_reaches_for_network_processes_or_code) {
  for (auto deed : {"socket", "connect", "execute", "fork", "trace", "executable memory"}) {
    auto answer = attempt(deed);
    ASSERT_FALSE(answer) << deed << " gave " << answer->front();
    EXPECT_EQ(answer.error().kind, ErrorKind::invalid) << deed;
    EXPECT_EQ(answer.error().what, "unreadable file") << deed;
  }
}

TEST(Sandbox, opens_no_file_and_touches_no_other_process) {
  for (auto deed : {"open", "write", "unlink", "signal"}) {
    auto answer = attempt(deed);
    ASSERT_TRUE(answer) << deed << ": " << answer.error().message();
    EXPECT_THAT(*answer, ElementsAre(std::to_string(EPERM))) << deed;
  }
}

TEST(Sandbox, lets_threads_run) {
  auto answer = attempt("thread");
  ASSERT_TRUE(answer) << answer.error().message();
  EXPECT_THAT(*answer, ElementsAre("worked"));
}

TEST(Sandbox, inherits_no_descriptor_and_no_secret) {
  ASSERT_EQ(::setenv("VESTNIK_STORE", "postgresql://secret", 1), 0);
  auto open = attempt("descriptors");
  ASSERT_TRUE(open) << open.error().message();
  EXPECT_THAT(*open, ElementsAre("1", "2"));
  auto variables = attempt("environment");
  ASSERT_TRUE(variables) << variables.error().message();
  EXPECT_THAT(*variables, Not(Contains(StartsWith("VESTNIK_"))));
  EXPECT_THAT(*variables, Not(Contains(StartsWith("HOME="))));
}

}  // namespace
}  // namespace vestnik::media
