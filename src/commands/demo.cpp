#include "accounts/invitations.h"
#include "accounts/users.h"
#include "commands/command.h"
#include "commands/demo_portal.h"

namespace vestnik::commands {

namespace {

class Demo : public Command {
 public:
  std::string_view name() const override { return "demo"; }
  std::string_view summary() const override { return "fills an empty installation with a fictional portal"; }
  void declare(CLI::App& app) override {
    app.add_option("--base-url", base_url_, "Where it will be read: for canonical links and feeds");
  }
  int run(Workplace& workplace) override {
    auto filled = fill_with_demo(*workplace.installation, base_url_, workplace.terminal);
    if (!filled) return workplace.fail(filled.error());
    workplace.terminal.print(std::to_string(*filled) + " articles");
    // A link and no password: what everybody knows would open every demo that somebody shows to the world.
    const Time now = workplace.installation->clock();
    auto link = workplace.installation->store->write([&](store::Session& session) {
      const std::int64_t user =
          accounts::add_user(session, "chief@example.com", "Главен редактор", "bg", {{"chief", {}, {}}}, now);
      return accounts::invitation_link(base_url_, accounts::invite(session, user, now));
    });
    if (!link) return workplace.fail(link.error());
    workplace.terminal.print("the newsroom, as chief editor chief@example.com, opens once at " + *link);
    return done;
  }

 private:
  std::string base_url_ = "http://127.0.0.1:8080";
};

}  // namespace

std::unique_ptr<Command> make_demo() {
  return std::make_unique<Demo>();
}

}  // namespace vestnik::commands
