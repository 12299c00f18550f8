#include "media/sandbox.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/limits.h"

namespace vestnik::media {
namespace {

// What decoding and encoding never do and an intruder would.
constexpr int deadly[] = {SCMP_SYS(execve),       SCMP_SYS(execveat),
                          SCMP_SYS(fork),         SCMP_SYS(vfork),
                          SCMP_SYS(ptrace),       SCMP_SYS(process_vm_readv),
                          SCMP_SYS(socket),       SCMP_SYS(process_vm_writev),
                          SCMP_SYS(connect),      SCMP_SYS(bind),
                          SCMP_SYS(listen),       SCMP_SYS(accept),
                          SCMP_SYS(accept4),      SCMP_SYS(sendto),
                          SCMP_SYS(sendmsg),      SCMP_SYS(socketpair),
                          SCMP_SYS(memfd_create), SCMP_SYS(io_uring_setup),
                          SCMP_SYS(bpf),          SCMP_SYS(userfaultfd),
                          SCMP_SYS(unshare),      SCMP_SYS(setns),
                          SCMP_SYS(mount),        SCMP_SYS(perf_event_open)};

constexpr int harmless[] = {SCMP_SYS(close),         SCMP_SYS(fstat),
                            SCMP_SYS(munmap),        SCMP_SYS(mremap),
                            SCMP_SYS(madvise),       SCMP_SYS(brk),
                            SCMP_SYS(futex),         SCMP_SYS(set_robust_list),
                            SCMP_SYS(rseq),          SCMP_SYS(rt_sigprocmask),
                            SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigreturn),
                            SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
                            SCMP_SYS(sched_yield),   SCMP_SYS(sched_getaffinity),
                            SCMP_SYS(gettid),        SCMP_SYS(getpid),
                            SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
                            SCMP_SYS(nanosleep),     SCMP_SYS(gettimeofday),
                            SCMP_SYS(time),          SCMP_SYS(getrandom),
                            SCMP_SYS(exit),          SCMP_SYS(exit_group)};

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};

std::unexpected<Error> refused(std::string what, int reason) {
  return fail(ErrorKind::unavailable, std::move(what), std::strerror(reason));
}

Result<void> limit(decltype(RLIMIT_AS) resource, rlim_t most, const char* what) {
  rlimit both{most, most};
  if (setrlimit(resource, &both) != 0) return refused(std::string("cannot limit the worker's ") + what, errno);
  return {};
}

// Adds rules until one fails.
class Filter {
 public:
  explicit Filter(scmp_filter_ctx context) : context_(context) {}

  void allow(int call) { note(seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 0, nullptr)); }
  void allow(int call, scmp_arg_cmp condition) {
    note(seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 1, &condition));
  }
  void allow(int call, scmp_arg_cmp first, scmp_arg_cmp second) {
    scmp_arg_cmp both[] = {first, second};
    note(seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 2, both));
  }
  void kill(int call) { note(seccomp_rule_add_array(context_, SCMP_ACT_KILL_PROCESS, call, 0, nullptr)); }
  void kill(int call, scmp_arg_cmp condition) {
    note(seccomp_rule_add_array(context_, SCMP_ACT_KILL_PROCESS, call, 1, &condition));
  }
  void answer(int call, int reason) {
    note(seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(reason)), call, 0, nullptr));
  }
  void note(int result) {
    if (result_ == 0) result_ = result;
  }
  int result() const { return result_; }

 private:
  scmp_filter_ctx context_;
  int result_ = 0;
};

// Value `value` under `mask` in argument `index`.
scmp_arg_cmp masked(unsigned index, scmp_datum_t mask, scmp_datum_t value) {
  return {index, SCMP_CMP_MASKED_EQ, mask, value};
}
scmp_arg_cmp equals(unsigned index, scmp_datum_t value) {
  return {index, SCMP_CMP_EQ, value, 0};
}

Result<void> filter_calls() {
  std::unique_ptr<void, Release> context(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (!context) return fail(ErrorKind::unavailable, "cannot make the worker's filter of system calls");
  Filter filter(context.get());
  filter.note(seccomp_attr_set(context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
  filter.note(seccomp_attr_set(context.get(), SCMP_FLTATR_CTL_TSYNC, 1));

  for (int call : deadly) filter.kill(call);
  for (int call : harmless) filter.allow(call);
  filter.allow(SCMP_SYS(read), equals(0, STDIN_FILENO));
  filter.allow(SCMP_SYS(write), equals(0, STDIN_FILENO));
  filter.allow(SCMP_SYS(write), equals(0, STDERR_FILENO));
  filter.allow(SCMP_SYS(writev), equals(0, STDERR_FILENO));

  if constexpr (sanitized)
    for (int call : {SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(write)}) filter.allow(call);

  for (int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    filter.allow(call, masked(2, PROT_EXEC, 0));
    filter.kill(call, masked(2, PROT_EXEC, PROT_EXEC));
  }
  // Threads, no processes. The arguments of clone3 lie in memory where a filter cannot look: libc then takes clone.
  filter.allow(SCMP_SYS(clone), masked(0, CLONE_THREAD, CLONE_THREAD));
  filter.kill(SCMP_SYS(clone), masked(0, CLONE_THREAD, 0));
  filter.answer(SCMP_SYS(clone3), ENOSYS);

  filter.allow(SCMP_SYS(tgkill), equals(0, static_cast<scmp_datum_t>(getpid())));  // abort()
  filter.allow(SCMP_SYS(prlimit64), equals(0, 0), equals(2, 0));                   // asking, not setting
  filter.note(seccomp_load(context.get()));
  if (filter.result() != 0) return refused("cannot filter the worker's system calls", -filter.result());
  return {};
}

}  // namespace

Result<void> lock_down() {
  constexpr rlim_t descriptors = 8;  // three are open, the others are closed to it anyway
  if (auto done = limit(RLIMIT_CORE, 0, "core dumps"); !done) return done;
  if (auto done = limit(RLIMIT_FSIZE, 0, "files"); !done) return done;
  if (auto done = limit(RLIMIT_NOFILE, descriptors, "descriptors"); !done) return done;
  if constexpr (!sanitized)
    if (auto done = limit(RLIMIT_AS, limits::worker_memory_bytes, "memory"); !done) return done;
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return refused("cannot hide the worker's memory", errno);
  return filter_calls();
}

}  // namespace vestnik::media
