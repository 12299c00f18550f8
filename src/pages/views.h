// What each page shows, computed before: plain values for the templates (theme/templates), which only show and repeat.
// Every text here is plain text unless a name ends in _html; escaping is the templates'. Addresses are paths of the
// site except where a name says absolute_.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace vestnik::pages {

// A picture of the media library, offered in every width and format (media/library.h makes the addresses).
struct PictureView {
  std::string digest;  // "" where there is no file: nothing is shown, but for the caption of a lead picture
  int width = 0, height = 0;
  double focus_x = 0.5, focus_y = 0.5;
  std::string alt, caption, credit, placeholder;
  std::string stamp = {};  // of credit, rights and crop, part of the addresses (media/library.h)
  std::int64_t asset = 0;  // its number in the library, of which short addresses are made; 0: it has none
  explicit operator bool() const { return !digest.empty(); }
};

struct LinkView {
  std::string label, path;
  bool current = false;
  std::vector<LinkView> children = {};
};

// What stands around every page of a site.
struct Chrome {
  std::string site_name, tagline, about, language, time_zone, contact_email;
  std::string base_url;  // absolute, no slash at the end
  std::vector<LinkView> navigation;
  std::vector<LinkView> footer;  // its links
  PictureView logo = {};         // in the place of the name, where there is one
  std::string accent = {};       // "#9d1620", "" for the theme's own
  std::string scheme = {};       // "light", "dark"; "": as the reader's device is set
  std::vector<std::string> social;
  std::string breaking_text, breaking_path;  // "" where nothing is breaking
};

// The same page in several languages: language, absolute address.
using Alternates = std::vector<std::pair<std::string, std::string>>;

// What search engines and social cards are told.
struct MetaView {
  std::string title;  // of the page; the site's name is added
  std::string description;
  std::string canonical;  // absolute
  std::string language;
  Alternates alternates;             // with the page itself; empty: there is no other
  std::string feed_path;             // "/svyat/feed": .xml, .atom and .json are added; "" for the site's own
  PictureView card;                  // for og:image, 1200 wide; may be empty
  std::string previous, next;        // paths of neighbouring pages of a list
  bool index = true;                 // false: noindex
  std::vector<std::string> json_ld;  // each a whole JSON text, made by write_json_for_html
};

// A story in a list, rail or zone.
struct CardView {
  std::string path, headline, deck;  // deck already cut at a word
  PictureView picture;
  std::string section_name, section_path;
  std::string kind;  // "opinion", "analysis", … ; "" for plain news
  Time published_at;
  bool breaking = false;
  std::string language = {};  // of headline and deck; "" where it is the site's
};

struct BylineView {
  std::string name, path, url, bio;  // bio: plain text, paragraphs by empty lines
  PictureView picture;
  std::vector<std::string> links;
  bool team = false;
};

struct CommentView {
  std::string name, text;
  Time at;
  std::vector<CommentView> replies;
};

struct CorrectionView {
  std::string kind;  // "correction", "update", "clarification"
  std::string text;  // plain text, paragraphs by empty lines
  Time at;
};

// What an open page of live coverage shows, for it to be told when readers are given something else.
struct LiveView {
  std::int64_t revision = 0;    // 0: nobody is told
  std::int64_t updated_ms = 0;  // since when it says what it says
};

struct ArticleView {
  MetaView meta;
  std::string kind, headline, deck, section_name, section_path;
  std::vector<LinkView> breadcrumbs;
  std::vector<BylineView> bylines;
  Time published_at, updated_at;  // the latter shown where it is more than a minute later
  int reading_minutes = 0;
  PictureView lead;
  // Block by block (content/html_writer.h). The slot "text" goes where a block is slot_mark("text"), or else between
  // two, after `slot_after` paragraphs (content::Site).
  std::vector<std::string> body_html;
  std::vector<LinkView> topics;
  std::vector<LinkView> stories = {};       // that it is part of
  std::vector<CorrectionView> corrections;  // oldest first
  std::string history_path;                 // where former states can be compared; "" where there are none
  std::vector<CommentView> comments;
  std::size_t comments_left_out = 0;  // newer ones, too many for one page
  std::optional<CardView> newer, older;
  std::string absolute_address;  // for share links
  LiveView live;
  bool page = false;  // a plain page ("За нас"): no dates, bylines, rails
  int slot_after = 3;
};

// The rails under an article, shared by all articles of a section.
struct SectionZone {
  std::string name, path;
  std::vector<CardView> stories;
};
struct TailView {
  std::string section_name, section_path;
  std::vector<CardView> more;      // "Още от рубриката"
  std::vector<CardView> reading;   // "Продължете да четете"
  std::vector<SectionZone> zones;  // blocks of further sections
};

struct HomeView {
  MetaView meta;
  std::optional<CardView> lead;
  std::vector<CardView> top;  // with the lead: the first `under` under it, the others beside it
  std::size_t under = 2;
  bool wide = false;             // all under it, in one row (pages/front_shape.h)
  std::vector<CardView> latest;  // with the time of day, and with the date where that is not `today`
  std::string today;             // "2026-11-24" on the site's clock
  std::vector<SectionZone> zones;
  std::vector<CardView> most_read;
  std::string older;  // address of the list of older stories; empty: there are none
};

struct PagerView {
  int page = 1, pages = 1;
  std::string path;     // "/svyat/" : "?page=2" is added, nothing for page 1
  bool by_time = true;  // newest first, so that the steps are to newer and older stories
};

// A section, author, topic, month, or everything behind the home front.
struct ListView {
  MetaView meta;
  std::string kind;  // "section", "author", "topic", "archive", "latest"
  std::string title, description;
  std::vector<LinkView> breadcrumbs;
  std::vector<LinkView> children;  // of a section
  std::optional<BylineView> author;
  std::vector<CardView> stories;  // the first is shown large on page 1
  std::vector<CardView> most_read;
  PagerView pager;
  std::size_t total = 0;
};

// A part of a running story, in its timeline.
struct StoryPartView {
  std::string id;       // of its element: "part-17"
  std::string address;  // of its place in the timeline: "?page=2#part-17"
  CardView card;
  std::string note;  // what it adds
  bool key = false;
};
struct StoryView {
  MetaView meta;
  std::string name, summary;  // summary: plain text, paragraphs by empty lines
  bool open = true, oldest_first = false;
  std::vector<LinkView> breadcrumbs;
  PictureView picture;
  std::size_t total = 0;  // parts
  Time latest;            // when the newest was published
  std::vector<StoryPartView> key_moments;
  std::vector<StoryPartView> parts;  // of this page, in its order
  std::string other_order;           // address
  std::vector<CardView> most_read;
  PagerView pager;
};
// Under an article, one for each story that it is part of.
struct StoryBoxView {
  std::string name, path, summary;  // summary: a few sentences
  bool open = true;
  std::size_t total = 0;
  std::optional<CardView> earlier, later;
};

struct SearchHitView {
  CardView card;
  std::string snippet;  // matches between U+0002 and U+0003
};
struct SearchView {
  MetaView meta;
  std::string query;
  std::string suggestion, suggestion_path;  // what may have been meant; the same search for it
  bool asked = false, newest_first = false;
  std::string section;             // slug of the filter
  std::vector<LinkView> sections;  // label and slug (in path) to choose from
  std::string from, to;            // "2026-11-24"
  // What was understood as dates: "1 май 2026 г. – 5 май 2026 г.", "" where nothing was; the addresses of the same
  // search without them and with their words as words.
  std::string dates, without_dates, dates_as_words;
  std::size_t total = 0;
  std::vector<SearchHitView> hits;
  PagerView pager;  // path holds the query
};

// All corrections of a site, newest first.
struct CorrectionsView {
  MetaView meta;
  struct Line {
    CorrectionView correction;
    std::string headline, path;  // of the article
  };
  std::vector<Line> corrections;
  PagerView pager;
};

// What was published when, newest first; of each state the words that differ from the one before.
struct ChangedText {
  enum class How { kept, added, removed };
  How how = How::kept;
  std::string text;  // with newlines between paragraphs
};
struct HistoryState {
  int number = 1;
  Time at;
  std::vector<ChangedText> texts;
};
struct HistoryView {
  MetaView meta;
  std::string headline, path;
  std::vector<LinkView> breadcrumbs;
  std::vector<HistoryState> states;
};

struct ErrorView {
  int status = 404;
  std::string reason;  // of a withdrawal; plain text
  std::string query;   // what the address seems to have been about, for the search field
  std::vector<CardView> latest;
};

// One house advertisement for a slot; the result is at most limits::slot_bytes (else an empty slot's text).
struct SlotView {
  std::string slot, path, text, language;
  PictureView picture;
};

// Each returns the whole page but for slots, which are marked (pages/fragment.h). An article page is the article and,
// after it, the tail; together one document.
std::string render_article(const Chrome& chrome, const ArticleView& article);
std::string render_tail(const Chrome& chrome, const TailView& tail);
std::string render_home(const Chrome& chrome, const HomeView& home);
std::string render_list(const Chrome& chrome, const ListView& list);
std::string render_story(const Chrome& chrome, const StoryView& story);
std::string render_story_boxes(const Chrome& chrome, const std::vector<StoryBoxView>& boxes);
std::string render_search(const Chrome& chrome, const SearchView& search);
std::string render_corrections(const Chrome& chrome, const CorrectionsView& corrections);
std::string render_history(const Chrome& chrome, const HistoryView& history);
std::string render_error(const Chrome& chrome, const ErrorView& error);
std::string render_slot(const SlotView& slot);

// <picture> with AVIF, WebP and JPEG in every width, width and height, lazy unless `eager`; used in bodies too.
// `lead` and `body` show the whole picture, `front` (the lead story of a front), `card`, `tile` (a card that is small
// on a phone), `thumbnail` and `gallery` its 3:2 crop, `portrait` its square.
enum class PictureUse { lead, front, body, gallery, card, tile, thumbnail, portrait };
std::string render_picture(const PictureView& picture, PictureUse use, bool eager);
std::string render_embed(std::string_view provider, std::string_view id, std::string_view url, std::string_view title,
                         std::string_view language);

// What a Content-Security-Policy must allow as frame-src so that embeds can be opened: "https://… https://…".
std::string_view embed_frame_sources();

// Files of the theme (style sheet, script, fonts, icons), embedded in the program, under /assets/NAME.HASH.EXT.
struct ThemeFile {
  std::string_view path;  // "/assets/style.1a2b3c.css"
  std::string_view mime;
  std::string_view bytes;
  std::string gzip = {};  // compressed once at start; "" where the format is compressed already
};
const ThemeFile* find_theme_file(std::string_view path);
// "/assets/style.1a2b3c.css" for "style.css".
std::string_view theme_path(std::string_view name);
// Names that theme_path knows.
std::vector<std::string_view> theme_file_names();

}  // namespace vestnik::pages
