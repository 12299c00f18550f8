// The newsroom's search: what is in work first, through the newsroom's own index, then what readers would find, through
// theirs; both know the language. What the caller may not see is left out when the lines are read from the store.
#pragma once

#include <string>
#include <vector>

#include "newsroom/cursor.h"
#include "newsroom/operations.h"
#include "store/work.h"

namespace vestnik::newsroom {

struct FoundArticles {
  std::vector<store::WorkLine> lines;
  std::optional<Cursor> next;
};

// `query` says what is asked for besides the words; `from` where an earlier answer ended.
Result<FoundArticles> search_articles(const Call& call, store::Session& session, const store::WorkQuery& query,
                                      const std::string& question, const std::optional<Cursor>& from);

}  // namespace vestnik::newsroom
