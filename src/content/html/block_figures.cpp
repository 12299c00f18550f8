#include "base/text.h"
#include "content/grammar.h"
#include "content/html/block_writer.h"

namespace vestnik::content::html {

std::string BlockWriter::medium(const Node& node, bool in_gallery) {
  const AssetId asset{number_of(node.attributes, "asset")};
  const std::string_view alt = value_of(node, "alt");
  if (asset) return figures_.media(asset, alt, in_gallery);
  return figures_.elsewhere(node.type, value_of(node, "src"),
                            is_called_by_caption(node) ? value_of(node, "caption") : alt, value_of(node, "poster"));
}

// An address as a link is called by whatever says something; a picture keeps the text that it has.
bool BlockWriter::is_called_by_caption(const Node& node) const {
  return number_of(node.attributes, "asset") == 0 && value_of(node, "alt").empty() && !figures_.for_export();
}

void BlockWriter::write_media(const Node& node, bool in_gallery, std::string& out) {
  const std::string shown = medium(node, in_gallery);
  std::string caption;
  write_caption(node, caption, is_called_by_caption(node));
  const AssetId asset{number_of(node.attributes, "asset")};
  if (shown.empty() && (caption.empty() || !asset || !figures_.is_without_file(asset))) return;
  const std::string_view align = value_of(node, "align");
  (out += "<figure class=\"") += node.type;
  if (!align.empty()) (out += ' ') += align;
  out += '"';
  if (figures_.for_export() && !value_of(node, "poster").empty()) {
    append_attribute(out, "data-vestnik-poster", value_of(node, "poster"));
  }
  out += '>';
  const std::string_view href = value_of(node, "href");
  const bool linked = !href.empty() && !shown.empty() && shown.find("<a ") == std::string::npos;
  if (linked) {
    out += "<a";
    append_href(out, href);
    out += '>';
  }
  out += shown;
  if (linked) out += "</a>";
  out += caption;
  out += "</figure>";
}

// `said`: the link above says it already.
void BlockWriter::write_caption(const Node& node, std::string& out, bool said) {
  std::string credit(value_of(node, "credit"));
  const AssetId asset{number_of(node.attributes, "asset")};
  const bool own = credit.empty() && asset && node.type == "image";
  if (own) credit = figures_.credit(asset);
  const std::string_view caption = said ? std::string_view() : value_of(node, "caption");
  if (caption.empty() && credit.empty()) return;
  (out += "<figcaption>") += text::escape_html(caption);
  if (!credit.empty()) {
    if (!caption.empty()) out += ' ';
    out += own && figures_.for_export() ? "<span class=\"credit\" data-vestnik=\"asset\">" : "<span class=\"credit\">";
    (out += text::escape_html(credit)) += "</span>";
  }
  out += "</figcaption>";
}

void BlockWriter::write_gallery(const Node& node, std::string& out) {
  std::string inside;
  for (const Node& image : node.children) write_media(image, true, inside);
  write_caption(node, inside);
  if (inside.empty()) return;
  ((out += "<figure class=\"gallery\">") += inside) += "</figure>";
}

void BlockWriter::write_embed(const Node& node, std::string& out) {
  out += "<figure class=\"embed\">";
  out +=
      figures_.embed(value_of(node, "provider"), value_of(node, "id"), value_of(node, "url"), value_of(node, "title"));
  write_caption(node, out);
  out += "</figure>";
}

}  // namespace vestnik::content::html
