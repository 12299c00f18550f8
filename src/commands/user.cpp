// Accounts from the command line: the first administrator comes from here.
#include "accounts/audit.h"
#include "accounts/invitations.h"
#include "accounts/users.h"
#include "commands/command.h"
#include "store/catalogue.h"

namespace vestnik::commands {

namespace {

constexpr std::string_view actor = "command";

// Where the newsroom is opened: as told, else at the first site's address, else where this server listens.
std::string newsroom_address(const Workplace& workplace, const std::string& given, store::Session& session) {
  if (!given.empty()) return given.ends_with('/') ? given.substr(0, given.size() - 1) : given;
  const auto sites = store::all_sites(session);
  return sites.empty() ? workplace.installation->listening : sites.front().base_url;
}

void declare_address(CLI::App& app, std::string& address) {
  app.add_option("--address", address, "Where the newsroom is opened; absent: the first site's address");
}

accounts::User user_of(store::Session& session, const std::string& given) {
  const auto email = accounts::clean_email(given);
  auto user = email ? accounts::find_user(session, *email) : std::nullopt;
  if (!user) {
    throw store::Failure({ErrorKind::not_found, "no such account", given, "vestnik user list shows them"});
  }
  return std::move(*user);
}

class UserAdd : public Command {
 public:
  std::string_view name() const override { return "user add"; }
  std::string_view summary() const override { return "makes an account; prints a one-time link to sign in with"; }
  bool may_begin() const override { return true; }
  void declare(CLI::App& app) override {
    app.add_option("EMAIL", email_, "The address to sign in with")->required();
    app.add_option("--name", name_, "What the person is called")->required();
    app.add_option("--role", role_, accounts::names_of(accounts::anybody))->required();
    declare_address(app, address_);
  }
  int run(Workplace& workplace) override {
    if (accounts::role_bit(role_) == 0) {
      workplace.terminal.error("no such role: " + role_ + " (" + accounts::names_of(accounts::anybody) + ")");
      return wrong_usage;
    }
    const Time now = workplace.installation->clock();
    auto link = workplace.installation->store->write([&](store::Session& session) {
      const auto sites = store::all_sites(session);
      const std::int64_t user = accounts::add_user(
          session, email_, name_, sites.empty() ? "en" : sites.front().language, {{role_, {}, {}}}, now);
      accounts::record(session, actor, "addUser", "users/" + std::to_string(user), "", now);
      return accounts::invitation_link(newsroom_address(workplace, address_, session),
                                       accounts::invite(session, user, now));
    });
    if (!link) return workplace.fail(link.error());
    workplace.terminal.print(*link);
    return done;
  }

 private:
  std::string email_, name_, role_, address_;
};

class UserInvite : public Command {
 public:
  std::string_view name() const override { return "user invite"; }
  std::string_view summary() const override { return "prints a new one-time link, for who has lost the password"; }
  void declare(CLI::App& app) override {
    app.add_option("EMAIL", email_, "The account's address")->required();
    declare_address(app, address_);
  }
  int run(Workplace& workplace) override {
    const Time now = workplace.installation->clock();
    auto link = workplace.installation->store->write([&](store::Session& session) -> Result<std::string> {
      const accounts::User user = user_of(session, email_);
      if (user.disabled_at) {
        return fail(ErrorKind::conflict, "this account is disabled", email_,
                    "an administrator can enable it in the newsroom");
      }
      accounts::record(session, actor, "inviteUser", "users/" + std::to_string(user.id), "", now);
      return accounts::invitation_link(newsroom_address(workplace, address_, session),
                                       accounts::invite(session, user.id, now));
    });
    if (!link) return workplace.fail(link.error());
    workplace.terminal.print(*link);
    return done;
  }

 private:
  std::string email_, address_;
};

class UserList : public Command {
 public:
  std::string_view name() const override { return "user list"; }
  std::string_view summary() const override { return "lists the accounts"; }
  void declare(CLI::App&) override {}
  int run(Workplace& workplace) override {
    auto users =
        workplace.installation->store->read([](store::Session& session) { return accounts::all_users(session); });
    if (!users) return workplace.fail(users.error());
    for (const accounts::User& user : *users) {
      std::string line =
          user.email + "\t" + user.name + "\t" + accounts::names_of(accounts::roles_anywhere(user.grants));
      if (user.disabled_at) line += "\tdisabled";
      if (user.password.empty()) line += "\tinvited";
      workplace.terminal.print(line);
    }
    return done;
  }
};

class UserDisable : public Command {
 public:
  std::string_view name() const override { return "user disable"; }
  std::string_view summary() const override { return "locks an account out at once"; }
  void declare(CLI::App& app) override { app.add_option("EMAIL", email_, "The account's address")->required(); }
  int run(Workplace& workplace) override {
    const Time now = workplace.installation->clock();
    auto disabled = workplace.installation->store->write([&](store::Session& session) {
      const accounts::User user = user_of(session, email_);
      accounts::disable_user(session, user.id, now);
      accounts::record(session, actor, "disableUser", "users/" + std::to_string(user.id), "", now);
    });
    if (!disabled) return workplace.fail(disabled.error());
    workplace.terminal.print(email_ + " is locked out");
    return done;
  }

 private:
  std::string email_;
};

}  // namespace

std::unique_ptr<Command> make_user_add() {
  return std::make_unique<UserAdd>();
}
std::unique_ptr<Command> make_user_invite() {
  return std::make_unique<UserInvite>();
}
std::unique_ptr<Command> make_user_list() {
  return std::make_unique<UserList>();
}
std::unique_ptr<Command> make_user_disable() {
  return std::make_unique<UserDisable>();
}

}  // namespace vestnik::commands
