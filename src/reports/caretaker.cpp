#include "reports/caretaker.h"

#include <set>
#include <vector>

#include "base/log.h"
#include "reports/desk.h"
#include "store/catalogue.h"

namespace vestnik::reports {

namespace {

constexpr std::chrono::minutes interval{5};

Result<std::vector<std::string>> files_without_rows(store::Store& store, UploadFiles& files) {
  // In this order: what comes meanwhile is not among the files.
  std::vector<std::string> without = files.all();
  bool strange = false;
  const auto known = store.read([&](store::Session& session) {
    strange = !knows_of_reports(session);
    return all_upload_ids(session);
  });
  if (!known) return std::unexpected(known.error());
  const std::set<std::string> kept(known->begin(), known->end());
  std::erase_if(without, [&](const std::string& file) { return kept.contains(file); });
  // Whoever starts the program with another database than yesterday's must not lose what readers sent.
  if (strange && !without.empty()) {
    return fail(ErrorKind::conflict,
                "files of reports are here of which this database knows nothing: they are left alone",
                std::to_string(without.size()) + " files",
                "start with the database that they belong to; where there is none any more, empty DATA/reports");
  }
  return without;
}

// Its last byte is there, and whoever should have written that down was ended before: the reader has sent all of it.
bool is_whole(const UploadFiles& files, const std::string& id) {
  const auto state = files.state(id);
  return state && state->length > 0 && state->offset == state->length;
}

}  // namespace

std::size_t destroy_files(UploadFiles& files, std::span<const std::string> ids) {
  std::size_t left = 0;
  for (const std::string& id : ids) {
    if (auto gone = files.destroy(id); !gone) {
      log::failure(gone.error());
      ++left;
    }
  }
  return left;
}

Result<void> destroy_what_is_due(store::Store& store, UploadFiles& files, Hours now) {
  // By the batch, until none is left: what a flood has left behind gives its room back at once.
  for (std::size_t destroyed = expired_at_once; destroyed == expired_at_once;) {
    auto expired = store.read([&](store::Session& session) { return expired_uploads(session, now); });
    if (!expired) return std::unexpected(expired.error());
    std::vector<std::string> ids, whole;
    for (const UploadRow& upload : *expired) (is_whole(files, upload.id) ? whole : ids).push_back(upload.id);
    destroy_files(files, ids);
    auto removed = store.write([&](store::Session& session) {
      for (const std::string& id : ids) remove_upload_row(session, id);
      for (const std::string& id : whole) mark_upload_row_complete(session, id);
    });
    if (!removed) return removed;
    destroyed = expired->size();
  }

  for (std::size_t destroyed = due_at_once; destroyed == due_at_once;) {
    auto due = store.read([&](store::Session& session) { return reports_to_destroy(session, now); });
    if (!due) return std::unexpected(due.error());
    for (const std::string& report : *due) {
      auto gone =
          store.write([&](store::Session& session) { return destroy_report(session, report, "retention", now); });
      if (!gone) return std::unexpected(gone.error());
      destroy_files(files, *gone);
    }
    destroyed = due->size();
  }
  return {};
}

Result<void> destroy_orphans(store::Store& store, UploadFiles& files) {
  const auto orphans = files_without_rows(store, files);
  if (!orphans) return std::unexpected(orphans.error());
  destroy_files(files, *orphans);
  return {};
}

Result<void> destroy_lasting_orphans(store::Store& store, UploadFiles& files, std::set<std::string>& seen) {
  const auto orphans = files_without_rows(store, files);
  if (!orphans) return std::unexpected(orphans.error());
  std::vector<std::string> lasting;
  for (const std::string& file : *orphans) {
    if (seen.contains(file)) lasting.push_back(file);
  }
  destroy_files(files, lasting);
  seen = {orphans->begin(), orphans->end()};
  return {};
}

Caretaker::Caretaker(store::Store& store, UploadFiles& files, Clock clock, std::function<void()> forget, SendMail mail)
    : store_(store), files_(files), clock_(std::move(clock)), forget_(std::move(forget)), mail_(std::move(mail)) {
  if (auto done = destroy_orphans(store_, files_); !done) log::failure(done.error());
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Caretaker::~Caretaker() {
  thread_.request_stop();
  thread_.join();
}

void Caretaker::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    forget_();
    if (auto done = destroy_what_is_due(store_, files_, hour_of(clock_())); !done) log::failure(done.error());
    if (auto done = destroy_lasting_orphans(store_, files_, orphans_); !done) log::failure(done.error());
    if (mail_) tell();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, interval, [] { return false; });
  }
}

void Caretaker::tell() {
  const auto sites = store_.read_public([](store::Session& session) { return store::all_sites(session); });
  const std::string language = sites && !sites->empty() ? sites->front().language.substr(0, 2) : "en";
  if (auto told = tell_of_reports(store_, mail_, hour_of(clock_()), language); !told) log::failure(told.error());
}

}  // namespace vestnik::reports
