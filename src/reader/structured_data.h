// JSON-LD by schema.org, as search engines read it: NewsArticle, WebPage, BreadcrumbList, NewsMediaOrganization,
// Person. Each returns a whole JSON text, safe inside a script element. Any thread.
#pragma once

#include <string>
#include <vector>

#include "pages/views.h"
#include "reader/context.h"

namespace vestnik::reader {

std::string article_json_ld(const Context& context, const edition::Summary& story, const pages::ArticleView& view);
// Of a plain page ("За нас"), which is no news.
std::string page_json_ld(const Context& context, const edition::Summary& page, const pages::ArticleView& view);
std::string breadcrumbs_json_ld(const Context& context, const std::vector<pages::LinkView>& breadcrumbs);
// A running story: a CollectionPage with the parts that stand on it.
std::string story_json_ld(const Context& context, const pages::StoryView& view);
std::string organization_json_ld(const Context& context);
// Of the home front: by what name search engines call the site.
std::string website_json_ld(const Context& context);
std::string person_json_ld(const Context& context, const pages::BylineView& author);

}  // namespace vestnik::reader
