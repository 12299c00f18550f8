// An article together with all that its page shows, public or not.
#pragma once

#include <string>
#include <vector>

#include "content/article.h"
#include "content/asset.h"
#include "content/site.h"

namespace vestnik::content {

struct WholeArticle {
  Article article;
  std::string address;  // where it stands or will stand
  std::vector<Author> authors;
  std::vector<Topic> topics;
  std::vector<Story> stories;
  std::vector<Asset> assets;  // pictures and clips of the page, the authors' portraits
};

}  // namespace vestnik::content
