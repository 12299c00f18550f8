#include "newsroom/schemas.h"

#include <string>

#include "content/site.h"
#include "newsroom/account_operations.h"
#include "newsroom/advertising_operations.h"
#include "newsroom/reports.h"
#include "newsroom/schema_parts.h"
#include "newsroom/steps.h"

namespace vestnik::newsroom {

namespace {

json::object integer_or_null() {
  return {{"type", json::array{"integer", "null"}}};
}
json::object time_or_null() {
  return {{"type", json::array{"string", "null"}}, {"format", "date-time"}};
}
json::object time() {
  return {{"type", "string"}, {"format", "date-time"}};
}
json::object integer() {
  return {{"type", "integer"}};
}
json::object read_only(json::object schema) {
  schema["readOnly"] = true;
  return schema;
}
json::object words_of_steps() {
  json::array words;
  for (const Step& step : steps()) words.emplace_back(step.word);
  return {{"type", "array"},
          {"items", json::object{{"enum", std::move(words)}}},
          {"description", "What the caller may do with it now; edit_unread: save without an editor reading it again"}};
}
// One page of a list, with the cursor of the next.
json::object page_of(std::string_view item) {
  return object_of(
      {{"items", list_of(reference(item))}, {"next", json::object{{"type", json::array{"string", "null"}}}}});
}

}  // namespace

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
       {"stories",
        json::object{
            {"type", "array"},
            {"items", object_of({{"story", text_of("A story's slug")},
                                 {"note", text_of("What the article adds, a line for the timeline; empty: its deck")},
                                 {"key", flag()}},
                                {"story"})},
            {"description", "Running subjects that it is part of; bare slugs are taken too"}}},
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
       {"scheduled_revision",
        json::object{{"type", json::array{"integer", "null"}},
                     {"readOnly", true},
                     {"description", "The one that is published then; what was saved after it waits to be scheduled"}}},
       {"published_revision",
        json::object{{"type", json::array{"integer", "null"}},
                     {"readOnly", true},
                     {"description", "The one that readers see; what was saved after it waits to be published"}}},
       {"embargo_until", time_or_null()},
       {"assignee", text_of("Who has it: an account's address")},
       {"may", read_only(words_of_steps())},
       {"reader_material", json::object{{"allOf", json::array{reference("ReaderMaterial")}},
                                        {"writeOnly", true},
                                        {"description", "With a new article that shows what a reader sent"}}},
       {"revision", json::object{{"type", "integer"}, {"readOnly", true}, {"description", "First half of the ETag"}}}},
      {"headline"});
  out["ArticleLine"] = object_of({{"id", integer()},
                                  {"state", text_of()},
                                  {"headline", text_of()},
                                  {"deck", text_of()},
                                  {"section", json::object{{"type", json::array{"string", "null"}}}},
                                  {"authors", texts},
                                  {"lead_image", integer_or_null()},
                                  {"address", text_of()},
                                  {"updated_at", time()},
                                  {"published_at", time_or_null()},
                                  {"scheduled_at", time_or_null()},
                                  {"embargo_until", time_or_null()},
                                  {"assignee", text_of()},
                                  {"unpublished_changes", flag()},
                                  {"revision", integer()},
                                  {"etag", text_of("For If-Match")}});
  out["ArticleList"] = page_of("ArticleLine");
  out["Checklist"] =
      object_of({{"done", flag()}, {"items", list_of(object_of({{"name", text_of()}, {"done", flag()}}))}});
  out["Note"] = object_of({{"id", read_only(integer())},
                           {"kind", read_only(json::object{{"enum", json::array{"comment", "step", "missed"}}})},
                           {"by", read_only(text_of())},
                           {"text", text_of()},
                           {"quote", text_of("The passage that is meant; empty: the whole")},
                           {"at", read_only(time())},
                           {"resolved", read_only(flag())},
                           {"resolved_at", read_only(time())},
                           {"resolved_by", read_only(text_of())},
                           {"etag", read_only(text_of("For If-Match, in lists"))}},
                          {"text"});
  out["Notes"] = page_of("Note");
  out["PreviewWish"] = object_of({{"hours", integer()}, {"revision", integer()}});
  out["Preview"] = object_of(
      {{"id", text_of("Names the link in lists; it opens nothing")}, {"url", text_of()}, {"expires_at", time()}});
  out["PreviewLine"] = object_of({{"id", text_of()},
                                  {"by", text_of("Who made it")},
                                  {"revision", integer_or_null()},
                                  {"expires_at", time()},
                                  {"etag", text_of("For If-Match")}});
  out["Previews"] = page_of("PreviewLine");
  out["Correction"] = object_of({{"id", read_only(integer())},
                                 {"kind", json::object{{"enum", json::array{"correction", "update", "clarification"}}}},
                                 {"text", text_of()},
                                 {"at", read_only(time())},
                                 {"by", read_only(text_of())},
                                 {"etag", read_only(text_of("For If-Match, in lists"))}},
                                {"text"});
  out["Corrections"] = page_of("Correction");
  out["ReadersComment"] = object_of({{"id", read_only(integer())},
                                     {"article", read_only(integer())},
                                     {"parent", read_only(integer())},
                                     {"name", read_only(text_of())},
                                     {"text", read_only(text_of())},
                                     {"at", read_only(time())},
                                     {"headline", read_only(text_of("The article's, in lists"))},
                                     {"state", json::object{{"enum", json::array{"waiting", "shown", "hidden"}}}}},
                                    {"state"});
  out["ReadersComments"] = page_of("ReadersComment");
  out["HistoryState"] = object_of({{"number", read_only(integer())},
                                   {"revision", read_only(integer())},
                                   {"at", read_only(time())},
                                   {"hidden", flag()},
                                   {"etag", read_only(text_of("For If-Match, in lists"))}});
  out["History"] = page_of("HistoryState");
  const json::object pin = object_of({{"article", integer()}, {"until", time_or_null()}}, {"article"});
  out["Front"] = object_of(
      {{"zones", list_of(object_of(
                     {{"title", text_of("Empty: the section's or topic's name")},
                      {"rule", json::object{{"enum", json::array{"none", "newest", "section", "topic", "most_read"}}}},
                      {"section", json::object{{"type", json::array{"string", "null"}}}},
                      {"topic", json::object{{"type", json::array{"string", "null"}}}},
                      {"stories", integer()},
                      {"pins", list_of(pin)}}))},
       {"may", json::object{{"type", "array"},
                            {"items", json::object{{"enum", json::array{"arrange"}}}},
                            {"readOnly", true},
                            {"description", "What the caller may do with it"}}},
       {"pinned", read_only(list_of(object_of({{"id", integer()}, {"headline", text_of()}, {"state", text_of()}})))}},
      {"zones"});
  out["Words"] = object_of({{"language", json::object{{"enum", json::array{"bg", "en"}}}}, {"words", texts}},
                           {"language", "words"});
  out["Spelling"] = object_of({{"available", flag()}, {"unknown", texts}});
  out["Word"] = object_of({{"language", json::object{{"enum", json::array{"bg", "en"}}}}, {"word", text_of()}},
                          {"language", "word"});
  out["Suggestions"] = object_of({{"available", flag()}, {"suggestions", texts}});
  out["Redirect"] = object_of({{"id", read_only(integer())},
                               {"from", text_of()},
                               {"to", text_of()},
                               {"etag", read_only(text_of("For If-Match, in lists"))}},
                              {"from"});
  out["Redirects"] = page_of("Redirect");
  out["Token"] = object_of({{"id", read_only(integer())},
                            {"name", text_of()},
                            {"role", text_of()},
                            {"created_at", read_only(time())},
                            {"expires_at", time_or_null()},
                            {"etag", read_only(text_of("For If-Match, in lists"))},
                            {"token", read_only(text_of("Only in the answer that makes it"))}},
                           {"name", "role"});
  out["Tokens"] = page_of("Token");
  out["CalendarLine"] = json::object{
      {"allOf",
       json::array{reference("ArticleLine"),
                   object_of({{"kind", json::object{{"enum", json::array{"scheduled", "embargo", "published"}}}},
                              {"at", time()}})}}};
  out["Calendar"] = object_of({{"items", list_of(reference("CalendarLine"))}, {"more", flag()}});
  out["Overview"] = object_of(
      {{"counts", object_of({})},
       {"in_work", list_of(reference("ArticleLine"))},
       {"unpublished_changes", list_of(reference("ArticleLine"))},
       {"scheduled", list_of(reference("ArticleLine"))},
       {"read_today",
        list_of(object_of({{"id", integer()}, {"headline", text_of()}, {"address", text_of()}, {"reads", integer()}}))},
       {"missed", list_of(object_of({{"id", integer()},
                                     {"headline", text_of()},
                                     {"note", integer()},
                                     {"text", text_of("Why it was published late, or not at all")},
                                     {"at", time()}}))},
       {"jobs", object_of({{"waiting", integer()}, {"failed", list_of(object_of({}))}})}});
  out["Reason"] = object_of({{"reason", text_of()}}, {"reason"});
  out["Schedule"] = object_of({{"at", json::object{{"type", "string"}, {"format", "date-time"}}}}, {"at"});
  out["Revisions"] = object_of({{"revisions", list_of(object_of({{"number", json::object{{"type", "integer"}}},
                                                                 {"at", text_of()},
                                                                 {"by", text_of()},
                                                                 {"headline", text_of()},
                                                                 {"published", flag()}}))},
                                {"next", json::object{{"type", json::array{"string", "null"}}}}});
  const json::object fraction{{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  out["Asset"] = object_of(
      {{"id", json::object{{"type", "integer"}, {"readOnly", true}}},
       {"kind", json::object{{"enum", json::array{"image", "video", "audio", "document"}}}},
       {"digest", text_of("SHA-256 of the original")},
       {"file_name", text_of()},
       {"mime", read_only(text_of("Sniffed, not claimed"))},
       {"bytes", read_only(integer())},
       {"width", read_only(integer())},
       {"height", read_only(integer())},
       {"title", text_of()},
       {"alt", text_of()},
       {"caption", text_of()},
       {"credit", text_of()},
       {"rights", text_of()},
       {"focus_x", fraction},
       {"focus_y", fraction},
       {"crop",
        json::object{
            {"description", "All that is shown of the picture, px of the original; null: the whole"},
            {"anyOf",
             json::array{
                 object_of({{"left", integer()}, {"top", integer()}, {"width", integer()}, {"height", integer()}},
                           {"left", "top", "width", "height"}),
                 json::object{{"type", "null"}}}}}},
       {"rights_expire_at", time_or_null()},
       {"rights_state", read_only(json::object{{"enum", json::array{"clear", "unstated", "expiring", "expired"}}})},
       {"created_at", read_only(time())},
       {"from_reader", json::object{{"type", "boolean"},
                                    {"description",
                                     "A reader sent it: said with the upload, and for good. Articles show it when two "
                                     "people have looked; nothing else does"}}},
       {"duplicate", read_only(flag())},
       {"used_in", read_only(object_of({{"articles", list_of(reference("ArticleLine"))},
                                        {"authors", texts},
                                        {"stories", texts},
                                        {"advertisement", flag()}}))}});
  out["Assets"] = page_of("Asset");
  out["PictureAddress"] = object_of(
      {{"url", text_of("http or https, with a public host, at the usual port and without a user name; 400 for "
                       "others and for what is no picture, 413 above the limit of uploads, 503 where the "
                       "other site does not answer, or the operator allows none of it")}},
      {"url"});
  out["Author"] = object_of({{"slug", json::object{{"type", "string"}, {"readOnly", true}}},
                             {"name", text_of()},
                             {"bio", text_of()},
                             {"url", text_of()},
                             {"picture", integer_or_null()},
                             {"links", texts},
                             {"kind", json::object{{"enum", json::array{"person", "team"}}}}},
                            {"name"});
  out["Authors"] = object_of({{"authors", list_of(reference("Author"))}});
  out["Topics"] = object_of(
      {{"items", list_of(object_of({{"slug", text_of()}, {"name", text_of()}}))},
       {"next", json::object{{"type", json::array{"string", "null"}}, {"description", "null: there is one page"}}}});
  out["Story"] = object_of(
      {{"slug", text_of("Made from the name where absent")},
       {"name", text_of()},
       {"summary", text_of("What has happened so far; paragraphs by empty lines")},
       {"state", json::object{{"enum", json::array{"open", "closed"}}}},
       {"lead_image", integer_or_null()},
       {"address", read_only(text_of())},
       {"parts", read_only(json::object{{"type", "integer"}, {"description", "Published articles"}})},
       {"known", read_only(json::object{{"type", "boolean"},
                                        {"description",
                                         "Of one story: whether readers may have its address, by what is published in "
                                         "it or by a former address that leads to it"}})},
       {"updated_at", read_only(time())},
       {"etag", read_only(text_of("For If-Match, in lists"))},
       {"articles",
        read_only(list_of(object_of(
            {{"id", integer()},
             {"headline", text_of()},
             {"address", text_of()},
             {"published_at", time()},
             {"note", text_of()},
             {"key", flag()},
             {"etag", text_of("For If-Match at stories/{slug}/articles/{id}")},
             {"may_change", json::object{{"type", "boolean"}, {"description", "Whether the caller may put it"}}}})))}},
      {"name"});
  out["StoryPart"] = object_of({{"id", read_only(integer())},
                                {"note", text_of("Its line on the timeline; empty: the article's deck stands there")},
                                {"key", flag()}});
  out["Stories"] = page_of("Story");
  out["Section"] = object_of({{"slug", json::object{{"type", "string"}, {"readOnly", true}}},
                              {"name", text_of()},
                              {"description", text_of()},
                              {"position", json::object{{"type", "integer"}}},
                              {"needs_editor", flag()},
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
       {"footer_navigation", list_of(object_of({{"label", text_of()}, {"address", text_of()}}))},
       {"look", object_of({{"accent",
                            text_of("#9d1620; made lighter or darker where it could not be read; empty: the theme's")},
                           {"scheme", json::object{{"enum", json::array{"by_reader", "light", "dark"}}}},
                           {"logo", integer_or_null()}})},
       {"house_advertisements",
        list_of(object_of(
            {{"slot", text_of()}, {"address", text_of()}, {"text", text_of()}, {"image", integer_or_null()}}))},
       {"breaking_text", text_of()},
       {"breaking_address", text_of()},
       {"slot_after",
        json::object{{"type", "integer"},
                     {"minimum", 0},
                     {"maximum", content::most_slot_after},
                     {"description", "After which paragraph of a text its advertisement stands; 0: after the text"}}}});
  out["Sites"] = object_of({{"sites", list_of(reference("Site"))}});
  add_account_schemas(out);
  add_report_schemas(out);
  add_advertising_schemas(out);
  out["Problem"] =
      object_of({{"title", text_of()},
                 {"status", json::object{{"type", "integer"}}},
                 {"detail", text_of()},
                 {"input", text_of("Which input was wrong")},
                 {"pointer", text_of("Where in the request's body it stands (RFC 6901)")},
                 {"remedy", text_of("What to do about it")},
                 {"current", json::object{{"type", "object"}, {"description", "Of a 412: what is there now"}}}});
  return out;
}

}  // namespace vestnik::newsroom
