#include "interchange/wordpress/credit.h"

#include <array>

#include "base/text.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t longest_credit = 160;

// A label that needs a colon behind it, unless `alone`: then a name may follow at once ("Снимка БТА", "© EPA").
struct Label {
  std::string_view word;
  bool alone;
};
constexpr std::array labels = {
    Label{"Снимка", true},        Label{"снимка", false},
    Label{"СНИМКА", true},        Label{"Снимки", true},
    Label{"снимки", false},       Label{"СНИМКИ", true},
    Label{"Сн.", true},           Label{"Фото", true},
    Label{"фото", false},         Label{"ФОТО", true},
    Label{"Фотография", false},   Label{"Фотограф", false},
    Label{"Видео", false},        Label{"Колаж", false},
    Label{"Илюстрация", false},   Label{"Източник", false},
    Label{"източник", false},     Label{"Автор", false},
    Label{"Photo credit", false}, Label{"Photo by", true},
    Label{"Photograph by", true}, Label{"Photo", false},
    Label{"Photos", false},       Label{"PHOTO", false},
    Label{"Photograph", false},   Label{"Picture", false},
    Label{"Image credit", false}, Label{"Image courtesy of", true},
    Label{"Image", false},        Label{"Images", false},
    Label{"Credit", false},       Label{"Credits", false},
    Label{"Courtesy of", true},   Label{"Source", false},
    Label{"Foto", false},         Label{"Video", false},
    Label{"Illustration", false}, Label{"©", true},
};

bool begins_credit(std::string_view text) {
  for (const Label& label : labels) {
    if (!text.starts_with(label.word)) continue;
    std::string_view rest = text.substr(label.word.size());
    if (rest.starts_with(" :")) rest.remove_prefix(1);
    if (rest.starts_with(":") && rest.find_first_not_of(": ") != std::string_view::npos) return true;
    if (!label.alone || rest.size() < 2) continue;
    if (label.word == "©") return true;
    // "Снимка БТА" and "Photo by Ann": a name begins with a capital.
    if (rest[0] != ' ' && !label.word.ends_with('.')) continue;
    const std::size_t name = rest.find_first_not_of(' ');
    if (name == std::string_view::npos) continue;
    const auto first = static_cast<unsigned char>(rest[name]);
    const auto second = name + 1 < rest.size() ? static_cast<unsigned char>(rest[name + 1]) : 0U;
    const bool latin_capital = first >= 'A' && first <= 'Z';
    const bool cyrillic_capital = first == 0xD0 && second >= 0x90 && second <= 0xAF;
    // A whole sentence that begins "Снимка Иван…" is still a credit only while it is short.
    if ((latin_capital || cyrillic_capital) && rest.size() < 60) return true;
  }
  return false;
}

// "Румен Радев Снимка: БТА": with its colon and its capital the label stands for itself, wherever it comes.
bool stands_for_itself(std::string_view text) {
  for (const std::string_view label : {"Снимка:", "Снимки:", "СНИМКА:", "Фото:", "ФОТО:", "Photo:"}) {
    if (text.starts_with(label)) return true;
  }
  return false;
}

std::string_view without_edges(std::string_view text, std::string_view edges) {
  const std::size_t begin = text.find_first_not_of(edges);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(edges) - begin + 1);
}

}  // namespace

Caption split_credit(std::string_view given) {
  const std::string caption = text::squeeze(given);
  constexpr std::string_view dashes[] = {"–", "—"};
  // From the end, so that the shortest tail that is a credit is taken.
  for (std::size_t at = caption.size(); at-- > 0;) {
    if ((static_cast<unsigned char>(caption[at]) & 0xC0U) == 0x80U) continue;
    const std::string_view tail = std::string_view(caption).substr(at);
    if (tail.size() > longest_credit) break;
    if (!begins_credit(tail)) continue;
    std::string_view before = std::string_view(caption).substr(0, at);
    bool starts = before.empty() || tail.starts_with("©") || (before.ends_with(' ') && stands_for_itself(tail));
    std::string_view trimmed = without_edges(before, " ");
    if (!starts && !trimmed.empty()) {
      starts = std::string_view(".!?;,|/([:-\"").find(trimmed.back()) != std::string_view::npos;
      for (const std::string_view mark : {"–", "—", "“", "”", "…", "•"}) starts = starts || trimmed.ends_with(mark);
    }
    if (!starts) continue;
    std::string credit(without_edges(tail, " )]"));
    trimmed = without_edges(trimmed, " ,;|/([-");
    for (const std::string_view dash : dashes) {
      if (trimmed.ends_with(dash)) trimmed = without_edges(trimmed.substr(0, trimmed.size() - dash.size()), " ,;|/([-");
    }
    return {std::string(trimmed), std::move(credit)};
  }
  return {caption, {}};
}

}  // namespace vestnik::interchange::wordpress
