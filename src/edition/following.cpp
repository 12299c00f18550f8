#include "edition/following.h"

#include <algorithm>
#include <map>
#include <set>

#include "edition/site_draft.h"
#include "store/catalogue.h"
#include "store/fronts.h"
#include "store/shown_assets.h"

namespace vestnik::edition {
namespace {

using store::ChangeKind;

template <class Identifier>
using Latest = std::map<Identifier, std::int64_t>;  // of each thing its newest change

// What changed of one site.
struct Changed {
  std::int64_t masthead = 0;
  Latest<AuthorId> authors;
  Latest<TopicId> topics;
  Latest<StoryId> stories;
  Latest<ArticleId> articles;
  Latest<ArticleId> comments;
  std::set<std::int64_t> redirects;
};

class Follower {
 public:
  Follower(store::Session& session, SiteDraft& draft, SiteId site, Changed changed, Latest<AssetId>& assets,
           std::int64_t newest)
      : session_(session), draft_(draft), site_(site), changed_(std::move(changed)), assets_(assets), newest_(newest) {}

  void run() {
    // The masthead first: a new story may stand in a new section.
    if (changed_.masthead) follow_masthead();
    for (const auto& [id, seq] : changed_.articles) follow_article(id);
    for (const auto& [id, seq] : changed_.comments) follow_comments(id, seq);
    for (const auto& [id, seq] : changed_.authors) follow_author(id, seq);
    for (const auto& [id, seq] : changed_.topics) draft_.set_topic(id, store::find_topic(session_, id), seq);
    for (const auto& [id, seq] : changed_.stories) follow_story(id, seq);
    for (const std::int64_t id : changed_.redirects) follow_redirect(id);
  }

 private:
  void look_at(AssetId asset) {
    if (asset) assets_.try_emplace(asset, newest_);
  }

  void follow_masthead() {
    const auto look_at_pictures = [&] {
      const content::Site& shown = draft_.state().masthead->site;
      for (const auto& advertisement : shown.house_advertisements) look_at(advertisement.image);
      look_at(shown.look.logo);
    };
    look_at_pictures();
    auto site = store::find_site(session_, site_);
    if (!site) return;
    draft_.set_masthead(std::move(*site), store::all_sections(session_, site_), changed_.masthead,
                        store::all_fronts(session_, site_));
    look_at_pictures();
  }

  // Assets, authors' rows and redirects follow from articles without changes of their own: what the public may see
  // depends on what is published.
  void follow_article(ArticleId id) {
    const KeptSummaryPtr* found = draft_.state().articles.find(id);
    const KeptSummaryPtr before = found ? *found : nullptr;
    const auto row = store::find_published(session_, id);
    if (row && row->site == site_) {
      const KeptSummaryPtr now = keep_summary(*row, pictures_of(*row, before.get()));
      draft_.put(now);
      draft_.set_gone(id, std::nullopt);
      // The store drops a redirect from an address that an article takes.
      draft_.remove_redirect(store::redirect_key(now->path));
      if (before && before->path != now->path) take_redirects_to(now->path);
      look_at_assets_of(*now);
      for (const AuthorId author : now->authors) {
        if (!draft_.state().authors.find(author)) changed_.authors.try_emplace(author, newest_);
      }
      for (const StoryPart& part : now->stories) {
        if (!draft_.state().stories.find(part.story)) changed_.stories.try_emplace(part.story, newest_);
      }
    } else {
      draft_.remove(id);
      draft_.set_gone(id, session_.text("SELECT path FROM withdrawn WHERE article = ?", {id}));
    }
    if (!before) return;
    look_at_assets_of(*before);
    for (const AuthorId author : before->authors) {
      if (shelf(draft_.state().by_author, author).empty()) changed_.authors.try_emplace(author, newest_);
    }
    for (const StoryPart& part : before->stories) {
      if (shelf(draft_.state().by_story, part.story).empty()) changed_.stories.try_emplace(part.story, newest_);
    }
  }

  std::vector<AssetId> pictures_of(const store::Published& row, const KeptSummary* before) {
    if (before && before->revision == row.revision) {
      const auto pictures = before->pictures();
      return {pictures.begin(), pictures.end()};
    }
    const auto text = store::published_text(session_, row.id);
    std::vector<AssetId> pictures = text ? store::assets_shown(session_, site_, text->body) : std::vector<AssetId>();
    std::erase(pictures, row.lead_image);
    return pictures;
  }

  void look_at_assets_of(const KeptSummary& story) {
    look_at(story.lead_image);
    for (const AssetId id : story.pictures()) look_at(id);
  }

  void take_redirects_to(std::string_view path) {
    session_.query("SELECT source, target FROM redirects WHERE site = ? AND target = ?", "tt", {site_, path},
                   [&](const store::Row& row) {
                     draft_.add_redirect({row.string(0), row.string(1)});
                     return true;
                   });
  }

  void follow_comments(ArticleId id, std::int64_t seq) {
    const KeptSummaryPtr* found = draft_.state().articles.find(id);
    if (found && (*found)->version < seq) draft_.put(with_version(**found, seq));
  }

  void follow_author(AuthorId id, std::int64_t seq) {
    const auto look_at_portrait = [&] {
      if (const auto* row = draft_.state().authors.find(id)) look_at(row->thing->picture);
    };
    look_at_portrait();
    draft_.set_author(id, store::find_author(session_, id), seq);
    look_at_portrait();
  }

  void follow_story(StoryId id, std::int64_t seq) {
    const auto look_at_picture = [&] {
      if (const auto* row = draft_.state().stories.find(id)) look_at(row->thing->lead_image);
    };
    look_at_picture();
    draft_.set_story(id, store::find_story(session_, id), seq);
    look_at_picture();
  }

  void follow_redirect(std::int64_t id) {
    if (auto redirect = store::find_redirect(session_, id)) {
      draft_.add_redirect({redirect->from, redirect->to});
      return;
    }
    // One that is gone names nothing that could be looked up; it does not happen often.
    std::vector<Routes::Redirect> all;
    store::each_redirect(session_, [&](const store::Redirect& redirect) {
      if (redirect.site == site_) all.push_back({redirect.from, redirect.to});
      return true;
    });
    draft_.set_redirects(all);
  }

  store::Session& session_;
  SiteDraft& draft_;
  SiteId site_;
  Changed changed_;
  Latest<AssetId>& assets_;
  std::int64_t newest_;
};

}  // namespace

bool needs_loading(const EditionState& state, std::span<const store::Change> changes) {
  return std::ranges::any_of(changes, [&](const store::Change& change) {
    return change.kind == ChangeKind::reset ||
           std::ranges::none_of(state.sites, [&](const auto& site) { return site->site().id == change.site; });
  });
}

EditionState follow(store::Session& session, EditionState state, std::span<const store::Change> changes,
                    std::int64_t number) {
  std::map<SiteId, Changed> sites;
  Latest<AssetId> assets;
  for (const store::Change& change : changes) {
    Changed& changed = sites[change.site];
    switch (change.kind) {
      case ChangeKind::site:
      case ChangeKind::section:
        changed.masthead = change.seq;
        break;
      case ChangeKind::author:
        changed.authors[AuthorId{change.id}] = change.seq;
        break;
      case ChangeKind::topic:
        changed.topics[TopicId{change.id}] = change.seq;
        break;
      case ChangeKind::story:
        changed.stories[StoryId{change.id}] = change.seq;
        break;
      case ChangeKind::asset:
        assets[AssetId{change.id}] = change.seq;
        break;
      case ChangeKind::article:
        changed.articles[ArticleId{change.id}] = change.seq;
        break;
      case ChangeKind::comment:
        changed.comments[ArticleId{change.id}] = change.seq;
        break;
      case ChangeKind::redirect:
        changed.redirects.insert(change.id);
        break;
      case ChangeKind::reset:
        break;  // needs_loading
    }
  }
  state.change = changes.back().seq;
  const Owner owner = Owner::fresh();
  const auto marks = std::make_shared<Marks>(*state.marks);
  marks->begin(number);
  for (auto& site : state.sites) {
    const auto changed = sites.find(site->site().id);
    if (changed == sites.end()) continue;
    SiteDraft draft(site->state(), owner, *marks);
    Follower(session, draft, changed->first, std::move(changed->second), assets, state.change).run();
    site = std::make_shared<const KeptSite>(draft.take());
  }
  for (const auto& [id, seq] : assets) {
    if (state.assets.set(id, store::find_asset(session, id), seq, owner)) marks->set(Marks::lot_of(id));
  }
  state.marks = marks;
  return state;
}

}  // namespace vestnik::edition
