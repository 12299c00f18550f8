#include "pages/bylines.h"

#include "base/messages.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

// "Калина Ветренска": КВ. A team is known by its first letter.
std::string initials_of(std::string_view name, int most) {
  std::string letters;
  bool at_start = true;
  int taken = 0;
  for (std::size_t i = 0; i < name.size() && taken < most;) {
    std::size_t length = 1;
    while (i + length < name.size() && (static_cast<unsigned char>(name[i + length]) & 0xC0U) == 0x80) ++length;
    if (name[i] == ' ') {
      at_start = true;
    } else if (at_start) {
      letters += name.substr(i, length);
      ++taken;
      at_start = false;
    }
    i += length;
  }
  return letters;
}

}  // namespace

void fill_byline(Sheet& page, const Chrome& chrome, const ArticleView& article) {
  Sheet& line = include(page, "BYLINE", "byline.html");
  show(line, "AROUND", "CODE", language_around(chrome, article.meta));
  std::string faces;
  for (const BylineView& author : article.bylines) faces += render_picture(author.picture, PictureUse::portrait, true);
  show(line, "FACES", "PICTURES", faces);
  if (!article.bylines.empty()) {
    Sheet& authors = *line.AddSectionDictionary("AUTHORS");
    for (const BylineView& author : article.bylines) {
      Sheet& shown = *authors.AddSectionDictionary("AUTHOR");
      Sheet& name = *shown.AddSectionDictionary(author.path.empty() ? "UNLINKED" : "LINKED");
      name.SetValue("PATH", author.path);
      name.SetValue("NAME", author.name);
    }
  }
  const auto text = [&](Time time) {
    return format_for_reader(time, chrome.time_zone, chrome.language, DateStyle::date_time);
  };
  line.SetValue("PUBLISHED_AT", format_rfc3339(article.published_at, chrome.time_zone));
  line.SetValue("PUBLISHED", text(article.published_at));
  if (article.updated_at - article.published_at > std::chrono::minutes(1)) {
    Sheet& updated = *line.AddSectionDictionary("UPDATED");
    updated.SetValue("AT", format_rfc3339(article.updated_at, chrome.time_zone));
    updated.SetValue("TEXT", text(article.updated_at));
  }
  if (article.reading_minutes > 0) {
    show(
        line, "READING", "TEXT",
        translate_count(chrome.language, "{count} minute to read", "{count} minutes to read", article.reading_minutes));
  }
}

void fill_author_boxes(Sheet& page, const std::vector<BylineView>& authors) {
  Sheet* boxes = nullptr;
  for (const BylineView& author : authors) {
    if (author.bio.empty() && author.url.empty() && author.links.empty() && !author.picture) continue;
    if (!boxes) boxes = &include(page, "AUTHOR_BOX", "author-box.html");
    Sheet& box = *boxes->AddSectionDictionary("BOX");
    box.SetValue("AUTHOR", author.name);
    show(box, author.path.empty() ? "UNLINKED" : "LINKED", "PATH", author.path.empty() ? "/" : author.path);
    const std::string portrait = render_picture(author.picture, PictureUse::portrait, false);
    show(box, "PORTRAIT", "PICTURE", portrait);
    if (portrait.empty()) show(box, "INITIALS", "LETTERS", initials_of(author.name, author.team ? 1 : 2));
    if (!author.url.empty()) {
      Sheet& site = *box.AddSectionDictionary("SITE");
      site.SetValue("ADDRESS", author.url);
      site.SetValue("TEXT", author.url);
    }
    if (!author.bio.empty()) fill_paragraphs(*box.AddSectionDictionary("BIOGRAPHY"), author.bio);
    if (author.links.empty()) continue;
    Sheet& links = *box.AddSectionDictionary("LINKS");
    for (const std::string& address : author.links) {
      Sheet& link = *links.AddSectionDictionary("LINK");
      link.SetValue("ADDRESS", address);
      link.SetValue("NAME", place_of(address));
    }
  }
}

}  // namespace vestnik::pages
