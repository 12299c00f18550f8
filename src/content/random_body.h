// Random bodies over the whole grammar, for tests of what must survive a round trip. What HTML cannot carry is left
// out: white space at the ends, empty paragraphs outside of cells, line breaks at the ends, a paragraph that is nothing
// but an address. One thread; equal seeds give equal bodies.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "content/grammar.h"
#include "content/html_reader.h"

namespace vestnik::content {

class RandomBody {
 public:
  // The assets that nodes may name; where there are none, everything has an address.
  struct Assets {
    std::vector<AssetId> images, videos, sounds;
  };

  explicit RandomBody(std::uint64_t seed, Assets assets = {}) : random_(seed), assets_(std::move(assets)) {}

  Body body(std::size_t most_blocks = 12) {
    Body made;
    made.blocks = blocks(1 + below(most_blocks), 0);
    return made;
  }

  // A block of the type, with all that must stand in it.
  Node block(std::string_view type, std::size_t depth = 0) {
    Node node;
    node.type = type;
    if (type == "paragraph") node.children = inlines();
    if (type == "heading") {
      node.children = inlines();
      node.attributes["level"] = static_cast<std::int64_t>(2 + below(3));
    }
    if (type == "blockquote" || type == "pullquote") {
      node.children = blocks(1 + below(3), depth + 1);
      maybe(node, "cite");
    }
    if (type == "bulletList" || type == "orderedList") list(node, depth);
    if (type == "codeBlock") code(node);
    if (type == "image") image(node);
    if (type == "gallery") {
      for (std::size_t i = 0, n = 1 + below(4); i < n; ++i) node.children.push_back(block("image"));
      maybe(node, "caption");
    }
    if (type == "video") medium(node, assets_.videos, "mp4");
    if (type == "audio") medium(node, assets_.sounds, "mp3");
    if (type == "embed") embed(node);
    if (type == "table") table(node, depth);
    if (type == "factBox") {
      maybe(node, "title");
      node.children = blocks(1 + below(3), depth + 1);
    }
    if (type == "sourceNote") {
      set_attribute(node, "name", json::value(line()));
      if (chance()) set_attribute(node, "url", json::value(address()));
      if (chance()) set_attribute(node, "kind", json::value(pick({"agency", "institution", "person", "document"})));
    }
    if (type == "poll") {
      set_attribute(node, "question", json::value(line()));
      json::array options;
      for (std::size_t i = 0, n = 2 + below(4); i < n; ++i) options.emplace_back(line());
      set_attribute(node, "options", json::value(std::move(options)));
    }
    if (type == "liveEntry") {
      set_attribute(node, "at", json::value(pick({"2026-11-24T18:00:00+02:00", "2026-11-24T16:00:30Z"})));
      maybe(node, "title");
      node.children = blocks(1 + below(3), depth + 1);
    }
    if (type == "rawHtml") {
      const std::string html(
          pick({"<dl><dt>дума</dt><dd>значение &amp; още</dd></dl>",
                "<p>漢<ruby>字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby></p>",
                "<table><caption>т</caption><tr><td>1<td>2</table>",
                "<p lang=\"en\">a <a href=\"https://example.org/\">b</a></p>\n<ul><li>c</li></ul>"}));
      node.attributes["html"] = sanitize_html(html);
    }
    return node;
  }

  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  bool chance(std::size_t one_in = 2) { return below(one_in) == 0; }

  std::string line() {
    // A paragraph of nothing but white space is none.
    std::string text = chance(3) ? word() + "и" : std::string(pick({"Вестник", "Sofia", "5 < 6", "\"Да\""}));
    for (std::size_t i = 0, n = below(6); i < n; ++i) text += " " + word();
    return text;
  }

  std::vector<Node> inlines() {
    std::vector<Node> nodes;
    append_text(nodes, line(), marks());
    for (std::size_t i = 0, n = below(5); i < n; ++i) {
      if (chance(6)) {
        nodes.emplace_back().type = "hardBreak";
        append_text(nodes, line(), marks());
      } else {
        append_text(nodes, (chance() ? " " : "") + line(), marks());
      }
    }
    return nodes;
  }

 private:
  std::string_view pick(const std::vector<std::string_view>& from) { return from[below(from.size())]; }

  std::string word() {
    return std::string(
        pick({"вестник", "София",   "Щъркел",   "news", "<b>",    "&amp;",   "\"кавички\"", "'",    "„цитат“",
              "93,5 %",  "\u00A0",  "a\u00A0b", "🗞", "日本語", "العربية", "</p>",        "<!--", "x=1",
              "]]>",     "e\u0301", "\u200B",   "\\",   "{}",     "№ 5",     "край."}));
  }

  std::string address() {
    return std::string(pick({"https://example.org/a?b=1&c=2", "http://example.com/", "/svyat/новина/", "/x#част",
                             "mailto:desk@example.org", "tel:+35921234567", "https://example.org/%D0%B0"}));
  }

  void maybe(Node& node, std::string_view name) {
    if (chance()) set_attribute(node, name, json::value(line()));
  }

  std::vector<Mark> marks() {
    std::vector<Mark> made;
    for (const MarkRule& rule : mark_rules()) {
      if (!chance(6)) continue;
      Mark mark{std::string(rule.type), {}};
      for (const AttributeRule& attribute : rule.attributes) {
        if (!attribute.required && chance()) continue;
        if (attribute.kind == AttributeKind::line) mark.attributes[attribute.name] = one_line(line());
        if (attribute.kind == AttributeKind::address) mark.attributes[attribute.name] = address();
        if (attribute.kind == AttributeKind::code) mark.attributes[attribute.name] = pick({"en", "bg", "sr-Latn"});
      }
      add_mark(made, std::move(mark));
    }
    return made;
  }

  std::vector<Node> blocks(std::size_t count, std::size_t depth) {
    static const std::vector<std::string_view> plain = {
        "paragraph", "heading", "image",      "codeBlock", "horizontalRule", "video",     "audio",
        "embed",     "rawHtml", "sourceNote", "poll",      "adBreak",        "paragraph", "paragraph"};
    static const std::vector<std::string_view> holding = {"blockquote", "pullquote", "bulletList", "orderedList",
                                                          "gallery",    "table",     "factBox",    "liveEntry"};
    std::vector<Node> made;
    for (std::size_t i = 0; i < count; ++i) {
      made.push_back(block(depth < 3 && chance(3) ? pick(holding) : pick(plain), depth));
    }
    return made;
  }

  void list(Node& node, std::size_t depth) {
    if (node.type == "orderedList" && chance()) set_attribute(node, "start", json::value(below(20)));
    for (std::size_t i = 0, n = 1 + below(4); i < n; ++i) {
      Node& item = node.children.emplace_back();
      item.type = "listItem";
      item.children = chance() ? blocks(1 + below(3), depth + 1) : std::vector<Node>{block("paragraph")};
    }
  }

  void table(Node& node, std::size_t depth) {
    maybe(node, "caption");
    const std::size_t columns = 1 + below(3);
    for (std::size_t row = 0, rows = 1 + below(4); row < rows; ++row) {
      Node& line_of_cells = node.children.emplace_back();
      line_of_cells.type = "tableRow";
      for (std::size_t i = 0; i < columns; ++i) {
        Node& cell = line_of_cells.children.emplace_back();
        cell.type = (row == 0 || chance(5)) ? "tableHeader" : "tableCell";
        if (chance(5)) set_attribute(cell, pick({"colspan", "rowspan"}), json::value(1 + below(3)));
        cell.children = chance(4) ? blocks(1 + below(2), depth + 1) : std::vector<Node>{block("paragraph")};
        if (chance(6)) cell.children.resize(1), cell.children[0] = Node{"paragraph", {}, {}, {}, {}};
      }
    }
  }

  void code(Node& node) {
    if (chance()) set_attribute(node, "language", json::value(pick({"cpp", "c++", "html"})));
    std::string text = std::string(pick({"", "\n", "  ", "\t"})) + word();
    for (std::size_t i = 0, n = below(4); i < n; ++i) text += std::string(pick({"\n", "\n\n    ", " "})) + word();
    append_text(node.children, text + std::string(pick({"", "\n"})), {});
  }

  void place(Node& node, const std::vector<AssetId>& assets, std::string_view ending) {
    if (!assets.empty() && chance()) {
      node.attributes["asset"] = assets[below(assets.size())].value;
    } else {
      node.attributes["src"] = "https://example.org/files/" + std::to_string(below(100)) + "." + std::string(ending);
    }
  }

  void image(Node& node) {
    place(node, assets_.images, "jpg");
    for (const std::string_view name : {"alt", "caption", "credit"}) maybe(node, name);
    if (chance(4)) set_attribute(node, "href", json::value(address()));
    if (chance(4)) set_attribute(node, "align", json::value(pick({"left", "right", "center", "wide", "full"})));
  }

  void medium(Node& node, const std::vector<AssetId>& assets, std::string_view ending) {
    place(node, assets, ending);
    if (node.type == "video" && chance(3)) set_attribute(node, "poster", json::value("https://example.org/p.jpg"));
    maybe(node, "caption");
  }

  void embed(Node& node) {
    static const std::vector<std::array<std::string_view, 3>> known = {
        {"youtube", "dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
        {"vimeo", "32246206", "https://vimeo.com/32246206"},
        {"x", "1234567890", "https://x.com/desk/status/1234567890"},
        {"facebook", "desk/posts/123", "https://www.facebook.com/desk/posts/123"},
        {"instagram", "p/AbC-1", "https://www.instagram.com/p/AbC-1/"},
        {"telegram", "channel/7", "https://t.me/channel/7"},
        {"tiktok", "7000000000000000001", "https://www.tiktok.com/@desk/video/7000000000000000001"}};
    const auto& [provider, id, url] = known[below(known.size())];
    node.attributes = {{"provider", provider}, {"url", url}, {"id", id}};
    maybe(node, "title");
    maybe(node, "caption");
  }

  std::mt19937_64 random_;
  Assets assets_;
};

}  // namespace vestnik::content
