// Readers' comments as WordPress kept them. Addresses, mail and IP of those who wrote are not taken over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/site.h"
#include "interchange/report.h"
#include "interchange/wordpress/wxr.h"
#include "store/session.h"

namespace vestnik::interchange::wordpress {

struct CommentRules {
  std::string host;       // of the export, for foreign ids
  std::string time_zone;  // of dates without GMT
  std::string nobody;     // stands for a missing name: "Анонимен"
};

// Comment HTML as plain text, paragraphs by empty lines.
std::string comment_text(std::string_view html);

// Within a writing transaction. Spam and trash are counted, pingbacks reported, unapproved ones kept and not shown.
void take_comments(store::Session& session, ArticleId article, const std::vector<WxrComment>& comments,
                   const CommentRules& rules, const std::string& where, ImportReport& report, Time now);

}  // namespace vestnik::interchange::wordpress
