// A body as HTML: for readers' pages, feeds and export. Every text and attribute is escaped here; the only markup that
// passes is rawHtml, which was sanitised when it was read and is sanitised again. No inline style, no script. Any
// thread.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "content/asset.h"
#include "content/body.h"

namespace vestnik::content {

// What a page, a feed and an export do differently.
class Figures {
 public:
  virtual ~Figures() = default;
  // The <picture>/<img>, <video> or <audio> element for an asset ("" where it cannot be shown); alt overrides the
  // asset's.
  virtual std::string media(AssetId asset, std::string_view alt, bool in_gallery) const = 0;
  virtual std::string credit(AssetId asset) const = 0;  // plain text
  // Whether nothing but its file is missing: then its caption stands alone.
  virtual bool is_without_file(AssetId) const { return false; }
  // The card of an embed; `title` and `caption` are plain text.
  virtual std::string embed(std::string_view provider, std::string_view id, std::string_view url,
                            std::string_view title) const = 0;
  virtual std::string advertisement() const { return {}; }  // in place of an adBreak
  virtual std::string poll(const Node&) const { return {}; }
  // The hour of a live entry, from its RFC 3339 time; as written there where the page has no zone of its own.
  virtual std::string time_of_day(std::string_view at) const;
  // What no asset stands for: `type` "image", "video" or "audio" at a foreign address. Shown as a link, so that nobody
  // is contacted; `text` may be empty.
  virtual std::string elsewhere(std::string_view type, std::string_view address, std::string_view text,
                                std::string_view poster) const;
  // Whether entries of live coverage have their ids (live_entries.h).
  virtual bool names_entries() const { return false; }
  // Whether data-vestnik-… attributes are written, by which read_html knows what HTML has no element for.
  virtual bool for_export() const { return false; }
};

std::string write_html(const Body& body, const Figures& figures);

// As above, block by block, so that a page can put a slot between two of them. Where there are footnotes, they are one
// more at the end.
std::vector<std::string> write_html_blocks(const Body& body, const Figures& figures);

// For feeds and export: absolute addresses of originals, plain links for embeds; what read_html takes back unchanged.
class PlainFigures : public Figures {
 public:
  using AddressOf = std::function<std::optional<Asset>(AssetId)>;
  // `address` gives an asset's absolute address; `asset` its data.
  PlainFigures(std::function<std::string(AssetId)> address, AddressOf asset)
      : address_(std::move(address)), asset_(std::move(asset)) {}
  std::string media(AssetId asset, std::string_view alt, bool in_gallery) const override;
  std::string credit(AssetId asset) const override;
  std::string embed(std::string_view provider, std::string_view id, std::string_view url,
                    std::string_view title) const override;
  std::string advertisement() const override;
  std::string poll(const Node& node) const override;
  std::string elsewhere(std::string_view type, std::string_view address, std::string_view text,
                        std::string_view poster) const override;
  bool for_export() const override { return true; }

 private:
  std::function<std::string(AssetId)> address_;
  AddressOf asset_;
};

}  // namespace vestnik::content
