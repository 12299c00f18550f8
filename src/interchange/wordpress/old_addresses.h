// Redirects for everything of the old site that was no article: categories, tags, authors, feeds, attachment pages and
// files. Run after the articles, so that what they hold is known.
#pragma once

#include "interchange/wordpress/attachments.h"
#include "interchange/wordpress/bases.h"
#include "interchange/wordpress/make_article.h"
#include "interchange/wordpress/redirects.h"

namespace vestnik::interchange::wordpress {

// Within a writing transaction.
void redirect_names(store::Session& session, const Names& names, const Bases& bases, Redirects& redirects);
void redirect_feeds(store::Session& session, Redirects& redirects);

// The old address of a file that a text shows and no attachment names.
void redirect_file(store::Session& session, const std::string& address, AssetId id, const OldSite& old,
                   Redirects& redirects);
// A rule of the plugin Safe Redirect Manager. What is more than one address to another is told in `report`.
void redirect_rule(store::Session& session, const Item& item, const OldSite& old, Redirects& redirects,
                   ImportReport& report);

// An attachment's page leads to the article that it belongs to, its file and the sizes made of it to a rendition; what
// leads nowhere else, to the front page.
void redirect_attachment(store::Session& session, const Item& item, const ArticleWorld& world, Redirects& redirects);

}  // namespace vestnik::interchange::wordpress
