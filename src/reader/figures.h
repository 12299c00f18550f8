// How a body's pictures, clips, sounds and embeds look on a public page.
#pragma once

#include <set>

#include "base/time.h"
#include "content/html_writer.h"
#include "edition/edition.h"

namespace vestnik::reader {

class PageFigures : public content::Figures {
 public:
  // `published_at`: of the article, whose day need not be said again.
  PageFigures(const edition::Edition& edition, std::string language, std::string time_zone, Time published_at)
      : edition_(edition),
        language_(std::move(language)),
        time_zone_(std::move(time_zone)),
        published_at_(published_at) {}

  std::string media(AssetId asset, std::string_view alt, bool in_gallery) const override;
  std::string credit(AssetId asset) const override;
  bool is_without_file(AssetId asset) const override;
  std::string embed(std::string_view provider, std::string_view id, std::string_view url,
                    std::string_view title) const override;
  // With the date where that is another than the article's: live coverage may go on for days.
  std::string time_of_day(std::string_view at) const override;
  bool names_entries() const override { return true; }
  // The mark of a slot, which the page leaves where it is a block of its own.
  std::string advertisement() const override;
  // The question and what could be answered: a text, since nobody votes here.
  std::string poll(const content::Node& node) const override;

 private:
  const edition::Edition& edition_;
  std::string language_, time_zone_;
  Time published_at_;
};

// "/media/DIGEST/original.mp4" for what is served as it came: clips, sounds, documents.
std::string original_address(const content::Asset& asset);

}  // namespace vestnik::reader
