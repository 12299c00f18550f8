// From the edition's values to what templates show. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edition/edition.h"
#include "pages/views.h"

namespace vestnik::reader {

// Percent-encoded as an address in HTML, feeds and sitemaps wants it; absolute addresses stay as they are.
std::string encoded(std::string_view path);

pages::Chrome chrome_of(const edition::Edition& edition, const edition::SiteEdition& site);
pages::PictureView picture_of(const edition::Edition& edition, AssetId asset, std::string_view alt = {});
bool has_picture(const edition::Edition& edition, AssetId asset);  // picture_of would give one
// The first one of the library's that a body shows; nothing where it shows none.
AssetId first_picture(const std::vector<content::Node>& blocks);
pages::CardView card_of(const edition::Edition& edition, const edition::SiteEdition& site,
                        const edition::Summary& story);
std::vector<pages::CardView> cards_of(const edition::Edition& edition, const edition::SiteEdition& site,
                                      const std::vector<edition::SummaryPtr>& stories);
pages::BylineView byline_of(const edition::Edition& edition, const edition::SiteEdition& site,
                            const content::Author& author);
std::vector<pages::LinkView> breadcrumbs_of(const edition::SiteEdition& site, SectionId section);

std::string section_path(const content::Section& section);
std::string author_path(const content::Author& author);
std::string topic_path(const content::Topic& topic);
std::string story_path(const content::Story& story);
// The site's base address and a path: "https://news.example" + "/svyat/".
std::string absolute(const edition::SiteEdition& site, std::string_view path);

// A section and, above it, the one without a parent.
const content::Section* top_section(const edition::SiteEdition& site, SectionId section);
std::vector<const content::Section*> top_sections(const edition::SiteEdition& site);

std::string language_of(const edition::SiteEdition& site, const edition::Summary& story);
int reading_minutes(int words);

}  // namespace vestnik::reader
