#include "newsroom/editors_hand.h"

#include <algorithm>

#include "accounts/users.h"
#include "newsroom/one_article.h"
#include "newsroom/reach.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

bool is_publisher(store::Session& session, const std::vector<accounts::Grant>& grants,
                  const content::Article& article) {
  return (roles_in_section(session, grants, article.site, article.section) & publishers) != 0;
}

// Of somebody who is not here any more, and of a program, it is not known: then an editor reads it.
bool writes_unread(store::Session& session, const std::string& writer, const content::Article& article) {
  const auto user = accounts::find_user(session, writer);
  return !user || !is_publisher(session, user->grants, article);
}

}  // namespace

bool publishes_there(store::Session& session, const Call& call, const content::Article& article) {
  return is_publisher(session, call.who.grants, article);
}

bool section_wants_editor(store::Session& session, const content::Article& article) {
  const auto section = store::find_section(session, article.section);
  return !section || section->needs_editor;
}

bool needs_editors_hand(store::Session& session, const Call& call, const content::Article& article) {
  return section_wants_editor(session, article) && !publishes_there(session, call, article);
}

Result<void> may_pin(store::Session& session, const Call& call, const content::Article& before,
                     const content::Article& changed, const std::vector<std::string>& writers) {
  if (changed.pinned == before.pinned && changed.breaking == before.breaking) return {};
  if (publishes_there(session, call, changed)) return {};
  const auto publishes = [&](const std::string& writer) { return !writes_unread(session, writer, changed); };
  if (std::ranges::any_of(writers, publishes)) return {};
  return fail(ErrorKind::forbidden, "what is pinned or breaking is an editor's to say",
              changed.pinned != before.pinned ? "pinned" : "breaking", "ask an editor of the section");
}

void save_changed(store::Session& session, const Call& call, const content::Article& before, content::Article changed,
                  const std::vector<std::string>& writers) {
  using content::State;
  const bool was_read = before.state == State::ready || before.state == State::scheduled;
  const auto unread = [&](const std::string& writer) {
    return writer != call.signature() && writes_unread(session, writer, changed);
  };
  const bool read_again = was_read && section_wants_editor(session, changed) &&
                          (!publishes_there(session, call, changed) || std::ranges::any_of(writers, unread));
  changed.state = read_again ? State::review : before.state;
  store::save_article(session, changed, before.revision, call.signature(), call.desk.clock());
  if (read_again) note_step(session, call, before.id, "changed, to be read again");
}

}  // namespace vestnik::newsroom
