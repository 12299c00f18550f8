#include "search/dates.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

namespace vestnik::search {
namespace {

using std::chrono::year;
using std::chrono::year_month_day;

// A Thursday.
constexpr year_month_day today = year(2026) / 11 / 26;

std::string written(const std::optional<year_month_day>& day) {
  if (!day) return "…";
  return fmt::format("{:04}-{:02}-{:02}", int(day->year()), unsigned(day->month()), unsigned(day->day()));
}

// "2026-05-01..2026-05-31 | rest", "" where nothing was understood.
std::string read(std::string_view question) {
  const auto found = understand_dates(question, today);
  if (!found) return "";
  return written(found->first) + ".." + written(found->last) + " | " + found->rest;
}

TEST(Dates, days_months_and_years_are_understood) {
  EXPECT_EQ(read("избори май 2026"), "2026-05-01..2026-05-31 | избори");
  EXPECT_EQ(read("май 2026 г. избори"), "2026-05-01..2026-05-31 | избори");
  EXPECT_EQ(read("пожар 12 май"), "2026-05-12..2026-05-12 | пожар");
  EXPECT_EQ(read("пожар на 12 май 2025 г."), "2025-05-12..2025-05-12 | пожар");
  EXPECT_EQ(read("1-ви май"), "2026-05-01..2026-05-01 | ");
  EXPECT_EQ(read("5 декември"), "2025-12-05..2025-12-05 | ");
  EXPECT_EQ(read("29 февруари"), "2024-02-29..2024-02-29 | ");
  EXPECT_EQ(read("2026-05-12"), "2026-05-12..2026-05-12 | ");
  EXPECT_EQ(read("мост 2026-05"), "2026-05-01..2026-05-31 | мост");
  EXPECT_EQ(read("мост 12.05.2026 г."), "2026-05-12..2026-05-12 | мост");
  EXPECT_EQ(read("12/5/2026"), "2026-05-12..2026-05-12 | ");
  EXPECT_EQ(read("през май мост"), "2026-05-01..2026-05-31 | мост");
  EXPECT_EQ(read("мост през 2025"), "2025-01-01..2025-12-31 | мост");
  EXPECT_EQ(read("мост 2025 година"), "2025-01-01..2025-12-31 | мост");
  EXPECT_EQ(read("bridge May 5, 2026"), "2026-05-05..2026-05-05 | bridge");
  EXPECT_EQ(read("bridge on the 5th"), "");
  EXPECT_EQ(read("bridge 5th of May"), "2026-05-05..2026-05-05 | bridge");
  EXPECT_EQ(read("May 2026 bridge"), "2026-05-01..2026-05-31 | bridge");
  EXPECT_EQ(read("bridge in December"), "2025-12-01..2025-12-31 | bridge");
  EXPECT_EQ(read("bridge in 2025"), "2025-01-01..2025-12-31 | bridge");
}

TEST(Dates, words_that_count_from_today_are_understood) {
  EXPECT_EQ(read("вчера пожар"), "2026-11-25..2026-11-25 | пожар");
  EXPECT_EQ(read("пожар онзи ден"), "2026-11-24..2026-11-24 | пожар");
  EXPECT_EQ(read("Today"), "2026-11-26..2026-11-26 | ");
  EXPECT_EQ(read("fire last week"), "2026-11-16..2026-11-22 | fire");
  EXPECT_EQ(read("миналата седмица"), "2026-11-16..2026-11-22 | ");
  EXPECT_EQ(read("тази седмица"), "2026-11-23..2026-11-29 | ");
  EXPECT_EQ(read("миналия месец мост"), "2026-10-01..2026-10-31 | мост");
  EXPECT_EQ(read("this year"), "2026-01-01..2026-12-31 | ");
  EXPECT_EQ(read("последните 3 дни"), "2026-11-23..2026-11-26 | ");
  EXPECT_EQ(read("last 2 weeks fire"), "2026-11-12..2026-11-26 | fire");
  EXPECT_EQ(read("преди 3 дни"), "2026-11-23..2026-11-23 | ");
  EXPECT_EQ(read("fire 2 weeks ago"), "2026-11-09..2026-11-15 | fire");
}

TEST(Dates, stretches_are_understood_and_may_be_open) {
  EXPECT_EQ(read("избори от 1 май до 5 май"), "2026-05-01..2026-05-05 | избори");
  EXPECT_EQ(read("от 1 до 5 май 2025 избори"), "2025-05-01..2025-05-05 | избори");
  EXPECT_EQ(read("1-5 май"), "2026-05-01..2026-05-05 | ");
  EXPECT_EQ(read("1 – 5 май"), "2026-05-01..2026-05-05 | ");
  EXPECT_EQ(read("between 1 May and 5 May 2025"), "2025-05-01..2025-05-05 | ");
  EXPECT_EQ(read("от 20 декември до 10 януари"), "2025-12-20..2026-01-10 | ");
  EXPECT_EQ(read("от януари до март 2025"), "2025-01-01..2025-03-31 | ");
  EXPECT_EQ(read("от 2020 до 2022"), "2020-01-01..2022-12-31 | ");
  EXPECT_EQ(read("2026-05-01 - 2026-05-05 пожар"), "2026-05-01..2026-05-05 | пожар");
  EXPECT_EQ(read("след 1 май 2026 пожар"), "2026-05-02..… | пожар");
  EXPECT_EQ(read("since 1 May fire"), "2026-05-01..… | fire");
  EXPECT_EQ(read("от 1 май насам"), "2026-05-01..… | ");
  EXPECT_EQ(read("до 5 май 2026"), "…..2026-05-05 | ");
  EXPECT_EQ(read("before May 5 2026"), "…..2026-05-04 | ");
}

TEST(Dates, what_only_looks_like_one_stays_words) {
  for (const std::string_view question :
       {"май ще вали", "избори 2026", "12 стола", "\"12 май\" улица", "„вчера и днес“", "-вчера пожар", "5-8 градуса",
        "3.14", "от София до Варна", "2026-13-45", "may the force", "", " ", "-", "\"", "до 100 лева", "в 10 часа",
        "от 2 до 5 деца"}) {
    EXPECT_EQ(read(question), "") << question;
  }
}

TEST(Dates, a_number_that_belongs_to_a_name_is_no_day) {
  for (const std::string_view question : {"МиГ-29 август", "F16 юни", "Ковид–19 март"}) {
    EXPECT_EQ(read(question), "") << question;
  }
  EXPECT_EQ(read("Ковид-19 март 2020"), "2020-03-01..2020-03-31 | Ковид-19");
  EXPECT_EQ(read("F-16 юни 2024"), "2024-06-01..2024-06-30 | F-16");
  EXPECT_EQ(read("МиГ-29 август 2023"), "2023-08-01..2023-08-31 | МиГ-29");
  EXPECT_EQ(read("G20 май 2025"), "2025-05-01..2025-05-31 | G20");
  EXPECT_EQ(read("Ковид 19 март 2020"), "2020-03-19..2020-03-19 | Ковид");
  EXPECT_EQ(read("1 май-5 май 2026"), "2026-05-01..2026-05-05 | ");
  EXPECT_EQ(read("1st-5th May 2026"), "2026-05-01..2026-05-05 | ");
}

TEST(Dates, what_was_typed_is_told) {
  EXPECT_EQ(understand_dates("пожар от 1 Май до 5 май край Варна", today)->words, "от 1 Май до 5 май");
  EXPECT_EQ(understand_dates("пожар от 1 Май до 5 май край Варна", today)->rest, "пожар край Варна");
}

// Whatever is typed: days that there are, in their order, and no letter of the rest made up.
TEST(Dates, no_question_breaks_them) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"1",    "31", "май",      "may",  "2026", "-",     "–",   ".",   "/",    "от",
                                        "до",   "и",  "to",       "\"",   "„",    "преди", "дни", "ago", "last", "week",
                                        "през", "29", "февруари", "\xff", "г",    "since", "00",  "999", "13",   "x"};
  for (int round = 0; round < 20'000; ++round) {
    std::string question;
    for (auto left = random() % 9; left > 0; --left) {
      question += pieces[random() % pieces.size()];
      if (random() % 3 != 0) question += ' ';
    }
    const auto found = understand_dates(question, today);
    if (!found) continue;
    ASSERT_TRUE(found->first || found->last) << question;
    ASSERT_TRUE(found->first.value_or(today).ok() && found->last.value_or(today).ok()) << question;
    if (found->first && found->last) {
      ASSERT_LE(std::chrono::sys_days(*found->first), std::chrono::sys_days(*found->last)) << question;
    }
    ASSERT_NE(question.find(found->words), std::string::npos);
  }
}

}  // namespace
}  // namespace vestnik::search
