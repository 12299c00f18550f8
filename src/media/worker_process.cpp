#include "media/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/log.h"

namespace vestnik::media {
namespace {

// The worker must not learn what our environment holds (passwords, addresses). The sanitizers keep their options, but
// ThreadSanitizer must be silent there: the worker has one thread, the others are of libraries that it does not know.
std::vector<std::string> environment() {
  std::vector<std::string> variables{"LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=1", "TSAN_OPTIONS=report_bugs=0"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) variables.push_back(std::string(name) + "=" + value);
  return variables;
}

class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
    // What a library prints must not get among the answers.
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);

    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    // A group of its own: Ctrl-C at the terminal is for us, and the worker ends with us.
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  int spawn(pid_t& pid, std::string program) const {
    std::string argument = "media-worker";
    char* arguments[] = {program.data(), argument.data(), nullptr};
    auto variables = environment();
    std::vector<char*> pointers;
    for (auto& variable : variables) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, pointers.data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

WorkerProcess::WorkerProcess(pid_t pid, int line, std::filesystem::path program)
    : pid_(pid),
      line_(line),
      handle_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),  // glibc 2.36 declares it without C linkage
      program_(std::move(program)) {}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::spawn(const std::filesystem::path& program, Urgency urgency) {
  auto refused = [&](int reason) {
    return fail(ErrorKind::unavailable, std::string("cannot start the media worker (") + std::strerror(reason) + ")",
                program.string());
  };
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return refused(errno);
  pid_t pid = -1;
  int failed = SpawnPlan(ends[1]).spawn(pid, program.string());
  ::close(ends[1]);
  if (failed != 0) {
    ::close(ends[0]);
    return refused(failed);
  }
  // Its threads, which come later, take over what it has now.
  constexpr int nicest = 19;
  if (urgency == Urgency::idle) ::setpriority(PRIO_PROCESS, static_cast<id_t>(pid), nicest);
  return std::unique_ptr<WorkerProcess>(new WorkerProcess(pid, ends[0], program));
}

Result<void> WorkerProcess::get_ready(std::chrono::milliseconds time) {
  auto said = receive_answer(std::chrono::steady_clock::now() + time);
  auto ready = said ? read_answer(std::move(*said)) : fail(ErrorKind::unavailable, end());
  if (!ready)
    return fail(ErrorKind::unavailable, "the media worker does not get ready (" + ready.error().what + ")",
                program_.string());
  return {};
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::filesystem::path& program,
                                                            std::chrono::milliseconds time) {
  auto worker = spawn(program, Urgency::now);
  if (!worker) return worker;
  if (auto ready = (*worker)->get_ready(time); !ready) return std::unexpected(ready.error());
  return worker;
}

WorkerProcess::~WorkerProcess() {
  end();
  if (handle_ >= 0) ::close(handle_);
}

void WorkerProcess::interrupt() {
  interrupted_ = true;
  if (handle_ >= 0) ::syscall(SYS_pidfd_send_signal, handle_, SIGKILL, nullptr, 0);
}

Result<Fields> WorkerProcess::ask(std::string_view message, std::chrono::milliseconds time,
                                  std::chrono::milliseconds cpu_time) {
  limit_cpu_time(cpu_time);
  auto deadline = std::chrono::steady_clock::now() + time;
  if (send(message, deadline))
    if (auto answer = receive_answer(deadline)) return read_answer(std::move(*answer));
  bool late = std::chrono::steady_clock::now() >= deadline;
  auto ending = end();
  if (!interrupted_) log::warn("media worker {}{}", late ? "took too long: " : "", ending);
  return fail(ErrorKind::invalid, late ? "unreadable file: reading it takes too long" : "unreadable file", {},
              "save it anew with another program");
}

bool WorkerProcess::is_waiting() {
  if (pid_ < 0) return false;
  pollfd state{line_, POLLIN, 0};
  return ::poll(&state, 1, 0) == 0;
}

bool WorkerProcess::wait_until(short events, Deadline deadline) {
  while (true) {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd state{line_, events, 0};
    int ready = ::poll(&state, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool WorkerProcess::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    auto put = ::send(line_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EAGAIN) {
      if (!wait_until(POLLOUT, deadline)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool WorkerProcess::receive(char* to, std::size_t size, Deadline deadline) {
  while (size > 0) {
    if (!wait_until(POLLIN, deadline)) return false;
    auto got = ::recv(line_, to, size, MSG_DONTWAIT);
    if (got > 0) {
      to += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      return false;
    }
  }
  return true;
}

std::optional<Fields> WorkerProcess::receive_answer(Deadline deadline) {
  char head[size_bytes];
  std::string body;
  if (!receive(head, size_bytes, deadline)) return {};
  std::size_t size = read_size({head, size_bytes});
  if (size > limits::worker_answer_bytes) return {};
  body.resize(size);
  if (!receive(body.data(), size, deadline)) return {};
  return read_fields(body);
}

// From its start, CPU time adds up over all tasks: the limit moves along. Only matters where we die and the worker
// would go on.
void WorkerProcess::limit_cpu_time(std::chrono::milliseconds time) const {
  clockid_t clock{};
  timespec used{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &used) != 0) return;
  auto seconds = static_cast<rlim_t>(used.tv_sec + std::chrono::ceil<std::chrono::seconds>(time).count() + 1);
  rlimit limit{seconds, RLIM_INFINITY};
  prlimit(pid_, RLIMIT_CPU, &limit, nullptr);
}

std::string WorkerProcess::end() {
  if (pid_ < 0) return {};
  // One that is dying by itself keeps its own reason; one that only hung up does not keep us waiting.
  constexpr int dying_time = 1'000;  // ms
  pollfd hung_up{line_, POLLIN, 0};
  if (::poll(&hung_up, 1, 0) > 0 && (hung_up.revents & (POLLHUP | POLLERR)) != 0) {
    pollfd death{handle_, POLLIN, 0};
    if (handle_ >= 0) ::poll(&death, 1, dying_time);
  }
  int status = 0;
  bool by_us = ::waitpid(pid_, &status, WNOHANG) == 0;
  if (by_us) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  ::close(line_);
  pid_ = -1;
  line_ = -1;
  if (by_us) return "killed";
  if (WIFSIGNALED(status)) return std::string("ended by ") + strsignal(WTERMSIG(status));
  return "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace vestnik::media
