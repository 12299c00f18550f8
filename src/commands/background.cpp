#include "commands/background.h"

#include <utility>

#include "base/log.h"
#include "newsroom/library_uploads.h"
#include "newsroom/schedule.h"
#include "newsroom/work_index.h"
#include "reader/index_follower.h"

namespace vestnik::commands {

namespace {

using namespace std::chrono_literals;

constexpr auto schedule_interval = 200ms;  // a schedule is exact to the second
// Drafts are saved without a word in the change log; a newsroom finds them this much later at most.
constexpr auto work_interval = 250ms;
// Between two rounds of the index while many publish: each costs about as much as some hundreds of documents, whatever
// is in it. New stories are found within a second all the same.
constexpr auto index_interval = 400ms;
constexpr auto gather_interval = 10s;
constexpr auto books_interval = 500ms;  // what a power cut can cost of advertising's counts
constexpr auto slow_books = 5s;         // what desks were promised may be used up by then
constexpr auto sweep_interval = 1min;   // of uploads; what is over holds its room for so much longer
constexpr auto retry_interval = 5s;

}  // namespace

Background::Background(Installation& installation, edition::Press& press, reader::Counts& counts,
                       advertising::AdServer& advertising, reports::UploadFiles& uploads, Followers& followers,
                       std::function<void(ArticleId)> moved)
    : installation_(installation),
      press_(press),
      counts_(counts),
      advertising_(advertising),
      uploads_(uploads),
      followers_(followers),
      moved_(std::move(moved)),
      schedule_([this](const std::stop_token& stop) { run_schedule(stop); }),
      index_([this](const std::stop_token& stop) { run_index(stop); }),
      books_([this](const std::stop_token& stop) { run_books(stop); }),
      sweep_([this](const std::stop_token& stop) { run_uploads(stop); }) {}

Background::~Background() {
  schedule_.request_stop();
  index_.request_stop();
  books_.request_stop();
  sweep_.request_stop();
  schedule_.join();
  index_.join();
  books_.join();
  sweep_.join();
  // What was read in the last seconds counts too.
  if (auto gathered = counts_.gather(); !gathered) log::failure(gathered.error());
}

void Background::wake() {
  {
    const std::scoped_lock lock(mutex_);
    dirty_ = true;
  }
  changed_.notify_all();
}

void Background::run_schedule(const std::stop_token& stop) {
  auto gathered_at = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    auto published = newsroom::publish_due(*installation_.store, installation_.clock, moved_);
    if (!published) log::failure(published.error());
    if (const auto ended = newsroom::end_due(*installation_.store, installation_.clock); !ended) {
      log::failure(ended.error());
    }
    followers_.retry();
    press_.settle();
    if (std::chrono::steady_clock::now() - gathered_at > gather_interval) {
      gathered_at = std::chrono::steady_clock::now();
      if (auto gathered = counts_.gather(); !gathered) log::failure(gathered.error());
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(
        lock, stop,
        published ? std::chrono::milliseconds(schedule_interval) : std::chrono::milliseconds(retry_interval),
        [] { return false; });
  }
}

void Background::run_index(const std::stop_token& stop) {
  auto next_round = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    bool published = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, stop, work_interval, [this] { return dirty_; });
      changed_.wait_until(lock, stop, next_round, [] { return false; });
      if (stop.stop_requested()) return;
      published = std::exchange(dirty_, false);
    }
    if (published) next_round = std::chrono::steady_clock::now() + index_interval;
    const auto stopping = [&] { return stop.stop_requested(); };
    Result<std::size_t> followed = 0U;
    {
      const std::scoped_lock writing(installation_.index_writing);
      if (published) followed = reader::follow_index(*installation_.store, *installation_.index, stopping);
      if (followed) followed = newsroom::follow_work(*installation_.store, *installation_.work_index, stopping);
    }
    if (followed) continue;
    log::failure(followed.error());
    std::unique_lock lock(mutex_);
    dirty_ = true;
    changed_.wait_for(lock, stop, retry_interval, [] { return false; });
  }
}

void Background::run_books(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto begun = std::chrono::steady_clock::now();
    auto ticked = advertising_.tick();
    if (!ticked) log::failure(ticked.error());
    if (const auto took = std::chrono::steady_clock::now() - begun; took > slow_books) {
      log::warn("the books of advertising took {} s to write: campaigns wait for them, short ones may end unfilled",
                std::chrono::duration_cast<std::chrono::seconds>(took).count());
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop,
                      ticked ? std::chrono::milliseconds(books_interval) : std::chrono::milliseconds(retry_interval),
                      [] { return false; });
  }
}

// On a thread of its own: to give large files back to the disk takes time that a schedule has not.
void Background::run_uploads(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto swept = newsroom::sweep_uploads(*installation_.store, uploads_, installation_.clock());
    if (!swept) log::failure(swept.error());
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, sweep_interval, [] { return false; });
  }
}

}  // namespace vestnik::commands
