#include "interchange/wordpress/comments.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/digest.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/saving.h"
#include "interchange/wordpress/autop.h"
#include "interchange/wordpress/dates.h"
#include "store/catalogue.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t most_comment_bytes = 64 << 10;

}  // namespace

std::string comment_text(std::string_view html) {
  html = html.substr(0, most_comment_bytes);
  const std::string lines = content::plain_text(
      content::read_html(autop(text::clean(html)), {.asset_of = {}, .link_of = {}, .embeds = false}).body);
  std::string text;
  for (const char c : lines) {
    if (c != '\n') {
      text.push_back(c);
    } else if (!text.empty() && !text.ends_with('\n')) {
      text += "\n\n";
    }
  }
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

void take_comments(store::Session& session, ArticleId article, const std::vector<WxrComment>& comments,
                   const CommentRules& rules, const std::string& where, ImportReport& report, Time now) {
  if (comments.empty()) return;
  Count& count = report.count("comments");
  std::map<std::string, content::Comment> there;
  for (content::Comment& one : store::all_comments_of(session, article)) there.emplace(one.foreign_id, std::move(one));

  // Parents before their answers, whatever the order of the file.
  std::vector<const WxrComment*> ordered;
  for (const WxrComment& comment : comments) ordered.push_back(&comment);
  std::ranges::stable_sort(ordered, {}, [](const WxrComment* one) { return number_of(one->id); });

  std::map<std::int64_t, CommentId> taken;
  std::set<std::string> numbers;
  for (const WxrComment* old : ordered) {
    if (!old->type.empty() && old->type != "comment") {
      ++count.left_out;
      report.note("pingbacks, trackbacks and other machine-made comments left out", where);
      continue;
    }
    if (old->approved != "1" && old->approved != "0") {
      ++count.left_out;
      report.note("comments marked as spam or trash left out", where);
      continue;
    }
    content::Comment comment;
    comment.article = article;
    comment.name = text::cut_at_word(content::html_to_text(old->author), 100, "");
    if (comment.name.empty()) comment.name = rules.nobody;
    comment.text = comment_text(old->content);
    if (old->content.size() > most_comment_bytes) report.note("comments longer than 64 KB: their end left out", where);
    if (comment.text.empty()) {
      ++count.left_out;
      report.note("comments without text left out", where);
      continue;
    }
    comment.at = wordpress_date(old->date_gmt, old->date, rules.time_zone).value_or(Time());
    comment.approved = old->approved == "1";
    // What has no number of its own, or another's, is known by what it says.
    std::string known_by = old->id;
    if (known_by.empty() || !numbers.insert(known_by).second)
      known_by += "#" + sha256_hex(old->author + "\n" + old->date + old->date_gmt + "\n" + old->content).substr(0, 16);
    comment.foreign_id = "wordpress:" + rules.host + ":" + known_by;
    if (const auto parent = taken.find(number_of(old->parent)); parent != taken.end()) comment.parent = parent->second;
    const auto before = there.find(comment.foreign_id);
    if (before != there.end()) comment = as_decided_here(before->second, std::move(comment));
    if (before != there.end() && before->second == comment) {
      ++count.unchanged;
    } else {
      ++(comment.id ? count.changed : count.taken);
      comment.id = store::save_comment(session, comment, now, true);
    }
    if (const std::int64_t number = number_of(old->id)) taken[number] = comment.id;
  }
}

}  // namespace vestnik::interchange::wordpress
