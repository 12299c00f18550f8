#include "search/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>
#include <vector>

#include "base/text.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weeks;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;
using Words = std::initializer_list<std::string_view>;

constexpr int first_year = 1800, last_year = 2199;
constexpr std::size_t most_tokens = 60;

struct Token {
  enum class Kind { word, number, mark, barrier } kind = Kind::barrier;  // barrier: no date goes across
  std::string text;                                                      // folded
  std::size_t begin = 0, end = 0;                                        // bytes of the question
  bool glued = false;                                                    // nothing stands before it
};

std::size_t letter_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80U ? 1 : byte < 0xe0U ? 2 : byte < 0xf0U ? 3 : 4;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_quote(std::string_view letter) {
  constexpr std::array<std::string_view, 6> quotes{"\"", "„", "“", "”", "«", "»"};
  return std::ranges::find(quotes, letter) != quotes.end();
}

bool is_dash(std::string_view text) {
  return text == "-" || text == "–" || text == "—";
}

bool is_word_letter(std::string_view letter) {
  return !is_quote(letter) && !is_dash(letter) && !is_digit(letter.front()) && has_letter_or_digit(letter);
}

std::vector<Token> tokens_of(std::string_view question) {
  std::vector<Token> tokens;
  bool quoted = false, space = true;
  const auto letter_at = [&](std::size_t at) { return question.substr(at, letter_bytes(question[at])); };
  for (std::size_t at = 0; at < question.size() && tokens.size() < most_tokens;) {
    const std::string_view letter = letter_at(at);
    std::size_t end = at + letter.size();
    if (letter == " " || letter == "\t" || letter == "\u00a0") {
      space = true;
      at = end;
      continue;
    }
    Token token{.kind = Token::Kind::mark, .text = {}, .begin = at, .end = end, .glued = !space};
    // A minus before a word leaves it out.
    const bool leaves_out = letter == "-" && space && end < question.size() && question[end] != ' ';
    if (is_quote(letter)) {
      quoted = !quoted;
      token.kind = Token::Kind::barrier;
    } else if (quoted || leaves_out) {
      while (end < question.size() && question[end] != ' ' && !is_quote(letter_at(end))) end += letter_at(end).size();
      token.kind = Token::Kind::barrier;
    } else if (is_digit(letter.front())) {
      while (end < question.size() && is_digit(question[end])) ++end;
      token.kind = Token::Kind::number;
    } else if (is_word_letter(letter)) {
      while (end < question.size() && is_word_letter(letter_at(end))) end += letter_at(end).size();
      token.kind = Token::Kind::word;
    }
    token.end = std::min(end, question.size());
    token.text = fold(question.substr(at, token.end - at));
    at = token.end;
    space = false;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

constexpr std::array<std::array<std::string_view, 5>, 12> month_names{{
    {"януари", "яну", "january", "jan", ""},
    {"февруари", "фев", "february", "feb", ""},
    {"март", "", "march", "mar", ""},
    {"април", "апр", "april", "apr", ""},
    {"май", "", "may", "", ""},
    {"юни", "", "june", "jun", ""},
    {"юли", "", "july", "jul", ""},
    {"август", "авг", "august", "aug", ""},
    {"септември", "септ", "september", "sept", "sep"},
    {"октомври", "окт", "october", "oct", ""},
    {"ноември", "ное", "november", "nov", ""},
    {"декември", "дек", "december", "dec", ""},
}};

enum class Unit { day, week, month, year };

// A day, or the stretch that a month or a year is.
struct Stretch {
  year_month_day first, last;
};

year_month_day last_of(year_month_day first) {
  return year_month_day(first.year() / first.month() / std::chrono::last);
}

class DateReader {
 public:
  DateReader(std::string_view question, year_month_day today)
      : question_(question), today_(today), tokens_(tokens_of(question)) {}

  std::optional<UnderstoodDates> dates() {
    for (std::size_t begin = 0; begin < tokens_.size(); ++begin) {
      at_ = begin;
      first_.reset();
      last_.reset();
      if (!range() && !back(begin) && !half_open() && !back(begin) && !said_with_preposition() && !back(begin) &&
          !alone()) {
        continue;
      }
      const std::size_t from = tokens_[begin].begin, to = tokens_[at_ - 1].end;
      return UnderstoodDates{
          .first = first_,
          .last = last_,
          .words = std::string(question_.substr(from, to - from)),
          .rest = text::squeeze(std::string(question_.substr(0, from)) + " " + std::string(question_.substr(to)))};
    }
    return std::nullopt;
  }

 private:
  // ---- reading on ----

  bool back(std::size_t at) {
    at_ = at;
    return false;
  }
  const Token* token(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  bool word(Words any) {
    const Token* found = token();
    if (found == nullptr || found->kind != Token::Kind::word || std::ranges::find(any, found->text) == any.end())
      return false;
    ++at_;
    return true;
  }
  bool two_words(Words first, Words second) {
    const std::size_t begin = at_;
    return (word(first) && word(second)) || back(begin);
  }
  bool mark(std::string_view text, bool glued) {
    const Token* found = token();
    if (found == nullptr || found->kind != Token::Kind::mark || found->text != text || (glued && !found->glued))
      return false;
    ++at_;
    return true;
  }
  bool dash() {
    const Token* found = token();
    if (found == nullptr || found->kind != Token::Kind::mark || !is_dash(found->text)) return false;
    ++at_;
    return true;
  }
  std::optional<int> number(std::size_t fewest, std::size_t most, bool glued = false) {
    const Token* found = token();
    if (found == nullptr || found->kind != Token::Kind::number || (glued && !found->glued) ||
        found->text.size() < fewest || found->text.size() > most || belongs_to_word(at_)) {
      return std::nullopt;
    }
    int value = 0;
    std::from_chars(found->text.data(), found->text.data() + found->text.size(), value);
    ++at_;
    return value;
  }

  // "Ковид-19", "F16": a name, not a number that is counted by. "1 май-5 май" and "1st-5th May" hold none.
  bool belongs_to_word(std::size_t at) const {
    if (at == 0 || !tokens_[at].glued) return false;
    std::size_t before = at - 1;
    if (before > 0 && tokens_[before].glued && is_dash(tokens_[before].text)) --before;
    const bool ending = before > 0 && tokens_[before].glued && tokens_[before - 1].kind == Token::Kind::number;
    return tokens_[before].kind == Token::Kind::word && !ending && !is_word_of_dates(tokens_[before].text);
  }
  static bool is_word_of_dates(std::string_view word) {
    constexpr std::array<std::string_view, 3> of_years{"г", "год", "година"};
    return std::ranges::find(of_years, word) != of_years.end() ||
           std::ranges::any_of(month_names,
                               [&](const auto& each) { return std::ranges::find(each, word) != each.end(); });
  }

  // ---- parts of a date ----

  std::optional<int> year_number() {
    const std::size_t begin = at_;
    const auto value = number(4, 4);
    if (!value || *value < first_year || *value > last_year) return back(begin), std::nullopt;
    said_year_ = word({"г", "година", "год"});
    if (said_year_) mark(".", true);
    return value;
  }
  std::optional<month> month_name() {
    const Token* found = token();
    if (found == nullptr || found->kind != Token::Kind::word) return std::nullopt;
    for (std::size_t i = 0; i < month_names.size(); ++i) {
      if (std::ranges::find(month_names.at(i), found->text) == month_names.at(i).end()) continue;
      ++at_;
      return month(static_cast<unsigned>(i + 1));
    }
    return std::nullopt;
  }
  // "5", "5th", "1-ви".
  std::optional<unsigned> day_number() {
    const std::size_t begin = at_;
    const auto value = number(1, 2);
    if (!value || *value < 1 || *value > 31) return back(begin), std::nullopt;
    const std::size_t plain = at_;
    dash();
    const Token* ending = token();
    if (ending == nullptr || !ending->glued || !word({"ви", "ри", "ти", "ми", "и", "st", "nd", "rd", "th"})) {
      at_ = plain;
    }
    return static_cast<unsigned>(*value);
  }
  // Not after today, where no year was named.
  std::optional<Stretch> day_of(unsigned day, month month, std::optional<int> named) const {
    year_month_day date = year(named.value_or(int(today_.year()))) / month / std::chrono::day(day);
    if (!named && date.ok() && sys_days(date) > sys_days(today_)) date -= years(1);
    // The 29th of February is looked for among the years that have one.
    for (int back = 0; !named && !date.ok() && back < 8 && day == 29; ++back) date -= years(1);
    if (!date.ok()) return std::nullopt;
    return Stretch{date, date};
  }
  Stretch month_of(month month, std::optional<int> named) const {
    year_month_day first = year(named.value_or(int(today_.year()))) / month / 1;
    if (!named && sys_days(first) > sys_days(today_)) first -= years(1);
    return {first, last_of(first)};
  }
  static Stretch year_of(int number) { return {year(number) / 1 / 1, year(number) / 12 / 31}; }
  std::optional<int> following_year() {
    const std::size_t begin = at_;
    mark(",", true);
    const auto found = year_number();
    if (!found) at_ = begin;
    return found;
  }

  // ---- dates ----

  std::optional<Stretch> in_numbers() {
    const std::size_t begin = at_;
    if (const auto y = number(4, 4); y && *y >= first_year && *y <= last_year && mark("-", true)) {
      if (const auto m = number(1, 2, true); m && month(static_cast<unsigned>(*m)).ok()) {
        const std::size_t with_month = at_;
        if (mark("-", true)) {
          if (const auto d = number(1, 2, true)) {
            return day_of(static_cast<unsigned>(*d), month(static_cast<unsigned>(*m)), *y);
          }
        }
        at_ = with_month;
        return month_of(month(static_cast<unsigned>(*m)), *y);
      }
    }
    at_ = begin;
    for (const std::string_view between : {".", "/"}) {
      const auto d = number(1, 2);
      if (d && mark(between, true)) {
        const auto m = number(1, 2, true);
        if (m && month(static_cast<unsigned>(*m)).ok() && mark(between, true) && token() != nullptr && token()->glued) {
          if (const auto y = year_number()) {
            return day_of(static_cast<unsigned>(*d), month(static_cast<unsigned>(*m)), *y);
          }
        }
      }
      at_ = begin;
    }
    return std::nullopt;
  }
  std::optional<Stretch> day_and_month() {
    const std::size_t begin = at_;
    if (const auto d = day_number()) {
      word({"of"});
      if (const auto m = month_name()) {
        mark(".", true);
        if (const auto found = day_of(*d, *m, following_year())) return found;
      }
    }
    at_ = begin;
    if (const auto m = month_name()) {
      // "May 2026" begins like "May 20".
      if (const auto d = day_number()) {
        if (const auto found = day_of(*d, *m, following_year())) return found;
      }
    }
    at_ = begin;
    return std::nullopt;
  }
  std::optional<Stretch> month_and_year() {
    const std::size_t begin = at_;
    if (const auto m = month_name()) {
      mark(".", true);
      if (const auto y = following_year()) return month_of(*m, *y);
    }
    at_ = begin;
    return std::nullopt;
  }
  std::optional<Unit> unit() {
    if (word({"ден", "дни", "дена", "day", "days"})) return Unit::day;
    if (word({"седмица", "седмици", "week", "weeks"})) return Unit::week;
    if (word({"месец", "месеца", "месеци", "month", "months"})) return Unit::month;
    if (word({"година", "години", "year", "years"})) return Unit::year;
    return std::nullopt;
  }
  // The calendar's week, from Monday on.
  Stretch around(sys_days day, Unit unit) const {
    const year_month_day date(day);
    if (unit == Unit::day) return {date, date};
    if (unit == Unit::year) return year_of(int(date.year()));
    if (unit == Unit::month) return month_of(date.month(), int(date.year()));
    const sys_days monday = day - (std::chrono::weekday(day) - std::chrono::Monday);
    return {year_month_day(monday), year_month_day(monday + days(6))};
  }
  sys_days before(int count, Unit unit) const {
    const sys_days today(today_);
    if (unit == Unit::day) return today - days(count);
    if (unit == Unit::week) return today - weeks(count);
    year_month_day date = unit == Unit::month ? today_ - months(count) : today_ - years(count);
    if (!date.ok()) date = last_of(date.year() / date.month() / 1);
    return sys_days(date);
  }
  std::optional<Stretch> relative() {
    const std::size_t begin = at_;
    if (word({"днес", "today"})) return around(before(0, Unit::day), Unit::day);
    if (word({"вчера", "yesterday"})) return around(before(1, Unit::day), Unit::day);
    if (word({"завчера", "оня"}) || two_words({"онзи"}, {"ден"})) {
      return around(before(2, Unit::day), Unit::day);
    }
    if (word({"миналата", "миналия", "миналият", "предишната", "предишния", "last", "previous"})) {
      const std::size_t behind = at_;
      if (const auto named = unit(); named && *named != Unit::day) return around(before(1, *named), *named);
      at_ = behind;
      if (const auto found = counted_back()) return found;
    }
    at_ = begin;
    if (word({"тази", "този", "настоящата", "настоящия", "this"})) {
      if (const auto named = unit(); named && *named != Unit::day) return around(before(0, *named), *named);
    }
    at_ = begin;
    if (word({"последните", "последния", "последният", "последната", "past"})) {
      if (const auto found = counted_back()) return found;
    }
    at_ = begin;
    if (word({"преди"})) {
      const auto count = number(1, 3);
      if (const auto named = count ? unit() : std::nullopt) return around(before(*count, *named), *named);
    }
    at_ = begin;
    if (const auto count = number(1, 3)) {
      if (const auto named = unit(); named && word({"ago"})) return around(before(*count, *named), *named);
    }
    at_ = begin;
    return std::nullopt;
  }
  // Behind "last", "последните": "3 days", "седмица"; up to today.
  std::optional<Stretch> counted_back() {
    const std::size_t begin = at_;
    const int count = number(1, 3).value_or(1);
    if (const auto named = unit(); named && count > 0) {
      return Stretch{year_month_day(before(count, *named)), today_};
    }
    at_ = begin;
    return std::nullopt;
  }

  std::optional<Stretch> date() {
    const std::size_t begin = at_;
    if (auto found = in_numbers()) return found;
    at_ = begin;
    if (auto found = day_and_month()) return found;
    if (auto found = month_and_year()) return found;
    if (auto found = relative()) return found;
    // A year alone is one where that is said: "2026 г."
    if (const auto found = year_number(); found && said_year_) return year_of(*found);
    at_ = begin;
    return std::nullopt;
  }
  // Where what stands before it says that a time is meant.
  std::optional<Stretch> date_or_part() {
    if (auto found = date()) return found;
    const std::size_t begin = at_;
    if (const auto m = month_name()) return month_of(*m, std::nullopt);
    if (const auto y = year_number()) return year_of(*y);
    at_ = begin;
    return std::nullopt;
  }

  // ---- stretches between dates ----

  bool ends(bool opened) {
    if (opened && word({"до", "to", "until", "till", "and", "и", "through"})) return true;
    return (!opened && word({"до"})) || dash();
  }
  // "от 1 май до 5 май", "1–5 май 2026", "between May 1 and May 5".
  bool range() {
    const bool opened = word({"от", "from", "между", "between"});
    const std::size_t begin = at_;
    const auto from = date();
    if (from && ends(opened)) {
      if (const auto to = opened ? date_or_part() : date()) return set_range(*from, *to, begin);
    }
    at_ = begin;
    // Only the second one names the month: "от 1 до 5 май".
    if (const auto day = day_number(); day && ends(opened)) {
      if (const auto to = date(); to && to->first == to->last && *day <= unsigned(to->first.day())) {
        return set({to->first.year() / to->first.month() / std::chrono::day(*day), to->last});
      }
    }
    at_ = begin;
    if (!opened) return false;
    // "от януари до март 2026", "от 2020 до 2022".
    const auto beginning = date_or_part();
    if (!beginning || !ends(opened)) return false;
    const auto end = date_or_part();
    return end && set_range(*beginning, *end, begin);
  }
  // Each was given the newest year that fits it alone; both belong into one stretch.
  bool set_range(Stretch from, Stretch to, std::size_t begin) {
    if (sys_days(from.first) > sys_days(to.last)) {
      const bool year_said = std::any_of(
          tokens_.begin() + static_cast<std::ptrdiff_t>(begin), tokens_.begin() + static_cast<std::ptrdiff_t>(at_),
          [](const Token& token) { return token.kind == Token::Kind::number && token.text.size() == 4; });
      from.first = to.last.year() / from.first.month() / from.first.day();
      if (from.first.ok() && sys_days(from.first) > sys_days(to.last)) from.first -= years(1);
      if (!from.first.ok() || (!year_said && sys_days(from.first) > sys_days(to.last))) return false;
    }
    return set({from.first, to.last});
  }
  bool set(Stretch stretch) {
    first_ = stretch.first;
    last_ = stretch.last;
    return stretch.first.ok() && stretch.last.ok() && sys_days(stretch.first) <= sys_days(stretch.last);
  }
  bool half_open() {
    if (word({"след", "after"})) {
      const auto found = date_or_part();
      if (found) first_ = year_month_day(sys_days(found->last) + days(1));
      return found.has_value();
    }
    if (word({"since"})) {
      const auto found = date_or_part();
      if (found) first_ = found->first;
      return found.has_value();
    }
    if (word({"до", "until", "till"})) {
      const auto found = date_or_part();
      if (found) last_ = found->last;
      return found.has_value();
    }
    const std::size_t begin = at_;
    if (word({"преди", "before"})) {
      if (relative_after_before(begin)) return false;
      const auto found = date_or_part();
      if (found) last_ = year_month_day(sys_days(found->first) - days(1));
      return found.has_value();
    }
    return false;
  }
  // "преди 3 дни" is a day, not all that was before.
  bool relative_after_before(std::size_t begin) {
    const std::size_t here = at_;
    at_ = begin;
    const bool counted = relative().has_value();
    at_ = here;
    return counted;
  }
  bool said_with_preposition() {
    const bool of_time = word({"през", "in", "during"});
    if (!of_time && !word({"на", "от", "за", "в", "във", "on", "from", "of"})) return false;
    const auto found = of_time ? date_or_part() : date();
    if (!found || !set(*found)) return false;
    // "от 1 май насам": since then.
    if (word({"насам"})) last_.reset();
    return true;
  }
  bool alone() {
    const auto found = date();
    return found && set(*found);
  }

  std::string_view question_;
  const year_month_day today_;
  const std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool said_year_ = false;
  std::optional<year_month_day> first_, last_;
};

}  // namespace

std::optional<UnderstoodDates> understand_dates(std::string_view question, year_month_day today) {
  return DateReader(question, today).dates();
}

}  // namespace vestnik::search
