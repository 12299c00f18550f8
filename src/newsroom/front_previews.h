// Fronts that an editor looks at before readers do: under a secret each, for a while, in memory: nobody misses one
// after a restart. Any thread.
#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "content/front.h"
#include "content/ids.h"

namespace vestnik::newsroom {

class FrontPreviews {
 public:
  struct Seen {
    SiteId site;
    SectionId section;  // 0: the home front
    content::Front front;
    Time expires_at;
  };
  // The secret. Of more than limits::front_previews the oldest goes.
  std::string add(Seen seen);
  std::optional<Seen> find(std::string_view secret, Time now) const;

 private:
  struct Kept {
    std::string digest;  // of the secret: the time that a search takes tells nothing of it
    Seen seen;
  };
  mutable std::mutex mutex_;
  std::deque<Kept> kept_;
};

}  // namespace vestnik::newsroom
