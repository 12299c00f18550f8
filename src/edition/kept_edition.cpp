#include "edition/kept_edition.h"

#include <algorithm>

namespace vestnik::edition {
namespace {

// As in a Host header: "Example.org:8080" and "example.org." are "example.org".
std::string host_key(std::string_view host) {
  if (!host.starts_with('[')) host = host.substr(0, host.find(':'));
  while (host.ends_with('.')) host.remove_suffix(1);
  std::string key(host);
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return key;
}

}  // namespace

KeptEdition::KeptEdition(EditionState state, std::int64_t number, bool passing)
    : state_(std::move(state)), number_(number), passing_(passing) {
  // A host of its own goes before an alias of another site, an older site before a newer one.
  for (const auto& site : state_.sites) hosts_.try_emplace(host_key(site->site().host), site.get());
  for (const auto& site : state_.sites) {
    for (const std::string& alias : site->site().aliases) hosts_.try_emplace(host_key(alias), site.get());
  }
}

std::size_t KeptEdition::articles() const {
  std::size_t sum = 0;
  for (const auto& site : state_.sites) sum += site->state().articles.size();
  return sum;
}

const SiteEdition* KeptEdition::site_for(std::string_view host) const {
  if (state_.sites.empty()) return nullptr;
  const auto found = hosts_.find(host_key(host));
  return found == hosts_.end() ? state_.sites.front().get() : found->second;
}

std::vector<const SiteEdition*> KeptEdition::sites() const {
  std::vector<const SiteEdition*> all;
  for (const auto& site : state_.sites) all.push_back(site.get());
  return all;
}

const content::Asset* KeptEdition::asset(AssetId id) const {
  const Row<content::Asset>* row = state_.assets.find(id);
  return row ? row->thing.get() : nullptr;
}

std::int64_t KeptEdition::asset_version(AssetId id) const {
  const Row<content::Asset>* row = state_.assets.find(id);
  return row ? row->version : 0;
}

}  // namespace vestnik::edition
