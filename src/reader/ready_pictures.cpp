#include "reader/ready_pictures.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "reader/limits.h"
#include "store/catalogue.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t changes_at_once = 1'000;
constexpr auto log_interval = 1s;        // where the edition has not what the log has
constexpr auto trouble_interval = 1min;  // until it is tried again where the disk or the store gave nothing
constexpr auto worker_stays = 30s;       // without work; to start one costs about as much as a file

// Whether nothing but this picture is to blame.
bool is_of_the_file(ErrorKind kind) {
  return kind == ErrorKind::invalid || kind == ErrorKind::not_found || kind == ErrorKind::too_large;
}

}  // namespace

ReadyPictures::ReadyPictures(store::Store& store, const edition::Press& press, media::Library& library)
    : store_(store), press_(press), library_(library), thread_([this](const std::stop_token& stop) { run(stop); }) {}

ReadyPictures::~ReadyPictures() {
  stop();
}

void ReadyPictures::wake() {
  {
    const std::scoped_lock lock(mutex_);
    grown_ = true;
    behind_ = 1;
  }
  changed_.notify_all();
}

void ReadyPictures::stop() {
  thread_.request_stop();
}

ReadyPictures::Figures ReadyPictures::figures() const {
  // First: it goes down only after the other one has gone up.
  const std::size_t behind = behind_;
  return {.waiting = behind + waiting_, .made = made_, .failed = failed_};
}

void ReadyPictures::run(const std::stop_token& stop) {
  {
    const edition::EditionPtr edition = press_.current();
    followed_ = edition->change();
    go_through(*edition);
    tell_waiting();
  }
  while (!stop.stop_requested()) {
    const bool has_followed = follow_log();
    if (!places_.empty()) {
      make_next(stop);
      tell_waiting();
      continue;
    }
    std::unique_lock lock(mutex_);
    const auto is_grown = [this] { return grown_; };
    if (!has_followed) {
      changed_.wait_for(lock, stop, log_interval, is_grown);
    } else if (!changed_.wait_for(lock, stop, worker_stays, is_grown)) {
      lock.unlock();
      library_.rest();
      lock.lock();
      changed_.wait(lock, stop, is_grown);
    }
  }
}

// False where there is more in the log than could be taken over.
bool ReadyPictures::follow_log() {
  {
    const std::scoped_lock lock(mutex_);
    if (behind_ == 0) return true;
    grown_ = false;
  }
  const edition::EditionPtr edition = press_.current();
  const auto changes = store_.read_public(
      [&](store::Session& session) { return store::changes_after(session, followed_, changes_at_once); });
  if (!changes) {
    note_failure(changes.error(), {});
    return false;
  }
  bool is_all = changes->size() < changes_at_once;
  for (const store::Change& change : *changes) {
    if (change.seq > edition->change()) {
      is_all = false;
      break;
    }
    if (auto taken = take_over(change, *edition); !taken) {
      note_failure(taken.error(), {});
      is_all = false;
      break;
    }
    followed_ = change.seq;
  }
  tell_waiting();
  const std::scoped_lock lock(mutex_);
  if (is_all && !grown_) behind_ = 0;
  return is_all;
}

Result<void> ReadyPictures::take_over(const store::Change& change, const edition::Edition& edition) {
  using store::ChangeKind;
  if (change.kind == ChangeKind::reset) {
    go_through(edition);
    return {};
  }
  if (change.kind == ChangeKind::asset) return take_over_asset(change, edition);
  const edition::SiteEdition* site = edition.site_of(change.site);
  if (site == nullptr) return {};
  switch (change.kind) {
    case ChangeKind::article:
      if (const edition::SummaryPtr story = site->article(ArticleId{change.id})) {
        take_over_article(*site, *story);
      } else {
        take_over_fronts(*site);  // others stand in its place
      }
      break;
    case ChangeKind::site:
      take_over_fronts(*site);
      break;
    case ChangeKind::section:
      add({Subject::Kind::front, change.site, change.id});
      break;
    case ChangeKind::author:
      add({Subject::Kind::author, change.site, change.id});
      break;
    case ChangeKind::story:
      add({Subject::Kind::story, change.site, change.id});
      break;
    case ChangeKind::topic:
    case ChangeKind::comment:
    case ChangeKind::redirect:
    case ChangeKind::asset:
    case ChangeKind::reset:
      break;
  }
  return {};
}

// Another credit, crop or focus: wherever readers see it.
Result<void> ReadyPictures::take_over_asset(const store::Change& change, const edition::Edition& edition) {
  const AssetId id{change.id};
  const content::Asset* asset = edition.asset(id);
  const edition::SiteEdition* site = asset == nullptr ? nullptr : edition.site_of(asset->site);
  if (site == nullptr) return {};
  const auto uses =
      store_.read([&](store::Session& session) { return store::uses_of(session, id, limits::stories_made_ready); });
  if (!uses) return std::unexpected(uses.error());
  for (const StoryId story : uses->stories) add({Subject::Kind::story, change.site, story.value});
  for (const AuthorId author : uses->authors) add({Subject::Kind::author, change.site, author.value});
  bool is_of_site = uses->advertisement;
  for (const ArticleId article : uses->articles) {
    // Drafts that show it too are none of the edition's.
    if (site->article(article) == nullptr) continue;
    add({Subject::Kind::article, change.site, article.value});
    is_of_site = true;
  }
  if (is_of_site) take_over_fronts(*site);
  return {};
}

void ReadyPictures::take_over_article(const edition::SiteEdition& site, const edition::Summary& story) {
  constexpr int deepest = 16;
  const SiteId id = site.site().id;
  const content::Section* section = site.section(story.section);
  for (int depth = 0; section != nullptr && depth < deepest; ++depth) {
    add({Subject::Kind::front, id, section->id.value});
    section = section->parent ? site.section(section->parent) : nullptr;
  }
  // Its authors' pictures may have become public with it.
  for (const AuthorId author : story.authors) add({Subject::Kind::author, id, author.value});
  add({Subject::Kind::front, id, 0});
  add({Subject::Kind::article, id, story.id.value});  // the last that is added comes first
}

void ReadyPictures::take_over_fronts(const edition::SiteEdition& site) {
  const SiteId id = site.site().id;
  for (const content::Section& section : site.sections()) add({Subject::Kind::front, id, section.id.value});
  add({Subject::Kind::front, id, 0});
}

void ReadyPictures::go_through(const edition::Edition& edition) {
  for (const edition::SiteEdition* site : edition.sites()) {
    const SiteId id = site->site().id;
    add({Subject::Kind::front, id, 0}, true);
    for (const ArticleId story : stories_on_front(edition, *site, {}))
      add({Subject::Kind::article, id, story.value}, true);
    for (const content::Section& section : site->sections()) {
      add({Subject::Kind::front, id, section.id.value}, true);
    }
    for (const edition::SummaryPtr& story : site->newest(0, limits::stories_made_ready).stories) {
      add({Subject::Kind::article, id, story->id.value}, true);
      for (const AuthorId author : story->authors) add({Subject::Kind::author, id, author.value}, true);
    }
    for (const content::Story* story : site->running_stories()) {
      add({Subject::Kind::story, id, story->id.value}, true);
    }
  }
}

void ReadyPictures::add(const Subject& subject, bool is_old) {
  ++order_;
  Place place{.is_old = is_old, .need = Need::first, .order = is_old ? order_ : -order_, .subject = subject};
  if (const auto known = known_.find(subject); known != known_.end()) {
    // What is urgent stays so, but begins anew: its files may be others.
    if (is_old) place = known->second, place.need = Need::first;
    places_.erase(known->second);
    if (begun_ == known->second) begun_.reset();
    known_.erase(known);
  }
  if (places_.size() >= limits::subjects_made_ready) {
    // The least urgent goes: its readers have its files made.
    const auto last = std::prev(places_.end());
    if (*last < place) return;
    known_.erase(last->subject);
    places_.erase(last);
  }
  places_.insert(place);
  known_.emplace(subject, place);
}

Result<std::vector<Placed>> ReadyPictures::pictures_of(const edition::EditionPtr& edition,
                                                       const Subject& subject) const {
  const edition::SiteEdition* site = edition->site_of(subject.site);
  if (site == nullptr) return std::vector<Placed>{};
  switch (subject.kind) {
    case Subject::Kind::article:
      return pictures_of_article(store_, edition, *site, ArticleId{subject.id});
    case Subject::Kind::front:
      return pictures_of_front(*edition, *site, SectionId{subject.id});
    case Subject::Kind::author:
      return pictures_of_author(*site, AuthorId{subject.id});
    case Subject::Kind::story:
      return pictures_of_story(*site, StoryId{subject.id});
  }
  return std::vector<Placed>{};
}

Result<std::optional<NamedFile>> ReadyPictures::next_file(const edition::EditionPtr& edition,
                                                          const std::stop_token& stop) {
  while (!places_.empty() && !stop.stop_requested()) {
    const Place place = *places_.begin();
    if (begun_ != place) {
      const auto pictures = pictures_of(edition, place.subject);
      if (!pictures) return std::unexpected(pictures.error());
      files_ = files_of(*edition, *pictures, place.need);
      std::ranges::reverse(files_);
      begun_ = place;
    }
    for (; !files_.empty(); files_.pop_back()) {
      const NamedFile& file = files_.back();
      if (!is_named_now(*edition, file)) continue;
      const std::string& digest = edition->asset(file.asset)->digest;
      if (!unreadable_.contains(digest) && !library_.is_made(digest, file.rendition)) return file;
    }
    // All are there; what is needed less has to wait for its turn.
    begun_.reset();
    places_.erase(place);
    known_.erase(place.subject);
    if (place.need == needs.back()) continue;
    Place later = place;
    later.need = needs[static_cast<std::size_t>(place.need) + 1];
    places_.insert(later);
    known_.emplace(later.subject, later);
  }
  return std::nullopt;
}

void ReadyPictures::make_next(const std::stop_token& stop) {
  edition::EditionPtr edition = press_.current();
  const auto file = next_file(edition, stop);
  if (!file) {
    note_failure(file.error(), {});
    wait_out_trouble(stop);
    return;
  }
  if (!*file) return;
  const bool is_old = places_.begin()->is_old;
  const auto begun_at = std::chrono::steady_clock::now();
  if (is_old && begun_at < old_again_at_) {
    rest(stop, old_again_at_ - begun_at);
    return;
  }
  const content::Asset asset = *edition->asset((*file)->asset);
  edition.reset();  // not held for as long as an encoder works
  const auto made = library_.make_ahead(asset.digest, (*file)->rendition, asset.credit, asset.rights, stop);
  if (!made && !is_of_the_file(made.error().kind)) {
    note_failure(made.error(), {});
    wait_out_trouble(stop);
    return;
  }
  files_.pop_back();
  is_troubled_ = false;
  if (!made) {
    ++failed_;
    note_failure(made.error(), asset.digest);
  } else if (*made) {
    ++made_;
  }
  // What was there before has time: as much rest as it took work, for machines that count what processors do.
  if (is_old) {
    const auto done_at = std::chrono::steady_clock::now();
    old_again_at_ = done_at + (done_at - begun_at);
  }
}

// `digest`: of the picture that alone is to blame, else empty. Each is told once.
void ReadyPictures::note_failure(const Error& problem, const std::string& digest) {
  if (digest.empty()) {
    if (!std::exchange(is_troubled_, true)) {
      log::warn("pictures are not made ready for readers until this is over: {}", problem.message());
    }
    return;
  }
  if (unreadable_.size() >= limits::unreadable_remembered) unreadable_.clear();
  unreadable_.insert(digest);
  if (told_ < limits::unreadable_told) {
    log::warn("no files can be made of the picture {}: {}", digest, problem.message());
  } else if (told_ == limits::unreadable_told) {
    log::warn("further pictures of which no files can be made are counted, but not told");
  }
  ++told_;
}

void ReadyPictures::rest(const std::stop_token& stop, std::chrono::steady_clock::duration time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, time, [this] { return grown_; });
}

// A change of the log is no reason to try again what the disk refused.
void ReadyPictures::wait_out_trouble(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, trouble_interval, [] { return false; });
}

void ReadyPictures::tell_waiting() {
  waiting_ = places_.size();
}

}  // namespace vestnik::reader
