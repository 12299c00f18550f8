#include "reader/figures.h"

#include "base/json.h"
#include "base/messages.h"
#include "base/text.h"
#include "media/original.h"
#include "pages/fragment.h"
#include "pages/views.h"
#include "reader/views_of.h"

namespace vestnik::reader {

std::string original_address(const content::Asset& asset) {
  return media::address_of_original(asset.digest, asset.mime);
}

std::string PageFigures::media(AssetId id, std::string_view alt, bool in_gallery) const {
  const content::Asset* asset = edition_.asset(id);
  if (asset == nullptr || asset->digest.empty()) return {};
  if (asset->kind == content::Asset::Kind::image) {
    return pages::render_picture(picture_of(edition_, id, alt),
                                 in_gallery ? pages::PictureUse::gallery : pages::PictureUse::body, false);
  }
  const std::string address = original_address(*asset);
  if (address.empty()) return {};
  const std::string label = text::escape_html(alt.empty() ? asset->title : std::string(alt));
  const std::string attributes = " controls preload=\"none\" src=\"" + address + "\" aria-label=\"" + label + "\"";
  if (asset->kind == content::Asset::Kind::video) return "<video" + attributes + " playsinline></video>";
  if (asset->kind == content::Asset::Kind::audio) return "<audio" + attributes + "></audio>";
  return "<a href=\"" + address + "\">" + (label.empty() ? text::escape_html(asset->file_name) : label) + "</a>";
}

std::string PageFigures::credit(AssetId id) const {
  const content::Asset* asset = edition_.asset(id);
  return asset == nullptr ? std::string() : std::string(asset->credit);
}

bool PageFigures::is_without_file(AssetId id) const {
  const content::Asset* asset = edition_.asset(id);
  return asset != nullptr && asset->digest.empty();
}

std::string PageFigures::embed(std::string_view provider, std::string_view id, std::string_view url,
                               std::string_view title) const {
  return pages::render_embed(provider, id, url, title, language_);
}

std::string PageFigures::time_of_day(std::string_view at) const {
  const auto time = parse_rfc3339(at);
  if (!time) return Figures::time_of_day(at);
  const auto day_of = [&](Time moment) { return format_rfc3339(moment, time_zone_).substr(0, 10); };
  const bool same_day = day_of(*time) == day_of(published_at_);
  return format_for_reader(*time, time_zone_, language_, same_day ? DateStyle::time_of_day : DateStyle::date_time);
}

std::string PageFigures::advertisement() const {
  return pages::slot_mark("text");
}

std::string PageFigures::poll(const content::Node& node) const {
  const std::string question = text::escape_html(string_or(node.attributes, "question"));
  const json::value* options = node.attributes.if_contains("options");
  if (question.empty() || options == nullptr || !options->is_array()) return {};
  std::string out = "<section class=\"poll\" aria-label=\"" + text::escape_html(translate(language_, "Poll")) +
                    "\"><p class=\"poll-label\">" + text::escape_html(translate(language_, "Poll")) +
                    "</p><p class=\"poll-question\">" + question + "</p><ul>";
  for (const json::value& option : options->get_array()) {
    if (option.is_string()) out += "<li>" + text::escape_html(std::string_view(option.get_string())) + "</li>";
  }
  return out + "</ul><p class=\"poll-note\">" + text::escape_html(translate(language_, "No votes are taken here.")) +
         "</p></section>";
}

}  // namespace vestnik::reader
