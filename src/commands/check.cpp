// Proves that store, media, search index and fragments agree.
#include "store/check.h"

#include <map>

#include "accounts/audit.h"
#include "base/files.h"
#include "base/limits.h"
#include "commands/command.h"
#include "edition/edition.h"
#include "newsroom/work_index.h"
#include "pages/fragment.h"
#include "reader/article_page.h"
#include "reader/index_follower.h"
#include "reports/desk.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/work.h"

namespace vestnik::commands {

namespace {

constexpr std::size_t most_findings = 1'000;
// Rendering a page takes about a millisecond: of a large site the newest and an even sample of the others.
constexpr std::size_t pages_rendered = 1'000;
constexpr std::size_t documents_compared = 20'000;
constexpr std::string_view stale = " is in the index as it was before: run `vestnik search rebuild`";

// Whether the server that this runs in stops: what was found by then is not told.
using Stop = std::function<bool()>;

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

// By digest, the asset that it belongs to: of several the first.
using Originals = std::map<std::string, std::string>;

Originals originals_of(store::Session& session, const Stop& stop) {
  Originals originals;
  for (const content::Site& site : store::all_sites(session)) {
    store::each_asset(session, site.id, [&](const content::Asset& asset) {
      if (!asset.digest.empty()) {
        originals.emplace(asset.digest, std::to_string(asset.id.value) + " (" + asset.file_name + ")");
      }
      return !stop();
    });
  }
  return originals;
}

// That every original is there and holds what it is named by. Reads them all, so no session is held meanwhile.
void check_media(const Originals& originals, const media::Library& library, Findings& findings, Terminal& terminal,
                 const Stop& stop) {
  std::int64_t looked_at = 0;
  for (const auto& [digest, asset] : originals) {
    if (stop()) return;
    terminal.progress("originals", ++looked_at, static_cast<std::int64_t>(originals.size()));
    const std::string what = "media: the original of asset " + asset;
    if (!library.has(digest)) {
      findings.add(what + " is missing: restore it from a backup, or upload it again");
      continue;
    }
    const auto held = sha256_hex_of_file(library.original(digest));
    if (!held) {
      findings.add(what + " cannot be read: " + held.error().message());
    } else if (*held != digest) {
      findings.add(what + " is damaged, it is not what came in: restore it from a backup");
    }
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

// What has arrived of readers' reports is there, as long as it was announced.
void check_report_files(store::Session& session, const std::filesystem::path& folder, Findings& findings) {
  for (const reports::UploadRow& upload : reports::complete_uploads(session)) {
    std::error_code problem;
    const auto bytes = std::filesystem::file_size(folder / upload.id, problem);
    if (problem || bytes < static_cast<std::uintmax_t>(upload.bytes)) {
      findings.add("reports: file " + std::to_string(upload.number) + " of report " + upload.report +
                   " is missing: restore it from a backup");
    }
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

std::vector<ArticleId> ids_of(const std::vector<search::Index::Entry>& entries) {
  std::vector<ArticleId> ids;
  for (const auto& entry : entries) ids.push_back(entry.id);
  return ids;
}

// Of those in both, that they hold the same words; of a large site an even sample.
Result<void> check_documents(Installation& installation, const std::vector<search::Index::Entry>& entries,
                             Findings& findings, const Stop& stop) {
  constexpr std::size_t read_at_once = 200;
  const std::size_t step = std::max<std::size_t>(1, entries.size() / documents_compared);
  std::vector<search::Index::Entry> some;
  const auto compare_some = [&]() -> Result<void> {
    const auto documents = reader::indexed_documents(*installation.store, ids_of(some));
    if (!documents) return std::unexpected(documents.error());
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto& document = (*documents)[i];  // of one that is not published it is told already
      if (!document || search::fingerprint(*document) == some[i].fingerprint) continue;
      const auto newest = installation.store->read_public(store::newest_change);
      if (!newest || *newest != installation.index->change()) continue;  // somebody has published meanwhile
      findings.add("search: article " + std::to_string(some[i].id.value) + std::string(stale));
    }
    some.clear();
    return {};
  };
  for (std::size_t at = 0; at < entries.size() && !stop(); at += step) {
    some.push_back(entries[at]);
    if (some.size() < read_at_once) continue;
    if (auto done = compare_some(); !done) return done;
  }
  return compare_some();
}

void compare(const std::vector<ArticleId>& wanted, const std::vector<ArticleId>& indexed, const std::string& where,
             Findings& findings) {
  std::vector<ArticleId> missing, surplus;
  std::ranges::set_difference(wanted, indexed, std::back_inserter(missing));
  std::ranges::set_difference(indexed, wanted, std::back_inserter(surplus));
  for (const ArticleId id : missing)
    findings.add(where + ": article " + std::to_string(id.value) + " is not in the index");
  for (const ArticleId id : surplus)
    findings.add(where + ": article " + std::to_string(id.value) + " should not be in the index");
}

Result<void> check_index(Installation& installation, Findings& findings, const Stop& stop) {
  search::Index& index = *installation.index;
  const std::scoped_lock writing(installation.index_writing);
  Result<PublishedNow> now = PublishedNow{};
  // A server may have stopped before its index had followed; others may publish meanwhile.
  for (int round = 0; round < 20 && !stop(); ++round) {
    if (auto followed = reader::follow_index(*installation.store, index, stop); !followed)
      return std::unexpected(followed.error());
    now = published_now(*installation.store);
    if (!now) return std::unexpected(now.error());
    if (now->change == index.change()) break;
  }
  const auto entries = index.entries();
  if (!entries) return std::unexpected(entries.error());
  compare(now->articles, ids_of(*entries), "search", findings);
  return check_documents(installation, *entries, findings, stop);
}

// The newsroom's own index against what is in work.
Result<void> check_work_index(Installation& installation, Findings& findings, const Stop& stop) {
  search::Index& index = *installation.work_index;
  const std::scoped_lock writing(installation.index_writing);
  std::vector<ArticleId> in_work;
  for (int round = 0; round < 20 && !stop(); ++round) {
    if (auto followed = newsroom::follow_work(*installation.store, index, stop); !followed)
      return std::unexpected(followed.error());
    auto now = installation.store->read([&](store::Session& session) {
      in_work = store::articles_in_work(session);
      return store::newest_work_change(session);
    });
    if (!now) return std::unexpected(now.error());
    if (*now <= index.change()) break;
  }
  const auto entries = index.entries();
  if (!entries) return std::unexpected(entries.error());
  compare(in_work, ids_of(*entries), "the newsroom's search", findings);
  return installation.store->read([&](store::Session& session) {
    const std::size_t step = std::max<std::size_t>(1, entries->size() / documents_compared);
    for (std::size_t at = 0; at < entries->size() && !stop(); at += step) {
      const auto document = newsroom::work_document(session, (*entries)[at].id);
      if (!document || search::fingerprint(*document) == (*entries)[at].fingerprint) continue;
      if (store::newest_work_change(session) > index.change()) continue;  // somebody writes meanwhile
      findings.add("the newsroom's search: article " + std::to_string((*entries)[at].id.value) + std::string(stale));
    }
  });
}

// A slot is unpacked as its mark and padding: what is left without the padding is the text as it was rendered.
std::string without_padding(std::string text) {
  for (std::size_t end = text.find(pages::slot_end); end != std::string::npos;
       end = text.find(pages::slot_end, end + 1)) {
    const std::size_t begin = text.rfind(pages::slot_begin, end);
    text.erase(end + 1, limits::slot_bytes - (end + 1 - begin));
  }
  return text;
}

void check_address(const edition::SiteEdition& site, const edition::SummaryPtr& story, Findings& findings) {
  const auto route = site.route(content::route_key(story->path));
  if (!route || route->kind != edition::Route::Kind::article || route->id != story->id.value) {
    findings.add("edition: the address " + std::string(story->path) + " does not lead to its article");
  }
}

// Stitched, the page unpacks to what was rendered. False: nothing of it could be rendered.
bool check_page(const reader::Context& context, const edition::SummaryPtr& story, Findings& findings) {
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
  if (fragments.empty()) return false;
  if (without_padding(pages::inflate(*pages::stitch(std::move(fragments)))) != plain) {
    findings.add("fragments: " + std::string(story->path) + " does not unpack to what was rendered");
  }
  return true;
}

// That the edition holds as many articles as the store has published.
Result<void> check_count(Installation& installation, const edition::Edition& edition, Findings& findings) {
  const auto published = installation.store->read_public([](store::Session& session) {
    std::size_t count = 0;
    store::each_published(session, [&](const store::Published&) { return ++count > 0; });
    return count;
  });
  if (!published) return std::unexpected(published.error());
  if (*published != edition.articles()) {
    findings.add("edition: it holds " + std::to_string(edition.articles()) + " articles, the store has published " +
                 std::to_string(*published));
  }
  return {};
}

// The edition holds what the store says, and every page stitched unpacks to the page as rendered plainly. How many
// pages were looked at.
Result<std::size_t> check_pages(Installation& installation, Findings& findings, Terminal& terminal, const Stop& stop) {
  auto press = edition::Press::start(*installation.store);
  if (!press) return std::unexpected(press.error());
  const edition::EditionPtr edition = (*press)->current();
  reader::Parts parts{*installation.store, *installation.index, *installation.library, installation.clock};
  std::size_t rendered = 0;
  for (const edition::SiteEdition* site : edition->sites()) {
    const reader::Context context{.edition = edition, .site = site, .parts = &parts};
    const std::size_t total = site->newest(0, 0).total;
    const std::size_t step = std::max<std::size_t>(1, total / pages_rendered);
    for (std::size_t at = 0; at < total && !stop(); at += step) {
      const edition::Stories found = site->newest(at, 1);
      if (found.stories.empty()) break;
      const edition::SummaryPtr& story = found.stories.front();
      check_address(*site, story, findings);
      if (!check_page(context, story, findings)) continue;
      terminal.progress("pages", static_cast<std::int64_t>(++rendered),
                        static_cast<std::int64_t>(std::min(total, pages_rendered)));
    }
  }
  if (auto counted = check_count(installation, *edition, findings); !counted) return std::unexpected(counted.error());
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
    const Stop stop = [&workplace] { return workplace.stopping(); };
    Originals originals;
    auto read = installation.store->read([&](store::Session& session) {
      for (std::string& line : store::check(session)) findings.add("store: " + line);
      originals = originals_of(session, stop);
      check_logs(session, findings);
      check_report_files(session, installation.options.data / "reports", findings);
    });
    if (!read) return workplace.fail(read.error());
    check_media(originals, *installation.library, findings, workplace.terminal, stop);
    if (stop()) return workplace.cut_off();
    if (auto checked = check_index(installation, findings, stop); !checked) {
      return workplace.fail(checked.error());
    }
    if (auto checked = check_work_index(installation, findings, stop); !checked) {
      return workplace.fail(checked.error());
    }
    auto rendered = check_pages(installation, findings, workplace.terminal, stop);
    if (!rendered) return workplace.fail(rendered.error());
    if (stop()) return workplace.cut_off();
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
