// Who signs.
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "newsroom/catalogue.h"
#include "newsroom/conditional.h"
#include "newsroom/members.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::newsroom {

namespace {

json::object author_to_json(const content::Author& author) {
  json::array links;
  for (const std::string& link : author.links) links.emplace_back(link);
  return {{"slug", author.slug},
          {"name", author.name},
          {"bio", author.bio},
          {"url", author.url},
          {"picture", author.picture ? json::value(author.picture.value) : json::value(nullptr)},
          {"links", std::move(links)},
          {"kind", author.kind == content::Author::Kind::team ? "team" : "person"}};
}

Result<void> apply(store::Session& session, const json::object& given, content::Author& author) {
  if (auto taken = take_text(given, "name", 200, author.name); !taken) return taken;
  if (text::squeeze(author.name).empty()) return fail(ErrorKind::invalid, "an author needs a name", "name");
  if (auto taken = take_text(given, "bio", limits::biography_bytes, author.bio); !taken) return taken;
  if (auto taken = take_address(given, "url", false, author.url); !taken) return taken;
  if (auto taken = take_addresses(given, "links", author.links); !taken) return taken;
  const std::string kind = string_or(given, "kind", author.kind == content::Author::Kind::team ? "team" : "person");
  if (kind != "person" && kind != "team")
    return fail(ErrorKind::invalid, "not a kind of author", "kind " + kind, "person or team");
  author.kind = kind == "team" ? content::Author::Kind::team : content::Author::Kind::person;
  if (const json::value* picture = given.if_contains("picture")) {
    const AssetId before = std::exchange(author.picture, AssetId{integer_or(given, "picture")});
    if (!picture->is_null() && author.picture != before && !has_asset(session, author.site, author.picture)) {
      return fail(ErrorKind::invalid, "no such asset", "picture " + write_json(*picture),
                  "upload it with POST /api/v1/assets");
    }
    if (author.picture) store::refuse_reader_file(session, author.picture, "an author's picture");
  }
  return {};
}

}  // namespace

Result<http::Response> list_authors(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    json::array authors;
    for (const content::Author& author : store::all_authors(session, *site)) authors.push_back(author_to_json(author));
    return json_response(200, json::object{{"authors", std::move(authors)}});
  });
}

Result<http::Response> get_author(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto author = store::find_author(session, *site, call.arguments[0]);
    if (!author) return fail(ErrorKind::not_found, "no such author", call.arguments[0]);
    return tagged(200, author_to_json(*author));
  });
}

Result<http::Response> put_author(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    content::Author author;
    if (auto known = store::find_author(session, *site, call.arguments[0])) {
      author = std::move(*known);
      if (auto taken = refuse_taken(call, author_to_json(author))) return std::move(*taken);
      if (auto stale = refuse_stale(call, author_to_json(author))) return std::move(*stale);
    } else {
      author.site = *site;
      author.slug = text::slug(call.arguments[0], limits::slug_bytes);
      if (author.slug != call.arguments[0]) {
        return fail(ErrorKind::invalid, "not a slug", call.arguments[0], "use " + author.slug);
      }
    }
    if (auto applied = apply(session, *given, author); !applied) return std::unexpected(applied.error());
    const bool fresh = !author.id;
    store::save_author(session, author, call.desk.clock());
    return tagged(fresh ? 201 : 200, author_to_json(author));
  });
}

}  // namespace vestnik::newsroom
