// An item of the export as an article of this site: a plain value, nothing is written. What it refers to is asked from
// those who took it over before.
#pragma once

#include <string>
#include <vector>

#include "content/article.h"
#include "content/site.h"
#include "interchange/past.h"
#include "interchange/report.h"
#include "interchange/wordpress/attachments.h"
#include "interchange/wordpress/bases.h"
#include "interchange/wordpress/names.h"
#include "interchange/wordpress/old_site.h"
#include "interchange/wordpress/survey.h"

namespace vestnik::interchange::wordpress {

struct ArticleWorld {
  store::Store& store;
  const content::Site& site;
  const OldSite& old;
  const Survey& survey;
  Names& names;
  Attachments& attachments;
  Bases& bases;
  ImportReport& report;
  Time now;
};

struct MadeArticle {
  content::Article article;
  std::vector<SectionId> further_sections;  // of a post that stands in several
  std::vector<std::string> old_addresses;   // besides the permalink, as the old site had them
  std::vector<WxrComment> comments;
  std::vector<PastState> past;
  bool undated = false;  // the export does not tell when it was published
  std::string where;     // for the report: "post 1241 “Headline”"
};

MadeArticle make_article(Item&& item, ArticleWorld& world);

// "wordpress:<host without www.>:<number>"
std::string foreign_id(const OldSite& old, std::string_view number);

}  // namespace vestnik::interchange::wordpress
