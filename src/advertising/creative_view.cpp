#include "advertising/creative_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "advertising/film.h"
#include "advertising/limits.h"
#include "advertising/political.h"
#include "advertising/seller_files.h"
#include "advertising/signature.h"
#include "advertising/target.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/messages.h"
#include "media/library.h"
#include "media/original.h"
#include "pages/advertising_view.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

constexpr std::string_view click_folder = "/ad/";

bool lists(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::ranges::find(list, word) != list.end();
}

std::string signature_of(CreativeId creative, std::size_t slot, std::string_view key, bool preview) {
  const std::string what = preview ? "previewed click " : "click ";
  return keyed_digest(key, what + std::to_string(creative.value) + " " + std::to_string(slot)).substr(0, 20);
}

bool is_view(std::string_view text) {
  constexpr std::size_t least = 8, most = 32;
  return text.size() >= least && text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

std::string preview_signature(std::int64_t creative, std::int64_t until, std::string_view key) {
  return keyed_digest(key, "preview " + std::to_string(creative) + " " + std::to_string(until)).substr(0, 24);
}

// An attribute that fetches from elsewhere: its policy would let it stay away, better to say so at once.
bool loads_from_elsewhere(std::string_view code) {
  const std::string folded = fold(code);
  for (const std::string_view attribute : {"src", "href", "poster", "srcset", "url("}) {
    for (std::size_t at = folded.find(attribute); at != std::string::npos; at = folded.find(attribute, at + 1)) {
      std::size_t after = at + attribute.size();
      while (after < folded.size() && std::string_view(" \t\r\n='\"").find(folded[after]) != std::string_view::npos)
        ++after;
      const std::string_view value = std::string_view(folded).substr(after, 8);
      const bool tagged = folded.rfind('<', at) != std::string::npos &&
                          folded.compare(folded.rfind('<', at), 3, "<a ") == 0;  // where it leads, not what it loads
      if (!tagged && (value.starts_with("http:") || value.starts_with("https:") || value.starts_with("//")))
        return true;
    }
  }
  return false;
}

// The servers that a tag names, each once: what its frame will ask first. What those ask on, nobody can know.
std::string servers_of(std::string_view code) {
  constexpr std::size_t most = 2, longest = 100;
  const std::string folded = fold(code);
  std::vector<std::string> hosts;
  for (std::size_t at = 0; (at = folded.find("//", at)) != std::string::npos && hosts.size() < most;) {
    at += 2;
    const std::size_t end =
        std::min(folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-", at), folded.size());
    std::string host = folded.substr(at, end - at);
    const bool is_host = host.size() <= longest && host.find('.') != std::string::npos && host.front() != '.' &&
                         host.back() != '.' && host.find("..") == std::string::npos;
    if (is_host && std::ranges::find(hosts, host) == hosts.end()) hosts.push_back(std::move(host));
  }
  std::string all;
  for (const std::string& host : hosts) all.append(all.empty() ? "" : ", ").append(host);
  return all;
}

// On a narrower screen the page makes the frame smaller in both directions (theme/style/zones.css); the document keeps
// its own size and is drawn smaller, so that all of it is seen. In steps, since without script a style can not divide
// one length by another: what is left empty at the right is less than a step.
std::string fitting_style(int width, int height) {
  constexpr int narrowest = 200;
  const int step = std::max(8, width / 100);
  std::string style = fmt::format("html{{width:{}px;height:{}px;transform-origin:0 0}}", width, height);
  for (int most = width - 1; most >= narrowest; most -= step) {
    style += fmt::format("@media(max-width:{}px){{html{{transform:scale({:.4f})}}}}", most,
                         static_cast<double>(most - step + 1) / width);
  }
  return style;
}

// Files made for other ad servers name a target of their own, which those servers write over, and open it by links that
// run script, which browsers do not follow in a frame without an origin. Here every way out leads through our address,
// so that it is counted and ends where a second person has seen that it ends: what the file assigns to the names that
// ad servers know is not taken, whatever it opens is our address, and a link that runs script runs it.
constexpr std::string_view leads_by_us = R"js((function(){{
var clickTag="{}",path=location.origin+clickTag,open=window.open;
["clickTag","clickTAG","clicktag","ClickTag"].forEach(function(name){{
Object.defineProperty(window,name,{{configurable:true,get:function(){{return path}},set:function(){{}}}})}});
window.open=function(){{open.call(window,path,"_blank","noopener");
return{{closed:false,location:{{}},focus:function(){{}},close:function(){{}}}}}};
function link_of(event){{return event.target.closest&&event.target.closest("a,area")}}
function target(link){{return link?link.getAttribute("href")||link.getAttribute("xlink:href")||"":""}}
function lead(event){{
var link=link_of(event);
if(/^\s*(https?:)?\/\//i.test(target(link))){{link.setAttribute("href",path);link.setAttribute("target","_blank")}}}}
function run(event){{
var to=target(link_of(event));
if(event.defaultPrevented||!/^\s*javascript:/i.test(to))return;
event.preventDefault();
var script=document.createElement("script"),code=to.replace(/^\s*javascript:/i,"");
try{{code=decodeURIComponent(code)}}catch(_){{}}
script.textContent=code;document.documentElement.append(script);script.remove()}}
addEventListener("click",lead,true);addEventListener("auxclick",lead,true);addEventListener("click",run)}})())js";

// What would let HTML say one thing to one reader and another to the next; "" where nothing does.
std::string_view depends_on_the_device(std::string_view code) {
  const std::string folded = fold(code);
  for (const std::string_view sign : {"<script", "javascript:", "@media", "media=", "srcset", "image-set("}) {
    if (folded.find(sign) != std::string::npos) return sign;
  }
  return {};
}

pages::PictureView picture_of(store::Session& session, const Creative& creative) {
  pages::PictureView view;
  const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
  if (!asset) return view;
  view.digest = asset->digest;
  view.width = asset->shown_width();
  view.height = asset->shown_height();
  view.alt = creative.text;
  view.stamp = media::stamp_of(asset->credit, asset->rights, asset->crop);
  view.asset = asset->id.value;
  return view;
}

}  // namespace

bool may_stand_in(const Campaign& campaign, const Creative& creative, std::string_view slot) {
  return lists(campaign.booking.slots, slot) && lists(creative.slots, slot);
}

bool rights_are_over(store::Session& session, const Creative& creative, Time now) {
  const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
  return asset && asset->rights_expire_at && *asset->rights_expire_at <= now;
}

std::string click_path(CreativeId creative, std::size_t slot, std::string_view key, bool preview) {
  return std::string(preview ? preview_folder : click_folder) + std::to_string(creative.value) + "/" +
         std::to_string(slot) + "/" + signature_of(creative, slot, key, preview);
}

std::optional<Click> read_click_path(std::string_view path, std::string_view key, bool preview) {
  const std::string_view folder = preview ? preview_folder : click_folder;
  if (!path.starts_with(folder)) return std::nullopt;
  path.remove_prefix(folder.size());
  Click click;
  const char* end = path.data() + path.size();
  auto [after, problem] = std::from_chars(path.data(), end, click.creative.value);
  if (problem != std::errc{} || after == end || *after != '/') return std::nullopt;
  auto [after_slot, slot_problem] = std::from_chars(after + 1, end, click.slot);
  if (slot_problem != std::errc{} || after_slot == end || *after_slot != '/') return std::nullopt;
  const std::string_view signature(after_slot + 1, static_cast<std::size_t>(end - after_slot - 1));
  if (click.slot >= slot_names.size()) return std::nullopt;
  if (!equal_in_constant_time(signature, signature_of(click.creative, click.slot, key, preview))) return std::nullopt;
  return click;
}

std::optional<Told> read_told(std::string_view path, std::string_view view, std::string_view key) {
  Told told;
  if (path.starts_with(seen_folder)) {
    told.what = Told::What::seen;
    path.remove_prefix(seen_folder.size());
  } else if (path.starts_with(played_folder)) {
    told.what = Told::What::played;
    path.remove_prefix(played_folder.size());
    const std::string_view name = path.substr(0, path.find('/'));
    const auto* part = std::ranges::find(film_part_names, name);
    if (part == film_part_names.end() || name.size() == path.size() || !is_view(view)) return std::nullopt;
    told.part = static_cast<std::size_t>(part - film_part_names.begin());
    told.view = view;
    path.remove_prefix(name.size() + 1);
  } else if (path.starts_with(click_folder)) {
    path.remove_prefix(click_folder.size());
  } else {
    return std::nullopt;
  }
  const auto of = read_click_path(std::string(click_folder) + std::string(path), key);
  if (!of) return std::nullopt;
  told.of = *of;
  return told;
}

std::string frame_document(const Creative& creative, std::size_t slot, std::string_view key, bool political,
                           bool preview) {
  constexpr std::string_view head =
      "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<style>html,body{margin:0;overflow:hidden}";
  const std::string begin = std::string(head) + fitting_style(creative.width, creative.height) + "</style>";
  // A path of digits and hexadecimal ones: nothing in it can end the script or the attribute.
  const std::string path = click_path(creative.id, slot, key, preview);
  if (political) {
    return begin + "<a href=\"" + path +
           "\" target=\"_blank\" rel=\"sponsored noopener\" aria-hidden=\"true\" tabindex=\"-1\" "
           "style=\"position:fixed;inset:0;z-index:2147483647\"></a>" +
           creative.code;
  }
  if (creative.kind == Creative::Kind::outside)
    return begin + "<script>var clickTag=\"" + path + "\";</script>" + creative.code;
  return begin + "<script>" + fmt::format(fmt::runtime(leads_by_us), path) + "</script>" + creative.code;
}

std::string_view frame_policy(const Creative& creative, bool political) {
  // The sandbox gives it an origin of its own: no cookies, no storage, nothing of the page around it.
  if (political) {
    return "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
           "img-src data:; media-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
           "frame-ancestors 'self'";
  }
  if (creative.kind == Creative::Kind::outside) {
    return "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src https: data: blob: "
           "'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";
  }
  return "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; script-src "
         "'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; media-src data: blob:; font-src data:; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
}

std::string preview_query(CreativeId creative, Time until, std::string_view key) {
  const std::int64_t second = to_millis(until) / 1000;
  return "advertisement=" + std::to_string(creative.value) + "-" + std::to_string(second) + "-" +
         preview_signature(creative.value, second, key);
}

std::optional<CreativeId> read_preview_query(std::string_view query, Time now, std::string_view key) {
  constexpr std::string_view name = "advertisement=";
  if (!query.starts_with(name)) return std::nullopt;
  query.remove_prefix(name.size());
  const char* end = query.data() + query.size();
  std::int64_t creative = 0, until = 0;
  const auto [after, problem] = std::from_chars(query.data(), end, creative);
  if (problem != std::errc{} || after == end || *after != '-') return std::nullopt;
  const auto [after_time, time_problem] = std::from_chars(after + 1, end, until);
  if (time_problem != std::errc{} || after_time == end || *after_time != '-') return std::nullopt;
  const std::string_view signature(after_time + 1, static_cast<std::size_t>(end - after_time - 1));
  if (!equal_in_constant_time(signature, preview_signature(creative, until, key))) return std::nullopt;
  if (to_millis(now) / 1000 >= until) return std::nullopt;
  return CreativeId{creative};
}

pages::FragmentPtr render(store::Session& session, const Campaign& campaign, const Creative& creative,
                          std::string_view slot, std::string_view language, const std::vector<Vote>& votes,
                          std::string_view key, bool preview) {
  pages::AdvertisementView view;
  view.slot.slot = slot;
  view.slot.language = language;
  view.slot.text = creative.text;
  view.slot.path = click_path(creative.id, slot_number(slot).value_or(0), key, preview);
  const std::string signed_part = view.slot.path.substr((preview ? preview_folder : click_folder).size());
  view.why_path = "/advertising/" + std::to_string(campaign.id.value) + "/";
  if (creative.kind == Creative::Kind::picture) {
    view.slot.picture = picture_of(session, creative);
    view.needs_picture = true;
  }
  if (creative.is_framed()) {
    view.frame = std::string(preview ? preview_frame_folder : frame_folder) + signed_part;
    view.frame_width = creative.width;
    view.frame_height = creative.height;
    view.asks_first = creative.kind == Creative::Kind::outside;
    if (view.asks_first) view.server = servers_of(creative.code);
  }
  if (creative.kind == Creative::Kind::video) {
    const auto clip = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
    if (!clip) return nullptr;
    view.clip = media::address_of_original(clip->digest, clip->mime);
    if (view.clip.empty()) return nullptr;
    if (!creative.captions.empty()) {
      view.captions = std::string(preview ? preview_captions_folder : captions_folder) + signed_part;
      view.captions_language = creative.captions_language;
    }
    view.frame_width = creative.width;
    view.frame_height = creative.height;
  }
  if (campaign.is_political()) {
    const Political& given = campaign.political;
    view.political = true;
    view.sponsor = given.sponsor.name;
    if (!given.uncontrolled && given.controller.name != given.sponsor.name) view.controller = given.controller.name;
    if (const Vote* vote = find(votes, given.vote)) view.linked_to = language == "bg" ? vote->name_bg : vote->name_en;
    if (!given.process.empty()) view.linked_to += (view.linked_to.empty() ? "" : "; ") + given.process;
  }
  const std::string html = pages::render_advertisement(view);
  if (html.empty()) return nullptr;
  return pages::compress_slot(html, stable_hash(html));
}

Result<void> check_label(store::Session& session, const Campaign& campaign, std::vector<Creative> creatives,
                         const std::vector<Vote>& votes) {
  constexpr std::string_view key = "any";  // signatures of all keys are as long
  if (!campaign.is_political()) return {};
  std::erase_if(creatives, [](const Creative& creative) { return creative.off; });
  if (creatives.empty()) {
    Creative shortest;
    shortest.id = CreativeId{999'999'999};
    shortest.kind = Creative::Kind::text;
    shortest.text = "…";
    creatives.push_back(std::move(shortest));
  }
  // What does not fit without its names either is another matter: its picture is gone, say.
  Campaign nameless = campaign;
  nameless.political = {};
  nameless.political.uncontrolled = true;
  for (const Creative& creative : creatives) {
    for (const std::string_view slot : slot_names) {
      if (!may_stand_in(campaign, creative, slot)) continue;
      for (const std::string_view language : {"bg", "en"}) {
        if (render(session, campaign, creative, slot, language, votes, key)) continue;
        if (!render(session, nameless, creative, slot, language, votes, key)) continue;
        const Political& given = campaign.political;
        const Vote* vote = find(votes, given.vote);
        const std::size_t bytes = given.sponsor.name.size() + (given.uncontrolled ? 0 : given.controller.name.size()) +
                                  given.process.size() +
                                  (vote == nullptr ? 0 : (language == "bg" ? vote->name_bg : vote->name_en).size());
        return fail(ErrorKind::invalid,
                    "the label of the political advertisement does not fit into the slot, so it could not be shown",
                    std::string(slot) + ", the names in it have " + std::to_string(bytes) + " bytes together",
                    "shorten the process, the sponsor's or controller's name, or the name of the vote in the calendar");
      }
    }
  }
  return {};
}

Result<void> check(store::Session& session, const Campaign& campaign, const Creative& creative,
                   const std::vector<Vote>& votes, std::string_view key) {
  if (creative.address.empty()) return fail(ErrorKind::invalid, "a creative needs a target", "address");
  if (auto reached = check_target(creative.address); !reached) return reached;
  if (creative.text.empty()) {
    return fail(ErrorKind::invalid,
                creative.kind == Creative::Kind::picture ? "the picture has no alternative text" : "there is no text",
                "text", "say in a few words what the advertisement says");
  }
  if (rights_are_over(session, creative, campaign.booking.until - std::chrono::milliseconds(1))) {
    return fail(ErrorKind::invalid, "the rights of its picture or clip end before the campaign does", "image",
                "end the campaign with them, or renew them in the media library");
  }
  if (creative.kind == Creative::Kind::picture) {
    const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
    if (!asset || asset->kind != content::Asset::Kind::image || asset->digest.empty()) {
      return fail(ErrorKind::invalid, "no such picture", std::to_string(creative.image.value),
                  "upload it with POST /api/v1/assets");
    }
    if (asset->bytes > static_cast<std::int64_t>(limits::creative_original_bytes)) {
      return fail(ErrorKind::too_large, "the picture is too heavy", std::to_string(asset->bytes) + " bytes",
                  "at most " + std::to_string(limits::creative_original_bytes));
    }
  }
  if (creative.kind == Creative::Kind::video) {
    const auto clip = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
    if (!clip || clip->kind != content::Asset::Kind::video || clip->digest.empty()) {
      return fail(ErrorKind::invalid, "no such clip", std::to_string(creative.image.value),
                  "upload it with POST /api/v1/assets");
    }
    if (clip->bytes > limits::creative_clip_bytes) {
      return fail(ErrorKind::too_large, "the clip is too heavy", std::to_string(clip->bytes) + " bytes",
                  "at most " + std::to_string(limits::creative_clip_bytes));
    }
  }
  if (creative.kind == Creative::Kind::video && !creative.captions.empty()) {
    const std::string_view after = std::string_view(creative.captions).substr(0, 7);
    const bool marked = after.starts_with("WEBVTT") && (after.size() == 6 || after[6] == '\n' || after[6] == '\r' ||
                                                        after[6] == ' ' || after[6] == '\t');
    if (!marked || creative.captions.find("-->") == std::string::npos) {
      return fail(ErrorKind::invalid, "the captions are no WebVTT", "captions", "a file that begins with WEBVTT");
    }
    if (creative.captions_language.empty()) {
      return fail(ErrorKind::invalid, "the captions are in no language", "captions_language", "bg or en");
    }
  }
  if (creative.kind == Creative::Kind::video && (creative.width < 50 || creative.height < 30)) {
    return fail(ErrorKind::invalid, "a clip needs a width and a height", "width, height", "from 50 and 30 px on");
  }
  if (creative.is_framed()) {
    if (creative.code.empty()) return fail(ErrorKind::invalid, "there is nothing to show", "code", "paste the HTML");
    if (creative.width < 50 || creative.height < 30) {
      return fail(ErrorKind::invalid, "a frame needs a width and a height", "width, height", "from 50 and 30 px on");
    }
    if (creative.kind == Creative::Kind::html && loads_from_elsewhere(creative.code)) {
      return fail(ErrorKind::invalid, "the HTML loads something from elsewhere", "code",
                  "put pictures and styles into it as data: addresses");
    }
    const std::string_view sign = campaign.is_political() ? depends_on_the_device(creative.code) : std::string_view();
    if (creative.kind == Creative::Kind::html && !sign.empty()) {
      return fail(ErrorKind::invalid,
                  "a political advertisement says the same to everybody: no script, nothing that depends on the device "
                  "(Article 18)",
                  "code: " + std::string(sign),
                  "use HTML without it, a picture or a text; a click is a link by itself");
    }
    if (creative.kind == Creative::Kind::outside) {
      if (campaign.is_political()) {
        return fail(ErrorKind::invalid, "a political advertisement may not come from another server (Article 18)",
                    "kind", "use a picture, a text or an HTML5 file");
      }
      if (servers_of(creative.code).empty()) {
        return fail(ErrorKind::invalid, "the tag names no server that readers could be told of", "code",
                    "paste the whole tag, with the https address that it loads");
      }
      bool taken = false;
      for (const content::Site& site : store::all_sites(session)) {
        taken = taken || (lists(campaign.booking.sites, site.host) && takes_outside_tags(session, site.id));
      }
      if (!taken) {
        return fail(ErrorKind::conflict, "none of the booked sites shows tags of other servers", "kind",
                    "allow it beside ads.txt, or use another kind");
      }
    }
  }
  bool somewhere = false;
  for (const std::string_view slot : slot_names) {
    if (!may_stand_in(campaign, creative, slot)) continue;
    somewhere = true;
    for (const std::string_view language : {"bg", "en"}) {
      if (render(session, campaign, creative, slot, language, votes, key)) continue;
      return fail(ErrorKind::invalid, "the advertisement with its label does not fit into the slot", std::string(slot),
                  "shorten its text or the names in the label");
    }
  }
  if (!somewhere) {
    return fail(ErrorKind::invalid, "it fits none of the slots that the campaign books", "slots",
                "leave the slots away or book others");
  }
  return {};
}

}  // namespace vestnik::advertising
