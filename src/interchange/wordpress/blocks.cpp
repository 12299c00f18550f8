#include "interchange/wordpress/blocks.h"

#include <algorithm>
#include <vector>

namespace vestnik::interchange::wordpress {
namespace {

// Inner blocks deeper than this keep their HTML as it is.
constexpr std::size_t most_open = 40;
constexpr std::size_t most_attribute_bytes = 1 << 20;

struct Marker {
  enum class Kind { open, close, dynamic };
  Kind kind = Kind::open;
  std::string name;
  std::string_view attributes;
  std::size_t begin = 0, end = 0;
};

bool is_blank_in_marker(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::optional<Marker> read_marker(std::string_view content, std::size_t begin) {
  const std::size_t close = content.find("-->", begin + 4);
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view inside = content.substr(begin + 4, close - begin - 4);
  while (!inside.empty() && is_blank_in_marker(inside.front())) inside.remove_prefix(1);
  while (!inside.empty() && is_blank_in_marker(inside.back())) inside.remove_suffix(1);
  Marker marker;
  marker.begin = begin;
  marker.end = close + 3;
  if (inside.starts_with('/')) {
    marker.kind = Marker::Kind::close;
    inside.remove_prefix(1);
  }
  if (!inside.starts_with("wp:")) return std::nullopt;
  inside.remove_prefix(3);
  const std::size_t name = std::min(inside.find_first_of(" \t\r\n{"), inside.size());
  marker.name = inside.substr(0, name);
  if (marker.name.ends_with('/')) {
    marker.name.pop_back();
    marker.kind = Marker::Kind::dynamic;
  }
  if (marker.name.empty() || marker.name.size() > 200 ||
      marker.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_/") != std::string::npos) {
    return std::nullopt;
  }
  if (marker.name.find('/') == std::string::npos) marker.name.insert(0, "core/");
  inside.remove_prefix(name);
  if (inside.ends_with('/')) {
    if (marker.kind == Marker::Kind::open) marker.kind = Marker::Kind::dynamic;
    inside.remove_suffix(1);
  }
  marker.attributes = inside;
  return marker;
}

std::vector<Marker> find_markers(std::string_view content) {
  std::vector<Marker> markers;
  for (std::size_t at = content.find("<!--"); at != std::string_view::npos;) {
    const auto marker = read_marker(content, at);
    std::size_t next = at + 4;
    if (marker) {
      next = marker->end;
      markers.push_back(*marker);
    } else if (content.find("-->", at + 4) == std::string_view::npos) {
      break;
    }
    at = content.find("<!--", next);
  }
  return markers;
}

struct Open {
  Marker marker;
  std::string html;
};

class Writer {
 public:
  Writer(std::string_view content, const BlockRules& rules) : content_(content), rules_(rules) {}

  std::string written() {
    std::size_t at = 0;
    for (const Marker& marker : find_markers(content_)) {
      add_html(content_.substr(at, marker.begin - at));
      at = marker.end;
      if (marker.kind == Marker::Kind::dynamic) {
        add(written_block(marker, {}, true));
      } else if (marker.kind == Marker::Kind::open) {
        if (open_.size() < most_open)
          open_.push_back({marker, {}});
        else
          ++beyond_;
      } else {
        close(marker);
      }
    }
    add_html(content_.substr(at));
    while (!open_.empty()) end_innermost();
    return std::move(out_);
  }

 private:
  void add_html(std::string_view html) {
    if (!open_.empty()) {
      open_.back().html.append(html);
    } else if (std::ranges::any_of(html, [](char c) { return !is_blank_in_marker(c); })) {
      out_.append(rules_.classic ? rules_.classic(html) : std::string(html));
    } else if (!html.empty()) {
      out_.push_back('\n');
    }
  }

  void add(std::string_view html) { (open_.empty() ? out_ : open_.back().html).append(html); }

  // A closing marker without its opening one is ignored; blocks left open inside are closed with it.
  void close(const Marker& marker) {
    if (beyond_ > 0) {
      --beyond_;
      return;
    }
    const auto found =
        std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.marker.name == marker.name; });
    if (found == open_.rend()) return;
    const auto remain = static_cast<std::size_t>(open_.rend() - found) - 1;
    while (open_.size() > remain) end_innermost();
  }

  void end_innermost() {
    Open ended = std::move(open_.back());
    open_.pop_back();
    add(written_block(ended.marker, std::move(ended.html), false));
  }

  std::string written_block(const Marker& marker, std::string html, bool dynamic) const {
    Block block{marker.name, {}, dynamic, std::move(html)};
    if (marker.attributes.find('{') != std::string_view::npos && marker.attributes.size() < most_attribute_bytes) {
      if (auto parsed = parse_json(marker.attributes); parsed && parsed->is_object()) {
        block.attributes = std::move(parsed->get_object());
      }
    }
    if (auto replaced = rules_.replace ? rules_.replace(block) : std::nullopt) return *std::move(replaced);
    return std::move(block.html);
  }

  const std::string_view content_;
  const BlockRules& rules_;
  std::vector<Open> open_;
  std::size_t beyond_ = 0;  // blocks opened deeper than most_open
  std::string out_;
};

}  // namespace

bool has_blocks(std::string_view content) {
  return content.find("<!-- wp:") != std::string_view::npos;
}

std::string write_blocks(std::string_view content, const BlockRules& rules) {
  return Writer(content, rules).written();
}

}  // namespace vestnik::interchange::wordpress
