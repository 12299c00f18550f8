// Dated notes of what was wrong, and the past that readers may compare.
#include <algorithm>

#include "base/limits.h"
#include "newsroom/articles.h"
#include "newsroom/members.h"
#include "newsroom/one_article.h"
#include "store/history.h"

namespace vestnik::newsroom {

namespace {

using store::Correction;

json::object correction_to_json(const Correction& correction) {
  return {{"id", correction.id},
          {"kind", store::name_of(correction.kind)},
          {"text", correction.text},
          {"at", format_rfc3339(correction.at)},
          {"by", correction.by}};
}

json::object past_to_json(const store::EditedLine& line) {
  return {
      {"number", line.number}, {"revision", line.revision}, {"at", format_rfc3339(line.at)}, {"hidden", line.hidden}};
}

Result<void> apply(const json::object& given, Correction& correction) {
  if (auto taken = take_text(given, "text", limits::note_bytes, correction.text); !taken) return taken;
  if (correction.text.empty()) {
    return fail(ErrorKind::invalid, "a correction needs words", "text", "say what was wrong and what is right");
  }
  const std::string name = string_or(given, "kind", store::name_of(correction.kind));
  const auto kind = store::correction_kind_of(name);
  if (!kind) {
    return fail(ErrorKind::invalid, "no such kind", "kind " + name, "correction, update or clarification");
  }
  correction.kind = *kind;
  return {};
}

// The one that the path names, of the article that it names.
Result<Correction> correction_of(store::Session& session, const Call& call, const content::Article& article) {
  const auto number = id_of(call, 1);
  if (!number) return std::unexpected(number.error());
  for (Correction& correction : store::corrections_of(session, article.id)) {
    if (correction.id == *number) return std::move(correction);
  }
  return fail(ErrorKind::not_found, "no such correction", call.arguments[1]);
}

}  // namespace

Result<http::Response> list_corrections(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    json::array items;
    for (const Correction& each : store::corrections_of(session, article->id)) {
      items.push_back(listed(correction_to_json(each)));
    }
    return json_response(200, json::object{{"items", std::move(items)}, {"next", nullptr}});
  });
}

Result<http::Response> add_correction(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    if (auto stale = refuse_stale(session, call, *article, Compare::revision_and_step)) return std::move(*stale);
    if (auto allowed = may_take_step(session, call, *article); !allowed) return std::unexpected(allowed.error());
    Correction correction{.id = 0,
                          .site = article->site,
                          .article = article->id,
                          .kind = Correction::Kind::correction,
                          .text = {},
                          .at = now,
                          .by = call.signature()};
    if (auto applied = apply(*given, correction); !applied) return std::unexpected(applied.error());
    correction.id = store::save_correction(session, correction, now);
    http::Response response = tagged(201, correction_to_json(correction));
    response.with("Location",
                  "/api/v1/articles/" + call.arguments[0] + "/corrections/" + std::to_string(correction.id));
    return response;
  });
}

Result<http::Response> put_correction(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    auto correction = correction_of(session, call, *article);
    if (!correction) return std::unexpected(correction.error());
    if (auto stale = refuse_stale(call, correction_to_json(*correction))) return std::move(*stale);
    if (auto applied = apply(*given, *correction); !applied) return std::unexpected(applied.error());
    store::save_correction(session, *correction, call.desk.clock());
    return tagged(200, correction_to_json(*correction));
  });
}

Result<http::Response> remove_correction(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto correction = correction_of(session, call, *article);
    if (!correction) return std::unexpected(correction.error());
    if (auto stale = refuse_stale(call, correction_to_json(*correction))) return std::move(*stale);
    if (auto allowed = may_take_step(session, call, *article); !allowed) return std::unexpected(allowed.error());
    store::remove_correction(session, article->id, correction->id, call.desk.clock());
    return no_content();
  });
}

Result<http::Response> list_history(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    json::array items;
    for (const store::EditedLine& each : store::all_history_of(session, article->id)) {
      items.push_back(listed(past_to_json(each)));
    }
    return json_response(200, json::object{{"items", std::move(items)}, {"next", nullptr}});
  });
}

Result<http::Response> put_history(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const auto number = id_of(call, 1);
  if (!number) return std::unexpected(number.error());
  bool hidden = false;
  if (auto taken = take_flag(*given, "hidden", hidden); !taken) return std::unexpected(taken.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto past = store::all_history_of(session, article->id);
    const auto line = std::ranges::find(past, *number, &store::EditedLine::number);
    if (line != past.end()) {
      if (auto stale = refuse_stale(call, past_to_json(*line))) return std::move(*stale);
    }
    if (auto allowed = may_take_step(session, call, *article); !allowed) return std::unexpected(allowed.error());
    if (!store::hide_history(session, article->id, static_cast<int>(*number), hidden, call.desk.clock())) {
      return fail(ErrorKind::not_found, "nothing was published by that number", call.arguments[1]);
    }
    return json_response(200, json::object{{"number", *number}, {"hidden", hidden}});
  });
}

}  // namespace vestnik::newsroom
