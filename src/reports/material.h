// What readers sent and an article shows: it is published only with a ground to publish it, with everything checked
// that is on the list, and after a second person has looked (docs/decisions/041). All run in a transaction of the
// newsroom's handle and throw store::Failure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "content/ids.h"
#include "store/reader_assets.h"
#include "store/session.h"

namespace vestnik::reports {

inline constexpr auto& material_checks = store::reader_checks;

struct Material {
  ArticleId article;
  std::string permission;           // why it may be published, in words; '' not known yet
  std::vector<std::string> checks;  // those of material_checks that were made
  std::string how;                  // what readers are told of the checking
  std::string used_by;              // accounts::Caller::signature of who took it over
  std::string confirmed_by;         // '' until a second person has looked
  bool takes_all = true;            // no reader's file has been put into the article since it was saved
};

// Nothing for an article that shows nothing of readers'; an empty record where it does and nobody has taken it over.
std::optional<Material> find_material(store::Session& session, ArticleId article);
// Whoever saves takes it over, with the readers' files that the article shows by now, and with those of before that the
// revision shows which is scheduled; a confirmation of before is void.
Result<void> save_material(store::Session& session, const Material& material);
// ErrorKind::conflict where something is missing yet, ErrorKind::forbidden for the person who took it over.
Result<void> confirm_material(store::Session& session, ArticleId article, std::string_view by);
// What stands between the article and its readers: "permission", names of checks, "taken_over", "second_person".
std::vector<std::string> missing_of(const Material& material);
// ErrorKind::conflict where anything does.
Result<void> may_be_published(store::Session& session, ArticleId article);

}  // namespace vestnik::reports
