// For tests that hold on SQLite and on PostgreSQL: TEST_P(Promise, …) with `class Promise : public OnBoth`.
#pragma once

#include <gtest/gtest.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "store/testing.h"

namespace vestnik::store {

enum class Kind { sqlite, postgresql };

inline std::string name_of_kind(const testing::TestParamInfo<Kind>& info) {
  return info.param == Kind::sqlite ? "sqlite" : "postgresql";
}

// A schema of the test server, which tests share, that goes away with the object.
class TemporarySchema {
 public:
  // Empty where no server was started for the tests.
  static std::string server() {
    const char* url = std::getenv("VESTNIK_TEST_POSTGRES");
    return url == nullptr ? "" : url;
  }
  TemporarySchema() {
    static int count = 0;
    name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    run("CREATE SCHEMA " + name_);
  }
  ~TemporarySchema() { run("DROP SCHEMA " + name_ + " CASCADE"); }
  TemporarySchema(const TemporarySchema&) = delete;
  TemporarySchema& operator=(const TemporarySchema&) = delete;

  std::string url() const { return server() + "?options=-csearch_path%3D" + name_; }
  const std::string& name() const { return name_; }

  // As the server's superuser.
  static void run(const std::string& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(server().c_str()), PQfinish);
    std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), ("SET client_min_messages = error; " + sql).c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  }

 private:
  std::string name_;
};

class OnBoth : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::sqlite) {
      temporary_ = std::make_unique<TemporaryStore>();
      return;
    }
    ASSERT_NE(TemporarySchema::server(), "")
        << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
    schema_ = std::make_unique<TemporarySchema>();
    Options options;
    options.url = schema_->url();
    temporary_ = std::make_unique<TemporaryStore>(options);
  }
  void TearDown() override {
    temporary_.reset();
    schema_.reset();
  }

  TemporaryStore& world() { return *temporary_; }
  Store& store() { return **temporary_; }

  // `work` in a transaction that must succeed.
  template <class Work>
  auto write(Work work) {
    return need(store().write(std::move(work)));
  }
  template <class Work>
  auto read(Work work) {
    return need(store().read(std::move(work)));
  }
  template <class Work>
  auto as_reader(Work work) {
    return need(store().read_public(std::move(work)));
  }

 private:
  std::unique_ptr<TemporarySchema> schema_;
  std::unique_ptr<TemporaryStore> temporary_;
};

#define ON_BOTH(suite)                                                                                      \
  INSTANTIATE_TEST_SUITE_P(Databases, suite,                                                                \
                           testing::Values(vestnik::store::Kind::sqlite, vestnik::store::Kind::postgresql), \
                           vestnik::store::name_of_kind)

}  // namespace vestnik::store
