#include "advertising/vast.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "advertising/limits.h"
#include "base/text.h"

namespace vestnik::advertising {
namespace {

constexpr std::size_t word_bytes = 200, vast_address_bytes = 2'000;
constexpr int likely_width = 1280;  // of a film in the text, at twice a phone's density
constexpr int most_pixels = 20'000;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool is_called(const xmlNode& node, std::string_view name) {
  return node.type == XML_ELEMENT_NODE && view(node.name) == name;
}

std::string attribute_of(const xmlNode& node, const char* name) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlGetNoNsProp(&node, reinterpret_cast<const xmlChar*>(name)),
                                                          xmlFree);
  return text::squeeze(view(value.get()));
}

std::string words_of(const xmlNode& node, std::size_t bytes) {
  std::string out;
  for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) out += view(child->content);
  }
  out = text::squeeze(text::clean(out));
  return out.size() <= bytes ? out : std::string();
}

const xmlNode* child_of(const xmlNode* node, std::string_view name) {
  for (const xmlNode* child = node == nullptr ? nullptr : node->children; child != nullptr; child = child->next) {
    if (is_called(*child, name)) return child;
  }
  return nullptr;
}

bool is_web_address(std::string_view address) {
  return (address.starts_with("https://") || address.starts_with("http://")) &&
         address.find_first_of(" \"<>\\\r\n") == std::string_view::npos;
}

int number_of(std::string_view digits, int most) {
  int value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc{} || end != digits.data() + digits.size() || value < 0) return 0;
  return std::min(value, most);
}

// "00:00:30.500"
std::chrono::milliseconds duration_of(std::string_view text) {
  using namespace std::chrono;
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return {};
  const int fraction = text.size() == 12 && text[8] == '.' ? number_of(text.substr(9), 999) : 0;
  return hours(number_of(text.substr(0, 2), 99)) + minutes(number_of(text.substr(3, 2), 59)) +
         seconds(number_of(text.substr(6, 2), 59)) + milliseconds(fraction);
}

// Bounds on the whole tree, and how many addresses of others are in it.
struct Survey {
  std::size_t elements = 0, counters = 0;
  bool too_deep = false, wraps = false;
};
Survey survey(const xmlNode& root) {
  static constexpr std::string_view counters[] = {
      "Impression", "Error",       "Tracking",         "ClickTracking",      "CustomClick",       "IconViewTracking",
      "Viewable",   "NotViewable", "ViewUndetermined", "JavaScriptResource", "ExecutableResource"};
  Survey seen;
  std::size_t depth = 0;
  // By hand, not by recursion: a document may be as deep as the parser lets it.
  for (const xmlNode* node = &root; node != nullptr;) {
    if (node->type == XML_ELEMENT_NODE) {
      ++seen.elements;
      if (std::ranges::find(counters, view(node->name)) != std::end(counters)) ++seen.counters;
      if (is_called(*node, "Wrapper")) seen.wraps = true;
    }
    if (seen.elements > limits::vast_elements) return seen;
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      if (++depth > limits::vast_depth) {
        seen.too_deep = true;
        return seen;
      }
      node = node->children;
      continue;
    }
    while (node != &root && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    node = node == &root ? nullptr : node->next;
  }
  return seen;
}

void read_media(const xmlNode& files, Vast& document) {
  for (const xmlNode* node = files.children; node != nullptr; node = node->next) {
    if (!is_called(*node, "MediaFile") || document.media.size() == limits::vast_media) continue;
    // A program in place of a film (VPAID, SIMID), or a stream in pieces that no browser plays by itself.
    if (!attribute_of(*node, "apiFramework").empty() || attribute_of(*node, "delivery") == "streaming") continue;
    Vast::Media media{.address = words_of(*node, vast_address_bytes),
                      .type = attribute_of(*node, "type"),
                      .width = number_of(attribute_of(*node, "width"), most_pixels),
                      .height = number_of(attribute_of(*node, "height"), most_pixels),
                      .kilobits = number_of(attribute_of(*node, "bitrate"), 1'000'000)};
    if (media.type != "video/mp4" && media.type != "video/webm") continue;
    if (media.width == 0 || media.height == 0 || !is_web_address(media.address)) continue;
    document.media.push_back(std::move(media));
  }
  const xmlNode* captions = child_of(&files, "ClosedCaptionFiles");
  for (const xmlNode* node = captions == nullptr ? nullptr : captions->children; node != nullptr; node = node->next) {
    if (!is_called(*node, "ClosedCaptionFile") || document.captions.size() == limits::vast_media) continue;
    Vast::Captions one{.address = words_of(*node, vast_address_bytes),
                       .type = attribute_of(*node, "type"),
                       .language = attribute_of(*node, "language")};
    if (is_web_address(one.address)) document.captions.push_back(std::move(one));
  }
}

Result<Vast> read_ad(const xmlNode& root) {
  const xmlNode* advertisement = child_of(&root, "Ad");
  const xmlNode* told = child_of(advertisement, "InLine");
  if (told == nullptr) {
    return fail(ErrorKind::invalid, "the document holds no advertisement", "code", "hand in one with <InLine>");
  }
  Vast document;
  document.version = attribute_of(root, "version");
  if (const xmlNode* node = child_of(told, "AdTitle")) document.title = words_of(*node, word_bytes);
  if (const xmlNode* node = child_of(told, "Description")) document.description = words_of(*node, word_bytes);
  const xmlNode* creatives = child_of(told, "Creatives");
  for (const xmlNode* node = creatives == nullptr ? nullptr : creatives->children; node != nullptr; node = node->next) {
    if (!is_called(*node, "Creative")) continue;
    const xmlNode* linear = child_of(node, "Linear");
    const xmlNode* files = child_of(linear, "MediaFiles");
    if (files == nullptr) continue;
    read_media(*files, document);
    if (const xmlNode* duration = child_of(linear, "Duration")) {
      document.duration = duration_of(words_of(*duration, word_bytes));
    }
    if (const xmlNode* click = child_of(child_of(linear, "VideoClicks"), "ClickThrough")) {
      document.click_through = words_of(*click, vast_address_bytes);
      if (!is_web_address(document.click_through)) document.click_through.clear();
    }
    break;  // one film to an advertisement; what else a creative may be is not shown here
  }
  if (document.media.empty()) {
    return fail(ErrorKind::invalid, "the document lists no film that a browser plays", "code",
                "a MediaFile of type video/mp4 or video/webm with delivery=\"progressive\", width and height");
  }
  return document;
}

}  // namespace

Result<Vast> read_vast(std::string_view xml) {
  const auto refuse = [](std::string what, std::string remedy) {
    return fail(ErrorKind::invalid, std::move(what), "code", std::move(remedy));
  };
  if (xml.size() > limits::vast_bytes) {
    return refuse("the VAST document is too long", "at most " + std::to_string(limits::vast_bytes) + " bytes");
  }
  if (!text::is_utf8(xml)) return refuse("the VAST document is not UTF-8", "save it as UTF-8");
  // Without a document type there are no entities but XML's own five: nothing to fetch, nothing that grows.
  if (xml.find("<!DOCTYPE") != std::string_view::npos || xml.find("<!ENTITY") != std::string_view::npos) {
    return refuse("the VAST document has a document type", "take <!DOCTYPE …> away");
  }
  xmlResetLastError();
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> parsed(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS),
      xmlFreeDoc);
  const xmlNode* root = parsed ? xmlDocGetRootElement(parsed.get()) : nullptr;
  if (root == nullptr) {
    const xmlError* problem = xmlGetLastError();
    const std::string line = problem == nullptr ? "?" : std::to_string(problem->line);
    return refuse("the VAST document is not well-formed XML (line " + line + ")", "look at that line");
  }
  if (!is_called(*root, "VAST")) return refuse("that is no VAST document", "it begins with <VAST version=\"4.2\">");
  if (!attribute_of(*root, "version").starts_with("4.")) {
    return refuse("that is VAST " + attribute_of(*root, "version").substr(0, 10), "export it as VAST 4.0 to 4.3");
  }
  const Survey seen = survey(*root);
  if (seen.elements > limits::vast_elements || seen.too_deep) {
    return refuse("the VAST document has too many elements", "leave away what only other players need");
  }
  if (seen.wraps) {
    return refuse("the document is a wrapper: its film is on another server", "ask for the inline document behind it");
  }
  auto document = read_ad(*root);
  if (document) document->counters = seen.counters;
  return document;
}

const Vast::Media* fitting_media(const Vast& document, std::string_view type, int width) {
  const Vast::Media* best = nullptr;
  for (const Vast::Media& each : document.media) {
    if (!type.empty() && each.type != type) continue;
    if (best == nullptr || std::abs(each.width - width) < std::abs(best->width - width)) best = &each;
  }
  return best;
}

Result<void> complete_from_vast(Creative& creative, std::string_view clip_type) {
  const auto document = read_vast(creative.code);
  if (!document) return std::unexpected(document.error());
  const Vast::Media* media = fitting_media(*document, clip_type, likely_width);
  if (media == nullptr) {
    return fail(ErrorKind::invalid, "the clip is none of the document's films: it is " + std::string(clip_type),
                "image", "upload the " + document->media.front().type + " that the document lists");
  }
  if (creative.text.empty()) creative.text = document->title.empty() ? document->description : document->title;
  if (creative.address.empty()) creative.address = document->click_through;
  if (creative.width == 0 || creative.height == 0) {
    const double scale = std::min({1.0, static_cast<double>(limits::frame_width) / media->width,
                                   static_cast<double>(limits::frame_height) / media->height});
    creative.width = static_cast<int>(std::lround(media->width * scale));
    creative.height = static_cast<int>(std::lround(media->height * scale));
  }
  return {};
}

json::object to_json(const Vast& document) {
  json::array media, captions;
  for (const Vast::Media& each : document.media) {
    media.push_back(json::object{{"address", each.address},
                                 {"type", each.type},
                                 {"width", each.width},
                                 {"height", each.height},
                                 {"kilobits", each.kilobits}});
  }
  for (const Vast::Captions& each : document.captions) {
    captions.push_back(json::object{{"address", each.address}, {"type", each.type}, {"language", each.language}});
  }
  const Vast::Media* fitting = fitting_media(document, "", likely_width);
  return {{"version", document.version},
          {"title", document.title},
          {"description", document.description},
          {"click_through", document.click_through},
          {"milliseconds", document.duration.count()},
          {"media", std::move(media)},
          {"fitting", fitting == nullptr ? json::value(nullptr) : json::value(fitting->address)},
          {"captions", std::move(captions)},
          {"counters", document.counters}};
}

}  // namespace vestnik::advertising
