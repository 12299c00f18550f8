// The media library through the API.
#include <algorithm>
#include <charconv>
#include <limits>
#include <sstream>

#include "advertising/records.h"
#include "base/limits.h"
#include "base/text.h"
#include "http/multipart.h"
#include "newsroom/article_list.h"
#include "newsroom/catalogue.h"
#include "newsroom/conditional.h"
#include "newsroom/cursor.h"
#include "newsroom/library_uploads.h"
#include "newsroom/limits.h"
#include "newsroom/members.h"
#include "newsroom/repeatable.h"
#include "outside/fetcher.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t text_bytes = 4'000;
constexpr std::size_t most_words = 16;
constexpr auto ending_soon = std::chrono::days(30);

std::string_view name_of(content::Asset::Kind kind) {
  switch (kind) {
    case content::Asset::Kind::image:
      return "image";
    case content::Asset::Kind::video:
      return "video";
    case content::Asset::Kind::audio:
      return "audio";
    case content::Asset::Kind::document:
      return "document";
  }
  return "";
}

json::object asset_to_json(const content::Asset& asset) {
  return {{"id", asset.id.value},
          {"kind", name_of(asset.kind)},
          {"digest", asset.digest},
          {"file_name", asset.file_name},
          {"mime", asset.mime},
          {"bytes", asset.bytes},
          {"width", asset.width},
          {"height", asset.height},
          {"focus_x", asset.focus_x},
          {"focus_y", asset.focus_y},
          {"crop", asset.crop ? json::value{{"left", asset.crop->left},
                                            {"top", asset.crop->top},
                                            {"width", asset.crop->width},
                                            {"height", asset.crop->height}}
                              : json::value(nullptr)},
          {"title", asset.title},
          {"alt", asset.alt},
          {"caption", asset.caption},
          {"credit", asset.credit},
          {"rights", asset.rights},
          {"rights_expire_at", asset.rights_expire_at ? json::value(format_rfc3339(*asset.rights_expire_at)) : nullptr},
          {"created_at", format_rfc3339(asset.created_at)}};
}

// Whether a picture may be used, at a glance.
std::string_view rights_state(const content::Asset& asset, Time now) {
  if (asset.rights_expire_at && *asset.rights_expire_at <= now) return "expired";
  if (asset.rights_expire_at && *asset.rights_expire_at <= now + ending_soon) return "expiring";
  return asset.credit.empty() && asset.rights.empty() ? "unstated" : "clear";
}

// What changes by itself stands beside what is edited: it makes nobody's edit stale.
json::object asset_to_line(store::Session& session, const content::Asset& asset, Time now) {
  json::object line = asset_to_json(asset);
  line["rights_state"] = rights_state(asset, now);
  line["from_reader"] = store::is_from_reader(session, asset.digest);
  return line;
}

http::Response asset_response(unsigned status, store::Session& session, const content::Asset& asset, Time now,
                              const json::object& more = {}) {
  const std::string etag = etag_of(asset_to_json(asset));
  json::object shown = asset_to_line(session, asset, now);
  for (const auto& member : more) shown[member.key()] = member.value();
  http::Response response = json_response(status, shown);
  response.with("ETag", etag);
  return response;
}

// The last part of a name with folders in it, on one line, without what turns the direction of writing: "gpj.exe" must
// not be shown as "exe.jpg". Nothing is ever stored under it.
std::string as_file_name(std::string name) {
  name = text::squeeze(name.substr(name.find_last_of("/\\") + 1));
  for (const std::string_view turn : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
                                      "\u2069", "\u200e", "\u200f", "\u061c"}) {
    for (std::size_t at = name.find(turn); at != std::string::npos; at = name.find(turn, at))
      name.erase(at, turn.size());
  }
  return name == "." || name == ".." ? "" : name;
}

// A part that lies within the picture; null: the whole picture again.
Result<void> take_crop(const json::object& given, content::Asset& asset) {
  const json::value* crop = given.if_contains("crop");
  if (crop == nullptr) return {};
  if (crop->is_null()) {
    asset.crop.reset();
    return {};
  }
  const auto wrong = [](const char* what, const char* remedy) {
    return fail(ErrorKind::invalid, what, "crop", remedy);
  };
  if (!crop->is_object()) {
    return wrong("a crop has four sides", "send left, top, width and height in pixels of the picture, or null");
  }
  if (asset.kind != content::Asset::Kind::image || asset.digest.empty()) {
    return wrong("only a picture can be cropped", "leave the crop out");
  }
  Area area;
  for (const auto& [name, side] : {std::pair{"left", &area.left}, std::pair{"top", &area.top},
                                   std::pair{"width", &area.width}, std::pair{"height", &area.height}}) {
    const json::value* number = crop->get_object().if_contains(name);
    if (number == nullptr || !number->is_int64() || number->get_int64() < 0 ||
        number->get_int64() > std::max(asset.width, asset.height)) {
      return wrong("the crop does not lie within the picture", "its sides are whole pixels of the picture");
    }
    *side = static_cast<int>(number->get_int64());
  }
  if (!area.is_within(asset.width, asset.height)) {
    return wrong("the crop does not lie within the picture", "its sides are whole pixels of the picture");
  }
  if (area.width < limits::crop_pixels || area.height < limits::crop_pixels) {
    return fail(ErrorKind::invalid, "the crop is too small to be seen", "crop",
                "leave at least " + std::to_string(limits::crop_pixels) + " pixels of each side");
  }
  asset.crop = area;
  if (area == Area{0, 0, asset.width, asset.height}) asset.crop.reset();
  return {};
}

Result<void> apply(const json::object& given, content::Asset& asset) {
  for (const auto& [name, into] : {std::pair{"title", &asset.title}, std::pair{"alt", &asset.alt},
                                   std::pair{"caption", &asset.caption}, std::pair{"credit", &asset.credit},
                                   std::pair{"rights", &asset.rights}, std::pair{"file_name", &asset.file_name}}) {
    if (auto taken = take_text(given, name, text_bytes, *into); !taken) return taken;
  }
  asset.file_name = as_file_name(asset.file_name);
  if (auto taken = take_time(given, "rights_expire_at", asset.rights_expire_at); !taken) return taken;
  if (auto taken = take_fraction(given, "focus_x", asset.focus_x); !taken) return taken;
  if (auto taken = take_crop(given, asset); !taken) return taken;
  return take_fraction(given, "focus_y", asset.focus_y);
}

// The file and what was said about it: from an upload that has arrived, a form, or a bare body with a query.
struct Upload {
  std::string_view bytes;
  json::object about;
  std::string kept = {};  // where `bytes` are of an upload that has come before
};

Result<Upload> upload_of(const Call& call) {
  const http::Request& request = call.request;
  Upload upload;
  if (request.field("content-type") == "application/json") {
    auto given = body_of(call);
    if (!given) return std::unexpected(given.error());
    auto arrived = arrived_upload(call, string_or(*given, "upload"));
    if (!arrived) return std::unexpected(arrived.error());
    upload.about = std::move(*given);
    if (!upload.about.contains("file_name")) upload.about["file_name"] = arrived->file_name;
    upload.kept = std::move(arrived->bytes);
    upload.bytes = upload.kept;
  } else if (const auto boundary = http::multipart_boundary(request.field("content-type"))) {
    const auto parts = http::parse_multipart(request.body, *boundary);
    if (!parts) return std::unexpected(parts.error());
    for (const http::Part& part : *parts) {
      if (!part.file_name.empty() || part.name == "file") {
        upload.bytes = part.bytes;
        if (!part.file_name.empty()) upload.about["file_name"] = part.file_name;
      } else {
        upload.about[part.name] = part.bytes;
      }
    }
  } else {
    upload.bytes = request.body;
    for (const char* name : {"title", "alt", "caption", "credit", "rights", "file_name", "from_reader"}) {
      if (const auto value = request.parameter(name)) upload.about[name] = *value;
    }
  }
  if (upload.bytes.empty()) {
    return fail(ErrorKind::invalid, "no file was sent", {},
                "send it as the body, or as the part \"file\" of multipart/form-data");
  }
  return upload;
}

// Of an upload: a form and a query have texts alone.
Result<bool> is_from_reader(const json::object& about) {
  const std::string said = string_or(about, "from_reader", "false");
  if (said == "true" || said == "false") return said == "true";
  return fail(ErrorKind::invalid, "neither true nor false", "from_reader " + said);
}

content::Asset::Kind kind_of(std::string_view mime) {
  if (mime.starts_with("image/")) return content::Asset::Kind::image;
  if (mime.starts_with("video/")) return content::Asset::Kind::video;
  if (mime.starts_with("audio/")) return content::Asset::Kind::audio;
  return content::Asset::Kind::document;
}

// Whether who sends a file may also change what is said of one that is there. Everybody may send files.
bool may_describe(const Call& call, SiteId site) {
  const auto put = std::ranges::find(operations(), &put_asset, &Operation::run);
  return put != operations().end() && (put->roles & accounts::roles_on(call.who.grants, site)) != 0;
}

// What the library has kept, as an asset that no row knows yet.
content::Asset asset_from(const media::Library::Kept& kept, Time now) {
  content::Asset asset;
  asset.digest = kept.digest;
  asset.bytes = kept.bytes;
  asset.mime = kept.picture.mime;
  asset.kind = kind_of(asset.mime);
  asset.width = kept.picture.width;
  asset.height = kept.picture.height;
  asset.placeholder = kept.picture.placeholder;
  asset.title = kept.picture.title;
  asset.caption = kept.picture.caption;
  asset.credit = kept.picture.credit;
  asset.rights = kept.picture.rights;
  asset.created_at = now;
  return asset;
}

// Makes it an asset of the call's site. `about`: what was said of it, which counts for one that is there already too;
// `detail`: for the audit log.
Result<http::Response> add_to_library(const Call& call, content::Asset asset, const json::object& about,
                                      bool from_reader, const json::object& detail = {}) {
  const auto work = [&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    asset.site = *site;
    // In the transaction that makes the asset known: there is no moment in which another article could take it.
    if (from_reader) store::mark_from_reader(session, asset.digest);
    if (auto known = store::find_asset_by_digest(session, *site, asset.digest)) {
      // The same picture again is the same asset; what was said about it now counts, from whoever may say it.
      if (!about.empty() && may_describe(call, *site)) {
        if (auto applied = apply(about, *known); !applied) return std::unexpected(applied.error());
        store::save_asset(session, *known, call.desk.clock());
      }
      return asset_response(200, session, *known, call.desk.clock(), {{"duplicate", true}});
    }
    asset.id = store::save_asset(session, asset, call.desk.clock());
    http::Response response = asset_response(201, session, asset, call.desk.clock());
    response.with("Location", "/api/v1/assets/" + std::to_string(asset.id.value));
    return response;
  };
  return once(call, work, Keep::answer, detail);
}

}  // namespace

Result<http::Response> add_asset(const Call& call) {
  const auto upload = upload_of(call);
  if (!upload) return std::unexpected(upload.error());
  // With a crop comes another placeholder, which takes the worker's time: that is for the one call that makes it.
  if (upload->about.contains("crop")) {
    return fail(ErrorKind::invalid, "a file is sent without a crop", "crop",
                "leave it out, and send it with PUT /api/v1/assets/{id} afterwards");
  }
  auto kept = call.desk.library.keep_picture(upload->bytes);
  if (!kept && kept.error().kind == ErrorKind::invalid) {
    auto file = call.desk.library.keep_file(upload->bytes);
    if (!file) return std::unexpected(kept.error());
    kept = std::move(file);
  }
  if (!kept) return std::unexpected(kept.error());
  const auto from_reader = is_from_reader(upload->about);
  if (!from_reader) return std::unexpected(from_reader.error());
  content::Asset asset = asset_from(*kept, call.desk.clock());
  if (auto applied = apply(upload->about, asset); !applied) return std::unexpected(applied.error());
  return add_to_library(call, std::move(asset), upload->about, *from_reader);
}

Result<http::Response> fetch_asset(const Call& call) {
  const auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const std::string url = string_or(*given, "url");
  if (const auto target = outside::parse_target(url); !target) return std::unexpected(target.error());
  // Sent again, because the answer was lost: nobody is asked a second time.
  auto before = answered_already(call);
  if (!before) return std::unexpected(before.error());
  if (*before) return std::move(**before);
  if (call.desk.fetcher == nullptr) {
    return fail(ErrorKind::unavailable, "pictures are not taken over from other sites here", {},
                "download the picture and upload it");
  }
  auto fetched = call.desk.fetcher->fetch(url);
  if (!fetched) return std::unexpected(fetched.error());
  // By its bytes alone, in the worker's sandbox, as a picture that is uploaded is; what else a site may send is no
  // picture.
  const auto kept = call.desk.library.keep_picture(fetched->bytes);
  if (!kept && kept.error().kind == ErrorKind::invalid) {
    return fail(ErrorKind::invalid, "what the other site gives is no picture that we read", fetched->from,
                "download the picture and upload it");
  }
  if (!kept) return std::unexpected(kept.error());
  content::Asset asset = asset_from(*kept, call.desk.clock());
  asset.file_name = as_file_name(fetched->file_name);
  return add_to_library(call, std::move(asset), {}, false, {{"from", fetched->from}});
}

namespace {

constexpr std::size_t shown_uses = 100, looked_through = 20'000, batch = 500;

json::object uses_to_json(store::Session& session, const content::Asset& asset) {
  const store::AssetUse use = store::uses_of(session, asset.id, shown_uses);
  json::array authors;
  for (const AuthorId id : use.authors) {
    if (const auto author = store::find_author(session, id)) authors.emplace_back(author->slug);
  }
  json::array stories;
  for (const StoryId id : use.stories) {
    if (const auto story = store::find_story(session, id)) stories.emplace_back(story->slug);
  }
  return {{"articles", lines_to_json(session, asset.site, store::work_lines(session, asset.site, use.articles))},
          {"authors", std::move(authors)},
          {"stories", std::move(stories)},
          {"advertisement", use.advertisement}};
}

// What a list of assets is asked for.
struct Wanted {
  std::vector<std::string> words;  // with case folded; each stands somewhere
  std::string credit, kind, rights;
  std::optional<Time> since, until;  // added then or later, and before
  Time now;

  bool fits(const content::Asset& asset) const {
    if (!kind.empty() && kind != name_of(asset.kind)) return false;
    if (!rights.empty() && rights != rights_state(asset, now)) return false;
    if (since && asset.created_at < *since) return false;
    if (until && asset.created_at >= *until) return false;
    if (!credit.empty() && !text::fold_case(asset.credit).contains(credit)) return false;
    if (words.empty()) return true;
    const std::string said = text::fold_case(asset.title + " " + asset.alt + " " + asset.caption + " " + asset.credit +
                                             " " + asset.rights + " " + asset.file_name);
    return std::ranges::all_of(words, [&](const std::string& word) { return said.contains(word); });
  }
};

// Midnight in the zone of the site, `later` days after that of "2026-11-24".
Result<std::optional<Time>> day_of(const http::Request& request, std::string_view name, std::string_view zone,
                                   int later) {
  const std::string given = request.parameter(name).value_or("");
  if (given.empty()) return std::nullopt;
  const auto named = given.size() == 10 ? parse_rfc3339(given + "T00:00:00Z") : std::unexpected(Error{});
  if (!named) return fail(ErrorKind::invalid, "no such day", "?" + std::string(name), "write it as 2026-11-24");
  auto at = parse_local(format_rfc3339(*named + std::chrono::days(later)).substr(0, 10) + " 00:00:00", zone);
  if (!at) return std::unexpected(at.error());
  return *at;
}

Result<Wanted> wanted_of(store::Session& session, const Call& call, SiteId id) {
  Wanted wanted;
  const auto site = store::find_site(session, id);
  const std::string zone = site ? site->time_zone : "UTC";
  std::istringstream words(text::fold_case(text::squeeze(call.request.parameter("q").value_or(""))));
  for (std::string word; words >> word && wanted.words.size() < most_words;) {
    wanted.words.push_back(std::move(word));
  }
  wanted.credit = text::fold_case(text::squeeze(call.request.parameter("credit").value_or("")));
  wanted.kind = call.request.parameter("kind").value_or("");
  wanted.rights = call.request.parameter("rights").value_or("");
  wanted.now = call.desk.clock();
  auto since = day_of(call.request, "since", zone, 0), until = day_of(call.request, "until", zone, 1);
  if (!since) return std::unexpected(since.error());
  if (!until) return std::unexpected(until.error());
  wanted.since = *since;
  wanted.until = *until;
  return wanted;
}

}  // namespace

// Newest first. A page ends after `looked_through` assets even where fewer fitted: "next" goes on from there.
Result<http::Response> list_assets(const Call& call) {
  const auto cursor = cursor_of(call.request);
  if (!cursor) return std::unexpected(cursor.error());
  const auto limit = limit_of(call.request);
  if (!limit) return std::unexpected(limit.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto wanted = wanted_of(session, call, *site);
    if (!wanted) return std::unexpected(wanted.error());
    AssetId before{*cursor ? (*cursor)->first : std::numeric_limits<std::int64_t>::max()};
    json::array items;
    bool more = true;
    for (std::size_t seen = 0; more && items.size() < *limit && seen < looked_through;) {
      const auto assets = store::assets_before(session, *site, before, batch);
      more = assets.size() == batch;
      for (const content::Asset& asset : assets) {
        before = asset.id;
        ++seen;
        if (wanted->fits(asset)) items.push_back(asset_to_line(session, asset, wanted->now));
        if (items.size() == *limit) {
          more = more || asset.id != assets.back().id;
          break;
        }
      }
    }
    return json_response(200, json::object{{"items", std::move(items)},
                                           {"next", more ? json::value(write_cursor({before.value, 0})) : nullptr}});
  });
}

namespace {

// In the library of the site that the call is for, by which its rights were judged.
Result<content::Asset> asset_of(store::Session& session, const Call& call, std::int64_t id) {
  const auto site = site_of(session, call.request);
  if (!site) return std::unexpected(site.error());
  auto asset = store::find_asset(session, AssetId{id});
  if (!asset || asset->site != *site) return fail(ErrorKind::not_found, "no such asset", call.arguments[0]);
  return std::move(*asset);
}

}  // namespace

bool has_asset(store::Session& session, SiteId site, AssetId id) {
  const auto asset = store::find_asset(session, id);
  return asset && asset->site == site;
}

Result<http::Response> get_asset(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto asset = asset_of(session, call, *id);
    if (!asset) return std::unexpected(asset.error());
    // Beside what is edited: a story that uses the picture does not make an edit of its credit stale.
    return asset_response(200, session, *asset, call.desk.clock(), {{"used_in", uses_to_json(session, *asset)}});
  });
}

Result<http::Response> put_asset(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  // What stands in a picture's place until it is there shows the same part. It takes the worker's time, so it is made
  // before the change begins.
  std::optional<Area> crop;
  std::optional<std::string> placeholder;
  if (given->contains("crop")) {
    auto before = call.desk.store.read([&](store::Session& session) { return asset_of(session, call, *id); });
    if (!before) return std::unexpected(before.error());
    content::Asset after = *before;
    if (auto taken = take_crop(*given, after); !taken) return std::unexpected(taken.error());
    if (after.crop != before->crop) {
      auto made = call.desk.library.placeholder(after.digest, after.crop);
      if (!made) return std::unexpected(made.error());
      crop = after.crop;
      placeholder = std::move(*made);
    }
  }
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto asset = asset_of(session, call, *id);
    if (!asset) return std::unexpected(asset.error());
    if (auto stale = refuse_stale(call, asset_to_json(*asset))) return std::move(*stale);
    const auto shown = asset->crop;
    if (auto applied = apply(*given, *asset); !applied) return std::unexpected(applied.error());
    if (asset->crop != shown) {
      if (const auto campaign = advertising::approved_with(session, asset->id)) {
        return fail(ErrorKind::conflict, "the picture stands in an advertisement that was approved as it is",
                    campaign->name, "end the campaign first, or upload the picture again and crop that one");
      }
    }
    if (placeholder && asset->crop == crop) asset->placeholder = *placeholder;
    store::save_asset(session, *asset, call.desk.clock());
    // Its rights may have ended, or have been renewed.
    if (advertising::approved_with(session, asset->id)) advertising::count_up_lineup(session);
    return asset_response(200, session, *asset, call.desk.clock());
  });
}

Result<http::Response> get_picture(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  const auto asset = call.desk.store.read([&](store::Session& session) { return asset_of(session, call, *id); });
  if (!asset) return std::unexpected(asset.error());
  const std::string asked = call.request.parameter("crop").value_or("");
  const media::Crop crop = asked == "square" ? media::Crop::square : media::Crop::whole;
  // "none": the picture as it came, for whoever chooses what to show of it.
  const std::optional<Area> part = asked == "none" ? std::nullopt : asset->crop;
  const std::vector<int> widths =
      media::widths_for(part ? part->width : asset->width, crop, part ? part->height : asset->height);
  if (asset->kind != content::Asset::Kind::image || asset->digest.empty() || widths.empty()) {
    return fail(ErrorKind::not_found, "the asset is no picture", call.arguments[0]);
  }
  std::int64_t wanted = 0;
  const std::string named = call.request.parameter("width").value_or("640");
  std::from_chars(named.data(), named.data() + named.size(), wanted);
  const auto offered = std::ranges::find_if(widths, [&](int width) { return width >= wanted; });
  const media::Rendition rendition{.width = offered == widths.end() ? widths.back() : *offered,
                                   .crop = crop,
                                   .format = media::Format::webp,
                                   .focus_x = asset->focus_x,
                                   .focus_y = asset->focus_y,
                                   .stamp = media::stamp_of(asset->credit, asset->rights, part),
                                   .part = part};
  auto bytes = call.desk.library.rendition(asset->digest, rendition, asset->credit, asset->rights);
  if (!bytes) return std::unexpected(bytes.error());
  http::Response response;
  response.with("Content-Type", std::string(media::mime_of(rendition.format)));
  response.body.push_back(http::Buffer::of(std::move(*bytes)));
  return response;
}

}  // namespace vestnik::newsroom
