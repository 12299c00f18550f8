#include "newsroom/reader_material.h"

#include "base/limits.h"
#include "newsroom/articles.h"
#include "newsroom/members.h"
#include "newsroom/one_article.h"
#include "reports/material.h"

namespace vestnik::newsroom {

namespace {

using reports::Material;

json::array names(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& each : list) out.emplace_back(each);
  return out;
}

http::Response material_response(const std::optional<Material>& material) {
  if (!material) return json_response(200, json::object{{"from_reader", false}});
  return json_response(200, json::object{{"from_reader", true},
                                         {"permission", material->permission},
                                         {"checks", names(material->checks)},
                                         {"how", material->how},
                                         {"used_by", material->used_by},
                                         {"confirmed_by", material->confirmed_by},
                                         {"missing", names(reports::missing_of(*material))}});
}

Result<Material> material_given(const Call& call, const json::object& given, ArticleId article) {
  Material material;
  material.article = article;
  material.used_by = call.signature();
  for (auto [name, into] : {std::pair{"permission", &material.permission}, std::pair{"how", &material.how}}) {
    if (auto taken = take_text(given, name, limits::note_bytes, *into); !taken) return std::unexpected(taken.error());
  }
  const json::value* checks = given.if_contains("checks");
  if (checks == nullptr) return material;
  if (!checks->is_array() || checks->get_array().size() > std::size(reports::material_checks)) {
    return fail(ErrorKind::invalid, "not a list of checks", "checks", "origin, place, time or elsewhere");
  }
  for (const json::value& check : checks->get_array()) {
    material.checks.emplace_back(check.is_string() ? std::string_view(check.get_string()) : "");
  }
  return material;
}

Result<http::Response> with_article(const Call& call,
                                    const std::function<Result<void>(store::Session&, const content::Article&)>& work) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    if (auto stale = refuse_stale(session, call, *article, Compare::revision_and_step)) return std::move(*stale);
    if (auto done = work(session, *article); !done) return std::unexpected(done.error());
    return material_response(reports::find_material(session, article->id));
  });
}

}  // namespace

Result<void> take_reader_material(store::Session& session, const Call& call, const json::object& given,
                                  ArticleId article) {
  const json::value* member = given.if_contains("reader_material");
  if (member == nullptr || member->is_null()) return {};
  if (!member->is_object()) return fail(ErrorKind::invalid, "not an object", "reader_material");
  const auto material = material_given(call, member->get_object(), article);
  if (!material) return std::unexpected(material.error());
  return reports::save_material(session, *material);
}

Result<http::Response> get_reader_material(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    return material_response(reports::find_material(session, article->id));
  });
}

Result<http::Response> put_reader_material(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return with_article(call, [&](store::Session& session, const content::Article& article) -> Result<void> {
    const bool out = article.state == content::State::published || article.state == content::State::scheduled;
    // Where a reader's file has been put into an article that is out already, the record is what is missing.
    const auto before = reports::find_material(session, article.id);
    if (out && (!before || reports::missing_of(*before).empty())) {
      return fail(ErrorKind::conflict, "readers see the article, or soon will", {}, "take it back first");
    }
    const auto material = material_given(call, *given, article.id);
    if (!material) return std::unexpected(material.error());
    return reports::save_material(session, *material);
  });
}

// A program with a token is nobody's second pair of eyes.
Result<http::Response> confirm_reader_material(const Call& call) {
  if (call.who.kind != accounts::Caller::Kind::user) {
    return fail(ErrorKind::forbidden, "this is confirmed by a person who has signed in");
  }
  return with_article(call, [&](store::Session& session, const content::Article& article) {
    return reports::confirm_material(session, article.id, call.signature());
  });
}

}  // namespace vestnik::newsroom
