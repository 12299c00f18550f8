// The walls are built inside those that packaging/vestnik.service puts around the whole program: a worker that may not
// filter its own calls does not begin.
#include <gtest/gtest.h>
#include <seccomp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "media/worker_pool.h"

namespace vestnik::media {
namespace {

using Names = std::set<std::string>;

// The sets of calls that this system's systemd knows, by name: "@default", with the sets inside them as they stand
// there.
std::map<std::string, Names> sets_of_systemd() {
  std::map<std::string, Names> sets;
  std::FILE* listing = ::popen("systemd-analyze --no-pager syscall-filter 2>/dev/null", "r");
  if (listing == nullptr) return sets;
  std::string text;
  char piece[4'096];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, listing)) text.append(piece, got);
  ::pclose(listing);
  std::istringstream lines(text);
  std::string set;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line[begin] == '#') continue;
    if (begin == 0) {
      set = line;
    } else {
      sets[set].insert(line.substr(begin));
    }
  }
  return sets;
}

Names calls_of(const std::string& name, const std::map<std::string, Names>& sets) {
  if (!name.starts_with('@')) return {name};
  Names calls;
  for (const std::string& each : sets.at(name)) calls.merge(calls_of(each, sets));
  return calls;
}

// What the unit leaves of them, its lines taken in order as systemd.exec(5) says.
Names allowed_by_unit() {
  const auto sets = sets_of_systemd();
  std::ifstream unit(VESTNIK_SOURCE_DIR "/packaging/vestnik.service");
  Names allowed;
  const std::string setting = "SystemCallFilter=";
  for (std::string line; std::getline(unit, line);) {
    if (!line.starts_with(setting)) continue;
    line.erase(0, setting.size());
    const bool denied = line.starts_with('~');
    std::istringstream names(line.substr(denied ? 1 : 0));
    for (std::string name; names >> name;) {
      for (const std::string& call : calls_of(name, sets))
        denied ? void(allowed.erase(call)) : void(allowed.insert(call));
    }
  }
  // Always permitted, whatever is said.
  if (!allowed.empty()) allowed.merge(calls_of("@default", sets));
  return allowed;
}

int narrow_to(const Names& allowed) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));  // the unit's SystemCallErrorNumber
  if (filter == nullptr) return ENOMEM;
  int result = 0;
  for (const std::string& name : allowed) {
    const int call = seccomp_syscall_resolve_name(name.c_str());
    if (call >= 0 && result == 0) result = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 0, nullptr);
  }
  if (result == 0) result = seccomp_load(filter);
  seccomp_release(filter);
  return -result;
}

// In a process of its own, since there is no way back: ends with 0 where a worker did its work.
[[noreturn]] void work_within(const Names& allowed) {
  if (const int problem = narrow_to(allowed); problem != 0) {
    std::fprintf(stderr, "no filter: %d\n", problem);
    ::_exit(2);
  }
  WorkerPool pool(VESTNIK_MEDIA_WORKER);
  const auto answer = pool.run(write_message({"echo", "there"}));
  if (!answer) std::fprintf(stderr, "%s\n", answer.error().message().c_str());
  ::_exit(answer ? 0 : 1);
}

class UnitFilter : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_FALSE(sets_of_systemd().empty()) << "systemd-analyze names no sets of calls: install the package systemd";
    allowed_ = allowed_by_unit();
    ASSERT_TRUE(allowed_.contains("read")) << "packaging/vestnik.service has no SystemCallFilter any more";
  }
  Names allowed_;
};

TEST_F(UnitFilter, lets_the_worker_put_up_its_own_walls) {
  EXPECT_EXIT(work_within(allowed_), testing::ExitedWithCode(0), "");
}

TEST_F(UnitFilter, without_the_call_that_walls_are_made_of_keeps_the_worker_from_beginning) {
  allowed_.erase("seccomp");
  EXPECT_EXIT(work_within(allowed_), testing::ExitedWithCode(1), "does not get ready");
}

}  // namespace
}  // namespace vestnik::media
