// PostgreSQL: writers take turns on the row of `clock`, readers have a snapshot, the public handle is a role.
#include <soci/postgresql/soci-postgresql.h>

#include <array>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "store/database.h"
#include "store/public_door.h"

namespace vestnik::store {
namespace {

constexpr std::string_view public_role = "vestnik_public";

// A server that is gone without a word (a cut cable, a machine that stopped) is noticed within half a minute; otherwise
// whoever asked it would wait for hours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> patience{{{"connect_timeout", "10"},
                                                                                 {"keepalives", "1"},
                                                                                 {"keepalives_idle", "10"},
                                                                                 {"keepalives_interval", "5"},
                                                                                 {"keepalives_count", "3"},
                                                                                 {"tcp_user_timeout", "25000"}}};

PGconn* handle(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// An address in the form that gets through SOCI: it takes a connection string apart at spaces and knows double quotes
// only, libpq single ones only.
std::string keywords_of(const std::string& url) {
  char* problem = nullptr;
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &problem),
                                                                       PQconninfoFree);
  std::unique_ptr<char, decltype(&PQfreemem)> reason(problem, PQfreemem);
  if (!options) {
    throw Failure({ErrorKind::invalid, "not a PostgreSQL address", reason ? reason.get() : "", {}});
  }
  std::string keywords;
  for (const auto& [keyword, value] : patience) {
    const auto* option = options.get();
    while (option->keyword != nullptr && option->keyword != keyword) ++option;
    if (option->keyword != nullptr && option->val != nullptr) continue;  // the address says it otherwise
    if (!keywords.empty()) keywords += ' ';
    keywords += std::string(keyword) + "='" + std::string(value) + "'";
  }
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    std::string value = "'";
    bool spaces = false;
    bool quotes = false;
    for (const char* at = option->val; *at != 0; ++at) {
      if (*at == '\'' || *at == '\\') value += '\\';
      value += *at;
      spaces = spaces || std::isspace(static_cast<unsigned char>(*at)) != 0;
      quotes = quotes || *at == '"';
    }
    value += "'";
    if (spaces && quotes) {
      throw Failure({ErrorKind::invalid, "a PostgreSQL address with a space and a double quote in one value",
                     option->keyword, "choose another value"});
    }
    if (!keywords.empty()) keywords += ' ';
    keywords += std::string(option->keyword) + "=" + (spaces ? "\"" + value + "\"" : value);
  }
  return keywords;
}

bool answers(soci::session& session, const std::string& question) {
  int yes = 0;
  session.once << "SELECT CASE WHEN " + question + " THEN 1 ELSE 0 END", soci::into(yes);
  return yes == 1;
}

class PostgreSql : public Database {
 public:
  explicit PostgreSql(const Options& options)
      : url_(options.url),
        public_url_(options.public_url.empty() ? options.url : options.public_url),
        own_login_(!options.public_url.empty()) {}

  bool is_postgresql() const override { return true; }

  std::unique_ptr<soci::session> connect(Role role) override {
    try {
      auto session = std::make_unique<soci::session>(soci::postgresql,
                                                     keywords_of(role == Role::public_reader ? public_url_ : url_));
      session->once << "SET client_min_messages = warning";
      session->once << "SET client_encoding = 'UTF8'";
      session->once << "SET lock_timeout = '60s'";
      if (role == Role::writer) {
        session->once << "SET synchronous_commit = on";
      } else {
        session->once << "SET default_transaction_read_only = on";
      }
      if (role == Role::public_reader) {
        if (own_login_) must_be_public(*session);
        take_role(*session);
      }
      return session;
    } catch (const soci::soci_error& problem) {
      // Not the connection string: it may hold a password.
      throw Failure({ErrorKind::unavailable, "cannot connect to PostgreSQL", problem.get_error_message(), {}});
    }
  }

  std::string_view begin(Role role) const override {
    switch (role) {
      case Role::writer:
        return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
      case Role::reader:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
      case Role::public_reader:
        // The role again: nothing that an earlier transaction did to the connection opens this one.
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE vestnik_public";
    }
    return {};
  }

  std::string_view migration_lock() const override { return "SELECT pg_advisory_xact_lock(7305514)"; }

  void grant_public_access(soci::session& session) override {
    make_role(session);
    std::string schema;
    session.once << "SELECT quote_ident(current_schema())", soci::into(schema);
    session.once << "GRANT USAGE ON SCHEMA " + schema + " TO vestnik_public";
    for (const auto& table : public_tables()) {
      std::string columns;
      if (table.columns != "*") {
        columns = " (" + std::string(table.columns) + ")";
        for (auto& letter : columns) {
          if (letter == ' ' && &letter != columns.data()) letter = ',';
        }
      }
      session.once << "GRANT SELECT" + columns + " ON " + std::string(table.name) + " TO vestnik_public";
    }
    for (auto view : public_views()) {
      // Without the barrier a condition of the asking statement could see rows before the view's own condition.
      session.once << "ALTER VIEW " + std::string(view) + " SET (security_barrier = true)";
      session.once << "GRANT SELECT ON " + std::string(view) + " TO vestnik_public";
    }
  }

  Error translate(soci::session&, const std::exception& problem, std::string_view doing) const override {
    const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&problem);
    const auto* soci_problem = dynamic_cast<const soci::soci_error*>(&problem);
    auto reason = soci_problem != nullptr ? soci_problem->get_error_message() : std::string(problem.what());
    Error error{ErrorKind::internal, "database: " + reason, std::string(doing), {}};
    auto state = known != nullptr ? known->sqlstate() : std::string();
    auto begins = [&](std::string_view start) { return state.starts_with(start); };
    if (begins("23")) {
      error.kind = ErrorKind::conflict;
    } else if (begins("40") || begins("55P03")) {
      error.kind = ErrorKind::busy;
    } else if (begins("42501") || begins("25006")) {
      error.kind = ErrorKind::forbidden;
    } else if (begins("22021") || begins("22P05")) {
      error.kind = ErrorKind::invalid;
    } else if (begins("08") || begins("57") || begins("53") || begins("58")) {
      error.kind = ErrorKind::unavailable;
      error.remedy = doing == "COMMIT" ? "it is not known whether the change was stored: look before trying again" : "";
    }
    return error;
  }

  bool disk_failed(soci::session&) const override { return false; }  // the server stops itself
  bool lost(soci::session& session) const override { return PQstatus(handle(session)) != CONNECTION_OK; }

  // A statement is planned when its tables are small and may keep that plan, however wrong, until the server looks at
  // their sizes, which it does by itself a minute later at best: a bulk import would read whole tables until then.
  void after_commit(soci::session& session, std::int64_t rows_written) override {
    rows_written_ += rows_written;
    if (rows_written_ < next_analysis_) return;
    next_analysis_ = rows_written_ * 4;
    try {
      session.once << "ANALYZE";
    } catch (const soci::soci_error& problem) {
      log::warn("PostgreSQL: ANALYZE: {}", problem.get_error_message());
    }
  }

 private:
  // The login is what an injection that takes the role off finds: it must not open more than the role does.
  static void must_be_public(soci::session& session) {
    if (!answers(session,
                 "(SELECT rolsuper FROM pg_roles WHERE rolname = session_user) OR "
                 "has_table_privilege(session_user, 'tokens', 'SELECT') OR "
                 "has_table_privilege(session_user, 'published', 'UPDATE')")) {
      return;
    }
    throw Failure({ErrorKind::forbidden,
                   "the public store's login may see or change what is not public",
                   {},
                   "CREATE ROLE vestnik_reader LOGIN IN ROLE vestnik_public, and name that one in --public-store"});
  }

  static void take_role(soci::session& session) {
    try {
      session.once << "SET ROLE vestnik_public";
    } catch (const soci::soci_error& problem) {
      throw Failure({ErrorKind::unavailable, "the public handle cannot take on the role vestnik_public",
                     problem.get_error_message(),
                     "as a superuser: GRANT vestnik_public TO the account of the connection string (of --public-store "
                     "where there is one)"});
    }
  }

  void make_role(soci::session& session) {
    auto exists = "EXISTS (SELECT FROM pg_roles WHERE rolname = '" + std::string(public_role) + "')";
    try {
      session.once << "SAVEPOINT role";
      if (!answers(session, exists)) session.once << "CREATE ROLE vestnik_public NOLOGIN";
      session.once << "RELEASE SAVEPOINT role";
    } catch (const soci::soci_error& problem) {
      // Roles belong to the whole cluster: another program may have made it just now.
      session.once << "ROLLBACK TO SAVEPOINT role";
      if (!answers(session, exists)) {
        throw Failure({ErrorKind::unavailable, "cannot create the role vestnik_public", problem.get_error_message(),
                       "as a superuser: CREATE ROLE vestnik_public NOLOGIN; GRANT vestnik_public TO the account of the "
                       "connection string"});
      }
    }
    if (!answers(session, "pg_has_role(current_user, 'vestnik_public', 'MEMBER')")) {
      try {
        session.once << "SAVEPOINT membership";
        session.once << "GRANT vestnik_public TO CURRENT_USER";
        session.once << "RELEASE SAVEPOINT membership";
      } catch (const soci::soci_error&) {
        session.once << "ROLLBACK TO SAVEPOINT membership";  // told when the role is taken on
      }
    }
    if (!own_login_) close_set_config(session);
  }

  // SET ROLE can be undone from inside a SELECT by set_config('role', …). Superusers keep it: they need no grant.
  static void close_set_config(soci::session& session) {
    std::string open =
        "has_function_privilege('vestnik_public', 'pg_catalog.set_config(text,text,boolean)', 'EXECUTE')";
    if (!answers(session, open)) return;
    try {
      session.once << "SAVEPOINT closing";
      session.once << "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO CURRENT_USER";
      session.once << "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC";
      session.once << "RELEASE SAVEPOINT closing";
    } catch (const soci::soci_error&) {
      session.once << "ROLLBACK TO SAVEPOINT closing";
    }
    if (answers(session, open)) {
      log::warn(
          "PostgreSQL: readers' connections could leave the role vestnik_public by set_config(); give the public "
          "handle a login of its own (--public-store), or as a superuser: REVOKE EXECUTE ON FUNCTION "
          "pg_catalog.set_config(text, text, boolean) FROM PUBLIC");
    }
  }

  std::string url_, public_url_;
  bool own_login_;  // of the public handle
  std::int64_t rows_written_ = 0, next_analysis_ = 2'000;
};

}  // namespace

std::unique_ptr<Database> postgresql_database(const Options& options) {
  return std::make_unique<PostgreSql>(options);
}

}  // namespace vestnik::store
