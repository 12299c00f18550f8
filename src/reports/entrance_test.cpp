#include "reports/entrance.h"

#include <gtest/gtest.h>

namespace vestnik::reports {
namespace {

TEST(Entrance, what_is_of_a_report_is_told_from_what_an_old_site_had_there) {
  for (const char* ours : {"/report", "/report/", "/report/desk", "/report/letters", "/report/uploads",
                           "/report/uploads/0123456789abcdef"}) {
    EXPECT_TRUE(Entrance::answers(ours)) << ours;
  }
  for (const char* old : {"/report/na-moreto/", "/report/desk/", "/report/2023/x/"})
    EXPECT_FALSE(Entrance::answers(old)) << old;
}

}  // namespace
}  // namespace vestnik::reports
