// Whether readers are given the very program of the report page that this release holds.
#include "commands/command.h"
#include "reports/program.h"
#include "reports/served_program.h"

namespace vestnik::commands {

namespace {

class ReportCheck : public Command {
 public:
  std::string_view name() const override { return "report check"; }
  std::string_view summary() const override {
    return "compares the report page that an address serves with this program; status 1 where they differ";
  }
  Needs needs() const override { return Needs::nothing; }
  void declare(CLI::App& app) override {
    app.add_option("ADDRESS", site_, "of the site: https://paper.example")->required();
  }
  int run(Workplace& workplace) override {
    const auto differences = reports::compare_served_program(site_, reports::fetch_by_network());
    if (!differences) return workplace.fail(differences.error());
    for (const std::string& line : *differences) workplace.terminal.print(line);
    if (!differences->empty()) {
      workplace.terminal.error(std::to_string(differences->size()) +
                               " differences: readers are given another program, or another release is running");
      return failed;
    }
    workplace.terminal.print("readers are given this program: " + reports::program_fingerprint());
    return done;
  }

 private:
  std::string site_;
};

}  // namespace

std::unique_ptr<Command> make_report_check() {
  return std::make_unique<ReportCheck>();
}

}  // namespace vestnik::commands
