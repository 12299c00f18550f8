#include <algorithm>
#include <utility>

#include "edition/following.h"
#include "edition/loading.h"
#include "edition/site_draft.h"
#include "store/store.h"

namespace vestnik::edition {
namespace {

using KeptPtr = std::shared_ptr<const KeptEdition>;

// Above this many, reading everything anew is quicker than following row by row.
constexpr std::size_t most_changes = 20'000;
constexpr std::chrono::days most_read_window{7};
// Editions that follow each other more closely than that are passing ones.
constexpr std::chrono::seconds lasting{2};

class OnePress final : public Press {
 public:
  OnePress(store::Store& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

  Result<void> load_all() {
    const std::lock_guard writing(writing_);
    auto state =
        store_.read_public([&](store::Session& session) { return with_all_marked(load(session, reads_since())); });
    if (!state) return std::unexpected(state.error());
    publish(std::move(*state));
    return {};
  }

  Result<void> follow() override {
    const std::lock_guard writing(writing_);
    Turnover turnover{.before = kept_, .now = nullptr, .articles = {}};
    auto next = store_.read_public([&](store::Session& session) -> std::optional<EditionState> {
      const EditionState& before = kept_->state();
      const auto changes = store::changes_after(session, before.change, most_changes + 1);
      turnover.articles.clear();
      turnover.everything = false;
      if (changes.empty()) return std::nullopt;
      if (changes.size() > most_changes || needs_loading(before, changes)) {
        turnover.everything = true;
        return with_all_marked(load(session, reads_since()));
      }
      turnover.articles = articles_of(changes);
      return edition::follow(session, before, changes, next_number());
    });
    if (!next) return std::unexpected(next.error());
    if (!*next) return {};
    publish(std::move(**next));
    turnover.now = kept_;
    if (hear_) hear_(turnover);
    return {};
  }

  void on_turnover(std::function<void(const Turnover&)> hear) override {
    const std::lock_guard writing(writing_);
    hear_ = std::move(hear);
  }

  void most_read(SiteId id, std::vector<ArticleId> articles) override {
    const std::lock_guard writing(writing_);
    EditionState state = kept_->state();
    for (auto& site : state.sites) {
      if (site->site().id != id) continue;
      const auto marks = std::make_shared<Marks>(*state.marks);
      marks->begin(next_number());
      SiteDraft draft(site->state(), Owner::fresh(), *marks);
      draft.set_most_read(std::move(articles));
      if (draft.state().most_read.version == site->state().most_read.version) return;
      site = std::make_shared<const KeptSite>(draft.take());
      state.marks = marks;
      publish(std::move(state));
      return;
    }
  }

  void settle() override {
    const std::lock_guard writing(writing_);
    if (kept_->passing() && !is_close()) publish(kept_->state());
  }

  EditionPtr current() const override {
    const std::lock_guard swapping(swapping_);
    return kept_;
  }

 private:
  std::string reads_since() const { return format_rfc3339(clock_() - most_read_window).substr(0, 10); }

  // Of the edition that is made next; under `writing_`.
  std::int64_t next_number() const { return number_.load(std::memory_order_relaxed) + 1; }

  // What was read anew may be different in everything.
  EditionState with_all_marked(EditionState state) const {
    const auto marks = std::make_shared<Marks>();
    marks->begin(next_number());
    marks->set_all();
    state.marks = marks;
    return state;
  }

  // Whether the newest edition came only just before. A clock that was set back makes it come long ago.
  bool is_close() const {
    const Time now = clock_();
    return kept_ && published_at_ <= now && now < published_at_ + lasting;
  }

  void publish(EditionState state) {
    const std::int64_t number = next_number();
    KeptPtr next = std::make_shared<const KeptEdition>(std::move(state), number, is_close());
    if (kept_) published_at_ = clock_();  // the first one comes after nothing
    {
      const std::lock_guard swapping(swapping_);
      next.swap(kept_);
    }
    // Only now: a reader that sees the number must find that edition or a newer one.
    number_.store(number, std::memory_order_release);
    // A whole edition may go at once after a reset: here, not on the reading thread that lets go of it last.
    if (next) replaced_.push_back(std::move(next));
    std::erase_if(replaced_, [](const KeptPtr& edition) { return edition.use_count() == 1; });
  }

  static std::vector<ArticleId> articles_of(std::span<const store::Change> changes) {
    std::vector<ArticleId> articles;
    for (const store::Change& change : changes) {
      if (change.kind == store::ChangeKind::article || change.kind == store::ChangeKind::comment)
        articles.emplace_back(change.id);
    }
    std::ranges::sort(articles);
    articles.erase(std::ranges::unique(articles).begin(), articles.end());
    return articles;
  }

  store::Store& store_;
  Clock clock_;
  std::mutex writing_;
  std::function<void(const Turnover&)> hear_;  // under `writing_`
  KeptPtr kept_;                               // written under both locks
  Time published_at_ = {};
  mutable std::mutex swapping_;
  std::vector<KeptPtr> replaced_;
};

}  // namespace

Result<std::unique_ptr<Press>> Press::start(store::Store& store, Clock clock) {
  auto press = std::make_unique<OnePress>(store, std::move(clock));
  if (auto loaded = press->load_all(); !loaded) return std::unexpected(loaded.error());
  return press;
}

}  // namespace vestnik::edition
