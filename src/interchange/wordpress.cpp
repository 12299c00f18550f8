#include "interchange/wordpress.h"

#include <algorithm>
#include <sstream>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/bulk.h"
#include "interchange/format.h"
#include "interchange/sites.h"
#include "interchange/wordpress/articles.h"
#include "interchange/wordpress/attachments.h"
#include "interchange/wordpress/known_as.h"
#include "interchange/wordpress/menus.h"
#include "interchange/wordpress/names.h"
#include "interchange/wordpress/old_addresses.h"
#include "interchange/wordpress/survey.h"
#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace wordpress {
namespace {

constexpr std::size_t addresses_batch = 500;
constexpr std::size_t most_former_names = 20;

// "bg-BG" and "en_US" are the interface's "bg" and "en"; other languages keep their region.
std::string language_of(std::string_view given) {
  std::string language = text::squeeze(given);
  std::ranges::replace(language, '_', '-');
  if (language.size() < 2 || language.size() > 35 ||
      language.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") !=
          std::string::npos) {
    return "bg";
  }
  const std::string first = language.substr(0, language.find('-'));
  return first == "bg" || first == "en" ? first : language;
}

content::Site new_site(const Channel& channel, const OldSite& old, const std::string& wanted_host,
                       ImportReport& report) {
  content::Site site;
  site.host = !wanted_host.empty() ? wanted_host : !old.host().empty() ? old.host() : "localhost";
  const bool own_address = site.host == old.host() && !old.base_url().empty();
  site.base_url = own_address ? old.base_url() : base_url_of(site.host);
  site.name = text::cut_at_word(content::html_to_text(channel.title), 200, "");
  if (site.name.empty()) site.name = site.host;
  site.tagline = text::cut_at_word(content::html_to_text(channel.description), 300, "");
  // Where such sites have it, and their readers know it; its editors choose otherwise in the settings.
  site.slot_after = 0;
  site.language = language_of(channel.language);
  // An export does not tell its time zone.
  site.time_zone = site.language == "bg" ? "Europe/Sofia" : "UTC";
  if (site.language != "bg") report.note("time zone of the site is not in the export: UTC is taken", site.host);
  return site;
}

std::size_t count_of(const std::vector<content::NavigationItem>& items) {
  std::size_t count = items.size();
  for (const content::NavigationItem& item : items) count += count_of(item.children);
  return count;
}

std::string digest_of_menus(const content::Site& site) {
  const json::object all = to_json(site);
  return sha256_hex(write_json(all.at("navigation")) + write_json(all.at("footer_navigation")));
}

// The old host names answer with a redirect to the site's own.
bool add_aliases(store::Session& session, content::Site& site, const OldSite& old) {
  bool added = false;
  std::vector<std::string> names = {old.host()};
  names.push_back(old.host().starts_with("www.") ? old.host().substr(4) : "www." + old.host());
  for (const std::string& name : names) {
    if (old.host().empty() || old.host().find('.') == std::string::npos || name == site.host) continue;
    if (std::ranges::find(site.aliases, name) != site.aliases.end() || store::find_site(session, name)) continue;
    site.aliases.push_back(name);
    added = true;
  }
  return added;
}

class Import {
 public:
  Import(store::Store& store, media::Library& library, const WordpressOptions& options, Survey found)
      : store_(store),
        library_(library),
        options_(options),
        survey_(std::move(found)),
        old_(survey_.channel),
        now_(options.clock()) {}

  Result<ImportReport> run() {
    return import_in_bulk(store_, site_, report_, now_, [this] { return all_steps(); });
  }

 private:
  Result<void> all_steps() {
    note_mending();
    if (auto done = take_site(); !done) return done;
    Attachments attachments({store_, library_, old_, site_.id, Folder(options_.media_folder), report_, now_});
    Bases bases(names_);
    for (const MenuItem& item : survey_.menu_items) {
      if (const auto own = old_.own(content::html_to_text(item.address)); own && item.type == "custom") bases.see(*own);
    }
    ArticleWorld world{store_, site_, old_, survey_, names_, attachments, bases, report_, now_};
    Redirects redirects(site_.id, old_.base_path(), fronts(), report_, now_);
    Articles articles(world, redirects);
    if (auto done = each_item("pictures and files", false,
                              [&](Item&& item) -> Result<void> {
                                return destiny_of(item) == Destiny::attachment ? attachments.take(item)
                                                                               : Result<void>();
                              });
        !done) {
      return done;
    }
    if (auto done = attachments.flush(); !done) return done;
    if (auto done = each_item("articles", true, [&](Item&& item) { return articles.take(std::move(item)); }); !done) {
      return done;
    }
    if (auto done = articles.flush(); !done) return done;
    return take_addresses(world, redirects);
  }

  std::vector<std::string> fronts() const {
    std::vector<std::string> fronts(survey_.language_steps.begin(), survey_.language_steps.end());
    if (!survey_.front.empty() && !survey_.language_steps.contains(survey_.front)) fronts.push_back(survey_.front);
    return fronts;
  }

  void note_mending() {
    const XmlFacts& facts = survey_.facts;
    if (facts.replaced > 0)
      report_.note("bytes that are no text in the file's encoding replaced by �: " + std::to_string(facts.replaced));
    if (facts.dropped > 0) report_.note("control characters left out: " + std::to_string(facts.dropped));
    if (facts.mended > 0) report_.note("places mended that are no sound XML: " + std::to_string(facts.mended));
    if (facts.led_by_noise) report_.note("text before the beginning of the export left out");
    if (facts.followed_by_noise) report_.note("text after the end of the export left out");
    if (!options_.media_folder.empty() && !Folder(options_.media_folder)) {
      report_.note("the media folder is not there", options_.media_folder.string());
    }
  }

  Result<void> take_site() {
    return store_.write([&](store::Session& session) -> Result<void> {
      const bool unknown = !options_.formerly.empty() && !store::find_site(session, old_.host());
      auto chosen = choose_site(session, options_.site_host, unknown ? options_.formerly : old_.host());
      if (!chosen) return std::unexpected(chosen.error());
      const bool fresh = !*chosen;
      site_ = fresh ? new_site(survey_.channel, old_, options_.site_host, report_) : **chosen;
      if (auto settled = settle_names(session, fresh); !settled) return settled;
      const bool renamed = add_aliases(session, site_, old_);
      if (fresh || renamed) site_.id = store::save_site(session, site_, now_);
      ++(fresh     ? report_.count("sites").taken
         : renamed ? report_.count("sites").changed
                   : report_.count("sites").unchanged);
      names_.take(session, site_, survey_, report_, now_);
      return {};
    });
  }

  // What came from this site under another name of it is known by today's from now on.
  Result<void> settle_names(store::Session& session, bool fresh) {
    const std::string to(old_.identity());
    const auto carry = [&](const std::string& from) {
      const Carried carried = carry_over(session, site_.id, from, to);
      if (carried.articles > 0) remember_former_name(session, from);
      if (carried.articles > 0)
        report_.note("known by the site's former name until now, by today's from now on: " +
                         std::to_string(carried.articles) + " articles",
                     from + " → " + to);
      if (carried.twice > 0)
        report_.note("came under a former name of the site and under today's: both are here, look through them: " +
                         std::to_string(carried.twice) + " articles",
                     from);
    };
    const std::string given = options_.formerly.starts_with("www.") ? options_.formerly.substr(4) : options_.formerly;
    const auto known = [&](const std::string& host) { return !fresh && is_known_from(session, site_.id, host); };
    if (!given.empty() && !to.empty() && given != to) {
      const bool any = known(given) || known("www." + given);
      if (!any && !known(to)) {
        return fail(ErrorKind::conflict, "nothing in the site came from the former host", given,
                    "look whether --formerly is written as the host was then, and --site names the site");
      }
      carry(given);
      carry("www." + given);
    }
    if (fresh || to.empty()) return {};
    // Former builds kept it.
    if (known("www." + to)) carry("www." + to);
    if (given.empty()) look_for_former_name(session, carry);
    // Its texts still link to itself by these.
    for (const std::string& name : former_names(session)) old_.add_host(name);
    return {};
  }

  void look_for_former_name(store::Session& session, const std::function<void(const std::string&)>& carry) {
    for (const Recognised& other : other_hosts(session, site_, old_, survey_)) {
      if (other.is_same_site(survey_.sample.size())) {
        carry(other.host);
      } else if (other.same > 2) {
        report_.note(
            "some articles are as those that came from another host; where that is the same site, take a backup "
            "from before this import and name the former host with --formerly: " +
                std::to_string(other.same) + " articles",
            other.host);
      }
    }
  }

  std::string former_names_setting() const { return "wordpress:" + std::string(old_.identity()) + ":formerly"; }

  std::vector<std::string> former_names(store::Session& session) const {
    std::vector<std::string> names;
    std::istringstream all(store::find_setting(session, site_.id, former_names_setting()).value_or(""));
    for (std::string name; names.size() < most_former_names && all >> name;) names.push_back(name);
    return names;
  }

  void remember_former_name(store::Session& session, const std::string& name) {
    std::vector<std::string> names = former_names(session);
    if (names.size() == most_former_names || std::ranges::find(names, name) != names.end()) return;
    names.push_back(name);
    std::string all;
    for (const std::string& one : names) all += one + " ";
    store::set_setting(session, site_.id, former_names_setting(), all);
  }

  Result<void> each_item(std::string_view stage, bool comments, const std::function<Result<void>(Item&&)>& each) {
    struct Listener : WxrListener {
      Listener(const std::function<Result<void>(Item&&)>& work, const WordpressOptions& options)
          : each(work), stop(options.stop), file(options.file) {}
      void item(Item&& item) override {
        if (done && stop && stop()) done = std::unexpected(stopped_early(file));
        if (done) done = each(std::move(item));
      }
      bool wants_more() const override { return done.has_value(); }
      const std::function<Result<void>(Item&&)>& each;
      const StopAsked& stop;
      const std::filesystem::path& file;
      Result<void> done;
    } listener(each, options_);
    auto facts = read_wxr(options_.file, {.content = true, .comments = comments}, listener,
                          [&](std::int64_t done, std::int64_t total) {
                            if (options_.progress) options_.progress({stage, done, total});
                          });
    if (!listener.done) return listener.done;
    if (!facts) return std::unexpected(facts.error());
    return {};
  }

  Result<void> take_addresses(const ArticleWorld& world, Redirects& redirects) {
    auto done = store_.write([&](store::Session& session) {
      redirect_names(session, names_, world.bases, redirects);
      redirect_feeds(session, redirects);
      for (const std::string& step : survey_.language_steps) redirects.add(session, old_.base_path() + step + "/", "/");
      take_navigation(session);
    });
    if (!done) return done;
    std::vector<Item> waiting;
    const auto write = [&] {
      auto written = store_.write([&](store::Session& session) {
        for (const Item& item : waiting) {
          if (item.type == "redirect_rule") {
            redirect_rule(session, item, old_, redirects, report_);
          } else {
            redirect_attachment(session, item, world, redirects);
          }
        }
      });
      waiting.clear();
      return written;
    };
    done = each_item("addresses", false, [&](Item&& item) -> Result<void> {
      if (destiny_of(item) != Destiny::attachment && item.type != "redirect_rule") return {};
      item.content.clear();
      waiting.push_back(std::move(item));
      return waiting.size() < addresses_batch ? Result<void>() : write();
    });
    if (!done) return done;
    if (done = write(); !done) return done;
    return store_.write([&](store::Session& session) {
      for (const auto& [address, asset] : world.attachments.beside_attachments())
        redirect_file(session, address, asset, old_, redirects);
    });
  }

  void take_navigation(store::Session& session) {
    // What an editor has made of the menus since a former import stays. What that import itself made of them may lack
    // pages that only another part of the export holds.
    const std::string setting = "wordpress:" + std::string(old_.identity()) + ":menus";
    const bool untouched = store::find_setting(session, site_.id, setting).value_or("") == digest_of_menus(site_);
    if (!site_.navigation.empty() && !untouched) return;
    const MenuWorld world{survey_, names_, old_, [&](std::int64_t post) -> std::optional<content::NavigationItem> {
                            const auto article = store::find_article_by_foreign_id(
                                session, site_.id, foreign_id(old_, std::to_string(post)));
                            const auto published = article ? store::find_published(session, article->id) : std::nullopt;
                            if (!published) return std::nullopt;
                            return content::NavigationItem{published->headline, published->path, {}};
                          }};
    Menus menus = menus_of(world, report_);
    if (!site_.footer_navigation.empty() && !untouched) menus.footer.clear();
    if (menus.main.empty() && menus.footer.empty()) return;
    // A part may hold a part of the menu.
    if (count_of(menus.main) < count_of(site_.navigation)) return;
    if (count_of(menus.footer) < count_of(site_.footer_navigation)) menus.footer = site_.footer_navigation;
    const bool same = menus.main == site_.navigation && menus.footer == site_.footer_navigation;
    Count& count = report_.count("menu entries");
    (same ? count.unchanged : count.taken) += static_cast<std::int64_t>(menus.main.size() + menus.footer.size());
    if (same) return;
    site_.navigation = std::move(menus.main);
    site_.footer_navigation = std::move(menus.footer);
    store::save_site(session, site_, now_);
    store::set_setting(session, site_.id, setting, digest_of_menus(site_));
  }

  store::Store& store_;
  media::Library& library_;
  const WordpressOptions& options_;
  const Survey survey_;
  OldSite old_;
  const Time now_;
  content::Site site_;
  Names names_;
  ImportReport report_;
};

}  // namespace
}  // namespace wordpress

Result<ImportReport> import_wordpress(store::Store& store, media::Library& library, const WordpressOptions& options) {
  auto found = wordpress::survey(options.file, options.progress);
  if (!found) return std::unexpected(found.error());
  return wordpress::Import(store, library, options, std::move(*found)).run();
}

}  // namespace vestnik::interchange
