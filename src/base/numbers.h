// Sums and counts as a reader of a language writes them, by ICU. Every function may be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vestnik {

// "1200,00 €" in Bulgarian, "€1,200.00" in English.
std::string format_euros(std::int64_t cents, std::string_view language);

// "12 000" in Bulgarian, "12,000" in English.
std::string format_count(std::int64_t count, std::string_view language);

}  // namespace vestnik
