#include "store/bulk.h"

#include <gmock/gmock.h>

#include "store/changes.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class BulkImports : public OnBoth {
 protected:
  std::vector<Change> resets() {
    return read([](Session& session) {
      std::vector<Change> all = changes_after(session, 0);
      std::erase_if(all, [](const Change& change) { return change.kind != ChangeKind::reset; });
      return all;
    });
  }
  bool start_again() {
    return write([](Session& session) { return tell_cut_off_bulk(session, test_time); });
  }
};
ON_BOTH(BulkImports);

TEST_P(BulkImports, that_ended_leave_nothing_to_tell) {
  world().add_site();
  const auto mark = write([](Session& session) { return begin_bulk(session); });
  write([&](Session& session) { end_bulk(session, mark); });
  EXPECT_FALSE(start_again());
  EXPECT_THAT(resets(), IsEmpty());
}

TEST_P(BulkImports, that_were_cut_off_are_told_once_for_every_site) {
  world().add_site("one.example");
  world().add_site("two.example");
  write([](Session& session) { return begin_bulk(session); });
  const auto other = write([](Session& session) { return begin_bulk(session); });
  write([&](Session& session) { end_bulk(session, other); });
  EXPECT_TRUE(start_again());
  EXPECT_THAT(resets(), SizeIs(2));
  EXPECT_FALSE(start_again());
}

}  // namespace
}  // namespace vestnik::store
