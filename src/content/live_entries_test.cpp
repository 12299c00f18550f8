#include "content/live_entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestnik::content {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ids_of(const std::vector<std::string>& times) {
  Body body;
  for (const std::string& time : times) body.blocks.push_back({"liveEntry", {}, {{"at", time}}, {}, {}});
  return entry_ids(body);
}

TEST(LiveEntries, are_named_by_their_time) {
  EXPECT_THAT(ids_of({}), IsEmpty());
  EXPECT_THAT(ids_of({"2026-11-24T18:05:00+02:00"}), ElementsAre("e202611241805000200"));
}

TEST(LiveEntries, keep_their_name_when_another_of_the_same_time_comes) {
  const std::string early = "2026-11-24T18:05:00Z", late = "2026-11-24T18:06:00Z";
  EXPECT_THAT(ids_of({late, late, early}), ElementsAre("e20261124180600-2", "e20261124180600", "e20261124180500"));
  EXPECT_THAT(ids_of({early, late, late}), ElementsAre("e20261124180500", "e20261124180600", "e20261124180600-2"));
  // Where nothing tells, the newest stands first.
  EXPECT_THAT(ids_of({early, early}), ElementsAre("e20261124180500-2", "e20261124180500"));
}

}  // namespace
}  // namespace vestnik::content
