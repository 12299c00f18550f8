#include "newsroom/advertising.h"

#include <algorithm>
#include <utility>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/limits.h"
#include "advertising/members.h"
#include "advertising/records.h"
#include "advertising/vast.h"
#include "base/limits.h"
#include "newsroom/one_campaign.h"
#include "newsroom/repeatable.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

using namespace advertising;

namespace {

// To be asked once it is known that the caller has seen the campaign as it is.
Result<void> check_open(const Call& call, const Campaign& campaign) {
  if (campaign.state != State::ended) return {};
  return fail(ErrorKind::conflict, "the campaign has ended", call.arguments[0]);
}

// Another one would be too much.
Result<void> check_room(const Call& call, const std::vector<Creative>& creatives) {
  const auto on = static_cast<std::size_t>(std::ranges::count(creatives, false, &Creative::off));
  if (on < limits::campaign_creatives && creatives.size() < limits::campaign_versions) return {};
  return fail(ErrorKind::conflict, "it has as many creatives as a campaign may have", call.arguments[0]);
}

// Of one that readers may have seen, what it says now is another version: its figures stay under what was shown.
Result<http::Response> save_creative(const Call& call, store::Session& session, Creative creative, unsigned status) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  auto campaign = find_campaign(session, creative.campaign);
  if (!campaign) return fail(ErrorKind::not_found, "no such campaign", call.arguments[0]);
  if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
  if (auto open = check_open(call, *campaign); !open) return std::unexpected(open.error());
  const std::optional<Creative> before = creative.id ? find_creative(session, creative.id) : std::nullopt;
  if (const json::value* off = given->if_contains("off");
      off != nullptr && *off != json::value(before && before->off)) {
    return fail(ErrorKind::invalid, "a creative is switched by calls of their own", "off",
                "POST …/creatives/{id}/off or /on");
  }
  if (auto known = check_sent_creative(*given); !known) return std::unexpected(known.error());
  if (auto taken = read(*given, creative); !taken) return std::unexpected(taken.error());
  if (before && write(*before) == write(creative)) return json_response(status, write(creative));  // as it was
  if (creative.kind == Creative::Kind::video && !creative.code.empty()) {
    const auto clip = store::find_asset(session, creative.image);
    if (!clip) return fail(ErrorKind::invalid, "the film itself is missing", "image", "upload it beside the document");
    if (auto whole = complete_from_vast(creative, clip->mime); !whole) return std::unexpected(whole.error());
  }
  const auto votes = all_votes(session);
  if (auto right = check(session, *campaign, creative, votes, signing_key(session)); !right) {
    return std::unexpected(right.error());
  }
  const Time now = call.desk.clock();
  if (before && may_have_been_shown(session, creative)) {
    Creative former = *before;
    former.off = true;
    std::vector<Creative> others = creatives_of(session, campaign->id);
    *std::ranges::find(others, former.id, &Creative::id) = former;
    if (auto room = check_room(call, others); !room) return std::unexpected(room.error());
    save(session, former, now);
    creative.follows = std::exchange(creative.id, CreativeId{});
  }
  creative.id = save(session, creative, now);
  step_back(*campaign);
  // Rows of creatives are overwritten: what an advertisement said stands in its history.
  save(session, *campaign, call.signature(), creative_change(creative.id), now,
       json::object{{"creative", snapshot_of(session, creative)}});
  return json_response(status, write(creative));
}

}  // namespace

Result<http::Response> add_creative(const Call& call) {
  return once(call, [&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    if (auto room = check_room(call, creatives_of(session, campaign->id)); !room) {
      return std::unexpected(room.error());
    }
    Creative creative;
    creative.campaign = campaign->id;
    return save_creative(call, session, std::move(creative), 201);
  });
}

Result<http::Response> put_creative(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto creative = find_creative(session, CreativeId{*id});
    if (!creative) return fail(ErrorKind::not_found, "no such creative", call.arguments[0]);
    return save_creative(call, session, std::move(*creative), 200);
  });
}

namespace {

// `change` gets the creative and its campaign, where somebody may change them now who has seen them as they are.
template <class Change>
Result<http::Response> change_creative(const Call& call, const Change& change) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto creative = find_creative(session, CreativeId{*id});
    auto campaign = creative ? find_campaign(session, creative->campaign) : std::nullopt;
    if (!campaign) return fail(ErrorKind::not_found, "no such creative", call.arguments[0]);
    if (auto stale = refuse_stale(session, call, *campaign)) return std::move(*stale);
    if (auto open = check_open(call, *campaign); !open) return std::unexpected(open.error());
    return change(session, *creative, *campaign);
  });
}

// Off takes nobody's consent: nothing is shown by it. On shows something, and takes a second person.
Result<http::Response> switch_creative(const Call& call, bool off) {
  return change_creative(
      call, [&](store::Session& session, Creative& creative, Campaign& campaign) -> Result<http::Response> {
        if (creative.off == off) return json_response(200, write(creative));
        if (!off) {
          std::vector<Creative> others = creatives_of(session, campaign.id);
          std::erase_if(others, [&](const Creative& each) { return each.id == creative.id; });
          if (auto room = check_room(call, others); !room) return std::unexpected(room.error());
          step_back(campaign);
        }
        creative.off = off;
        const Time now = call.desk.clock();
        save(session, creative, now);
        save(session, campaign, call.signature(),
             creative_change(creative.id) + std::string(off ? creative_off : creative_on), now,
             json::object{{"creative", snapshot_of(session, creative)}});
        return json_response(200, write(creative));
      });
}

}  // namespace

Result<http::Response> switch_creative_off(const Call& call) {
  return switch_creative(call, true);
}
Result<http::Response> switch_creative_on(const Call& call) {
  return switch_creative(call, false);
}

Result<http::Response> delete_creative(const Call& call) {
  return change_creative(
      call, [&](store::Session& session, Creative& creative, Campaign& campaign) -> Result<http::Response> {
        if (may_have_been_shown(session, creative)) {
          return fail(ErrorKind::conflict, "it may have been shown: its figures stay", call.arguments[0],
                      "switch it off");
        }
        const json::object kept = snapshot_of(session, creative);
        remove_creative(session, creative.id);
        step_back(campaign);
        save(session, campaign, call.signature(), creative_change(creative.id) + std::string(creative_removed),
             call.desk.clock(), json::object{{"creative", kept}});
        return no_content();
      });
}

Result<http::Response> read_vast_document(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  std::string text;
  Members members(*given);
  members.verbatim("document", limits::vast_bytes, text);
  if (auto done = members.done(); !done) return std::unexpected(done.error());
  const auto document = read_vast(text);
  if (!document) return std::unexpected(document.error());
  return json_response(200, to_json(*document));
}

Result<http::Response> preview_creative(const Call& call) {
  constexpr std::chrono::hours preview_lives{8};
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  std::string page = "/";
  if (!call.request.body.empty()) {
    const auto given = body_of(call);
    if (!given) return std::unexpected(given.error());
    page = string_or(*given, "page", "/");
  }
  if (!page.starts_with('/') || page.starts_with("//") || page.size() > limits::address_bytes ||
      page.find_first_of("?#\\ \r\n") != std::string::npos) {
    return fail(ErrorKind::invalid, "not the path of a page of the site", "page", "/ or /section/story/");
  }
  const Time until = call.desk.clock() + preview_lives;
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    if (!find_creative(session, CreativeId{*id})) {
      return fail(ErrorKind::not_found, "no such creative", call.arguments[0]);
    }
    return json_response(
        201, json::object{{"address", page + "?" + preview_query(CreativeId{*id}, until, signing_key(session))},
                          {"until", format_rfc3339(until)}});
  });
}

}  // namespace vestnik::newsroom
