// Every call that changes something which is there refuses an If-Match that names another state of it (412, with the
// current one). Walked by the table of operations: a new call that changes something has to be put in here or fails.
#include "newsroom/conditional.h"

#include <gmock/gmock.h>

#include <map>
#include <ranges>
#include <set>

#include "advertising/notices.h"
#include "advertising/records.h"
#include "newsroom/testing_people.h"
#include "reports/bytes.h"
#include "reports/desk.h"
#include "reports/limits.h"
#include "reports/reader_records.h"
#include "store/catalogue.h"
#include "store/history.h"
#include "store/work.h"

namespace vestnik::newsroom {
namespace {

using testing::IsEmpty;

// What has no state before it that somebody could overwrite, and why.
const std::map<std::string_view, std::string_view> others = {
    {"addArticle", "makes something new"},
    {"addNote", "makes something new"},
    {"addPreview", "makes something new"},
    {"addStory", "makes something new"},
    {"addAsset", "makes something new"},
    {"fetchAsset", "makes something new"},
    {"addToken", "makes something new"},
    {"addUser", "makes something new"},
    {"addAdvertiser", "makes something new"},
    {"addCampaign", "makes something new"},
    {"addReportAnswer", "adds a letter; a number that is taken is refused"},
    {"addReportNote", "adds a letter; a number that is taken is refused"},
    {"previewFront", "changes nothing"},
    {"previewCreative", "changes nothing"},
    {"checkSpelling", "changes nothing"},
    {"suggestSpelling", "changes nothing"},
    {"readVast", "changes nothing"},
    {"forecast", "changes nothing"},
    {"passkeyOptions", "changes nothing"},
    {"signInOptions", "changes nothing"},
    {"beginUpload", "tus has its own: Upload-Offset"},
    {"continueUpload", "tus has its own: Upload-Offset"},
    {"endUpload", "tus has its own: Upload-Offset"},
    {"signIn", "one's own access, proved anew"},
    {"signOut", "one's own access"},
    {"signInWithPasskey", "one's own access, proved anew"},
    {"lookAtInvitation", "changes nothing"},
    {"acceptInvitation", "a code works once"},
    {"putPassword", "one's own access, proved anew"},
    {"endSession", "one's own access; a session has no states"},
    {"changeSecondFactor", "one's own access, proved anew"},
    {"endSecondFactor", "one's own access, proved anew"},
    {"addPasskey", "one's own access, proved anew"},
    {"removePasskey", "one's own access; a key has no states"},
    {"rejectFlags", "many at once; whatever has an answer refuses another"},
};

class IfMatch : public WithPeople {
 protected:
  void SetUp() override {
    WithPeople::SetUp();
    if (HasFatalFailure()) return;
    put("authors/ivan", {{"name", "Иван"}});
    EXPECT_EQ(desk_->post("stories", json::object{{"name", "Мост"}}).status, 201U);
    const std::string story = "articles/" + made("articles", {{"headline", "Мост"}, {"section", "svyat"}});
    EXPECT_EQ(desk_->post(story + "/publish").status, 200U);
    EXPECT_EQ(desk_->put(story, json::object{{"headline", "Мостът"}}).status, 200U);
    EXPECT_EQ(desk_->post(story + "/publish").status, 200U);
    const std::string note = made(story + "/comments", {{"text", "Кой?"}});
    const std::string correction = made(story + "/corrections", {{"text", "Поправка"}});
    const std::string preview = desk_->post(story + "/preview").text("id");
    const ArticleId article{std::stoll(story.substr(story.find('/') + 1))};
    const std::string comment = std::to_string(write([&](store::Session& session) {
      content::Comment given;
      given.article = article;
      given.name = "Читател";
      given.text = "Браво";
      given.at = desk_->now;
      return store::save_comment(session, given, desk_->now).value;
    }));
    const AssetId asset = write([&](store::Session& session) {
      content::Asset given;
      given.site = site_;
      given.kind = content::Asset::Kind::image;
      given.mime = "image/png";
      given.digest = std::string(64, 'a');
      return store::save_asset(session, given, desk_->now);
    });
    const std::string redirect = made("redirects", {{"from", "/staro/"}, {"to", "/novo/"}});
    const std::string token = made("tokens", {{"name", "програма"}, {"role", "reporter"}});
    person("ana@example.com", {{"reporter", {}, {}}});
    who_ = person("vera@example.com", {{"administrator", {}, {}}});
    const std::string user = std::to_string(
        write([&](store::Session& session) { return accounts::find_user(session, "ana@example.com").value().id; }));
    const std::string advertiser = made("advertising/advertisers", {{"name", "Фирма"}});
    const std::string campaign = std::to_string(write([&](store::Session& session) {
      advertising::Campaign given;
      given.advertiser = advertising::AdvertiserId{std::stoll(advertiser)};
      given.name = "Пролет";
      given.amount = 1'000;
      given.booking.from = desk_->now;
      given.booking.until = desk_->now + std::chrono::days(7);
      return advertising::save(session, given, "мара", "added", desk_->now).value;
    }));
    const std::string creative = std::to_string(write([&](store::Session& session) {
      advertising::Creative given;
      given.campaign = advertising::CampaignId{std::stoll(campaign)};
      given.text = "Обява";
      given.address = "https://example.org/";
      return advertising::save(session, given, desk_->now).value;
    }));
    put("advertising/votes/izbori", {{"kind", "election"},
                                     {"country", "BG"},
                                     {"name_bg", "Избори"},
                                     {"name_en", "Elections"},
                                     {"day", "2027-05-02T00:00:00Z"},
                                     {"silence_from", "2027-05-01T00:00:00Z"},
                                     {"silence_until", "2027-05-03T00:00:00Z"}});
    json::object on_timeline{{"headline", "Част"}, {"section", "svyat"}};
    on_timeline["stories"] = json::array{"most"};
    const std::string part = "articles/" + made("articles", on_timeline);
    EXPECT_EQ(desk_->post(part + "/publish").status, 200U);
    things_ = {{"stories/{slug}/articles/{id}", "stories/most/" + part},
               {"articles/{id}", story},
               {"comments/{number}", "comments/" + note},
               {"revisions/{number}", "revisions/1"},
               {"previews/{preview}", "previews/" + preview},
               {"corrections/{number}", "corrections/" + correction},
               {"history/{number}", "history/1"},
               {"readers-comments/{number}", "readers-comments/" + comment},
               {"assets/{id}", "assets/" + std::to_string(asset.value)},
               {"authors/{slug}", "authors/ivan"},
               {"stories/{slug}", "stories/most"},
               {"sections/{slug}", "sections/svyat"},
               {"sites/{host}", "sites/example.com"},
               {"fronts/{section}", "fronts/svyat"},
               {"redirects/{id}", "redirects/" + redirect},
               {"tokens/{id}", "tokens/" + token},
               {"users/{id}", "users/" + user},
               {"advertisers/{id}", "advertisers/" + advertiser},
               {"campaigns/{id}", "campaigns/" + campaign},
               {"creatives/{id}", "creatives/" + creative},
               {"votes/{slug}", "votes/izbori"},
               {"flags/{id}", "flags/" + a_flag()},
               {"members/{member}", "members/ana@example.com"},
               {"reports/{id}", "reports/" + a_report()}};
  }

  void put(const std::string& target, const json::object& body) {
    const Answer answer = desk_->put(target, body);
    EXPECT_LT(answer.status, 300U) << target << write_json(answer.body);
  }
  std::string made(const std::string& target, const json::object& body) {
    const Answer answer = desk_->post(target, body);
    EXPECT_EQ(answer.status, 201U) << target << write_json(answer.body);
    return std::to_string(answer.number("id"));
  }
  std::string a_flag() {
    return std::to_string(write([&](store::Session& session) {
      advertising::Flag flag;
      flag.at = desk_->now;
      flag.address = "https://example.com/";
      flag.reasons = "Прилича на политическа";
      store::need(advertising::add_flag(session, flag, desk_->now));
      return advertising::all_flags(session, false).front().id;
    }));
  }
  std::string a_report() {
    std::string id = reports::to_hex(reports::random_bytes(16));
    const reports::Hours now = reports::hour_of(desk_->now);
    reports::ReaderHandle handle(store());
    store::need(handle.write([&](reports::NarrowSession& session) {
      return reports::add_report(session, {id, site_, "", false, "sealed", now, now + limits::report_kept});
    }));
    return id;
  }

  Answer ask(const Operation& operation, const json::object& body, const std::string& match) {
    return desk_->call(operation.method, target_of(operation.path), body,
                       {{"Cookie", who_.cookie}, {"Sec-Fetch-Site", "same-origin"}, {"If-Match", match}}, "");
  }

  // "/api/v1/articles/{id}/history/{number}" of things that are there.
  std::string target_of(std::string_view path) {
    std::string target(path.substr(std::string_view("/api/v1").size()));
    // "stories/{slug}/articles/{id}" before what it is made of.
    for (const auto& [pattern, thing] : std::views::reverse(things_)) {
      const std::size_t at = target.find("/" + pattern);
      if (at != std::string::npos) target.replace(at + 1, pattern.size(), thing);
    }
    EXPECT_EQ(target.find('{'), std::string::npos) << "no such thing was made for this test: " << path;
    return target.substr(1);
  }

  // Not a token: some things take a person.
  Person who_;
  std::map<std::string, std::string> things_;
};
ON_BOTH(IfMatch);

TEST_P(IfMatch, is_honoured_by_every_call_that_changes_what_is_there) {
  const json::object body{{"at", "2027-11-25T10:00:00Z"},
                          {"reason", "Невярно"},
                          {"text", "Поправка"},
                          {"headline", "Друго"},
                          {"from", "/staro/"},
                          {"to", "/drugade/"},
                          {"kept_days", 30},
                          {"decision", "rejected"},
                          {"explanation", "Не е"},
                          {"state", "shown"},
                          {"label", "checking"}};
  std::set<std::string_view> walked;
  for (const Operation& operation : operations()) {
    if (operation.method == http::Method::get || operation.method == http::Method::head) continue;
    walked.insert(operation.name);
    if (others.contains(operation.name)) continue;
    const Answer answer = ask(operation, body, "\"stale\"");
    EXPECT_EQ(answer.status, 412U) << operation.name << " " << write_json(answer.body);
    if (answer.status != 412) continue;
    EXPECT_TRUE(answer.object().at("current").is_object()) << operation.name;
    EXPECT_FALSE(answer.etag().empty()) << operation.name;
    // The tag that the refusal names is the one that opens.
    if (operation.method == http::Method::del || operation.path.ends_with("withdraw")) continue;
    const Answer again = ask(operation, body, answer.etag());
    EXPECT_NE(again.status, 412U) << operation.name;
  }
  for (const auto& [name, why] : others) EXPECT_TRUE(walked.contains(name)) << name << " is gone";
}

}  // namespace
}  // namespace vestnik::newsroom
