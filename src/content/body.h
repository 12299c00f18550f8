// The body of an article: a tree of nodes, the only form in which text with structure is stored. HTML is only ever
// made from it (content/html_writer.h) and foreign HTML only ever becomes it (content/html_reader.h).
//
// As JSON it is a ProseMirror document, named as TipTap names things:
//
//   block    := paragraph | heading{level 2…4} | blockquote{cite} of block+ | pullquote{cite} of block+
//             | bulletList of listItem+ | orderedList{start} of listItem+
//             | codeBlock{language} | horizontalRule | image{asset|src,alt,caption,credit,href,align}
//             | gallery{caption} of image+ | video{asset|src,poster,caption} | audio{asset|src,caption}
//             | embed{provider,url,id,title,caption} | table{caption} of tableRow+ | factBox{title} of block+
//             | sourceNote{name,url,kind} | poll{question,options} | liveEntry{at,title} of block+ | adBreak
//             | rawHtml{html}
//   listItem := block+            tableRow := (tableCell | tableHeader){colspan,rowspan}+   cells := block+
//   inline   := text with marks | hardBreak
//   mark     := bold | italic | underline | strike | code | subscript | superscript | highlight
//             | link{href,title} | source{name,url} | language{lang} | footnote{text}
//
// content/grammar.cpp holds the same as tables, with the bounds of each attribute. Attributes that are null, empty or
// as usual (start 1, colspan 1) are not stored; marks stand outermost first in the order above: language, footnote,
// link, source, then the rest. The address of a source is its link, so no text has both marks. An embed is what its
// `url` says. `image.asset` is an AssetId's number; `src` stands where no asset is known (kept, shown as a link).
// `rawHtml.html` is what an importer could not represent, already sanitised by the allow-list of html_reader.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "content/ids.h"

namespace vestnik::content {

struct Mark {
  std::string type;
  json::object attributes;
  bool operator==(const Mark&) const = default;
};

struct Node {
  std::string type;
  std::string text;  // of a "text" node
  json::object attributes;
  std::vector<Mark> marks;  // of a "text" node, outermost first
  std::vector<Node> children;
  bool operator==(const Node&) const = default;
};

struct Body {
  std::vector<Node> blocks;
  bool operator==(const Body&) const = default;
};

// Checks every node, attribute and nesting against the grammar above and the limits (base/limits.h): an unknown type,
// an attribute of the wrong kind or an address that is not http, https, mailto, tel or a path is ErrorKind::invalid
// with the JSON pointer of the place. Text is cleaned of control characters. Adjacent text nodes of equal marks are
// joined and empty ones dropped, so that parse(write(body)) == body.
Result<Body> parse_body(const json::value& document);
Result<Body> parse_body(std::string_view document);
inline Result<Body> parse_body(const char* document) {
  return parse_body(std::string_view(document));
}

json::value to_json(const Body& body);
std::string write_body(const Body& body);

// What a reader reads, paragraphs parted by newlines: for search, counts and decks.
std::string plain_text(const Body& body);

// Every asset that an image, gallery, video or audio node names, in order, without repetition.
std::vector<AssetId> assets_of(const Body& body);

// http, https, mailto, tel, or a path; no control characters, no userinfo tricks. Everything a link may hold.
bool is_safe_address(std::string_view address);

}  // namespace vestnik::content
