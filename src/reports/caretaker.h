// Destroys what is due, every few minutes: files that were never completed, reports whose time is over, and what could
// not be destroyed before. At its start, before anybody can upload, files that no report knows (a crash between a file
// and its row). Tells the desk by e-mail
// that something has come, where that is asked for. One thread of its own, ended by the destructor.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <thread>

#include "reports/notice.h"
#include "reports/records.h"
#include "reports/upload_files.h"
#include "store/store.h"

namespace vestnik::reports {

// Goes on with the others where one cannot be destroyed, and says so in the log. How many are left.
std::size_t destroy_files(UploadFiles& files, std::span<const std::string> ids);
// Files without a row. Only while nobody can upload: a file comes before its row.
Result<void> destroy_orphans(store::Store& store, UploadFiles& files);
// The same beside those who upload: files that had no row in the round before either, which `seen` holds from one to
// the next. What could not be destroyed with its report goes so.
Result<void> destroy_lasting_orphans(store::Store& store, UploadFiles& files, std::set<std::string>& seen);
// One round, blocking. A file that cannot be destroyed is left for destroy_lasting_orphans.
Result<void> destroy_what_is_due(store::Store& store, UploadFiles& files, Hours now);

class Caretaker {
 public:
  // `forget`: called every round, for what is kept in memory and over by the clock. `mail`: where the desk is told that
  // something has come; empty: nowhere.
  Caretaker(store::Store& store, UploadFiles& files, Clock clock, std::function<void()> forget, SendMail mail = {});
  ~Caretaker();

 private:
  void run(const std::stop_token& stop);
  void tell();

  store::Store& store_;
  UploadFiles& files_;
  Clock clock_;
  std::function<void()> forget_;
  SendMail mail_;
  std::set<std::string> orphans_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::jthread thread_;  // last: it uses what is above
};

}  // namespace vestnik::reports
