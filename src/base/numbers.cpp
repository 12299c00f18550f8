#include "base/numbers.h"

#include <unicode/currunit.h>
#include <unicode/numberformatter.h>
#include <unicode/unistr.h>

namespace vestnik {
namespace {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;

struct Formatters {
  LocalizedNumberFormatter euros, counts;
};

// Making one reads ICU's rules; each thread keeps those of the two languages that sites are in.
const Formatters& formatters_of(std::string_view language) {
  const auto made = [](const char* name) {
    const icu::Locale locale(name);
    UErrorCode status = U_ZERO_ERROR;
    const icu::CurrencyUnit euro(u"EUR", status);
    return Formatters{NumberFormatter::withLocale(locale).unit(euro), NumberFormatter::withLocale(locale)};
  };
  thread_local const Formatters bulgarian = made("bg"), english = made("en");
  return language == "bg" ? bulgarian : english;
}

std::string text_of(const icu::number::FormattedNumber& number, UErrorCode& status) {
  std::string out;
  number.toString(status).toUTF8String(out);
  return out;
}

// Exact, where a double would not be.
std::string decimal_of(std::int64_t cents) {
  const std::string digits = std::to_string(cents < 0 ? -cents : cents);
  const std::string padded = digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
  return (cents < 0 ? "-" : "") + padded.substr(0, padded.size() - 2) + "." + padded.substr(padded.size() - 2);
}

}  // namespace

std::string format_euros(std::int64_t cents, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string decimal = decimal_of(cents);
  const auto formatted = formatters_of(language).euros.formatDecimal(decimal, status);
  std::string text = U_FAILURE(status) ? std::string() : text_of(formatted, status);
  return U_FAILURE(status) ? decimal + " EUR" : text;
}

std::string format_count(std::int64_t count, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const auto formatted = formatters_of(language).counts.formatInt(count, status);
  std::string text = U_FAILURE(status) ? std::string() : text_of(formatted, status);
  return U_FAILURE(status) ? std::to_string(count) : text;
}

}  // namespace vestnik
