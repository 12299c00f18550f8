#include "pages/comments.h"

#include "base/messages.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

constexpr int deepest = 4;  // a phone has no room for more

// An imported thread may be as deep as it likes, so it is walked with a stack of our own.
struct Place {
  Sheet* list;  // whose COMMENT it becomes
  const CommentView* comment;
  int depth;
};

}  // namespace

void fill_comments(Sheet& page, const Chrome& chrome, const std::vector<CommentView>& comments, std::size_t left_out) {
  if (comments.empty()) return;
  Sheet& thread = *include(page, "COMMENTS", "comments.html").AddSectionDictionary("THREAD");
  std::vector<Place> waiting;
  for (std::size_t i = comments.size(); i-- > 0;) waiting.push_back({&thread, &comments[i], 1});
  long count = 0;
  while (!waiting.empty()) {
    const Place place = waiting.back();
    waiting.pop_back();
    ++count;
    const CommentView& comment = *place.comment;
    Sheet& shown = include(*place.list, "COMMENT", "comment.html");
    shown.SetValue("NAME", comment.name);
    // Imported ones may not tell.
    if (comment.at != Time()) {
      Sheet& dated = *shown.AddSectionDictionary("DATED");
      dated.SetValue("AT", format_rfc3339(comment.at, chrome.time_zone));
      dated.SetValue("TIME", format_for_reader(comment.at, chrome.time_zone, chrome.language, DateStyle::date_time));
    }
    fill_paragraphs(shown, comment.text);
    if (comment.replies.empty()) continue;
    const bool deeper = place.depth < deepest;
    Sheet* list = deeper ? shown.AddSectionDictionary("REPLIES") : place.list;
    for (std::size_t i = comment.replies.size(); i-- > 0;) {
      waiting.push_back({list, &comment.replies[i], deeper ? place.depth + 1 : place.depth});
    }
  }
  const long in_all = count + static_cast<long>(left_out);
  thread.SetValue("TITLE", translate_count(chrome.language, "{count} comment", "{count} comments", in_all));
  if (left_out == 0) return;
  show(thread, "LEFT_OUT", "TEXT",
       translate(chrome.language, "The first {count} are shown.", {{"count", std::to_string(count)}}));
}

}  // namespace vestnik::pages
