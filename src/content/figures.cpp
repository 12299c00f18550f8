#include "base/text.h"
#include "content/address.h"
#include "content/grammar.h"
#include "content/html/inline_writer.h"
#include "content/html_writer.h"

#include <algorithm>

namespace vestnik::content {

namespace {

using html::append_attribute;
using html::append_href;

std::string link(std::string_view address, std::string_view text) {
  std::string out = "<a";
  append_href(out, address);
  (out += '>') += text::escape_html(text);
  return out + "</a>";
}

std::string player(std::string_view element, std::string_view address, std::string_view poster) {
  std::string out = "<";
  out += element;
  out += " controls";
  append_attribute(out, "src", address);
  if (!poster.empty()) append_attribute(out, "poster", poster);
  ((out += "></") += element) += '>';
  return out;
}

// As people read it: "Снимка 1.jpg" of "…/%D0%A1%D0%BD….jpg".
std::string file_name(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  while (address.ends_with('/')) address.remove_suffix(1);
  return text::squeeze(text::clean(unescaped_address(address.substr(address.rfind('/') + 1))));
}

}  // namespace

std::string Figures::time_of_day(std::string_view at) const {
  constexpr std::size_t date = 11, hour = 5;  // "2026-11-24T", "18:00"
  return std::string(at.substr(std::min(date, at.size()), hour));
}

std::string Figures::elsewhere(std::string_view, std::string_view address, std::string_view text,
                               std::string_view) const {
  if (!text.empty()) return link(address, text);
  const std::string name = file_name(address);
  return link(address, name.empty() ? address : name);
}

std::string PlainFigures::media(AssetId asset, std::string_view alt, bool) const {
  const std::string address = address_(asset);
  if (address.empty()) return {};
  const std::optional<Asset> known = asset_(asset);
  const Asset::Kind kind = known ? known->kind : Asset::Kind::image;
  if (kind == Asset::Kind::video) return player("video", address, {});
  if (kind == Asset::Kind::audio) return player("audio", address, {});
  if (kind == Asset::Kind::document) return link(address, known->title.empty() ? known->file_name : known->title);
  std::string out = "<img";
  append_attribute(out, "src", address);
  const bool of_the_asset = alt.empty() && known && !known->alt.empty();
  append_attribute(out, "alt", of_the_asset ? std::string_view(known->alt) : alt);
  if (of_the_asset) append_attribute(out, "data-vestnik-alt", "asset");
  if (known && known->width > 0 && known->height > 0) {
    append_attribute(out, "width", std::to_string(known->width));
    append_attribute(out, "height", std::to_string(known->height));
  }
  return out + ">";
}

std::string PlainFigures::credit(AssetId asset) const {
  const std::optional<Asset> known = asset_(asset);
  return known ? known->credit : std::string();
}

std::string PlainFigures::embed(std::string_view provider, std::string_view, std::string_view url,
                                std::string_view title) const {
  std::string out = "<a";
  append_attribute(out, "data-vestnik-embed", provider);
  append_href(out, url);
  (out += '>') += text::escape_html(title.empty() ? url : title);
  return out + "</a>";
}

std::string PlainFigures::elsewhere(std::string_view type, std::string_view address, std::string_view text,
                                    std::string_view poster) const {
  if (type != "image") return player(type, address, poster);
  std::string out = "<img";
  append_attribute(out, "src", address);
  append_attribute(out, "alt", text);
  return out + ">";
}

std::string PlainFigures::advertisement() const {
  return "<div data-vestnik=\"adBreak\"></div>";
}

std::string PlainFigures::poll(const Node& node) const {
  std::string out = "<div data-vestnik=\"poll\"><p>";
  (out += text::escape_html(attribute_of(node.attributes, "question"))) += "</p><ul>";
  if (const json::value* options = node.attributes.if_contains("options"); options != nullptr && options->is_array()) {
    for (const json::value& option : options->get_array()) {
      if (option.is_string()) ((out += "<li>") += text::escape_html(std::string_view(option.get_string()))) += "</li>";
    }
  }
  return out + "</ul></div>";
}

}  // namespace vestnik::content
