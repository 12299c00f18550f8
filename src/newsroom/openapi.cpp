// The table of operations and the OpenAPI 3.1 document made from it.
#include <algorithm>

#include "newsroom/account_operations.h"
#include "newsroom/articles.h"
#include "newsroom/catalogue.h"
#include "newsroom/operations.h"

namespace vestnik::newsroom {

namespace {

constexpr unsigned writers = reporter | editor | chief | administrator;
constexpr unsigned publishers = editor | chief | administrator;

using http::Method;

constexpr Operation table[] = {
    {Method::post, "/api/v1/articles", writers, "addArticle", "A new draft", "Article", "Article", add_article},
    {Method::get, "/api/v1/articles/{id}", anybody, "getArticle", "An article as last saved", "", "Article",
     get_article},
    {Method::put, "/api/v1/articles/{id}", writers, "putArticle",
     "Saves a new revision; members that are absent stay. If-Match with a stale revision is 412", "Article", "Article",
     put_article},
    {Method::post, "/api/v1/articles/{id}/publish", publishers, "publishArticle",
     "Shows the newest revision to readers: durable, and on every page at the next request, when it answers", "",
     "Article", publish_article},
    {Method::post, "/api/v1/articles/{id}/unpublish", publishers, "unpublishArticle", "Back to draft; readers get 404",
     "", "Article", unpublish_article},
    {Method::post, "/api/v1/articles/{id}/withdraw", publishers, "withdrawArticle",
     "Taken back for good, with a reason; readers get 410", "Withdrawal", "Article", withdraw_article},
    {Method::post, "/api/v1/articles/{id}/schedule", publishers, "scheduleArticle",
     "Publishes by itself at that second", "Schedule", "Article", schedule_article},
    {Method::get, "/api/v1/articles/{id}/revisions", anybody, "listRevisions", "Every saved state, newest first", "",
     "Revisions", list_revisions},
    {Method::post, "/api/v1/assets", anybody, "addAsset",
     "Uploads a picture, clip, sound or PDF: as multipart/form-data (part \"file\") or as the bare body", "", "Asset",
     add_asset},
    {Method::get, "/api/v1/assets/{id}", anybody, "getAsset", "What is known of an asset", "", "Asset", get_asset},
    {Method::put, "/api/v1/assets/{id}", writers | media, "putAsset", "Credit, alt text, focal point …", "Asset",
     "Asset", put_asset},
    {Method::get, "/api/v1/authors", anybody, "listAuthors", "All authors of the site", "", "Authors", list_authors},
    {Method::get, "/api/v1/authors/{slug}", anybody, "getAuthor", "One author", "", "Author", get_author},
    {Method::put, "/api/v1/authors/{slug}", publishers, "putAuthor", "Makes or changes an author", "Author", "Author",
     put_author},
    {Method::get, "/api/v1/sections", anybody, "listSections", "All sections of the site", "", "Sections",
     list_sections},
    {Method::put, "/api/v1/sections/{slug}", chief | administrator, "putSection", "Makes or changes a section",
     "Section", "Section", put_section},
    {Method::get, "/api/v1/sites", anybody, "listSites", "All sites", "", "Sites", list_sites},
    {Method::put, "/api/v1/sites/{host}", chief | advertising | administrator, "putSite",
     "Makes or changes a site: name, navigation, house advertisements, breaking sign …", "Site", "Site", put_site},
};

json::object text_of(std::string_view description = {}) {
  json::object out{{"type", "string"}};
  if (!description.empty()) out["description"] = description;
  return out;
}

json::object list_of(json::object items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}
json::object reference(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}
json::object object_of(json::object properties, json::array required = {}) {
  json::object out{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}
json::object integer_or_null() {
  return {{"type", json::array{"integer", "null"}}};
}
json::object time_or_null() {
  return {{"type", json::array{"string", "null"}}, {"format", "date-time"}};
}
json::object flag() {
  return {{"type", "boolean"}};
}

json::object schemas() {
  const json::object texts = list_of(text_of());
  json::object out;
  out["Article"] = object_of(
      {{"id", json::object{{"type", "integer"}, {"readOnly", true}}},
       {"site", json::object{{"type", "string"}, {"readOnly", true}}},
       {"kind", json::object{{"enum", json::array{"news", "analysis", "interview", "opinion", "live", "gallery",
                                                  "video", "page"}}}},
       {"state", json::object{{"type", "string"}, {"readOnly", true}}},
       {"language", text_of("BCP 47; empty: the site's")},
       {"headline", text_of()},
       {"deck", text_of()},
       {"slug", text_of("Made from the headline where absent")},
       {"address", json::object{{"type", "string"}, {"readOnly", true}}},
       {"section", json::object{{"type", json::array{"string", "null"}}, {"description", "A section's slug"}}},
       {"authors", texts},
       {"topics", json::object{{"type", "array"},
                               {"description", "Slugs, or objects with slug and name; made where they do not exist"}}},
       {"lead_image", integer_or_null()},
       {"lead_caption", text_of()},
       {"body", json::object{{"type", "object"}, {"description", "A ProseMirror document"}}},
       {"description", text_of("For search engines; empty: the deck")},
       {"canonical_url", text_of()},
       {"pinned", flag()},
       {"breaking", flag()},
       {"published_at", time_or_null()},
       {"updated_at", time_or_null()},
       {"scheduled_at", time_or_null()},
       {"revision", json::object{{"type", "integer"}, {"readOnly", true}, {"description", "Also the ETag"}}}},
      {"headline"});
  out["Withdrawal"] = object_of({{"reason", text_of()}}, {"reason"});
  out["Schedule"] = object_of({{"at", json::object{{"type", "string"}, {"format", "date-time"}}}}, {"at"});
  out["Revisions"] = object_of({{"revisions", list_of(object_of({{"number", json::object{{"type", "integer"}}},
                                                                 {"at", text_of()},
                                                                 {"by", text_of()},
                                                                 {"headline", text_of()},
                                                                 {"published", flag()}}))}});
  const json::object fraction{{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  out["Asset"] = object_of({{"id", json::object{{"type", "integer"}, {"readOnly", true}}},
                            {"kind", json::object{{"enum", json::array{"image", "video", "audio", "document"}}}},
                            {"digest", text_of("SHA-256 of the original")},
                            {"title", text_of()},
                            {"alt", text_of()},
                            {"caption", text_of()},
                            {"credit", text_of()},
                            {"rights", text_of()},
                            {"focus_x", fraction},
                            {"focus_y", fraction}});
  out["Author"] = object_of({{"slug", json::object{{"type", "string"}, {"readOnly", true}}},
                             {"name", text_of()},
                             {"bio", text_of()},
                             {"url", text_of()},
                             {"picture", integer_or_null()},
                             {"links", texts},
                             {"kind", json::object{{"enum", json::array{"person", "team"}}}}},
                            {"name"});
  out["Authors"] = object_of({{"authors", list_of(reference("Author"))}});
  out["Section"] = object_of({{"slug", json::object{{"type", "string"}, {"readOnly", true}}},
                              {"name", text_of()},
                              {"description", text_of()},
                              {"position", json::object{{"type", "integer"}}},
                              {"parent", json::object{{"type", json::array{"string", "null"}}}}});
  out["Sections"] = object_of({{"sections", list_of(reference("Section"))}});
  out["Site"] = object_of(
      {{"host", json::object{{"type", "string"}, {"readOnly", true}}},
       {"name", text_of()},
       {"tagline", text_of()},
       {"about", text_of()},
       {"base_url", text_of()},
       {"language", json::object{{"enum", json::array{"bg", "en"}}}},
       {"time_zone", text_of("IANA name")},
       {"aliases", texts},
       {"social", texts},
       {"contact_email", text_of()},
       {"ads_txt", text_of()},
       {"navigation", list_of(object_of({{"label", text_of()}, {"address", text_of()}}))},
       {"house_advertisements",
        list_of(object_of(
            {{"slot", text_of()}, {"address", text_of()}, {"text", text_of()}, {"image", integer_or_null()}}))},
       {"breaking_text", text_of()},
       {"breaking_address", text_of()}});
  out["Sites"] = object_of({{"sites", list_of(reference("Site"))}});
  add_account_schemas(out);
  out["Problem"] = object_of({{"title", text_of()},
                              {"status", json::object{{"type", "integer"}}},
                              {"detail", text_of()},
                              {"input", text_of("Which input was wrong")},
                              {"remedy", text_of("What to do about it")}});
  return out;
}

json::array parameters_of(std::string_view path) {
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
  return parameters;
}

json::object content_of(std::string_view type, std::string_view schema) {
  return {{type, json::object{{"schema", reference(schema)}}}};
}

}  // namespace

std::span<const Operation> operations() {
  static const std::vector<Operation> all = [] {
    std::vector<Operation> joined(std::begin(table), std::end(table));
    joined.insert(joined.end(), account_operations().begin(), account_operations().end());
    return joined;
  }();
  return all;
}

json::value openapi_document() {
  json::object paths;
  for (const Operation& operation : operations()) {
    json::object described{
        {"operationId", operation.name},
        {"summary", operation.summary},
        {"description",
         (operation.roles & visitor) != 0 ? "For everybody" : "Roles: " + accounts::names_of(operation.roles)},
        {"parameters", parameters_of(operation.path)}};
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
