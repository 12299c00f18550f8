// Where a command speaks to: this process's own streams, or a client at the other end of the control socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace vestnik::commands {

class Terminal {
 public:
  virtual ~Terminal() = default;
  virtual void print(std::string_view line) = 0;  // the result: standard output
  virtual void error(std::string_view line) = 0;  // messages: standard error
  // How far long work is; `total` 0 where that is not known. Called as often as one likes.
  virtual void progress(std::string_view stage, std::int64_t done, std::int64_t total) = 0;
};

// A bar on a terminal, a plain line every few seconds otherwise, and one at the end of a stage.
class StreamTerminal : public Terminal {
 public:
  StreamTerminal();
  ~StreamTerminal() override;
  void print(std::string_view line) override;
  void error(std::string_view line) override;
  void progress(std::string_view stage, std::int64_t done, std::int64_t total) override;

 private:
  void clear_bar();

  bool is_terminal_;
  bool bar_shown_ = false;
  bool ended_ = false;  // the stage has been shown at its end
  std::string stage_;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace vestnik::commands
