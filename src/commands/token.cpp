#include "commands/command.h"
#include "store/tokens.h"

namespace vestnik::commands {

namespace {

class TokenAdd : public Command {
 public:
  std::string_view name() const override { return "token add"; }
  std::string_view summary() const override { return "makes an API token; it is shown this once"; }
  bool may_begin() const override { return true; }
  void declare(CLI::App& app) override {
    app.add_option("--role", role_, "reporter, editor, chief, media, advertising or administrator")->required();
    app.add_option("--name", name_, "What it is for; revisions are signed with it");
  }
  int run(Workplace& workplace) override {
    if (!store::is_role(role_)) {
      workplace.terminal.error("no such role: " + role_ +
                               " (reporter, editor, chief, media, advertising or administrator)");
      return wrong_usage;
    }
    const Time now = workplace.installation->clock();
    auto token = workplace.installation->store->write(
        [&](store::Session& session) { return store::add_token(session, role_, name_.empty() ? role_ : name_, now); });
    if (!token) return workplace.fail(token.error());
    workplace.terminal.print(*token);
    return done;
  }

 private:
  std::string role_, name_;
};

}  // namespace

std::unique_ptr<Command> make_token_add() {
  return std::make_unique<TokenAdd>();
}

}  // namespace vestnik::commands
