#include "commands/command.h"

namespace vestnik::commands {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> all;
  all.push_back(make_serve());
  all.push_back(make_demo());
  all.push_back(make_import_wordpress());
  all.push_back(make_import_jsonl());
  all.push_back(make_export());
  all.push_back(make_user_add());
  all.push_back(make_user_invite());
  all.push_back(make_user_list());
  all.push_back(make_user_disable());
  all.push_back(make_token_add());
  all.push_back(make_backup());
  all.push_back(make_restore());
  all.push_back(make_check());
  all.push_back(make_search_rebuild());
  all.push_back(make_report_check());
  all.push_back(make_analyze());
  all.push_back(make_media_worker());
  return all;
}

}  // namespace vestnik::commands
