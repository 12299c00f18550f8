// What advertising shows: a creative in its slot, and the pages under /advertising/. Plain text; escaping is the
// templates'. Any thread.
#pragma once

#include "pages/views.h"

namespace vestnik::pages {

// Where the label of a newspaper's own advertisement leads: whose it is and why it stands there.
inline constexpr std::string_view own_advertisement_path = "/advertising/own/";

// A campaign's creative with its label.
struct AdvertisementView {
  SlotView slot;
  bool of_house = false;       // the newspaper's own
  bool needs_picture = false;  // false: shown as text where the picture does not fit
  std::string clip;            // path of a video: a player in place of the picture, as wide and high as a frame
  std::string captions, captions_language;  // path of the clip's captions; "" where it has none
  // A frame in place of picture or text; `asks_first`: only once the reader has agreed.
  std::string frame;  // its path
  int frame_width = 0, frame_height = 0;
  bool asks_first = false;
  std::string server;    // of what asks first: whose it is, as the reader is told before
  std::string why_path;  // where the label leads: whose it is and why it stands there, or its notice
  // The label of a political one (Regulation (EU) 2024/900, Article 11).
  bool political = false;
  std::string sponsor, controller, linked_to;
};
// At most limits::slot_bytes; "" where it does not fit.
std::string render_advertisement(const AdvertisementView& advertisement);

// A list of notices, one notice or report as facts, a form; what is empty is not shown.
struct AdvertisingView {
  struct Entry {
    std::string title, path, text;
  };
  struct Fact {
    std::string label, value;
    std::string address;  // where the value leads; may be ""
  };
  struct Table {
    std::string caption;
    std::vector<std::string> columns;            // the first heads the rows
    std::vector<std::vector<std::string>> rows;  // each as long
  };
  MetaView meta;
  std::string title, intro, problem;
  std::string bars_label;
  std::vector<std::int64_t> bars;     // a drawing of that many columns
  std::string bars_first, bars_last;  // when its first and its last column were
  std::vector<Table> tables;
  bool searchable = false;
  std::string query;
  std::vector<Entry> entries;
  PagerView pager;  // of the entries
  std::vector<Fact> facts, history;
  bool form = false;
  std::string form_address, form_reasons, form_name, form_email;
  std::vector<LinkView> links;
};
std::string render_advertising(const Chrome& chrome, const AdvertisingView& view);

}  // namespace vestnik::pages
