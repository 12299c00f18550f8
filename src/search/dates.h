// Dates in what a reader asks, in Bulgarian and English: "май 2026", "12 май", "вчера", "last week", "2026-05-12",
// "от 1 май до 5 май", "since 1 May". They narrow the search instead of being looked for as words. Any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vestnik::search {

struct UnderstoodDates {
  std::optional<std::chrono::year_month_day> first, last;  // both days included; absent: open on that side
  std::string words;                                       // as typed: "от 1 май до 5 май"
  std::string rest;                                        // the question without them
};

// The first date in the question or stretch of time that two of them bound; nothing where there is none. A date without
// its year is the newest one that is not after `today`. Quoted words and those with a leading minus stay words, as do
// numbers and names of months that stand alone.
std::optional<UnderstoodDates> understand_dates(std::string_view question, std::chrono::year_month_day today);

}  // namespace vestnik::search
