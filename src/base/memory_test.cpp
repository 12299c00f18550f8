#include "base/memory.h"

#include <gtest/gtest.h>
#include <stdlib.h>  // mkdtemp

#include <fstream>
#include <string>

namespace vestnik {
namespace {

class Memory : public testing::Test {
 protected:
  Memory() {
    std::string name = (std::filesystem::temp_directory_path() / "vestnik-memory-XXXXXX").string();
    root_ = mkdtemp(name.data());
  }
  ~Memory() override { std::filesystem::remove_all(root_); }
  void write(const std::string& file, const std::string& text) {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  std::filesystem::path root_;
};

TEST_F(Memory, is_the_machines_where_nothing_else_is_said) {
  write("proc/meminfo", "MemTotal:       24630716 kB\nMemFree:         1234 kB\n");
  write("proc/self/cgroup", "0::/system.slice/vestnik.service\n");
  write("sys/fs/cgroup/system.slice/vestnik.service/memory.max", "max\n");
  EXPECT_EQ(memory_for_us(root_), 24'630'716UL << 10U);
}

TEST_F(Memory, is_what_the_control_group_or_one_above_it_leaves) {
  write("proc/meminfo", "MemTotal:       24630716 kB\n");
  write("proc/self/cgroup", "0::/system.slice/vestnik.service\n");
  write("sys/fs/cgroup/system.slice/vestnik.service/memory.max", "2147483648\n");
  EXPECT_EQ(memory_for_us(root_), 2UL << 30U);
  write("sys/fs/cgroup/system.slice/memory.max", "1073741824\n");
  EXPECT_EQ(memory_for_us(root_), 1UL << 30U);
}

TEST_F(Memory, is_nothing_where_nobody_says) {
  EXPECT_EQ(memory_for_us(root_), 0U);
}

TEST_F(Memory, is_there_on_this_machine) {
  EXPECT_GT(memory_for_us(), 1UL << 20U);
}

}  // namespace
}  // namespace vestnik
