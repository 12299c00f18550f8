#include "newsroom/conditional.h"

#include "base/digest.h"
#include "newsroom/one_article.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t tag_digits = 20;

http::Response failed_precondition(const json::object& current, const std::string& etag, std::string_view detail,
                                   std::string_view remedy) {
  http::Response response = json_response(412, json::object{{"title", "Precondition Failed"},
                                                            {"status", 412},
                                                            {"detail", detail},
                                                            {"remedy", remedy},
                                                            {"current", current}});
  response.fields = {{"Content-Type", "application/problem+json"}, {"ETag", etag}};
  return response;
}

http::Response stale(const json::object& current, const std::string& etag) {
  return failed_precondition(current, etag, "it has been changed since you read it",
                             "put your changes into the current state and send them with its ETag");
}

// True where a list of tags has one that fits, by the strong comparison; "*" fits everything that is there.
template <class Fits>
bool any_fits(std::string_view field, Fits fits) {
  while (!field.empty()) {
    std::string_view tag = field.substr(0, field.find(','));
    field.remove_prefix(std::min(tag.size() + 1, field.size()));
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    while (tag.ends_with(' ')) tag.remove_suffix(1);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == "*" || fits(tag)) return true;
  }
  return false;
}

}  // namespace

std::string etag_of(const json::object& shown) {
  return "\"" + sha256_hex(write_json(shown)).substr(0, tag_digits) + "\"";
}

std::string etag_of(const content::Article& article) {
  return "\"" + std::to_string(article.revision) + "-" + std::to_string(article.step) + "\"";
}

json::object listed(json::object shown) {
  std::string etag = etag_of(shown);
  shown["etag"] = std::move(etag);
  return shown;
}

http::Response tagged(unsigned status, const json::object& shown) {
  http::Response response = json_response(status, shown);
  response.with("ETag", etag_of(shown));
  return response;
}

std::optional<http::Response> refuse_stale(const Call& call, const json::object& current) {
  const std::string_view field = call.request.field("if-match");
  const std::string etag = etag_of(current);
  if (field.empty() || any_fits(field, [&](std::string_view tag) { return tag == etag; })) return std::nullopt;
  return stale(current, etag);
}

std::optional<http::Response> refuse_stale(store::Session& session, const Call& call, const content::Article& current,
                                           Compare compare) {
  const std::string_view field = call.request.field("if-match");
  const std::string etag = etag_of(current), revision = "\"" + std::to_string(current.revision);
  const auto fits = [&](std::string_view tag) {
    if (tag == etag || tag == revision + "\"") return true;
    return compare == Compare::revision && tag.starts_with(revision + "-");
  };
  if (field.empty() || any_fits(field, fits)) return std::nullopt;
  return stale(article_to_json(session, call, current), etag);
}

std::optional<http::Response> refuse_taken(const Call& call, const json::object& current) {
  if (call.request.field("if-none-match") != "*") return std::nullopt;
  return failed_precondition(current, etag_of(current), "there is one by this name already", "choose another name");
}

http::Response stale_answer(store::Session& session, const Call& call, const content::Article& current) {
  return stale(article_to_json(session, call, current), etag_of(current));
}

}  // namespace vestnik::newsroom
