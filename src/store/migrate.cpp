#include "store/migrate.h"

#include <algorithm>
#include <charconv>

#include "base/embedded.h"
#include "base/log.h"

namespace vestnik::store {
namespace {

bool is_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

std::string as_bigint(std::string sql) {
  constexpr std::string_view word = "INTEGER";
  for (auto at = sql.find(word); at != std::string::npos; at = sql.find(word, at)) {
    bool whole =
        (at == 0 || !is_word(sql[at - 1])) && (at + word.size() == sql.size() || !is_word(sql[at + word.size()]));
    if (whole) sql.replace(at, word.size(), "BIGINT");
    ++at;
  }
  return sql;
}

void run_sql(Connection& connection, const std::string& sql) {
  connection.run_once(connection.is_postgresql() ? as_bigint(sql) : sql);
}

int version_of(Connection& connection) {
  run_sql(connection, "CREATE TABLE IF NOT EXISTS schema_versions (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  return static_cast<int>(connection.integer("SELECT MAX(number) FROM schema_versions").value_or(0));
}

void apply(Connection& connection, const Migration& migration) {
  log::info("migrating the database to version {} ({})", migration.number, migration.name);
  for (const auto& sql : statements_of(migration.sql)) run_sql(connection, sql);
  connection.run("INSERT INTO schema_versions (number, name) VALUES (?, ?)", {migration.number, migration.name});
}

}  // namespace

std::vector<Migration> known_migrations() {
  std::vector<Migration> known;
  for (const auto& file : embedded::migrations()) {
    if (!file.path.ends_with(".sql")) continue;
    Migration migration{0, std::string(file.path.substr(0, file.path.size() - 4)), std::string(file.bytes)};
    std::from_chars(file.path.data(), file.path.data() + file.path.size(), migration.number);
    known.push_back(std::move(migration));
  }
  std::ranges::sort(known, {}, &Migration::number);
  return known;
}

std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  bool quoted = false;
  bool anything = false;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (!quoted && sql.substr(at, 2) == "--") {
      at = std::min(sql.find('\n', at), sql.size() - 1);
      statement += '\n';
      continue;
    }
    char letter = sql[at];
    if (letter == '\'') quoted = !quoted;
    if (letter == ';' && !quoted) {
      if (anything) statements.push_back(std::move(statement));
      statement.clear();
      anything = false;
      continue;
    }
    anything = anything || std::isspace(static_cast<unsigned char>(letter)) == 0;
    statement += letter;
  }
  if (anything) statements.push_back(std::move(statement));
  return statements;
}

Result<void> migrate(Connection& connection, Database& database, const std::vector<Migration>& migrations) {
  int known = migrations.empty() ? 0 : migrations.back().number;
  try {
    connection.run_once(database.begin(Role::writer));
    if (auto lock = database.migration_lock(); !lock.empty()) connection.run_once(lock);
    int version = version_of(connection);
    if (version > known) {
      connection.rollback();
      return fail(ErrorKind::conflict, "the database is newer than this program",
                  "database version " + std::to_string(version) + ", program knows " + std::to_string(known),
                  "start the newer program, or restore a backup made before it was first started");
    }
    for (const auto& migration : migrations) {
      if (migration.number > version) apply(connection, migration);
    }
    database.grant_public_access(connection.soci());
    connection.run_once("COMMIT");
    return {};
  } catch (const Failure& failure) {
    connection.rollback();
    return std::unexpected(failure.error());
  } catch (const soci::soci_error& problem) {
    connection.rollback();
    return std::unexpected(database.translate(connection.soci(), problem, "granting the public role its access"));
  }
}

}  // namespace vestnik::store
