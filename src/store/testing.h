// For tests of any folder: a temporary SQLite store that goes away with the object, and builders for what is in it.
//
//   store::TemporaryStore temporary;
//   auto site = temporary.add_site();
//   auto section = temporary.add_section(site, "svyat", "Свят");
//   auto article = temporary.publish(store::an_article(site, section, "Нов мост"));
#pragma once

#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <stdexcept>
#include <string>

#include "content/article.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/store.h"

namespace vestnik::store {

// A fixed moment: 2026-11-24T16:00:00Z.
inline constexpr Time test_time = from_millis(1'795'536'000'000);

class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "vestnik-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline content::Body a_body(std::string text) {
  content::Node words{"text", std::move(text), {}, {}, {}};
  return {{content::Node{"paragraph", {}, {}, {}, {std::move(words)}}}};
}

inline content::Section a_section(SiteId site, std::string slug, std::string name) {
  content::Section section;
  section.site = site;
  section.slug = std::move(slug);
  section.name = std::move(name);
  return section;
}

inline content::Comment a_comment(ArticleId article, std::string name, std::string text, Time at = test_time) {
  content::Comment comment;
  comment.article = article;
  comment.name = std::move(name);
  comment.text = std::move(text);
  comment.at = at;
  return comment;
}

inline content::Article an_article(SiteId site, SectionId section, std::string headline) {
  content::Article article;
  article.site = site;
  article.section = section;
  article.deck = "Накратко: " + headline;
  article.body = a_body("Текстът на „" + headline + "“.");
  article.headline = std::move(headline);
  return article;
}

class TemporaryStore {
 public:
  TemporaryStore() : TemporaryStore(Options{}) {}
  // The data folder is made here; the other options are taken.
  explicit TemporaryStore(Options options) : options_(std::move(options)) {
    options_.data = folder_.path();
    store_ = need(Store::open(options_));
  }

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  const Options& options() const { return options_; }
  void close() { store_.reset(); }
  void reopen() {
    close();
    store_ = need(Store::open(options_));
  }

  SiteId add_site(std::string host = "example.com") {
    content::Site site;
    site.host = std::move(host);
    site.base_url = "https://" + site.host;
    site.name = "Вестник";
    return need(store_->write([&](Session& session) { return save_site(session, site, test_time); }));
  }
  SectionId add_section(SiteId site, std::string slug = "svyat", std::string name = "Свят") {
    auto section = a_section(site, std::move(slug), std::move(name));
    return need(store_->write([&](Session& session) { return save_section(session, section, test_time); }));
  }
  AuthorId add_author(SiteId site, std::string slug = "ivan-petrov", std::string name = "Иван Петров") {
    content::Author author;
    author.site = site;
    author.slug = std::move(slug);
    author.name = std::move(name);
    return need(store_->write([&](Session& session) { return save_author(session, author, test_time); }));
  }
  TopicId add_topic(SiteId site, std::string slug = "mostove", std::string name = "Мостове") {
    content::Topic topic;
    topic.site = site;
    topic.slug = std::move(slug);
    topic.name = std::move(name);
    return need(store_->write([&](Session& session) { return save_topic(session, topic, test_time); }));
  }
  AssetId add_asset(SiteId site, std::string file_name = "most.jpg") {
    content::Asset asset;
    asset.site = site;
    asset.digest = std::string(64, 'a');
    asset.file_name = std::move(file_name);
    asset.mime = "image/jpeg";
    return need(store_->write([&](Session& session) { return save_asset(session, asset, test_time); }));
  }
  // A draft.
  ArticleId add(const content::Article& article, Time now = test_time) {
    return need(store_->write([&](Session& session) { return add_article(session, article, "test", now); }));
  }
  ArticleId publish(const content::Article& article, Time now = test_time) {
    return need(store_->write([&](Session& session) {
      auto id = add_article(session, article, "test", now);
      publish_article(session, id, now);
      return id;
    }));
  }

 private:
  TemporaryFolder folder_;
  Options options_;
  std::unique_ptr<Store> store_;
};

}  // namespace vestnik::store
