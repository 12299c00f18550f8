// What readers said under articles, as it came from an old site: shown, hidden or removed.
#include <algorithm>
#include <optional>
#include <vector>

#include "newsroom/articles.h"
#include "newsroom/cursor.h"
#include "newsroom/one_article.h"
#include "newsroom/reach.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::Comment;

std::string_view comment_state(const Comment& comment) {
  if (comment.decision == Comment::Decision::hidden) return "hidden";
  return comment.approved ? "shown" : "waiting";
}

Result<void> set_comment_state(std::string_view name, Comment& comment) {
  if (name != "waiting" && name != "shown" && name != "hidden") {
    return fail(ErrorKind::invalid, "no such state", "state " + std::string(name), "waiting, shown or hidden");
  }
  comment.approved = name == "shown";
  comment.decision = name == "hidden" ? Comment::Decision::hidden : Comment::Decision::none;
  return {};
}

json::object readers_comment_to_json(const Comment& comment) {
  return {{"id", comment.id.value},
          {"article", comment.article.value},
          {"parent", comment.parent.value},
          {"name", comment.name},
          {"text", comment.text},
          {"at", comment.at != Time() ? json::value(format_rfc3339(comment.at)) : json::value()},
          {"state", comment_state(comment)}};
}

// As lists show it: with what it was said under.
json::object listed_comment(const Comment& comment, std::string_view headline) {
  json::object line = readers_comment_to_json(comment);
  line["headline"] = headline;
  return line;
}

// In the order of `comments`; each article is asked for once, however much was said under it.
json::array listed_comments(store::Session& session, SiteId site, const std::vector<Comment>& comments) {
  std::vector<ArticleId> articles;
  for (const Comment& comment : comments) {
    if (std::ranges::find(articles, comment.article) == articles.end()) articles.push_back(comment.article);
  }
  json::array items;
  if (articles.empty()) return items;
  const auto lines = store::work_lines(session, site, articles);
  for (const Comment& comment : comments) {
    const auto line = std::ranges::find(lines, comment.article, &store::WorkLine::id);
    items.push_back(
        listed_comment(comment, line == lines.end() ? std::string_view() : std::string_view(line->headline)));
  }
  return items;
}

// The one that the path names, of the article that it names.
Result<Comment> readers_comment_of(store::Session& session, const Call& call, const content::Article& article) {
  const auto number = id_of(call, 1);
  if (!number) return std::unexpected(number.error());
  for (Comment& comment : store::all_comments_of(session, article.id)) {
    if (comment.id.value == *number && comment.decision != Comment::Decision::removed) return std::move(comment);
  }
  return fail(ErrorKind::not_found, "no such comment", call.arguments[1]);
}

// Changes the one that the path names, unless somebody else did since the caller read it.
template <class Change>
Result<http::Response> change_readers_comment(const Call& call, Change change) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    auto comment = readers_comment_of(session, call, *article);
    if (!comment) return std::unexpected(comment.error());
    if (auto stale = refuse_stale(call, readers_comment_to_json(*comment))) return std::move(*stale);
    return change(session, *comment);
  });
}

}  // namespace

Result<http::Response> list_readers_comments(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    json::array items;
    for (const Comment& comment : store::all_comments_of(session, article->id)) {
      if (comment.decision != Comment::Decision::removed) items.push_back(listed_comment(comment, article->headline));
    }
    return json_response(200, json::object{{"items", std::move(items)}, {"next", nullptr}});
  });
}

Result<http::Response> list_all_readers_comments(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  Comment like;
  const std::string state = call.request.parameter("state").value_or("waiting");
  if (auto set = set_comment_state(state, like); !set) return std::unexpected(set.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    std::optional<std::vector<SectionId>> sections;
    if (const auto reach = reach_of(session, call, *site)) sections = reach->sections;
    const CommentId after{*cursor ? (*cursor)->first : 0};
    auto found = store::comments_alike(session, *site, like, sections, after, *limit + 1);
    json::value next = nullptr;
    if (found.size() > *limit) {
      found.pop_back();
      next = write_cursor({found.back().id.value, 0});
    }
    return json_response(200,
                         json::object{{"items", listed_comments(session, *site, found)}, {"next", std::move(next)}});
  });
}

Result<http::Response> put_readers_comment(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return change_readers_comment(call, [&](store::Session& session, Comment& comment) -> Result<http::Response> {
    if (auto set = set_comment_state(string_or(*given, "state"), comment); !set) return std::unexpected(set.error());
    store::save_comment(session, comment, call.desk.clock());
    return tagged(200, readers_comment_to_json(comment));
  });
}

Result<http::Response> remove_readers_comment(const Call& call) {
  return change_readers_comment(call, [&](store::Session& session, Comment& comment) -> Result<http::Response> {
    comment.name.clear();
    comment.text.clear();
    comment.approved = false;
    comment.decision = Comment::Decision::removed;
    store::save_comment(session, comment, call.desk.clock());
    return no_content();
  });
}

}  // namespace vestnik::newsroom
