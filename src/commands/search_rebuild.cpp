// Makes the search indexes anew from the store while everything goes on: the new ones are filled beside those that are
// searched, and take their place at once.
#include "commands/command.h"
#include "newsroom/work_index.h"
#include "reader/index_follower.h"
#include "store/articles.h"

namespace vestnik::commands {

namespace {

class SearchRebuild : public Command {
 public:
  std::string_view name() const override { return "search rebuild"; }
  std::string_view summary() const override { return "makes the search indexes anew from the store, while serving"; }
  void declare(CLI::App&) override {}
  int run(Workplace& workplace) override {
    Installation& installation = *workplace.installation;
    const auto published = installation.store->read_public(store::count_published);
    if (!published) return workplace.fail(published.error());
    auto readers = installation.index->make_beside();
    if (!readers) return workplace.fail(readers.error());
    const auto tell = [&](std::size_t done) {
      workplace.terminal.progress("articles", static_cast<std::int64_t>(done), *published);
    };
    const auto filled = reader::fill_index(*installation.store, **readers, tell, workplace.stop);
    if (!filled) return workplace.fail(filled.error());
    if (workplace.stopping()) return workplace.cut_off();
    auto newsroom = installation.work_index->make_beside();
    if (!newsroom) return workplace.fail(newsroom.error());
    const auto in_work = newsroom::follow_work(*installation.store, **newsroom, workplace.stop);
    if (!in_work) return workplace.fail(in_work.error());
    if (workplace.stopping()) return workplace.cut_off();
    if (auto swapped = take_places(installation, std::move(*readers), std::move(*newsroom)); !swapped)
      return workplace.fail(swapped.error());
    workplace.terminal.print("search indexes made anew: " + std::to_string(*filled) + " published articles, " +
                             std::to_string(*in_work) + " in work");
    return done;
  }

 private:
  // What was written while the new ones were filled is taken over first, so that nobody finds less than before.
  static Result<void> take_places(Installation& installation, std::unique_ptr<search::Index> readers,
                                  std::unique_ptr<search::Index> newsroom) {
    const std::scoped_lock writing(installation.index_writing);
    if (auto followed = reader::follow_index(*installation.store, *readers); !followed)
      return std::unexpected(followed.error());
    if (auto followed = newsroom::follow_work(*installation.store, *newsroom); !followed)
      return std::unexpected(followed.error());
    if (auto done = installation.index->replace_by(std::move(readers)); !done) return done;
    return installation.work_index->replace_by(std::move(newsroom));
  }
};

}  // namespace

std::unique_ptr<Command> make_search_rebuild() {
  return std::make_unique<SearchRebuild>();
}

}  // namespace vestnik::commands
