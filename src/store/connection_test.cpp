// How long a server that says nothing any more is waited for.
#include <gtest/gtest.h>

#include <map>

#include "store/database.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

// SOCI hides the type information that the sanitizer's check of the cast would link against (CMakeLists.txt).
__attribute__((no_sanitize("vptr"))) std::map<std::string, std::string> options_of(const std::string& url) {
  Options options;
  options.url = url;
  const auto session = postgresql_database(options)->connect(Role::reader);
  auto* backend = static_cast<soci::postgresql_session_backend*>(session->get_backend());
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> all(PQconninfo(backend->conn_), PQconninfoFree);
  std::map<std::string, std::string> known;
  for (const auto* each = all.get(); each->keyword != nullptr; ++each) {
    if (each->val != nullptr) known[each->keyword] = each->val;
  }
  return known;
}

TEST(PostgreSqlConnection, notices_a_server_that_is_gone_without_a_word) {
  ASSERT_NE(TemporarySchema::server(), "")
      << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
  const TemporarySchema schema;
  auto usual = options_of(schema.url());
  EXPECT_EQ(usual["keepalives"], "1");
  EXPECT_EQ(usual["keepalives_idle"], "10");
  EXPECT_EQ(usual["tcp_user_timeout"], "25000");
  EXPECT_EQ(usual["connect_timeout"], "10");
  auto told = options_of(schema.url() + "&tcp_user_timeout=1000&connect_timeout=3");
  EXPECT_EQ(told["tcp_user_timeout"], "1000") << "what the address says wins";
  EXPECT_EQ(told["connect_timeout"], "3");
  EXPECT_EQ(told["keepalives_idle"], "10");
}

}  // namespace
}  // namespace vestnik::store
