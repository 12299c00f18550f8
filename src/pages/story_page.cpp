// A running story: its page with the timeline, and the box under each of its articles.
#include "base/messages.h"
#include "pages/cards.h"
#include "pages/fragment.h"
#include "pages/furniture.h"
#include "pages/typesetting.h"

namespace vestnik::pages {
namespace {

void fill_state(Sheet& sheet, const Chrome& chrome, bool open, std::size_t total) {
  sheet.ShowSection(open ? "OPEN" : "CLOSED");
  sheet.SetValue("COUNT",
                 translate_count(chrome.language, "{count} story", "{count} stories", static_cast<long>(total)));
}

void fill_link(Sheet& sheet, const CardView& card) {
  show(sheet, "IN_LANGUAGE", "CODE", card.language);
  sheet.SetValue("PATH", card.path);
  sheet.SetValue("HEADLINE", typeset(card.headline));
}

void fill_part(Sheet& part, const Chrome& chrome, const StoryPartView& view) {
  fill_link(part, view.card);
  part.SetValue("ID", view.id);
  if (view.key) part.ShowSection("KEY");
  Sheet& time = *part.AddSectionDictionary("TIME_OF_DAY");
  time.SetValue("AT", format_rfc3339(view.card.published_at, chrome.time_zone));
  time.SetValue("TEXT",
                format_for_reader(view.card.published_at, chrome.time_zone, chrome.language, DateStyle::time_of_day));
  show(part, "KIND", "LABEL", kind_label(chrome.language, view.card.kind));
  show(part, "PICTURED", "PICTURE", render_picture(view.card.picture, PictureUse::tile, false));
  show(part, "NOTE", "TEXT", typeset(view.note));
}

void fill_key_moments(Sheet& page, const Chrome& chrome, const std::vector<StoryPartView>& moments) {
  if (moments.empty()) return;
  Sheet& list = *page.AddSectionDictionary("KEY_MOMENTS");
  for (const StoryPartView& each : moments) {
    Sheet& moment = *list.AddSectionDictionary("MOMENT");
    fill_link(moment, each.card);
    moment.SetValue("PATH", each.address);
    moment.SetValue("AT", format_rfc3339(each.card.published_at, chrome.time_zone));
    moment.SetValue("TIME",
                    format_for_reader(each.card.published_at, chrome.time_zone, chrome.language, DateStyle::date));
  }
}

// Under a heading for each day of the site's zone.
void fill_days(Sheet& page, const Chrome& chrome, const std::vector<StoryPartView>& parts) {
  Sheet* day = nullptr;
  std::string last;
  for (const StoryPartView& part : parts) {
    const std::string date = format_rfc3339(part.card.published_at, chrome.time_zone).substr(0, 10);
    if (date != last) {
      day = page.AddSectionDictionary("DAY");
      day->SetValue("DATE", date);
      day->SetValue("TEXT",
                    format_for_reader(part.card.published_at, chrome.time_zone, chrome.language, DateStyle::date));
      last = date;
    }
    fill_part(*day->AddSectionDictionary("PART"), chrome, part);
  }
}

}  // namespace

std::string render_story(const Chrome& chrome, const StoryView& story) {
  Sheet page("story");
  fill_head(page, chrome, story.meta, "list");
  fill_header(page, chrome, false);
  page.SetValue("SLOT_TOP", slot_mark("top"));
  fill_breadcrumbs(page, story.breadcrumbs);
  page.SetValue("NAME", typeset(story.name));
  fill_state(page, chrome, story.open, story.total);
  page.SetValue("AT", format_rfc3339(story.latest, chrome.time_zone));
  page.SetValue("TIME", format_for_reader(story.latest, chrome.time_zone, chrome.language, DateStyle::date_time));
  if (!story.summary.empty()) {
    Sheet& summary = *page.AddSectionDictionary("SUMMARY");
    show(summary, "PICTURED", "PICTURE", render_picture(story.picture, PictureUse::body, true));
    fill_paragraphs(summary, story.summary);
  }
  fill_key_moments(page, chrome, story.key_moments);
  if (story.parts.size() > 1 || story.pager.pages > 1) {
    Sheet& other = *page.AddSectionDictionary("OTHER_ORDER");
    other.SetValue("PATH", story.other_order);
    other.SetValue("LABEL", translate(chrome.language, story.oldest_first ? "Newest first" : "Oldest first"));
  }
  fill_days(page, chrome, story.parts);
  fill_pager(page, story.pager);
  fill_most_read(page, story.most_read);
  page.SetValue("SLOT_RAIL", slot_mark("rail"));
  page.SetValue("SLOT_FOOTER", slot_mark("footer"));
  fill_footer(page, chrome);
  return print(chrome.language, "story.html", page);
}

std::string render_story_boxes(const Chrome& chrome, const std::vector<StoryBoxView>& boxes) {
  Sheet page("story-boxes");
  for (const StoryBoxView& each : boxes) {
    Sheet& box = *page.AddSectionDictionary("BOX");
    box.SetValue("LANGUAGE", chrome.language);
    box.SetValue("NAME", each.name);
    box.SetValue("PATH", each.path);
    fill_state(box, chrome, each.open, each.total);
    show(box, "SUMMARY", "TEXT", typeset(each.summary));
    if (!each.earlier && !each.later) continue;
    Sheet& steps = *box.AddSectionDictionary("STEPS");
    if (each.earlier) fill_link(*steps.AddSectionDictionary("EARLIER"), *each.earlier);
    if (each.later) fill_link(*steps.AddSectionDictionary("LATER"), *each.later);
  }
  return print(chrome.language, "story-boxes.html", page);
}

}  // namespace vestnik::pages
