#include "store/saving.h"

#include "store/changes.h"

namespace vestnik::store {
namespace {

std::int64_t insert_row(Session& session, std::string_view table, const ColumnValues& values,
                        const ColumnValues& fixed) {
  auto id = next_id(session);
  std::string sql = "INSERT INTO " + std::string(table) + " (id";
  std::string marks = "?";
  Session::Parameters parameters{id};
  for (const auto* part : {&fixed, &values}) {
    for (const auto& [column, value] : *part) {
      sql += ", " + std::string(column);
      marks += ", ?";
      parameters.push_back(value);
    }
  }
  session.run(sql + ") VALUES (" + marks + ")", parameters);
  return id;
}

}  // namespace

std::int64_t save_row(Session& session, std::string_view table, std::int64_t id, const ColumnValues& values,
                      const ColumnValues& fixed) {
  if (id == 0) return insert_row(session, table, values, fixed);
  std::string sql = "UPDATE " + std::string(table) + " SET ";
  Session::Parameters parameters;
  for (const auto& [column, value] : values) {
    if (!parameters.empty()) sql += ", ";
    sql += std::string(column) + " = ?";
    parameters.push_back(value);
  }
  parameters.emplace_back(id);
  if (session.run(sql + " WHERE id = ?", parameters) == 0) {
    throw Failure({ErrorKind::not_found, "nothing by that number in " + std::string(table), std::to_string(id), {}});
  }
  return id;
}

}  // namespace vestnik::store
