#include "advertising/creative_view.h"

#include <algorithm>
#include <charconv>

#include "advertising/limits.h"
#include "advertising/political.h"
#include "advertising/signature.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/messages.h"
#include "pages/advertising_view.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

constexpr std::string_view click_folder = "/ad/";

bool lists(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::ranges::find(list, word) != list.end();
}

std::string signature_of(CreativeId creative, std::size_t slot, std::string_view key) {
  return keyed_digest(key, "click " + std::to_string(creative.value) + " " + std::to_string(slot)).substr(0, 20);
}

pages::PictureView picture_of(store::Session& session, const Creative& creative) {
  pages::PictureView view;
  const auto asset = creative.image ? store::find_asset(session, creative.image) : std::nullopt;
  if (!asset) return view;
  view.digest = asset->digest;
  view.width = asset->width;
  view.height = asset->height;
  view.alt = creative.text;
  return view;
}

}  // namespace

bool may_stand_in(const Campaign& campaign, const Creative& creative, std::string_view slot) {
  return lists(campaign.booking.slots, slot) && lists(creative.slots, slot);
}

std::string click_path(CreativeId creative, std::size_t slot, std::string_view key) {
  return std::string(click_folder) + std::to_string(creative.value) + "/" + std::to_string(slot) + "/" +
         signature_of(creative, slot, key);
}

std::optional<Click> read_click_path(std::string_view path, std::string_view key) {
  if (!path.starts_with(click_folder)) return std::nullopt;
  path.remove_prefix(click_folder.size());
  Click click;
  const char* end = path.data() + path.size();
  auto [after, problem] = std::from_chars(path.data(), end, click.creative.value);
  if (problem != std::errc{} || after == end || *after != '/') return std::nullopt;
  auto [after_slot, slot_problem] = std::from_chars(after + 1, end, click.slot);
  if (slot_problem != std::errc{} || after_slot == end || *after_slot != '/') return std::nullopt;
  const std::string_view signature(after_slot + 1, static_cast<std::size_t>(end - after_slot - 1));
  if (click.slot >= slot_names.size()) return std::nullopt;
  if (!equal_in_constant_time(signature, signature_of(click.creative, click.slot, key))) return std::nullopt;
  return click;
}

pages::FragmentPtr render(store::Session& session, const Campaign& campaign, const Creative& creative,
                          std::string_view slot, std::string_view language, const std::vector<Vote>& votes,
                          std::string_view key) {
  pages::AdvertisementView view;
  view.slot.slot = slot;
  view.slot.language = language;
  view.slot.text = creative.text;
  view.slot.path = click_path(creative.id, slot_number(slot).value_or(0), key);
  view.why_path = "/advertising/" + std::to_string(campaign.id.value) + "/";
  if (creative.kind == Creative::Kind::picture) {
    view.slot.picture = picture_of(session, creative);
    view.needs_picture = true;
  }
  if (campaign.is_political()) {
    const Political& given = campaign.political;
    view.political = true;
    view.sponsor = given.sponsor.name;
    if (!given.uncontrolled && given.controller.name != given.sponsor.name) view.controller = given.controller.name;
    if (const Vote* vote = find(votes, given.vote)) view.linked_to = language == "bg" ? vote->name_bg : vote->name_en;
    if (view.linked_to.empty()) view.linked_to = given.process;
  }
  const std::string html = pages::render_advertisement(view);
  if (html.empty()) return nullptr;
  return pages::compress_slot(html, stable_hash(html));
}

Result<void> check(store::Session& session, const Campaign& campaign, const Creative& creative,
                   const std::vector<Vote>& votes, std::string_view key) {
  if (creative.address.empty()) return fail(ErrorKind::invalid, "a creative needs a target", "address");
  if (creative.text.empty()) {
    return fail(ErrorKind::invalid,
                creative.kind == Creative::Kind::picture ? "the picture has no alternative text" : "there is no text",
                "text", "say in a few words what the advertisement says");
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
