// The OpenAPI 3.1 document, made from the table of operations.
#include <algorithm>
#include <iterator>
#include <span>

#include "newsroom/operations.h"
#include "newsroom/schema_parts.h"
#include "newsroom/schemas.h"

namespace vestnik::newsroom {

namespace {

bool changes(const Operation& operation) {
  return operation.method != http::Method::get;
}
bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Uploads speak tus; sign-in, sessions and keys of one's own have no state that two people change; a question in the
// body of a POST changes nothing.
bool has_own_rules(const Operation& operation) {
  constexpr std::string_view own[] = {"/api/v1/uploads", "/api/v1/session", "/api/v1/passkeys", "/api/v1/invitations",
                                      "/api/v1/spelling"};
  return std::any_of(std::begin(own), std::end(own),
                     [&](std::string_view prefix) { return operation.path.starts_with(prefix); });
}

// Changes of what is there already (newsroom/conditional.h).
bool takes_if_match(const Operation& operation) {
  constexpr std::string_view makes_new[] = {"addPreview",      "addNote",       "previewFront",
                                            "addReportAnswer", "addReportNote", "previewCreative"};
  return changes(operation) && !has_own_rules(operation) &&
         (operation.path.find('{') != std::string_view::npos || operation.method == http::Method::put) &&
         !is_one_of(operation.name, makes_new);
}

// Those that newsroom/repeatable.h answers.
bool takes_idempotency_key(const Operation& operation) {
  constexpr std::string_view made_once[] = {
      "addArticle",       "submitArticle",   "returnArticle",   "readyArticle",      "publishArticle",
      "unpublishArticle", "withdrawArticle", "scheduleArticle", "unscheduleArticle", "restoreRevision",
      "addNote",          "resolveNote",     "addPreview",      "addCorrection",     "addAsset",
      "fetchAsset",       "addStory",        "addRedirect",     "addToken",          "addAdvertiser",
      "putAdvertiser",    "addCampaign",     "addCreative",     "addReportAnswer",   "addReportNote",
      "removeRedirect",
  };
  return is_one_of(operation.name, made_once);
}

constexpr std::string_view makes_by_name[] = {"putAuthor", "putSection", "putVote"};

json::object component(std::string_view kind, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

json::object text_in_header(std::string_view name, std::string_view description) {
  return {{"name", name}, {"in", "header"}, {"description", description}, {"schema", json::object{{"type", "string"}}}};
}

json::object content_of(std::string_view type, std::string_view schema) {
  return {{type, json::object{{"schema", reference(schema)}}}};
}

// Answers that show one thing as it is now (newsroom/conditional.h); a past revision is never changed.
bool tells_etag(const Operation& operation) {
  constexpr std::string_view single[] = {"Article", "Asset", "Author", "Section",
                                         "Site",    "Front", "Story",  "Correction"};
  return is_one_of(operation.answer, single) && operation.name != "getRevision";
}

json::object common_responses() {
  const auto problem = [](std::string_view description) {
    return json::object{{"description", description}, {"content", content_of("application/problem+json", "Problem")}};
  };
  json::object stale = problem("It has been changed since it was read; `current` is its present state");
  stale["headers"] = json::object{{"ETag", component("headers", "ETag")}};
  return {{"Problem", problem("What was wrong and what to do")}, {"Stale", std::move(stale)}};
}

json::object common_parameters() {
  return {
      {"IfMatch", text_in_header("If-Match",
                                 "The ETag of what was read. Where it has been changed since, the answer is 412 "
                                 "with the present state under `current`")},
      {"IfNoneMatch", text_in_header("If-None-Match", "`*`: makes a new one or nothing; 412 where the name is taken")},
      {"IdempotencyKey",
       text_in_header("Idempotency-Key",
                      "A name of this call, a UUID for example. Sent again within 24 hours it is not done again "
                      "and gets the same answer, with `Idempotency-Replayed: true`; 409 where that told a secret, or "
                      "where another call is sent under it")}};
}

json::object schema_of_parameter(std::string_view name) {
  if (name != "limit") return {{"type", "string"}};
  return {{"type", "integer"}, {"minimum", 1}};
}

constexpr std::string_view conventions =
    "Errors are problem details (RFC 9457): `detail` says what was wrong, `input` which input, `pointer` where in the "
    "body it stands (RFC 6901), `remedy` what to do.\n\n"
    "What shows one thing has an `ETag`; a change that sends it back as `If-Match` overwrites nothing that its sender "
    "has not seen. Without `If-Match` the last one to write wins.\n\n"
    "Lists answer `items` and `next`; `?cursor=` with what `next` said goes on, until it is null. The audit log "
    "answers "
    "`entries` and `before`, and goes on with `?before=`.\n\n"
    "Times are RFC 3339.";

json::array parameters_of(const Operation& operation) {
  std::string_view path = operation.path, query = operation.parameters;
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
    parameters.push_back(json::object{{"name", name}, {"in", "query"}, {"schema", schema_of_parameter(name)}});
    query.remove_prefix(std::min(name.size() + 1, query.size()));
  }
  if (takes_if_match(operation)) parameters.push_back(component("parameters", "IfMatch"));
  if (is_one_of(operation.name, makes_by_name)) parameters.push_back(component("parameters", "IfNoneMatch"));
  if (takes_idempotency_key(operation)) parameters.push_back(component("parameters", "IdempotencyKey"));
  return parameters;
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
        {"parameters", parameters_of(operation)}};
    if (!operation.body.empty()) {
      described["requestBody"] =
          json::object{{"required", true}, {"content", content_of("application/json", operation.body)}};
    }
    json::object done{{"description", "Done"}};
    if (!operation.answer.empty()) done["content"] = content_of("application/json", operation.answer);
    if (tells_etag(operation)) done["headers"] = json::object{{"ETag", component("headers", "ETag")}};
    json::object responses{{"2XX", std::move(done)}, {"default", component("responses", "Problem")}};
    if (takes_if_match(operation)) responses["412"] = component("responses", "Stale");
    described["responses"] = std::move(responses);
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
                    {"description", conventions},
                    {"license", json::object{{"name", "AGPL-3.0-or-later"}, {"identifier", "AGPL-3.0-or-later"}}}}},
      {"security", json::array{json::object{{"token", json::array{}}}, json::object{{"session", json::array{}}}}},
      {"paths", std::move(paths)},
      {"components",
       json::object{
           {"securitySchemes",
            json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}},
                         {"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "vestnik_session"}}}}},
           {"parameters", common_parameters()},
           {"headers",
            json::object{{"ETag", json::object{{"description", "Of the state that is shown (RFC 9110, 8.8.3)"},
                                               {"schema", json::object{{"type", "string"}}}}}}},
           {"responses", common_responses()},
           {"schemas", schemas()}}}};
}

}  // namespace vestnik::newsroom
