#include "edition/routes.h"

#include <algorithm>
#include <cstring>
#include <future>

#include "base/digest.h"
#include "content/article.h"
#include "store/catalogue.h"

namespace vestnik::edition {
namespace {

// The last part of a path's key, "" where there is none that could stand under a section.
std::string_view last_segment(std::string_view key) {
  if (key.find('?') != std::string_view::npos) return {};
  return key.substr(key.rfind('/') + 1);
}

}  // namespace

Routes Routes::of(const std::vector<KeptSummaryPtr>& stories, const std::vector<Redirect>& redirects,
                  const std::vector<Withdrawn>& gone) {
  Routes routes;
  std::vector<Path> paths, segments;
  paths.reserve(stories.size());
  segments.reserve(stories.size());
  for (const KeptSummaryPtr& story : stories) {
    const std::string key = store::redirect_key(story->path);
    paths.push_back({stable_hash(key), story.get()});
    const std::string_view segment = last_segment(key);
    if (!segment.empty()) segments.push_back({stable_hash(segment), story.get()});
  }
  std::future<void> beside = std::async(std::launch::async, [&] {
    std::ranges::sort(segments, BySegment{});
    routes.segments_ = Order<Path, BySegment>::of_sorted(std::move(segments));
  });
  std::ranges::sort(paths, ByPath{});
  routes.paths_ = Order<Path, ByPath>::of_sorted(std::move(paths));
  beside.get();

  routes.set_redirects(redirects);
  const Owner owner = Owner::fresh();
  for (const Withdrawn& withdrawn : gone) routes.add_gone(withdrawn, owner);
  return routes;
}

void Routes::add(const KeptSummary& story, Owner owner) {
  const std::string key = store::redirect_key(story.path);
  paths_.insert({stable_hash(key), &story}, owner);
  const std::string_view segment = last_segment(key);
  if (!segment.empty()) segments_.insert({stable_hash(segment), &story}, owner);
}

void Routes::remove(const KeptSummary& story, Owner owner) {
  const std::string key = store::redirect_key(story.path);
  paths_.erase(Path{stable_hash(key), &story}, owner);
  const std::string_view segment = last_segment(key);
  if (!segment.empty()) segments_.erase(Path{stable_hash(segment), &story}, owner);
}

void Routes::add_redirect(const Redirect& redirect, Owner owner) {
  redirects_.insert(moved(redirect.from, redirect.to), owner);
}

void Routes::set_redirects(const std::vector<Redirect>& redirects) {
  std::vector<Moved> all;
  all.reserve(redirects.size());
  for (const Redirect& redirect : redirects) all.push_back(moved(redirect.from, redirect.to));
  std::ranges::stable_sort(all, ByFrom{});
  const auto same = [](const Moved& left, const Moved& right) { return left.from() == right.from(); };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  redirects_ = Order<Moved, ByFrom>::of_sorted(std::move(all));
}

void Routes::remove_redirect(std::string_view from, Owner owner) {
  redirects_.erase(From{stable_hash(from), from}, owner);
}

void Routes::add_gone(const Withdrawn& withdrawn, Owner owner) {
  remove_gone(withdrawn.article, owner);
  const Moved moved_away = moved(store::redirect_key(withdrawn.path), {});
  const Gone entry{moved_away.hash, withdrawn.article, moved_away.text};
  gone_.insert(entry, owner);
  gone_articles_.insert(entry, owner);
}

void Routes::remove_gone(ArticleId article, Owner owner) {
  const Gone* found = gone_articles_.find(article);
  if (!found) return;
  const Gone entry = *found;
  gone_.erase(entry, owner);
  gone_articles_.erase(article, owner);
}

void Routes::add_name(std::string_view path, Route::Kind kind, std::int64_t id, Owner owner) {
  names_.insert({stable_hash(content::route_key(path)), kind, id}, owner);
}

void Routes::remove_name(std::string_view path, Route::Kind kind, std::int64_t id, Owner owner) {
  names_.erase(Named{stable_hash(content::route_key(path)), kind, id}, owner);
}

const KeptSummary* Routes::story(std::string_view key) const {
  const std::uint64_t hash = stable_hash(key);
  const KeptSummary* found = nullptr;
  paths_.walk(paths_.rank(hash), [&](const Path& path) {
    if (path.hash != hash) return false;
    if (store::redirect_key(path.story->path) == key) found = path.story;
    return found == nullptr;
  });
  return found;
}

std::optional<std::string_view> Routes::redirect(std::string_view key) const {
  const Moved* found = redirects_.find(From{stable_hash(key), key});
  if (!found || found->to() == key || (!found->to().empty() && store::redirect_key(found->to()) == key))
    return std::nullopt;
  return found->to();
}

bool Routes::gone(std::string_view key) const {
  const std::uint64_t hash = stable_hash(key);
  bool found = false;
  gone_.walk(gone_.rank(hash), [&](const Gone& entry) {
    if (entry.hash != hash) return false;
    found = entry.key.get() == key;
    return !found;
  });
  return found;
}

std::vector<Routes::Name> Routes::names(std::string_view key) const {
  const std::uint64_t hash = stable_hash(key);
  std::vector<Name> found;
  names_.walk(names_.rank(hash), [&](const Named& named) {
    if (named.hash != hash) return false;
    found.push_back({named.kind, named.id});
    return true;
  });
  return found;
}

const KeptSummary* Routes::story_of_section(SectionId section, std::string_view segment) const {
  const Segment wanted{stable_hash(segment), section};
  const KeptSummary* found = nullptr;
  segments_.walk(segments_.rank(wanted), [&](const Path& path) {
    if (path.hash != wanted.hash || path.story->section != section) return false;
    if (last_segment(store::redirect_key(path.story->path)) == segment) found = path.story;
    return found == nullptr;
  });
  return found;
}

std::size_t Routes::bytes() const {
  std::size_t sum = paths_.bytes() + segments_.bytes() + redirects_.bytes() + names_.bytes();
  redirects_.walk(0, [&](const Moved& moved) {
    sum += 4 * sizeof(void*) + moved.from().size() + moved.to().size() + 2;
    return true;
  });
  return sum;
}

Routes::Moved Routes::moved(std::string_view from, std::string_view to) {
  from = from.substr(0, from.find('\0'));
  to = to.substr(0, to.find('\0'));
  const auto text = std::make_shared<char[]>(from.size() + to.size() + 2);
  std::ranges::copy(from, text.get());
  std::ranges::copy(to, text.get() + from.size() + 1);
  return {stable_hash(from), text};
}

}  // namespace vestnik::edition
