// The OpenAPI 3.1 document, made from the table of operations.
#include <algorithm>

#include "newsroom/operations.h"
#include "newsroom/schema_parts.h"
#include "newsroom/schemas.h"

namespace vestnik::newsroom {

namespace {

json::array parameters_of(std::string_view path, std::string_view query) {
  json::array parameters;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
    const std::string_view name = path.substr(at + 1, path.find('}', at) - at - 1);
    parameters.push_back(
        json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", json::object{{"type", "string"}}}});
  }
  parameters.push_back(json::object{{"name", "site"},
                                    {"in", "query"},
                                    {"description", "Host of the site that is meant; absent: the one of this address"},
                                    {"schema", json::object{{"type", "string"}}}});
  while (!query.empty()) {
    const std::string_view name = query.substr(0, query.find(' '));
    parameters.push_back(json::object{{"name", name}, {"in", "query"}, {"schema", json::object{{"type", "string"}}}});
    query.remove_prefix(std::min(name.size() + 1, query.size()));
  }
  return parameters;
}

json::object content_of(std::string_view type, std::string_view schema) {
  return {{type, json::object{{"schema", reference(schema)}}}};
}

// What readers' pages answer machines, without a token: the public register of political advertisements (Article 12 of
// Regulation (EU) 2024/900).
void add_public_addresses(json::object& paths) {
  struct Address {
    const char *path, *name, *summary, *type, *schema;
  };
  for (const Address& each :
       {Address{"/advertising/register.json", "publicRegister",
                "Every political advertisement as its notice says now, with its reach; ?q: those with these words",
                "application/json", "PublicRegister"},
        Address{"/advertising/register.csv", "publicRegisterTable", "The same as a table", "text/csv", ""},
        Address{"/advertising/{id}.json", "publicNotice",
                "A political advertisement's transparency notice with its reach and all its former states",
                "application/json", "PublicNotice"}}) {
    json::array parameters;
    if (std::string_view(each.path).find("{id}") != std::string_view::npos) {
      parameters.push_back(json::object{
          {"name", "id"}, {"in", "path"}, {"required", true}, {"schema", json::object{{"type", "integer"}}}});
    } else {
      parameters.push_back(json::object{{"name", "q"}, {"in", "query"}, {"schema", json::object{{"type", "string"}}}});
    }
    json::object content{{each.type, *each.schema == '\0' ? json::object{{"schema", text_of()}}
                                                          : json::object{{"schema", reference(each.schema)}}}};
    paths[each.path] = json::object{
        {"get", json::object{{"operationId", each.name},
                             {"summary", each.summary},
                             {"description", "For everybody, at the site's own address"},
                             {"security", json::array{}},
                             {"parameters", std::move(parameters)},
                             {"responses", json::object{{"200", json::object{{"description", "Done"},
                                                                             {"content", std::move(content)}}}}}}}};
  }
}

}  // namespace

json::value openapi_document() {
  json::object paths;
  for (const Operation& operation : operations()) {
    json::object described{
        {"operationId", operation.name},
        {"summary", operation.summary},
        {"description",
         (operation.roles & visitor) != 0 ? "For everybody" : "Roles: " + accounts::names_of(operation.roles)},
        {"parameters", parameters_of(operation.path, operation.parameters)}};
    if (!operation.body.empty()) {
      described["requestBody"] =
          json::object{{"required", true}, {"content", content_of("application/json", operation.body)}};
    }
    json::object done{{"description", "Done"}};
    if (!operation.answer.empty()) done["content"] = content_of("application/json", operation.answer);
    described["responses"] =
        json::object{{"2XX", std::move(done)},
                     {"default", json::object{{"description", "What was wrong and what to do"},
                                              {"content", content_of("application/problem+json", "Problem")}}}};
    std::string method(name_of(operation.method));
    std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    json::value& path = paths[operation.path];
    if (!path.is_object()) path = json::object{};
    path.get_object()[method] = std::move(described);
  }
  add_public_addresses(paths);
  return json::object{
      {"openapi", "3.1.0"},
      {"info",
       json::object{{"title", "Vestnik newsroom"},
                    {"version", "1"},
                    {"license", json::object{{"name", "AGPL-3.0-or-later"}, {"identifier", "AGPL-3.0-or-later"}}}}},
      {"security", json::array{json::object{{"token", json::array{}}}, json::object{{"session", json::array{}}}}},
      {"paths", std::move(paths)},
      {"components",
       json::object{
           {"securitySchemes",
            json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}},
                         {"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "vestnik_session"}}}}},
           {"schemas", schemas()}}}};
}

}  // namespace vestnik::newsroom
