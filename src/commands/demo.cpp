#include "accounts/invitations.h"
#include "accounts/users.h"
#include "commands/command.h"
#include "commands/demo_portal.h"
#include "reports/bytes.h"
#include "reports/desk.h"
#include "reports/desk_key.h"

namespace vestnik::commands {

namespace {

// A desk, so that /report/ works at once. In a newsroom its key is made in a browser; here its passphrase is printed
// and nowhere kept.
Result<std::string> set_up_desk(Installation& installation) {
  constexpr std::size_t passphrase_bytes = 15;
  const std::string passphrase = reports::to_base64(reports::random_bytes(passphrase_bytes));
  const reports::KeyPair pair = reports::make_key_pair();
  const reports::DeskMember desk{
      .desk_key = {}, .member = "desk", .wrapped = reports::wrap_private_key(pair, passphrase)};
  auto added = installation.store->write([&](store::Session& session) {
    return reports::add_desk_key(session, pair.public_key, desk, reports::hour_of(installation.clock()));
  });
  if (!added) return std::unexpected(added.error());
  return passphrase;
}

class Demo : public Command {
 public:
  std::string_view name() const override { return "demo"; }
  std::string_view summary() const override { return "fills an empty installation with a fictional portal"; }
  bool may_begin() const override { return true; }
  void declare(CLI::App& app) override {
    app.add_option("--base-url", base_url_, "Where it will be read: for canonical links and feeds");
  }
  int run(Workplace& workplace) override {
    auto filled = fill_with_demo(*workplace.installation, base_url_, workplace.terminal);
    if (!filled) return workplace.fail(filled.error());
    auto passphrase = set_up_desk(*workplace.installation);
    if (!passphrase) return workplace.fail(passphrase.error());
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
    workplace.terminal.print("passphrase of the report desk: " + *passphrase);
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
