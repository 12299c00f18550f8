// Posts and pages of the export, some hundred a transaction, with their comments and old addresses.
#pragma once

#include <vector>

#include "interchange/wordpress/comments.h"
#include "interchange/wordpress/make_article.h"
#include "interchange/wordpress/redirects.h"

namespace vestnik::interchange::wordpress {

class Articles {
 public:
  explicit Articles(ArticleWorld& world);

  // Takes the item over where it is an article, counts it where it is not; written with the next `flush`, or by itself
  // when enough wait.
  Result<void> take(Item&& item);
  Result<void> flush();

  std::int64_t taken() const { return taken_; }

 private:
  void write_one(store::Session& session, const MadeArticle& made);

  ArticleWorld& world_;
  CommentRules comment_rules_;
  std::vector<MadeArticle> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::int64_t taken_ = 0;
};

}  // namespace vestnik::interchange::wordpress
