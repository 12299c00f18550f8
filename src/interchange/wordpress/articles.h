// Posts and pages of the export, some hundred a transaction, with their comments and old addresses.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interchange/wordpress/comments.h"
#include "interchange/wordpress/make_article.h"
#include "interchange/wordpress/redirects.h"

namespace vestnik::interchange::wordpress {

class Articles {
 public:
  Articles(ArticleWorld& world, Redirects& redirects);

  // Takes the item over where it is an article, counts it where it is not; written with the next `flush`, or by itself
  // when enough wait.
  Result<void> take(Item&& item);
  Result<void> flush();

 private:
  void write_one(store::Session& session, const MadeArticle& made);

  ArticleWorld& world_;
  Redirects& redirects_;
  CommentRules comment_rules_;
  std::vector<MadeArticle> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::unordered_set<std::int64_t> numbers_;  // of the items so far
  std::unordered_map<std::int64_t, int> repeated_;
};

}  // namespace vestnik::interchange::wordpress
