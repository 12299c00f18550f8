#include "interchange/wordpress/autop.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "interchange/wordpress/tags.h"

namespace vestnik::interchange::wordpress {
namespace {

const std::set<std::string_view> block_tags = {
    "table", "thead", "tfoot",      "caption", "col",     "colgroup", "tbody",     "tr",     "td",     "th",
    "div",   "dl",    "dd",         "dt",      "ul",      "ol",       "li",        "pre",    "form",   "map",
    "area",  "p",     "blockquote", "address", "style",   "h1",       "h2",        "h3",     "h4",     "h5",
    "h6",    "hr",    "fieldset",   "legend",  "section", "article",  "aside",     "hgroup", "header", "footer",
    "nav",   "main",  "figure",     "details", "menu",    "summary",  "figcaption"};

bool is_void(std::string_view name) {
  return name == "hr" || name == "col" || name == "area";
}
bool is_line_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

class Paragraphs {
 public:
  std::string of(std::string_view html) {
    out_.reserve(html.size() + html.size() / 8);
    std::size_t at = 0;
    while (at < html.size()) {
      if (html[at] == '<') {
        if (const std::size_t end = end_of_tag(html, at); end > at) {
          at = tag(html, at, end);
          continue;
        }
      }
      const std::size_t end = std::min(html.find('<', at + 1), html.size());
      text(html.substr(at, end - at));
      at = end;
    }
    flush();
    return std::move(out_);
  }

 private:
  std::size_t tag(std::string_view html, std::size_t at, std::size_t end) {
    const std::string name = tag_name(html, at);
    const bool closing = name.starts_with('/');
    const std::string_view bare = std::string_view(name).substr(closing ? 1 : 0);
    // A raw element that never ends is looked for once only, so that many of them cost no more than one.
    if (!closing && unended_.count(bare) == 0) {
      const std::size_t raw = end_of_raw_element(html, at, bare);
      if (raw > at) {
        if (bare == "pre") {
          flush();
          out_.append(html.substr(at, raw - at));
        } else {
          inline_piece(html.substr(at, raw - at));
        }
        return raw;
      }
      if (bare == "pre" || bare == "script" || bare == "style" || bare == "textarea" || bare == "svg" ||
          bare == "math") {
        unended_.emplace(bare);
      }
    }
    const std::string_view whole = html.substr(at, end - at);
    if (bare == "br") {
      line_break();
    } else if (block_tags.count(bare) != 0) {
      flush();
      out_.append(whole);
      if (bare == "p") {
        in_paragraph_ = !closing;
      } else {
        in_paragraph_ = false;
        if (!is_void(bare)) depth_ = std::max(0, depth_ + (closing ? -1 : 1));
      }
    } else {
      inline_piece(whole);
    }
    return end;
  }

  void text(std::string_view run) {
    std::size_t at = 0;
    while (at < run.size()) {
      std::size_t end = at;
      if (is_line_space(run[at])) {
        int lines = 0;
        for (; end < run.size() && is_line_space(run[end]); ++end) {
          if (run[end] == '\n' || (run[end] == '\r' && (end + 1 == run.size() || run[end + 1] != '\n'))) ++lines;
        }
        lines_ += lines;
        if (lines_ > 1) {
          end_piece();
        } else if (lines == 0) {
          space_ = true;
        }
      } else {
        while (end < run.size() && !is_line_space(run[end])) ++end;
        inline_piece(run.substr(at, end - at));
      }
      at = end;
    }
  }

  // A newline beside <br> says nothing more; two <br> in a row part paragraphs.
  void line_break() {
    if (after_break_) {
      piece_.resize(before_break_);
      end_piece();
      return;
    }
    if (piece_.empty()) return;
    before_break_ = piece_.size();
    piece_.append("<br />");
    after_break_ = true;
    lines_ = 0;
    space_ = false;
  }

  void inline_piece(std::string_view what) {
    if (!piece_.empty() && !after_break_) {
      if (lines_ == 1) {
        piece_.append("<br />\n");
      } else if (space_) {
        piece_.push_back(' ');
      }
    }
    lines_ = 0;
    space_ = after_break_ = false;
    piece_.append(what);
  }

  void end_piece() {
    if (!piece_.empty()) pieces_.push_back(std::move(piece_));
    piece_.clear();
    lines_ = 2;
    space_ = after_break_ = false;
  }

  void flush() {
    if (after_break_) piece_.resize(before_break_);
    end_piece();
    lines_ = 0;
    const bool wrapped = pieces_.size() > 1 || (depth_ == 0 && !in_paragraph_);
    for (const std::string& piece : pieces_) {
      if (wrapped) out_.append("<p>");
      out_.append(piece);
      if (wrapped) out_.append("</p>");
    }
    pieces_.clear();
  }

  std::string out_, piece_;
  std::vector<std::string> pieces_;
  std::set<std::string, std::less<>> unended_;
  std::size_t before_break_ = 0;
  int depth_ = 0;  // open block elements other than p
  int lines_ = 0;  // newlines since the last inline content
  bool in_paragraph_ = false, space_ = false, after_break_ = false;
};

}  // namespace

std::string autop(std::string_view html) {
  return Paragraphs().of(html);
}

}  // namespace vestnik::interchange::wordpress
