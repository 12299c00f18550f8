// Sections, authors, topics and pictures by name, made where a line names one that is not there. Within writing
// transactions; one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/site.h"
#include "interchange/jsonl/article_line.h"
#include "interchange/report.h"
#include "store/session.h"

namespace vestnik::interchange {

class LineNames {
 public:
  LineNames(SiteId site, ImportReport& report, Time now) : site_(site), report_(report), now_(now) {}

  // What the store has now: at the start, and again after a transaction that was rolled back.
  void load(store::Session& session);

  SectionId section(store::Session& session, const Named& named);
  std::vector<AuthorId> authors(store::Session& session, const std::vector<Named>& named);
  std::vector<TopicId> topics(store::Session& session, const std::vector<Named>& named);
  std::vector<content::StoryPart> stories(store::Session& session, const std::vector<NamedPart>& named);

 private:
  const SiteId site_;
  ImportReport& report_;
  const Time now_;
  std::unordered_map<std::string, SectionId> sections_;
  std::unordered_map<std::string, AuthorId> authors_;
  std::unordered_map<std::string, TopicId> topics_;
  std::unordered_map<std::string, StoryId> stories_;
};

}  // namespace vestnik::interchange
