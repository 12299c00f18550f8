#include "base/numbers.h"

#include <gtest/gtest.h>

namespace vestnik {
namespace {

TEST(Numbers, a_sum_is_written_as_its_readers_write_it) {
  EXPECT_EQ(format_euros(120'000, "bg"), "1200,00\u00A0€");
  EXPECT_EQ(format_euros(1'234'567, "bg"), "12\u00A0345,67\u00A0€");
  EXPECT_EQ(format_euros(120'000, "en"), "€1,200.00");
  EXPECT_EQ(format_euros(5, "en"), "€0.05");
  EXPECT_EQ(format_euros(0, "bg"), "0,00\u00A0€");
}

TEST(Numbers, no_cent_of_a_large_sum_is_lost) {
  EXPECT_EQ(format_euros(9'007'199'254'740'993, "en"), "€90,071,992,547,409.93");
}

TEST(Numbers, a_count_is_grouped_as_its_readers_group_it) {
  EXPECT_EQ(format_count(999, "bg"), "999");
  EXPECT_EQ(format_count(1'200'000, "bg"), "1\u00A0200\u00A0000");
  EXPECT_EQ(format_count(1'200'000, "en"), "1,200,000");
}

}  // namespace
}  // namespace vestnik
