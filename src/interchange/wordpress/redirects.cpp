#include "interchange/wordpress/redirects.h"

#include "base/digest.h"
#include "content/article.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t longest_address = 2'000;

// Redirects are looked up before the names of sections, authors and topics: one from there would hide what they list.
bool is_named(store::Session& session, SiteId site, std::string_view key) {
  const std::size_t last = key.rfind('/');
  const std::string_view above = key.substr(0, last), slug = key.substr(last + 1);
  if (above.empty()) return store::find_section(session, site, slug).has_value();
  if (above == "/author") return store::find_author(session, site, slug).has_value();
  return above == "/topic" && store::find_topic(session, site, slug).has_value();
}

}  // namespace

void Redirects::add(store::Session& session, std::string_view from, std::string_view to) {
  if (from.size() > longest_address || to.empty()) return;
  const std::string key = store::redirect_key(from.substr(0, from.find('#')));
  if (key == "/" || key == store::redirect_key(to)) return;
  if (key.find('?') == std::string::npos) {
    if (store::find_published_at(session, site_, key)) return;
    if (is_named(session, site_, key)) {
      report_.note("old address left out: a section, author or topic answers there", key);
      return;
    }
  }
  if (!said_.insert(stable_hash(key)).second) return;
  latest_.push_back(stable_hash(key));
  const auto there = store::find_redirect(session, site_, key);
  Count& count = report_.count("redirects");
  if (there && *there == to) {
    ++count.unchanged;
    return;
  }
  store::save_redirect(session, {site_, key, std::string(to)}, now_, true);
  ++(there ? count.changed : count.taken);
}

bool Redirects::led_on(store::Session& session, std::string_view from) const {
  const auto there = store::find_redirect(session, site_, base_ + std::string(from));
  return there && *there != "/";
}

void Redirects::undo() {
  for (const std::uint64_t hash : latest_) said_.erase(hash);
  latest_.clear();
}

void Redirects::add_below(store::Session& session, std::string_view from, std::string_view to) {
  if (!base_.empty()) add(session, base_ + std::string(from), to);
  const bool is_list = from.size() > 1 && !from.starts_with("/?");
  for (std::size_t i = 0; is_list && i < fronts_.size(); ++i) add(session, base_ + fronts_[i] + std::string(from), to);
  add(session, from, to);
}

}  // namespace vestnik::interchange::wordpress
