#include "base/text.h"

#include <unicode/brkiter.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

namespace vestnik::text {

namespace {

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale locale_of(std::string_view language) {
  return icu::Locale(std::string(language).c_str());
}

struct Breaks {
  std::unique_ptr<icu::BreakIterator> graphemes, lines, words;
};

// Making them reads ICU's rules; each thread keeps those of the two languages that sites are in. nullptr where ICU has
// none.
Breaks* breaks_of(std::string_view language) {
  thread_local std::unordered_map<std::string, Breaks> known;
  const std::string name(language == "bg" || language == "en" ? language : "root");
  Breaks& breaks = known[name];
  if (!breaks.lines) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = locale_of(name);
    breaks.graphemes.reset(icu::BreakIterator::createCharacterInstance(locale, status));
    breaks.lines.reset(icu::BreakIterator::createLineInstance(locale, status));
    breaks.words.reset(icu::BreakIterator::createWordInstance(locale, status));
    if (U_FAILURE(status)) breaks = {};
  }
  return breaks.lines ? &breaks : nullptr;
}

// What nearly all texts consist of, as the rules for words (Unicode's annex 29, section 4) see it.
enum class WordPart : std::uint8_t { none, letter, digit, in_numbers, in_both, foreign };

WordPart part_at(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t offset) {
    return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
  };
  const unsigned char first = static_cast<unsigned char>(text[at]);
  if (first < 0x80U) {
    ++at;
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) return WordPart::letter;
    if (first >= '0' && first <= '9') return WordPart::digit;
    if (first == '.' || first == '\'') return WordPart::in_both;
    if (first == ',' || first == ';') return WordPart::in_numbers;
    return first == '_' ? WordPart::foreign : WordPart::none;
  }
  if ((first == 0xd0U || first == 0xd1U) && (byte(1) & 0xc0U) == 0x80U) {
    at += 2;
    return WordPart::letter;
  }
  if (first == 0xc2U && (byte(1) == 0xa0U || byte(1) == 0xabU || byte(1) == 0xbbU)) {  // a fixed space, « »
    at += 2;
    return WordPart::none;
  }
  if (first == 0xe2U && byte(1) == 0x80U) {
    const unsigned last = byte(2);
    at += 3;
    if (last == 0x98U || last == 0x99U) return WordPart::in_both;                                     // ‘ ’
    if ((last >= 0x90U && last <= 0x95U) || (last >= 0x9cU && last <= 0x9fU)) return WordPart::none;  // – — “ ” „
    if (last == 0xa6U) return WordPart::none;                                                         // …
  }
  return WordPart::foreign;
}

// The same count as ICU's, which looks at every letter a few times; nothing where a text has other letters than those
// above.
std::optional<std::size_t> count_common_words(std::string_view text) {
  std::size_t count = 0;
  WordPart before = WordPart::none;   // what the word ends with, or no word
  WordPart between = WordPart::none;  // a sign that may stand within a word
  for (std::size_t at = 0; at < text.size();) {
    const WordPart part = part_at(text, at);
    if (part == WordPart::foreign) return std::nullopt;
    if (part == WordPart::letter || part == WordPart::digit) {
      const bool joined =
          between == WordPart::none || (before == part && (between == WordPart::in_both || part == WordPart::digit));
      if (before == WordPart::none || !joined) ++count;
      before = part;
      between = WordPart::none;
    } else if (part != WordPart::none && before != WordPart::none && between == WordPart::none) {
      between = part;
    } else {
      before = between = WordPart::none;
    }
  }
  return count;
}

bool forbidden(UChar32 c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0xFFFE || c == 0xFFFF;
}

// The Transliteration Act of 2009, article 3; "ия" at a word's end becomes "ia" (article 5).
const std::unordered_map<UChar32, std::string_view>& bulgarian_letters() {
  static const std::unordered_map<UChar32, std::string_view> letters = {
      {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"},   {U'е', "e"}, {U'ж', "zh"},
      {U'з', "z"},  {U'и', "i"},  {U'й', "y"},  {U'к', "k"},  {U'л', "l"},   {U'м', "m"}, {U'н', "n"},
      {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},  {U'т', "t"},   {U'у', "u"}, {U'ф', "f"},
      {U'х', "h"},  {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "sht"}, {U'ъ', "a"}, {U'ь', "y"},
      {U'ю', "yu"}, {U'я', "ya"}, {U'ы', "y"},  {U'э', "e"},  {U'ё', "yo"}};
  return letters;
}

std::string to_ascii(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  icu::UnicodeString copy = text;
  if (U_SUCCESS(status)) latin->transliterate(copy);
  return to_utf8(copy);
}

}  // namespace

std::string clean(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  const auto length = static_cast<int32_t>(bytes.size());
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  for (int32_t at = 0; at < length;) {
    const int32_t from = at;
    UChar32 c = 0;
    U8_NEXT(data, at, length, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (!forbidden(c)) {
      out.append(bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from)));
    }
  }
  return out;
}

bool is_utf8(std::string_view bytes) {
  const auto length = static_cast<int32_t>(bytes.size());
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  for (int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(data, at, length, c);
    if (c < 0) return false;
  }
  return true;
}

std::string squeeze(std::string_view text) {
  const icu::UnicodeString from = to_icu(text);
  icu::UnicodeString out;
  bool gap = false;
  for (int32_t at = 0; at < from.length(); at = from.moveIndex32(at, 1)) {
    const UChar32 c = from.char32At(at);
    if (u_isUWhiteSpace(c)) {
      gap = !out.isEmpty();
      continue;
    }
    if (gap) out.append(u' ');
    gap = false;
    out.append(c);
  }
  return to_utf8(out);
}

std::string fold_case(std::string_view text) {
  icu::UnicodeString folded = to_icu(text);
  return to_utf8(folded.foldCase());
}

std::string cut_at_word(std::string_view text, std::size_t characters, std::string_view language) {
  // No character is shorter than a byte.
  if (text.size() <= characters) return std::string(text);
  const icu::UnicodeString whole = to_icu(text);
  if (whole.length() <= static_cast<int32_t>(characters)) return std::string(text);
  Breaks* const breaks = breaks_of(language);
  if (breaks == nullptr) return std::string(text);
  icu::BreakIterator* const graphemes = breaks->graphemes.get();
  icu::BreakIterator* const lines = breaks->lines.get();
  graphemes->setText(whole);
  int32_t end = graphemes->first();
  for (std::size_t i = 0; i < characters && end != icu::BreakIterator::DONE; ++i) end = graphemes->next();
  if (end == icu::BreakIterator::DONE || end >= whole.length()) return std::string(text);
  lines->setText(whole);
  int32_t cut = lines->isBoundary(end) ? end : lines->preceding(end);
  if (cut <= 0) cut = end;
  while (cut > 0 && (u_isUWhiteSpace(whole.char32At(cut - 1)) || u_ispunct(whole.char32At(cut - 1)))) --cut;
  icu::UnicodeString kept(whole, 0, cut == 0 ? end : cut);
  return to_utf8(kept.append(u'…'));
}

std::string slug(std::string_view text, std::size_t bytes) {
  icu::UnicodeString lower = to_icu(text);
  lower.toLower(icu::Locale::getRoot());
  icu::UnicodeString latin;
  bool foreign = false;
  for (int32_t at = 0; at < lower.length(); at = lower.moveIndex32(at, 1)) {
    const UChar32 c = lower.char32At(at);
    const auto letter = bulgarian_letters().find(c);
    if (letter == bulgarian_letters().end()) {
      foreign = foreign || c > 0x7F;
      latin.append(c);
      continue;
    }
    const int32_t after = lower.moveIndex32(at, 1);
    const bool ends_in_iya = c == U'я' && at > 0 && lower.char32At(at - 1) == U'и' &&
                             (after >= lower.length() || !u_isalpha(lower.char32At(after)));
    latin.append(to_icu(ends_in_iya ? "a" : letter->second));
  }
  const std::string ascii = foreign ? to_ascii(latin) : to_utf8(latin);
  std::string out;
  std::size_t last_word = 0;
  for (const char c : ascii) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain) {
      if (!out.empty() && out.back() != '-') {
        last_word = out.size();
        out += '-';
      }
      continue;
    }
    if (out.size() == bytes) {
      out.resize(last_word == 0 ? bytes : last_word);
      break;
    }
    out += c;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

std::size_t count_words(std::string_view text, std::string_view language) {
  if (const auto count = count_common_words(text)) return *count;
  const icu::UnicodeString whole = to_icu(text);
  Breaks* const breaks = breaks_of(language);
  if (breaks == nullptr) return 0;
  icu::BreakIterator* const words = breaks->words.get();
  words->setText(whole);
  std::size_t count = 0;
  for (words->first(); words->next() != icu::BreakIterator::DONE;) {
    if (words->getRuleStatus() != UBRK_WORD_NONE) ++count;
  }
  return count;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace vestnik::text
