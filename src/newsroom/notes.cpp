// Comments in the margin, and the steps of work between them.
#include "base/limits.h"
#include "newsroom/articles.h"
#include "newsroom/cursor.h"
#include "newsroom/members.h"
#include "newsroom/one_article.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

json::object note_to_json(const store::Note& note) {
  json::object out{{"id", note.id},
                   {"kind", store::name_of(note.kind)},
                   {"by", note.by},
                   {"text", note.text},
                   {"quote", note.quote},
                   {"at", format_rfc3339(note.at)},
                   {"resolved", note.resolved_at.has_value()}};
  if (note.resolved_at) {
    out["resolved_at"] = format_rfc3339(*note.resolved_at);
    out["resolved_by"] = note.resolved_by;
  }
  return out;
}

}  // namespace

Result<http::Response> list_notes(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    auto notes = store::notes_of(session, article->id, *cursor ? (*cursor)->first : 0, *limit + 1);
    json::value next = nullptr;
    if (notes.size() > *limit) {
      notes.pop_back();
      next = write_cursor({notes.back().id, 0});
    }
    json::array items;
    for (const store::Note& note : notes) items.push_back(listed(note_to_json(note)));
    return json_response(200, json::object{{"items", std::move(items)}, {"next", std::move(next)}});
  });
}

Result<http::Response> add_note(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  store::Note note;
  if (auto taken = take_text(*given, "text", limits::note_bytes, note.text); !taken) {
    return std::unexpected(taken.error());
  }
  if (auto taken = take_text(*given, "quote", limits::note_bytes, note.quote); !taken) {
    return std::unexpected(taken.error());
  }
  if (note.text.empty()) return fail(ErrorKind::invalid, "a comment needs words", "text", "send some");
  note.by = call.signature();
  note.at = call.desk.clock();
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    note.article = article->id;
    note.id = store::add_note(session, note);
    return json_response(201, note_to_json(note));
  });
}

Result<http::Response> resolve_note(const Call& call) {
  const auto number = id_of(call, 1);
  if (!number) return std::unexpected(number.error());
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto before = store::notes_of(session, article->id, *number - 1, 1);
    if (!before.empty() && before.front().id == *number) {
      if (auto stale = refuse_stale(call, note_to_json(before.front()))) return std::move(*stale);
    }
    if (!store::resolve_note(session, article->id, *number, call.signature(), call.desk.clock())) {
      return fail(ErrorKind::not_found, "no such comment", call.arguments[1]);
    }
    const auto notes = store::notes_of(session, article->id, *number - 1, 1);
    return tagged(200, note_to_json(notes.front()));
  });
}

}  // namespace vestnik::newsroom
