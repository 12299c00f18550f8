#include <fmt/format.h>

#include <algorithm>

#include "base/messages.h"
#include "content/site.h"
#include "pages/bylines.h"
#include "pages/cards.h"
#include "pages/comments.h"
#include "pages/corrections.h"
#include "pages/fragment.h"
#include "pages/furniture.h"
#include "pages/query_value.h"
#include "pages/typesetting.h"

namespace vestnik::pages {
namespace {

constexpr std::size_t undivided_text = 2;  // paragraphs up to which nothing stands between them

// Of the text itself: where it comes from is no part of it.
bool is_paragraph(std::string_view block) {
  return (block.starts_with("<p>") || block.starts_with("<p ")) && !block.starts_with("<p class=\"source-note");
}
bool is_heading(std::string_view block) {
  return block.size() > 2 && block.starts_with("<h") && block[2] >= '2' && block[2] <= '6';
}

// Before which block the slot stands that nobody named a place for: `after` paragraphs stand above it, in a shorter
// text one less than there are, so that no text ends with it. Between two paragraphs where there is such a place, else
// before one that is not under its heading; in a text of two, after the text.
std::size_t place_of_slot(const std::vector<std::string>& blocks, int after) {
  const auto paragraphs = static_cast<std::size_t>(std::ranges::count_if(blocks, is_paragraph));
  if (after <= 0 || paragraphs <= undivided_text) return blocks.size();
  const std::size_t wanted = std::min(static_cast<std::size_t>(after), paragraphs - 1);
  const std::size_t none = blocks.size();
  std::size_t good = none, fair = none, earlier = none;
  std::size_t above = 0;
  for (std::size_t place = 1; place < blocks.size(); ++place) {
    const std::string& before = blocks[place - 1];
    if (is_paragraph(before)) ++above;
    if (!is_paragraph(blocks[place]) || is_heading(before)) continue;
    if (above < wanted) {
      earlier = place;
    } else if (is_paragraph(before)) {
      good = std::min(good, place);
    } else {
      fair = std::min(fair, place);
    }
  }
  return good != none ? good : fair != none ? fair : earlier;
}

// The places that the newsroom has named ("adBreak"); what is not a block of its own is none: no advertisement stands
// in a list or a table.
std::vector<std::string> blocks_to_print(const std::vector<std::string>& blocks, bool& named) {
  const std::string mark = slot_mark("text");
  std::vector<std::string> kept;
  int breaks = 0;
  for (std::string block : blocks) {
    if (block == mark) {
      if (++breaks <= content::most_text_slots) kept.push_back(std::move(block));
      continue;
    }
    for (std::size_t at = 0; (at = block.find(mark, at)) != std::string::npos;) block.erase(at, mark.size());
    kept.push_back(typeset_html(block));
  }
  named = breaks > 0;
  return kept;
}

// Nearly as high as wide, or higher: stands in the column of the text, where it needs no bands beside it.
bool is_tall(const PictureView& picture) {
  return std::int64_t{picture.width} * 5 < std::int64_t{picture.height} * 6;
}

void fill_lead(Sheet& page, const PictureView& lead) {
  const std::string picture = render_picture(lead, is_tall(lead) ? PictureUse::body : PictureUse::lead, true);
  // An old site's picture may come without its file: what is known of it stands under a frame that says so.
  if (picture.empty() && lead.caption.empty() && lead.credit.empty()) return;
  Sheet& figure = *page.AddSectionDictionary("LEAD");
  if (picture.empty()) {
    figure.ShowSection("FRAME");
  } else {
    figure.SetValue("PICTURE", picture);
    if (is_tall(lead)) figure.ShowSection("TALL");
  }
  if (lead.caption.empty() && lead.credit.empty()) return;
  Sheet& caption = *figure.AddSectionDictionary("CAPTION_LINE");
  caption.SetValue("CAPTION", lead.caption);
  show(caption, "CREDIT_LINE", "CREDIT", lead.credit);
}

void fill_body(Sheet& page, const ArticleView& article) {
  bool named = false;
  std::vector<std::string> blocks = blocks_to_print(article.body_html, named);
  if (article.page) std::erase(blocks, slot_mark("text"));
  const std::size_t slot = named ? blocks.size() : place_of_slot(blocks, article.slot_after);
  std::string before, after;
  for (std::size_t i = 0; i < blocks.size(); ++i) (i < slot ? before : after) += blocks[i];
  page.SetValue("BODY_BEFORE", before);
  page.SetValue("BODY_AFTER", after);
  if (!article.page && !named) page.SetValue("SLOT_TEXT", slot_mark("text"));
}

void fill_topics(Sheet& page, const std::vector<LinkView>& topics) {
  if (topics.empty()) return;
  Sheet& shown = *page.AddSectionDictionary("TOPICS");
  for (const LinkView& topic : topics) {
    Sheet& link = *shown.AddSectionDictionary("TOPIC");
    link.SetValue("PATH", topic.path);
    link.SetValue("LABEL", topic.label);
  }
}

void fill_neighbours(Sheet& page, const ArticleView& article) {
  if (!article.older && !article.newer) return;
  Sheet& shown = *page.AddSectionDictionary("NEIGHBOURS");
  const auto add = [&](const char* section, const std::optional<CardView>& card) {
    if (!card) return;
    Sheet& link = *shown.AddSectionDictionary(section);
    show(link, "NEIGHBOUR_LANGUAGE", "CODE", card->language);
    link.SetValue("PATH", card->path);
    link.SetValue("HEADLINE", card->headline);
  };
  add("OLDER", article.older);
  add("NEWER", article.newer);
}

void fill_share(Sheet& page, const ArticleView& article) {
  Sheet& share = include(page, "SHARE", "share.html");
  share.SetValue("ADDRESS", article.absolute_address);
  share.SetValue("TITLE", article.headline);
  share.SetValue("ADDRESS_IN_ADDRESS", query_value(article.absolute_address, "/"));
  share.SetValue("TITLE_IN_ADDRESS", query_value(article.headline, "/"));
}

// What only the head of an article says.
void fill_article_meta(Sheet& head, const Chrome& chrome, const ArticleView& article) {
  Sheet& published = *head.AddSectionDictionary("PUBLISHED");
  published.SetValue("PUBLISHED_AT", format_rfc3339(article.published_at, chrome.time_zone));
  published.SetValue("UPDATED_AT",
                     format_rfc3339(std::max(article.updated_at, article.published_at), chrome.time_zone));
  show(head, "ARTICLE_SECTION", "NAME", article.section_name);
  for (const LinkView& topic : article.topics) show(head, "ARTICLE_TAG", "NAME", topic.label);
}

}  // namespace

std::string render_article(const Chrome& chrome, const ArticleView& article) {
  Sheet page("article");
  Sheet& head = fill_head(page, chrome, article.meta, article.page ? "page" : "article");
  if (!article.page) fill_article_meta(head, chrome, article);
  if (article.live.revision != 0) {
    constexpr const char* one = "{new} new post – show";
    constexpr const char* many = "{new} new posts – show";
    fill_live_bar(page, head, chrome, translate_count(chrome.language, one, many, 1),
                  translate_count(chrome.language, one, many, 2), article.live);
  }
  fill_header(page, chrome, false);
  page.SetValue("SLOT_TOP", slot_mark("top"));
  page.SetValue("KIND", article.page ? "page" : article.kind.empty() ? "news" : article.kind);
  page.SetValue("STORY_LANGUAGE", article.meta.language.empty() ? chrome.language : article.meta.language);
  show(page, "AROUND", "CODE", language_around(chrome, article.meta));
  fill_breadcrumbs(page, article.breadcrumbs, language_around(chrome, article.meta));
  show(page, "KIND_LABEL", "LABEL", kind_label(chrome.language, article.kind));
  for (const LinkView& story : article.stories) {
    Sheet& part = *page.AddSectionDictionary("PART_OF");
    part.SetValue("PATH", story.path);
    part.SetValue("LABEL", story.label);
  }
  page.SetValue("HEADLINE", typeset(article.headline));
  show(page, "DECK", "TEXT", typeset(article.deck));
  if (!article.page) fill_byline(page, chrome, article);
  fill_lead(page, article.lead);
  fill_body(page, article);
  fill_corrections(page, chrome, article);
  if (!article.page) {
    fill_topics(page, article.topics);
    fill_share(page, article);
    fill_author_boxes(page, article.bylines);
  }
  fill_comments(page, chrome, article.comments, article.comments_left_out);
  if (!article.page) fill_neighbours(page, article);
  return print(chrome.language, "article.html", page);
}

}  // namespace vestnik::pages
