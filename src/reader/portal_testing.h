// For tests of the portal: one over a real store, and what it answers.
#pragma once

#include <brotli/decode.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "content/article.h"
#include "media/library.h"
#include "media/negotiated.h"
#include "reader/limits.h"
#include "reader/portal.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {

class Readers : public testing::Test {
 protected:
  Readers() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    other_ = store_.add_section(site_, "sport", "Спорт");
    press_ = store::need(edition::Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    counts_ = std::make_unique<Counts>(*store_, *press_, [] { return store::test_time; });
    portal_ = std::make_unique<Portal>(Parts{*store_, *index_, *library_, [this] { return now_; }}, *press_, pool_,
                                       search_pool_, slots_, *counts_);
  }
  ~Readers() override {
    store_->on_change({});
    pool_.stop();
    search_pool_.stop();
  }

  http::Response get(const std::string& target, bool gzip = false) { return get(target, gzip ? "gzip" : "", ""); }
  static http::Request request_for(const std::string& target) {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.host = "127.0.0.1";
    return request;
  }
  http::Response get(const std::string& target, const std::string& codings, const std::string& known) {
    http::Request request = request_for(target);
    if (!codings.empty()) request.fields.push_back({"Accept-Encoding", codings});
    if (!known.empty()) request.fields.push_back({"If-None-Match", known});
    if (auto now = portal_->answer_now(request)) return std::move(*now);
    boost::asio::io_context& loop = new_loop();
    auto answer = boost::asio::co_spawn(loop, portal_->answer(request), boost::asio::use_future);
    loop.run();
    return answer.get();
  }
  // A thread of the pool may still be in the call that woke the loop when the answer is there.
  boost::asio::io_context& new_loop() {
    const std::scoped_lock lock(loops_mutex_);
    return loops_.emplace_back();
  }
  static std::string body(const http::Response& response) {
    std::string text;
    if (response.ready) {
      for (const std::string_view part : response.ready->body) text += part;
    }
    for (const http::Buffer& part : response.body) text += part.bytes;
    return text;
  }
  static std::string field(const http::Response& response, std::string_view name) {
    if (response.ready) {
      std::string found;
      http::each_field(*response.ready, [&](const std::string& known, const std::string& value) {
        if (known == name && found.empty()) found = value;
      });
      if (!found.empty()) return found;
    }
    for (const auto& [known, value] : response.fields) {
      if (known == name) return value;
    }
    return {};
  }
  bool shows(const std::string& target, std::string_view text) {
    return body(get(target)).find(text) != std::string::npos;
  }
  ArticleId publish(SectionId section, const std::string& headline) {
    return store_.publish(store::an_article(site_, section, headline));
  }
  AssetId keep(const content::Asset& asset) {
    return store::need(
        store_->write([&](store::Session& session) { return store::save_asset(session, asset, store::test_time); }));
  }
  // The library of these tests makes nothing: what it sends has been made before.
  void put_rendition(const std::string& digest, const media::Rendition& rendition, const std::string& bytes) {
    const std::string address = media::address_of(digest, rendition);
    const auto file =
        folder_.path() / "media" / "renditions" / digest.substr(0, 2) / digest / address.substr(address.rfind('/') + 1);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
  std::string path_of(ArticleId id) { return std::string(press_->current()->sites().front()->article(id)->path); }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_, other_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  std::mutex loops_mutex_;
  std::list<boost::asio::io_context> loops_;
  http::Pool pool_{2}, search_pool_{1};
  HouseAdvertisements slots_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<Portal> portal_;
  Time now_ = store::test_time;

  static constexpr const char* browser = "gzip, deflate, br";
  // Asked for as often and for as long as it takes to be compressed as a whole.
  http::Response get_when_whole(const std::string& target) {
    get(target, browser, "");
    now_ += limits::whole_page_after;
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
      http::Response response = get(target, browser, "");
      if (field(response, "Content-Encoding") == "br" || std::chrono::steady_clock::now() > give_up) return response;
      std::this_thread::yield();
    }
  }
  static std::string unpacked(const std::string& packed) {
    std::string text(4U << 20U, '\0');
    std::size_t size = text.size();
    EXPECT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                                      reinterpret_cast<std::uint8_t*>(text.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    text.resize(size);
    return text;
  }
};

}  // namespace vestnik::reader
