// For tests: an empty installation with its media library, files to import, and questions about what came of them.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/jsonl.h"
#include "interchange/wordpress.h"
#include "media/original.h"
#include "store/changes.h"
#include "store/testing.h"

namespace vestnik::interchange {

inline const std::filesystem::path shared_folder = std::filesystem::path(VESTNIK_SOURCE_DIR) / ".." / "shared";

class World {
 public:
  World() : World(store::Options{}) {}
  explicit World(store::Options options)
      : temporary_(std::move(options)),
        library_(store::need(media::Library::open(folder_.path() / "media", VESTNIK_MEDIA_WORKER))) {}

  store::Store& store() { return *temporary_; }
  media::Library& library() { return *library_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  std::filesystem::path write(std::string_view name, std::string_view bytes) {
    const auto file = folder_.path() / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  Result<ImportReport> wordpress(const std::filesystem::path& file, const std::filesystem::path& media = {},
                                 const std::string& site = {}) {
    return import_wordpress(store(), library(),
                            {.file = file, .site_host = site, .media_folder = media, .progress = {}, .clock = clock()});
  }
  Result<ImportReport> jsonl(const std::filesystem::path& file, const std::string& site = {}) {
    return import_jsonl(
        store(), library(),
        {.file = file, .site_host = site, .media_folder = {}, .progress = {}, .clock = clock(), .threads = 2});
  }
  static Clock clock() {
    return [] { return store::test_time; };
  }

  template <class Question>
  auto ask(Question question) {
    return store::need(store().read(std::move(question)));
  }
  content::Site site() {
    return ask([](store::Session& session) { return store::all_sites(session).at(0); });
  }
  std::vector<content::Article> articles() {
    std::vector<content::Article> all;
    const SiteId id = site().id;
    ask([&](store::Session& session) {
      store::each_article(session, id, [&](const content::Article& article) {
        all.push_back(article);
        return true;
      });
      return 0;
    });
    return all;
  }
  content::Article article(std::string_view headline) {
    for (content::Article& one : articles()) {
      if (one.headline == headline) return one;
    }
    throw std::runtime_error("no article " + std::string(headline));
  }
  std::vector<content::Asset> assets() {
    std::vector<content::Asset> all;
    const SiteId id = site().id;
    ask([&](store::Session& session) {
      store::each_asset(session, id, [&](const content::Asset& asset) {
        all.push_back(asset);
        return true;
      });
      return 0;
    });
    return all;
  }
  // What readers may see.
  std::vector<AssetId> public_assets() {
    std::vector<AssetId> ids;
    store::need(temporary_->read_public([&](store::Session& session) {
      store::each_public_asset(session, [&](const content::Asset& asset) {
        ids.push_back(asset.id);
        return true;
      });
    }));
    return ids;
  }
  std::int64_t newest_change() {
    return ask([](store::Session& session) { return store::newest_change(session); });
  }
  std::int64_t rows(const std::string& table) {
    return ask([&](store::Session& session) { return session.integer("SELECT COUNT(*) FROM " + table).value_or(-1); });
  }

  // Where a reader who follows `address` ends; "" where nobody answers.
  std::string answer(const std::string& address) {
    const content::Site here = site();
    return ask([&](store::Session& session) {
      std::string at = address;
      for (int hops = 0; hops < 5; ++hops) {
        if (answers(session, here.id, at)) return at;
        const auto next = store::find_redirect(session, here.id, at);
        if (!next) return std::string();
        at = *next;
      }
      return std::string();
    });
  }

 private:
  // What reader/ answers by itself.
  static bool answers(store::Session& session, SiteId site, std::string at) {
    if (at.find('?') != std::string::npos) return false;
    if (store::find_published_at(session, site, content::route_key(at))) return true;
    for (const char* feed : {"/feed.xml", "/feed.atom"}) {
      if (at.ends_with(feed)) at.resize(at.size() - std::string_view(feed).size() + 1);
    }
    if (at == "/" || at == "/sitemap.xml" || media::parse_address(at) || media::parse_original(at)) return true;
    while (at.ends_with('/')) at.pop_back();
    if (at.starts_with("/topic/")) return store::find_topic(session, site, at.substr(7)).has_value();
    if (at.starts_with("/author/")) return store::find_author(session, site, at.substr(8)).has_value();
    return store::find_section(session, site, at.substr(1)).has_value();
  }

  store::TemporaryFolder folder_;
  store::TemporaryStore temporary_;
  std::unique_ptr<media::Library> library_;
};

// An export of WordPress that holds `inside` its channel.
inline std::string an_export(std::string_view inside, std::string_view host = "old.example") {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n"
      "<channel><title>Старият вестник</title><link>https://HOST</link><description>Всеки ден</description>"
      "<language>bg-BG</language><wp:wxr_version>1.2</wp:wxr_version>"
      "<wp:base_site_url>https://HOST</wp:base_site_url><wp:base_blog_url>https://HOST</wp:base_blog_url>\n";
  for (std::size_t at = text.find("HOST"); at != std::string::npos; at = text.find("HOST")) text.replace(at, 4, host);
  return text + std::string(inside) + "\n</channel></rss>\n";
}

struct AnItem {
  int id = 1;
  std::string title = "Нов мост";
  std::string link = "https://old.example/2023/10/nov-most/";
  std::string content = "<p>Текст.</p>";
  std::string excerpt = {};
  std::string type = "post", status = "publish", password = {}, name = "nov-most", date = "2023-10-23 18:00:00";
  std::string further = {};  // any other elements
};

inline std::string an_item(const AnItem& item) {
  const auto data = [](std::string text) {
    for (std::size_t at = text.find("]]>"); at != std::string::npos; at = text.find("]]>", at + 15)) {
      text.replace(at, 3, "]]]]><![CDATA[>");
    }
    return "<![CDATA[" + text + "]]>";
  };
  return "<item><title>" + data(item.title) + "</title><link>" + item.link +
         "</link><dc:creator><![CDATA[desk]]></dc:creator><guid isPermaLink=\"false\">https://old.example/?p=" +
         std::to_string(item.id) + "</guid><content:encoded>" + data(item.content) +
         "</content:encoded><excerpt:encoded>" + data(item.excerpt) + "</excerpt:encoded><wp:post_id>" +
         std::to_string(item.id) + "</wp:post_id><wp:post_date_gmt>" + item.date + "</wp:post_date_gmt><wp:post_name>" +
         item.name + "</wp:post_name><wp:status>" + item.status + "</wp:status><wp:post_type>" + item.type +
         "</wp:post_type><wp:post_password>" + data(item.password) + "</wp:post_password>" + item.further + "</item>\n";
}

}  // namespace vestnik::interchange
