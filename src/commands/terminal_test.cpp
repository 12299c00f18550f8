#include "commands/terminal.h"

#include <gtest/gtest.h>

namespace vestnik::commands {
namespace {

// What is written where no terminal is: standard error is a file while it is captured.
TEST(StreamTerminal, tells_beginning_and_end_of_short_work_once) {
  testing::internal::CaptureStderr();
  {
    StreamTerminal terminal;
    for (int done = 1; done <= 10; ++done) terminal.progress("pages", done, 10);
    terminal.progress("pages", 10, 10);
    terminal.progress("originals", 1, 1);
    for (int done = 1; done <= 3; ++done) terminal.progress("pictures", done, 0);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "pages: 10 %\npages: 100 %\noriginals: 100 %\npictures: 1\n");
}

}  // namespace
}  // namespace vestnik::commands
