// What may be done with an article ("edit_unread" alone refuses nothing: it tells whether a save leaves the article
// where it is, or sends it back to review): one rule for each step, which is asked before the step is taken and told
// with the article ("may"), so that a screen offers what the server does, and nothing else.
#pragma once

#include <span>
#include <string_view>

#include "content/article.h"
#include "newsroom/operations.h"

namespace vestnik::newsroom {

// What the rules look at: the article as it is, and whoever asks.
struct Standing {
  content::State state = content::State::draft;
  bool publishes = false;      // may publish every story of the article's section
  bool needs_hand = false;     // an editor reads what they write there before readers do
  bool withdrawn = false;      // readers are told so (410), whatever has been begun with it since
  bool was_published = false;  // at some time
};
Standing standing_of(store::Session& session, const Call& call, const content::Article& article);

struct Step {
  std::string_view word;       // as "may" names it: "publish"
  std::string_view operation;  // the one that takes it: who has none of its roles there may not
  // ErrorKind::conflict where the article is not at that point, ErrorKind::forbidden where it takes another person.
  Result<void> (*rule)(const Standing&);
};
// In the order that "may" has. Of several of one operation the first is the one that it is refused by.
std::span<const Step> steps();

// The rule of the operation that is called, for this article; what is no step is not refused here. An embargo, an
// address that is taken, a reader's file that nobody has looked at: that is asked when the step is taken.
Result<void> may_take_step(store::Session& session, const Call& call, const content::Article& article);

// The words of the steps that the caller may take now.
json::array may_of(store::Session& session, const Call& call, const content::Article& article);

}  // namespace vestnik::newsroom
