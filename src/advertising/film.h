// How far a reader watched a video advertisement: the parts that VAST counts (IAB Tech Lab, VAST 4.2, "linear ad
// metrics"). A part is reached when so much of the film was played, not when somebody jumps there.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace vestnik::advertising {

inline constexpr std::size_t film_parts = 5;
// In their addresses, as VAST names its events.
inline constexpr std::array<std::string_view, film_parts> film_part_names{"start", "firstQuartile", "midpoint",
                                                                          "thirdQuartile", "complete"};
// In the store's columns, in JSON and CSV.
inline constexpr std::array<std::string_view, film_parts> film_part_columns{"started", "first_quartile", "midpoint",
                                                                            "third_quartile", "completed"};

}  // namespace vestnik::advertising
