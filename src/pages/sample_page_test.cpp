#include "pages/sample_page.h"

#include <fmt/format.h>

#include <array>
#include <random>

#include "pages/fragment.h"

namespace vestnik::pages::sample {
namespace {

constexpr std::array<std::string_view, 64> stems = {
    "град",   "мост",    "съвет",  "работ", "строи", "нов",     "стар",    "решен",    "вод",    "пари",  "улиц",
    "училищ", "болниц",  "театър", "музе",  "реч",   "планин",  "дожд",    "сняг",     "жител",  "кмет",  "служб",
    "проект", "договор", "време",  "годин", "месец", "седмиц",  "час",     "лев",      "цен",    "пазар", "земедел",
    "гор",    "пожар",   "път",    "влак",  "гар",   "полет",   "кораб",   "море",     "остров", "народ", "закон",
    "съд",    "право",   "избор",  "глас",  "книг",  "писател", "концерт", "песен",    "филм",   "сцен",  "спорт",
    "мач",    "отбор",   "победа", "наук",  "учен",  "открит",  "лекар",   "лекарств", "въпрос"};
constexpr std::array<std::string_view, 24> beginnings = {"",    "",   "",    "",    "",   "",    "пре", "раз",
                                                         "из",  "по", "на",  "от",  "за", "под", "про", "при",
                                                         "въз", "до", "без", "над", "съ", "о",   "у",   "пред"};
constexpr std::array<std::string_view, 32> endings = {"",    "а",    "и",    "ът",     "ите", "ата",  "ето",  "ен",
                                                      "на",  "но",   "ни",   "ски",    "ска", "ство", "ване", "ането",
                                                      "ява", "яват", "иха",  "ил",     "ила", "или",  "ник",  "ниците",
                                                      "еше", "ят",   "ност", "ността", "ици", "ично", "ов",   "ека"};
constexpr std::array<std::string_view, 24> small = {"и",   "на",  "в",    "за",   "се",    "от",    "да",  "не",
                                                    "с",   "по",  "са",   "че",   "до",    "като",  "ще",  "но",
                                                    "при", "или", "след", "през", "който", "която", "има", "вече"};
constexpr std::array<std::string_view, 8> sections = {"Общество", "Икономика", "Култура", "Спорт",
                                                      "Наука",    "Регион",    "Свят",    "Мнения"};
constexpr std::array<std::string_view, 8> slugs = {"obshtestvo", "ikonomika", "kultura", "sport",
                                                   "nauka",      "region",    "svyat",   "mneniya"};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::size_t number(std::size_t from, std::size_t to) { return from + random_() % (to - from + 1); }

  std::string words(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      if (!text.empty()) text += ' ';
      if (number(0, 9) < 3) {
        text += one_of(small);
      } else {
        text += fmt::format("{}{}{}", one_of(beginnings), one_of(stems), one_of(endings));
      }
    }
    return text;
  }
  std::string sentence() { return words(number(7, 16)) + ". "; }

  // As media/library.h addresses them: 64 hexadecimal digits and a rendition's name.
  std::string picture(bool large) {
    std::string digest;
    for (int i = 0; i < 4; ++i) digest += fmt::format("{:016x}", random_());
    const auto sources = [&](std::string_view type) {
      std::string set;
      for (const int width : {320, 640, 1024, 1600}) {
        if (!large && width > 640) break;
        set += fmt::format("{}/media/{}/{}-wide-50.50.{} {}w", set.empty() ? "" : ", ", digest, width, type, width);
      }
      return set;
    };
    const std::string_view sizes = large ? "(min-width: 64em) 62rem, 100vw" : "7.5rem";
    return fmt::format(
        "<picture><source type=\"image/avif\" srcset=\"{}\" sizes=\"{}\"><source type=\"image/webp\" srcset=\"{}\" "
        "sizes=\"{}\"><img src=\"/media/{}/640-wide-50.50.jpg\" srcset=\"{}\" sizes=\"{}\" width=\"640\" "
        "height=\"427\" alt=\"\" {} decoding=\"async\"></picture>",
        sources("avif"), sizes, sources("webp"), sizes, digest, sources("jpg"), sizes,
        large ? "fetchpriority=\"high\"" : "loading=\"lazy\"");
  }

  std::string card() {
    const auto section = number(0, 7);
    std::string slug;
    for (std::size_t i = number(12, 28); i > 0; --i) slug += static_cast<char>('a' + number(0, 15));
    const std::string path = fmt::format("/{}/{}/", slugs[section], slug);
    return fmt::format(
        "<article class=\"card card-small\">\n<div class=\"card-picture\">{}</div>\n<div class=\"card-text\">\n"
        "<p class=\"card-labels\"><a href=\"/{}/\">{}</a></p>\n<h3 class=\"card-headline\"><a href=\"{}\">{}</a></h3>\n"
        "<p class=\"card-deck\">{}…</p>\n<p class=\"card-time\"><time datetime=\"2026-11-{:02}T{:02}:{:02}:00+02:00\">"
        "{} ноември 2026 г.</time></p>\n</div>\n</article>\n",
        picture(false), slugs[section], sections[section], path, words(number(6, 10)), words(number(8, 12)),
        number(1, 30), number(0, 23), number(0, 59), number(1, 30));
  }

 private:
  template <std::size_t n>
  std::string_view one_of(const std::array<std::string_view, n>& list) {
    return list[random_() % n];
  }

  std::mt19937_64 random_;
};

std::string section_links() {
  std::string list = "<ul>";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    list += fmt::format("<li><a href=\"/{}/\">{}</a></li>", slugs[i], sections[i]);
  }
  return list + "</ul>";
}

std::string zone(std::string_view name, std::string_view title, std::size_t cards, Writer& writer) {
  std::string html = fmt::format(
      "<section class=\"zone zone-{}\" aria-labelledby=\"{}\">\n<h2 class=\"zone-title\" id=\"{}\">{}</h2>\n"
      "<div class=\"zone-stories\">\n",
      name, name, name, title);
  for (std::size_t i = 0; i < cards; ++i) html += writer.card();
  return html + "</div>\n";
}

}  // namespace

std::string prose(std::uint64_t seed, std::size_t bytes) {
  Writer writer(seed);
  std::string text;
  while (text.size() < bytes) text += writer.sentence();
  return text;
}

std::string article(std::uint64_t seed) {
  Writer writer(seed);
  const std::string headline = writer.words(9), deck = writer.sentence();
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"bg\"><head><meta charset=\"utf-8\"><title>{0} | Белоречки вести</title>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"description\" "
      "content=\"{1}\">\n<meta property=\"og:title\" content=\"{0}\">\n<meta property=\"og:description\" "
      "content=\"{1}\">\n<link rel=\"stylesheet\" href=\"/assets/style.1a2b3c4d.css\">\n<script "
      "type=\"application/ld+json\">{{\"@context\":\"https://"
      "schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{0}\","
      "\"description\":\"{1}\",\"inLanguage\":\"bg\"}}</script></head><body>\n<header class=\"masthead\">"
      "<p class=\"nameplate\"><a href=\"/\">Белоречки вести</a></p><nav class=\"bar\" aria-label=\"Рубрики\">{2}</nav>"
      "</header>\n",
      headline, deck, section_links());
  html += slot_mark("top");
  html += fmt::format(
      "<main id=\"main\"><article class=\"story\"><h1 class=\"story-headline\">{}</h1><p class=\"deck\">{}</p>"
      "<figure class=\"lead\">{}<figcaption>{} <span class=\"credit\">Снимка: Белоречки вести</span></figcaption>"
      "</figure>\n<div class=\"body\">",
      headline, deck, writer.picture(true), writer.sentence());
  const std::size_t paragraphs = writer.number(9, 13);
  for (std::size_t i = 0; i < paragraphs; ++i) {
    if (i == paragraphs / 2) html += slot_mark("text");
    html += "<p>";
    for (std::size_t k = writer.number(2, 4); k > 0; --k) html += writer.sentence();
    html += "</p>\n";
  }
  html += fmt::format(
      "</div><section class=\"author-box\"><div class=\"portrait\">{}</div><h2 class=\"author-name\"><a "
      "href=\"/author/vesela-kirova/\" rel=\"author\">Весела Кирова</a></h2><p>{}</p></section></article>\n",
      writer.picture(false), writer.sentence() + writer.sentence() + writer.sentence());
  return html;
}

std::string tail(std::uint64_t seed) {
  Writer writer(seed);
  std::string html = "<div class=\"tail\">\n" + zone("more", "Още от рубриката", 7, writer) + slot_mark("rail") +
                     "</section>\n" + zone("reading", "Продължете да четете", 7, writer) + slot_mark("reading") +
                     "</section>\n";
  for (std::size_t i = 0; i < 2; ++i) {
    html += zone(fmt::format("zone-{}", i + 1), sections[i], 3, writer);
    if (i == 0) html += slot_mark("section");
    html += "</section>\n";
  }
  return html + "</div></main>\n" + slot_mark("footer") +
         "<footer class=\"imprint\"><p>Белоречки вести е вестник на град, който го няма.</p><nav>" + section_links() +
         "</nav></footer>\n</body></html>\n";
}

std::string slot(std::string_view name, std::uint64_t seed) {
  Writer writer(seed);
  return fmt::format(
      "<aside class=\"slot slot-{}\" aria-label=\"Реклама\"><p class=\"slot-label\">Реклама</p><a href=\"/abonament/\" "
      "rel=\"sponsored noopener\">{}</a></aside>",
      name, writer.words(6));
}

}  // namespace vestnik::pages::sample
