// Old addresses that must go on answering. Within writing transactions; one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "content/ids.h"
#include "interchange/report.h"
#include "store/session.h"

namespace vestnik::interchange::wordpress {

class Redirects {
 public:
  // `base`: "" or the folder that WordPress was installed in ("/blog"): old addresses begin with it. `fronts`: steps
  // that posts stand below ("/archives", "/en"): lists do too.
  Redirects(SiteId site, std::string base, std::vector<std::string> fronts, ImportReport& report, Time now)
      : site_(site), base_(std::move(base)), fronts_(std::move(fronts)), report_(report), now_(now) {}

  // `from` as the old site had it, with its folder. Nothing happens where a published article stands, for "/", where
  // this import has said before where `from` leads, and, with a note, at the address of a section, author or topic.
  void add(store::Session& session, std::string_view from, std::string_view to);
  // `from` below the old site's folder: "/?p=12", "/category/a/".
  void add_below(store::Session& session, std::string_view from, std::string_view to);
  // Whether `from`, below that folder, has led elsewhere than to the front page since before this import.
  bool led_on(store::Session& session, std::string_view from) const;

  // Call when a transaction begins; `undo` when it was rolled back.
  void begin() { latest_.clear(); }
  void undo();

 private:
  SiteId site_;
  std::string base_;
  std::vector<std::string> fronts_;
  ImportReport& report_;
  Time now_;
  std::unordered_set<std::uint64_t> said_;  // hashes of keys: 32 bytes each
  std::vector<std::uint64_t> latest_;
};

}  // namespace vestnik::interchange::wordpress
