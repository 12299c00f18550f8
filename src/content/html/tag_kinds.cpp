#include "content/html/tag_kinds.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace vestnik::content::html {

namespace {

using Kinds = std::array<TagKind, GUMBO_TAG_LAST + 1>;

Kinds make_kinds() {
  Kinds kinds{};
  const auto set = [&kinds](TagKind kind, std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) kinds[tag] = kind;
  };
  set(TagKind::keep, {GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION, GUMBO_TAG_NAV,        GUMBO_TAG_ASIDE,   GUMBO_TAG_H1,
                      GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,
                      GUMBO_TAG_HGROUP,  GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_ADDRESS, GUMBO_TAG_P,
                      GUMBO_TAG_PRE,     GUMBO_TAG_LISTING, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_OL,      GUMBO_TAG_UL,
                      GUMBO_TAG_DIR,     GUMBO_TAG_MENU,    GUMBO_TAG_LI,         GUMBO_TAG_DL,      GUMBO_TAG_DT,
                      GUMBO_TAG_DD,      GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_MAIN,    GUMBO_TAG_DIV,
                      GUMBO_TAG_CITE,    GUMBO_TAG_Q,       GUMBO_TAG_DFN,        GUMBO_TAG_ABBR,    GUMBO_TAG_ACRONYM,
                      GUMBO_TAG_TIME,    GUMBO_TAG_VAR,     GUMBO_TAG_SAMP,       GUMBO_TAG_KBD,     GUMBO_TAG_SUB,
                      GUMBO_TAG_SUP,     GUMBO_TAG_MARK,    GUMBO_TAG_RUBY,       GUMBO_TAG_RT,      GUMBO_TAG_RP,
                      GUMBO_TAG_BDI,     GUMBO_TAG_BDO,     GUMBO_TAG_SPAN,       GUMBO_TAG_INS,     GUMBO_TAG_DEL,
                      GUMBO_TAG_VIDEO,   GUMBO_TAG_AUDIO,   GUMBO_TAG_TABLE,      GUMBO_TAG_CAPTION, GUMBO_TAG_TBODY,
                      GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,   GUMBO_TAG_TR,         GUMBO_TAG_TD,      GUMBO_TAG_TH,
                      GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_CENTER,     GUMBO_TAG_NOSCRIPT});
  set(TagKind::formatting,
      {GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_I, GUMBO_TAG_S, GUMBO_TAG_SMALL,
       GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U});
  set(TagKind::single, {GUMBO_TAG_IMG, GUMBO_TAG_IMAGE, GUMBO_TAG_BR, GUMBO_TAG_HR, GUMBO_TAG_WBR, GUMBO_TAG_SOURCE});
  set(TagKind::skip, {GUMBO_TAG_TITLE});
  set(TagKind::skip_told, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE});
  set(TagKind::gone,
      {GUMBO_TAG_META, GUMBO_TAG_LINK, GUMBO_TAG_BASE, GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_PARAM,
       GUMBO_TAG_INPUT, GUMBO_TAG_FRAME, GUMBO_TAG_ISINDEX, GUMBO_TAG_KEYGEN, GUMBO_TAG_NEXTID, GUMBO_TAG_TRACK,
       GUMBO_TAG_COL, GUMBO_TAG_AREA, GUMBO_TAG_SPACER, GUMBO_TAG_MENUITEM});
  set(TagKind::as_text, {GUMBO_TAG_TEXTAREA, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES});
  set(TagKind::as_code, {GUMBO_TAG_XMP, GUMBO_TAG_PLAINTEXT});
  set(TagKind::frame, {GUMBO_TAG_IFRAME, GUMBO_TAG_EMBED});
  set(TagKind::division, {GUMBO_TAG_BODY, GUMBO_TAG_FIELDSET, GUMBO_TAG_LEGEND, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP,
                          GUMBO_TAG_DATALIST, GUMBO_TAG_MARQUEE, GUMBO_TAG_MULTICOL});
  set(TagKind::division_told, {GUMBO_TAG_FORM, GUMBO_TAG_SELECT, GUMBO_TAG_OBJECT, GUMBO_TAG_APPLET, GUMBO_TAG_CANVAS});
  set(TagKind::unwrap_told, {GUMBO_TAG_SVG, GUMBO_TAG_MATH});
  return kinds;
}

using Flags = std::array<bool, GUMBO_TAG_LAST + 1>;

Flags make_blocks() {
  Flags blocks{};
  for (const GumboTag tag :
       {GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION, GUMBO_TAG_NAV,        GUMBO_TAG_ASIDE,   GUMBO_TAG_H1,
        GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,
        GUMBO_TAG_HGROUP,  GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,     GUMBO_TAG_ADDRESS, GUMBO_TAG_P,
        GUMBO_TAG_PRE,     GUMBO_TAG_LISTING, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_OL,      GUMBO_TAG_UL,
        GUMBO_TAG_DIR,     GUMBO_TAG_MENU,    GUMBO_TAG_LI,         GUMBO_TAG_DL,      GUMBO_TAG_DT,
        GUMBO_TAG_DD,      GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_MAIN,    GUMBO_TAG_DIV,
        GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_CENTER,     GUMBO_TAG_HR,      GUMBO_TAG_TABLE}) {
    blocks[tag] = true;
  }
  return blocks;
}

}  // namespace

TagKind kind_of(GumboTag tag) {
  static const Kinds kinds = make_kinds();
  return kinds[tag];
}

bool is_block(GumboTag tag) {
  static const Flags blocks = make_blocks();
  return blocks[tag];
}

bool is_known_attribute(std::string_view name) {
  static constexpr auto known = std::to_array<std::string_view>({"href",
                                                                 "src",
                                                                 "alt",
                                                                 "title",
                                                                 "class",
                                                                 "lang",
                                                                 "style",
                                                                 "cite",
                                                                 "colspan",
                                                                 "rowspan",
                                                                 "scope",
                                                                 "start",
                                                                 "dir",
                                                                 "datetime",
                                                                 "srcset",
                                                                 "poster",
                                                                 "data-src",
                                                                 "data-lazy-src",
                                                                 "data-original",
                                                                 "data-href",
                                                                 "data-instgrm-permalink",
                                                                 "data-vestnik",
                                                                 "data-vestnik-alt",
                                                                 "data-vestnik-footnote",
                                                                 "data-vestnik-poster",
                                                                 "data-vestnik-embed",
                                                                 "data-telegram-post",
                                                                 "reversed"});
  const auto same = [](char left, char right) {
    return (left >= 'A' && left <= 'Z' ? static_cast<char>(left - 'A' + 'a') : left) == right;
  };
  return std::ranges::any_of(
      known, [&](std::string_view each) { return each.size() == name.size() && std::ranges::equal(name, each, same); });
}

}  // namespace vestnik::content::html
