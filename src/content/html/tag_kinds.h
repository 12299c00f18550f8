// What becomes of each element's tags before parsing (html/tame.h).
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

namespace vestnik::content::html {

enum class TagKind : std::uint8_t {
  unwrap,       // the tags go, what stands between them stays: the kind of every unknown element
  unwrap_told,  // the same, and the newsroom is told
  division,     // becomes a div: something stood apart here
  division_told,
  keep,
  formatting,  // kept without attributes; the parser repeats open ones in every paragraph
  single,      // has no end tag
  skip,        // goes with everything up to its end tag
  skip_told,
  gone,     // a single tag that goes
  as_text,  // what stands between is text, whatever it looks like
  as_code,  // the same in a pre
  frame,    // iframe and embed: only the address counts
};

TagKind kind_of(GumboTag tag);

// Whether its start tag ends an open paragraph.
bool is_block(GumboTag tag);

// Attributes that something reads, in any case of letters; no other reaches the parser.
bool is_known_attribute(std::string_view name);

}  // namespace vestnik::content::html
