#include "reports/caretaker.h"

#include <set>

#include "base/log.h"
#include "reports/desk.h"
#include "store/catalogue.h"

namespace vestnik::reports {

namespace {

constexpr std::chrono::minutes interval{5};

}  // namespace

Result<void> destroy_what_is_due(store::Store& store, UploadFiles& files, Hours now) {
  // By the batch, until none is left: what a flood has left behind gives its room back at once.
  for (std::size_t destroyed = expired_at_once; destroyed == expired_at_once;) {
    auto expired = store.read([&](store::Session& session) { return expired_uploads(session, now); });
    if (!expired) return std::unexpected(expired.error());
    for (const UploadRow& upload : *expired) {
      if (auto gone = files.destroy(upload.id); !gone) return gone;
    }
    auto removed = store.write([&](store::Session& session) {
      for (const UploadRow& upload : *expired) remove_upload_row(session, upload.id);
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
      for (const std::string& file : *gone) {
        if (auto done = files.destroy(file); !done) return done;
      }
    }
    destroyed = due->size();
  }
  return {};
}

Result<void> destroy_orphans(store::Store& store, UploadFiles& files) {
  auto known = store.read([](store::Session& session) { return all_upload_ids(session); });
  if (!known) return std::unexpected(known.error());
  const std::set<std::string> kept(known->begin(), known->end());
  for (const std::string& file : files.all()) {
    if (kept.contains(file)) continue;
    if (auto destroyed = files.destroy(file); !destroyed) return destroyed;
  }
  return {};
}

Caretaker::Caretaker(store::Store& store, UploadFiles& files, Clock clock, SendMail mail)
    : store_(store), files_(files), clock_(std::move(clock)), mail_(std::move(mail)) {
  if (auto done = destroy_orphans(store_, files_); !done) log::failure(done.error());
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Caretaker::~Caretaker() {
  thread_.request_stop();
  thread_.join();
}

void Caretaker::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (auto done = destroy_what_is_due(store_, files_, hour_of(clock_())); !done) log::failure(done.error());
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
