#include "advertising/campaign.h"

#include <algorithm>

#include "advertising/limits.h"

namespace vestnik::advertising {
namespace {

template <class Enum>
struct Names;
template <>
struct Names<Tier> {
  static constexpr std::array<std::string_view, 3> all{"sponsorship", "standard", "house"};
};
template <>
struct Names<Goal> {
  static constexpr std::array<std::string_view, 3> all{"impressions", "clicks", "share"};
};
template <>
struct Names<State> {
  static constexpr std::array<std::string_view, 5> all{"draft", "submitted", "approved", "paused", "ended"};
};
template <>
struct Names<Device> {
  static constexpr std::array<std::string_view, 3> all{"phone", "tablet", "desktop"};
};
template <>
struct Names<Creative::Kind> {
  static constexpr std::array<std::string_view, 5> all{"picture", "text", "html", "outside", "video"};
};

template <class Enum>
std::string_view name(Enum value) {
  return Names<Enum>::all.at(static_cast<std::size_t>(value));
}

}  // namespace

std::optional<std::size_t> slot_number(std::string_view name) {
  const auto* found = std::ranges::find(slot_names, name);
  if (found == slot_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - slot_names.begin());
}

Result<void> check_period(const Booking& booking) {
  if (booking.from == Time() || booking.until <= booking.from) {
    return fail(ErrorKind::invalid, "it needs a period", "from, until");
  }
  if (booking.until - booking.from > std::chrono::days(limits::campaign_days)) {
    return fail(ErrorKind::invalid, "the period is longer than ten years", "until",
                "book what is sold, then book again");
  }
  return {};
}

std::string_view name_of(Tier tier) {
  return name(tier);
}
std::string_view name_of(Goal goal) {
  return name(goal);
}
std::string_view name_of(State state) {
  return name(state);
}
std::string_view name_of(Device device) {
  return name(device);
}
std::string_view name_of(Creative::Kind kind) {
  return name(kind);
}

template <class Enum>
std::optional<Enum> named(std::string_view name) {
  const auto* found = std::ranges::find(Names<Enum>::all, name);
  if (found == Names<Enum>::all.end()) return std::nullopt;
  return static_cast<Enum>(found - Names<Enum>::all.begin());
}
template std::optional<Tier> named(std::string_view);
template std::optional<Goal> named(std::string_view);
template std::optional<State> named(std::string_view);
template std::optional<Device> named(std::string_view);
template std::optional<Creative::Kind> named(std::string_view);

}  // namespace vestnik::advertising
