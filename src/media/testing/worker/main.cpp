// The worker as a program of its own, for the tests of every folder that needs a media library. Beside the worker's
// own tasks it knows some that try the walls: each does what the task is named after and answers what it got.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <thread>

#include "media/worker.h"

namespace {

using vestnik::Result;
using vestnik::media::Fields;

// "worked" or the errno's number.
Fields outcome(long result) {
  return {result < 0 ? std::to_string(errno) : "worked"};
}

Result<Fields> hang(const Fields&) {
  std::atomic<bool> never = false;
  while (!never) std::this_thread::yield();
  return Fields{};
}

Result<Fields> eat_memory(const Fields&) {
  std::vector<std::string> eaten;
  while (true) eaten.emplace_back(16UL << 20U, 'm');
}

Result<Fields> crash(const Fields&) {
  std::abort();
  return Fields{};
}

Result<Fields> lie(const Fields&) {
  // A size, and then less than that.
  constexpr char message[] = "\xFF\xFF\x00\x00short";
  auto put = ::write(STDIN_FILENO, message, sizeof message);
  _exit(put > 0 ? 0 : 1);
}

Result<Fields> run_thread(const Fields&) {
  std::string said;
  std::thread([&] { said = "worked"; }).join();
  return Fields{said};
}

Result<Fields> execute(const Fields&) {
  char program[] = "/bin/true";
  char* arguments[] = {program, nullptr};
  return outcome(::execve(program, arguments, nullptr));
}

Result<Fields> connect_out(const Fields&) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return outcome(::connect(STDIN_FILENO, reinterpret_cast<sockaddr*>(&address), sizeof address));
}

Result<Fields> run_memory(const Fields&) {
  void* page = ::mmap(nullptr, 4'096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return outcome(page == MAP_FAILED ? -1 : 0);
}

// Closing is the one way of asking that is allowed. Standard input stays: the answer goes there.
Result<Fields> descriptors(const Fields&) {
  Fields open;
  for (int number = 1; number < 1'024; ++number)
    if (::close(number) == 0) open.push_back(std::to_string(number));
  return open;
}

Result<Fields> environment(const Fields&) {
  Fields variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  return variables;
}

}  // namespace

int main() {
  return vestnik::media::run_worker({
      {"hang", hang},
      {"eat memory", eat_memory},
      {"crash", crash},
      {"lie", lie},
      {"thread", run_thread},
      {"descriptors", descriptors},
      {"environment", environment},
      {"execute", execute},
      {"connect", connect_out},
      {"executable memory", run_memory},
      {"open", [](const Fields&) { return outcome(::open("/etc/passwd", O_RDONLY)); }},
      {"write", [](const Fields&) { return outcome(::open("escape", O_WRONLY | O_CREAT, 0600)); }},
      {"unlink", [](const Fields&) { return outcome(::unlink("/nothing/there")); }},
      {"signal", [](const Fields&) { return outcome(::kill(::getppid(), 0)); }},
      {"socket", [](const Fields&) { return outcome(::socket(AF_INET, SOCK_STREAM, 0)); }},
      {"fork", [](const Fields&) { return outcome(::fork()); }},
      {"trace", [](const Fields&) { return outcome(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }},
      {"echo", [](const Fields& task) { return Fields(task.begin() + 1, task.end()); }},
  });
}
