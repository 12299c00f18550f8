#include "interchange/wordpress/mender.h"

#include <algorithm>

namespace vestnik::interchange::wordpress {
namespace {

// Longer than everything that is decided by looking ahead: "<![CDATA[", a reference of at most 32 bytes.
constexpr std::size_t look_ahead = 40;
constexpr std::size_t longest_reference = 32;
constexpr std::size_t most_noise = 64 << 10;
constexpr std::size_t section_bytes = 2 << 10;

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) > 127;
}

bool is_xml_character(std::uint32_t code) {
  return code == 9 || code == 10 || code == 13 || (code >= 0x20 && code <= 0xD7FF) ||
         (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

void keep_lines(std::string_view dropped, std::string& out) {
  out.append(static_cast<std::size_t>(std::ranges::count(dropped, '\n')), '\n');
}

}  // namespace

void Mender::feed(std::string_view piece, bool last, std::string& out) {
  held_.append(piece);
  if (refused_) return;
  if (where_ == Where::start && !last && held_.size() < most_noise) return;
  const std::string_view in = held_;
  std::size_t at = 0;
  while (at < in.size() && (last || in.size() - at > look_ahead) && !refused_) at = step(in, at, out);
  held_.erase(0, at);
}

std::size_t Mender::step(std::string_view in, std::size_t at, std::string& out) {
  switch (where_) {
    case Where::start: {
      std::size_t begin = std::min({in.find("<?xml"), in.find("<!DOCTYPE"), in.find("<rss")});
      if (begin == std::string_view::npos) begin = 0;
      const std::string_view noise = in.substr(0, begin);
      led_by_noise_ = noise.find_first_not_of(" \t\r\n\xEF\xBB\xBF") != std::string_view::npos;
      keep_lines(noise, out);
      where_ = Where::text;
      return begin;
    }
    case Where::text:
      return step_text(in, at, out);
    case Where::cdata: {
      const std::size_t end = std::min(in.find(']', at), in.size());
      append_section(in.substr(at, end - at), out);
      if (end == in.size()) return end;
      if (in.substr(end, 3) == "]]>") {
        where_ = Where::text;
        out.append("]]>");
        return end + 3;
      }
      if (in.size() - end < 3 && end > at) return end;  // decided with the next piece
      out.push_back(']');
      return end + 1;
    }
    case Where::comment:
      return skip(in, at, "-->", out);
    case Where::instruction:
      return skip(in, at, "?>", out);
    case Where::doctype: {
      const std::size_t end = std::min(in.find_first_of("[>", at), in.size());
      keep_lines(in.substr(at, end - at), out);
      if (end == in.size()) return end;
      if (in[end] == '[') refused_ = true;
      where_ = Where::text;
      return end + 1;
    }
    case Where::tag:
    case Where::quoted:
      return step_markup(in, at, out);
  }
  return in.size();
}

// libxml2 keeps a whole CDATA section in memory and looks for its end again and again: a long one is handed over as
// several, which says the same.
void Mender::append_section(std::string_view text, std::string& out) {
  while (!text.empty()) {
    std::size_t length = std::min(text.size(), section_bytes - std::min(section_, section_bytes - 1));
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
    out.append(text.substr(0, length));
    section_ += length;
    text.remove_prefix(length);
    if (section_ >= section_bytes && !text.empty()) {
      out.append("]]><![CDATA[");
      section_ = 0;
    }
  }
}

std::size_t Mender::step_text(std::string_view in, std::size_t at, std::string& out) {
  const std::size_t end = std::min(in.find_first_of("<&]", at), in.size());
  if (end > at) {
    out.append(in.substr(at, end - at));
    return end;
  }
  const std::string_view rest = in.substr(at);
  if (rest[0] == '&') return reference(in, at, out);
  if (rest[0] == ']') {
    if (rest.starts_with("]]>")) {
      ++mended_;
      out.append("]]&gt;");
      return at + 3;
    }
    out.push_back(']');
    return at + 1;
  }
  if (rest.starts_with("<![CDATA[")) {
    where_ = Where::cdata;
    section_ = 0;
    out.append("<![CDATA[");
    return at + 9;
  }
  if (rest.starts_with("<!--")) {
    where_ = Where::comment;
    return at + 4;
  }
  if (rest.starts_with("<?")) {
    where_ = Where::instruction;
    return at + 2;
  }
  if (rest.starts_with("<!")) {
    where_ = Where::doctype;
    return at + 2;
  }
  if (rest.size() > 1 && (rest[1] == '/' || is_name_start(rest[1]))) {
    where_ = Where::tag;
    out.push_back('<');
    return at + 1;
  }
  ++mended_;
  out.append("&lt;");
  return at + 1;
}

std::size_t Mender::step_markup(std::string_view in, std::size_t at, std::string& out) {
  if (where_ == Where::tag) {
    const std::size_t end = std::min(in.find_first_of("\"'>", at), in.size());
    out.append(in.substr(at, end - at));
    if (end == in.size()) return end;
    out.push_back(in[end]);
    where_ = in[end] == '>' ? Where::text : Where::quoted;
    quote_ = in[end];
    return end + 1;
  }
  const char stops[] = {quote_, '<', '&', 0};
  const std::size_t end = std::min(in.find_first_of(stops, at), in.size());
  if (end > at) {
    out.append(in.substr(at, end - at));
    return end;
  }
  if (in[at] == '&') return reference(in, at, out);
  if (in[at] == '<') {
    ++mended_;
    out.append("&lt;");
  } else {
    out.push_back(quote_);
    where_ = Where::tag;
  }
  return at + 1;
}

std::size_t Mender::reference(std::string_view in, std::size_t at, std::string& out) {
  const std::string_view rest = in.substr(at, longest_reference);
  const std::size_t end = rest.find(';');
  if (end != std::string_view::npos && end > 1) {
    const std::string_view name = rest.substr(1, end - 1);
    if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
      out.append(rest.substr(0, end + 1));
      return at + end + 1;
    }
    if (name[0] == '#' && name.size() > 1 && name.size() < 10) {
      const bool hexadecimal = name[1] == 'x';
      const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
      const std::string_view allowed = hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
      if (!digits.empty() && digits.find_first_not_of(allowed) == std::string_view::npos) {
        const auto code = static_cast<std::uint32_t>(std::stoul(std::string(digits), nullptr, hexadecimal ? 16 : 10));
        if (is_xml_character(code)) {
          out.append(rest.substr(0, end + 1));
        } else {
          ++mended_;
          out.append("\xEF\xBF\xBD");
        }
        return at + end + 1;
      }
    }
  }
  ++mended_;
  out.append("&amp;");
  return at + 1;
}

std::size_t Mender::skip(std::string_view in, std::size_t at, std::string_view end, std::string& out) {
  const std::size_t found = in.find(end, at);
  if (found != std::string_view::npos) {
    keep_lines(in.substr(at, found - at), out);
    where_ = Where::text;
    return found + end.size();
  }
  // The last bytes may begin the end that comes with the next piece.
  const std::size_t stop = in.size() - at > end.size() ? in.size() - end.size() + 1 : in.size();
  keep_lines(in.substr(at, stop - at), out);
  return stop;
}

}  // namespace vestnik::interchange::wordpress
