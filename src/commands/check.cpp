// Proves that store, media, search index and fragments agree.
#include "store/check.h"

#include "accounts/audit.h"
#include "base/limits.h"
#include "commands/command.h"
#include "edition/edition.h"
#include "pages/fragment.h"
#include "reader/article_page.h"
#include "reader/index_follower.h"
#include "reports/desk.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"

namespace vestnik::commands {

namespace {

constexpr std::size_t most_findings = 1'000;
// Rendering a page takes about a millisecond: of a large site the newest and an even sample of the others.
constexpr std::size_t pages_rendered = 1'000;

class Findings {
 public:
  void add(std::string line) {
    ++count_;
    if (lines_.size() < most_findings) lines_.push_back(std::move(line));
  }
  std::size_t count() const { return count_; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
  std::size_t count_ = 0;
};

void check_media(store::Session& session, const media::Library& library, Findings& findings) {
  for (const content::Site& site : store::all_sites(session)) {
    store::each_asset(session, site.id, [&](const content::Asset& asset) {
      if (!asset.digest.empty() && !library.has(asset.digest)) {
        findings.add("media: the original of asset " + std::to_string(asset.id.value) + " (" + asset.file_name +
                     ") is missing: restore it from a backup, or upload it again");
      }
      return true;
    });
  }
}

// Each row's digest covers the one before: a row that was changed or taken out breaks what follows.
void check_logs(store::Session& session, Findings& findings) {
  if (const auto broken = accounts::first_broken_entry(session)) {
    findings.add("audit: entry " + std::to_string(*broken) +
                 " does not follow from those before it: the log was changed");
  }
  if (!reports::chain_holds(reports::destructions(session))) {
    findings.add("reports: the proof of what was destroyed is broken: its log was changed");
  }
}

struct PublishedNow {
  std::vector<ArticleId> articles;
  std::int64_t change = 0;
};

Result<PublishedNow> published_now(store::Store& store) {
  return store.read_public([](store::Session& session) {
    PublishedNow now{.articles = {}, .change = store::newest_change(session)};
    store::each_published(session, [&](const store::Published& article) {
      now.articles.push_back(article.id);
      return true;
    });
    std::sort(now.articles.begin(), now.articles.end());
    return now;
  });
}

Result<void> check_index(Installation& installation, Findings& findings) {
  search::Index& index = *installation.index;
  const std::scoped_lock writing(installation.index_writing);
  Result<PublishedNow> now = PublishedNow{};
  // A server may have stopped before its index had followed; others may publish meanwhile.
  for (int round = 0; round < 20; ++round) {
    if (auto followed = reader::follow_index(*installation.store, index); !followed)
      return std::unexpected(followed.error());
    now = published_now(*installation.store);
    if (!now) return std::unexpected(now.error());
    if (now->change == index.change()) break;
  }
  const std::vector<ArticleId> indexed = index.all();
  std::vector<ArticleId> missing, surplus;
  std::set_difference(now->articles.begin(), now->articles.end(), indexed.begin(), indexed.end(),
                      std::back_inserter(missing));
  std::set_difference(indexed.begin(), indexed.end(), now->articles.begin(), now->articles.end(),
                      std::back_inserter(surplus));
  for (const ArticleId id : missing)
    findings.add("search: article " + std::to_string(id.value) + " is published but not in the index");
  for (const ArticleId id : surplus)
    findings.add("search: article " + std::to_string(id.value) + " is in the index but not published");
  return {};
}

// The edition holds what the store says, and every page stitched unpacks to the page as rendered plainly.
Result<std::size_t> check_pages(Installation& installation, Findings& findings, Terminal& terminal) {
  auto press = edition::Press::start(*installation.store);
  if (!press) return std::unexpected(press.error());
  const edition::EditionPtr edition = (*press)->current();
  reader::Parts parts{*installation.store, *installation.index, *installation.library, installation.clock};
  std::size_t rendered = 0;
  for (const edition::SiteEdition* site : edition->sites()) {
    const reader::Context context{.edition = edition, .site = site, .parts = &parts};
    const std::size_t total = site->newest(0, 0).total;
    const std::size_t step = std::max<std::size_t>(1, total / pages_rendered);
    for (std::size_t at = 0; at < total; at += step) {
      const edition::Stories found = site->newest(at, 1);
      if (found.stories.empty()) break;
      const edition::SummaryPtr& story = found.stories.front();
      const auto route = site->route(content::route_key(story->path));
      if (!route || route->kind != edition::Route::Kind::article || route->id != story->id.value) {
        findings.add("edition: the address " + std::string(story->path) + " does not lead to its article");
      }
      std::string plain;
      std::vector<pages::FragmentPtr> fragments;
      for (const reader::ChainPlan& chain : reader::article_plan(context, story).chains) {
        auto html = chain.render();
        if (!html) {
          findings.add("pages: " + std::string(story->path) + " cannot be rendered: " + html.error().message());
          break;
        }
        plain += *html;
        // A variable: g++ 12 ends a temporary before the loop that goes through what it points to.
        const pages::ChainPtr made = pages::make_chain(*html, chain.version);
        for (const pages::Link& link : made->links) {
          fragments.push_back(link.text ? link.text : pages::compress_slot(pages::slot_mark(link.slot), 0));
        }
      }
      if (fragments.empty()) continue;
      // A slot is unpacked as its mark and padding; without the padding the texts must be the same.
      std::string unpacked = pages::inflate(*pages::stitch(std::move(fragments)));
      for (std::size_t end = unpacked.find(pages::slot_end); end != std::string::npos;
           end = unpacked.find(pages::slot_end, end + 1)) {
        const std::size_t begin = unpacked.rfind(pages::slot_begin, end);
        unpacked.erase(end + 1, limits::slot_bytes - (end + 1 - begin));
      }
      if (unpacked != plain)
        findings.add("fragments: " + std::string(story->path) + " does not unpack to what was rendered");
      terminal.progress("pages", static_cast<std::int64_t>(++rendered),
                        static_cast<std::int64_t>(std::min(total, pages_rendered)));
    }
  }
  auto published = installation.store->read_public([](store::Session& session) {
    std::size_t count = 0;
    store::each_published(session, [&](const store::Published&) { return ++count > 0; });
    return count;
  });
  if (!published) return std::unexpected(published.error());
  if (*published != edition->articles()) {
    findings.add("edition: it holds " + std::to_string(edition->articles()) + " articles, the store has published " +
                 std::to_string(*published));
  }
  return rendered;
}

class Check : public Command {
 public:
  std::string_view name() const override { return "check"; }
  std::string_view summary() const override { return "proves that store, media, search index and fragments agree"; }
  void declare(CLI::App&) override {}
  int run(Workplace& workplace) override {
    Installation& installation = *workplace.installation;
    Findings findings;
    auto read = installation.store->read([&](store::Session& session) {
      for (std::string& line : store::check(session)) findings.add("store: " + line);
      check_media(session, *installation.library, findings);
      check_logs(session, findings);
    });
    if (!read) return workplace.fail(read.error());
    if (auto checked = check_index(installation, findings); !checked) {
      return workplace.fail(checked.error());
    }
    auto rendered = check_pages(installation, findings, workplace.terminal);
    if (!rendered) return workplace.fail(rendered.error());
    for (const std::string& line : findings.lines()) workplace.terminal.print(line);
    if (findings.count() > 0) {
      workplace.terminal.error(std::to_string(findings.count()) + " findings");
      return failed;
    }
    workplace.terminal.print("store, media, search index and fragments agree (" + std::to_string(*rendered) +
                             " pages rendered)");
    return done;
  }
};

}  // namespace

std::unique_ptr<Command> make_check() {
  return std::make_unique<Check>();
}

}  // namespace vestnik::commands
