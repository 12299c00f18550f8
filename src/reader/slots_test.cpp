#include "reader/slots.h"

#include <gtest/gtest.h>

#include <map>

#include "advertising/campaign.h"

namespace vestnik::reader {
namespace {

using content::HouseAdvertisement;
using All = std::vector<HouseAdvertisement>;

HouseAdvertisement one(const char* slot, std::int64_t image, const char* text = "Абонирайте се") {
  return {slot, "/abonament/", text, AssetId{image}};
}

// The pictures from the top of a page to its end; 0: none.
std::vector<std::int64_t> pictures(const All& all) {
  std::vector<std::int64_t> found;
  for (const std::string_view slot : advertising::slot_names) {
    const HouseAdvertisement* chosen = house_advertisement_in(all, slot);
    found.push_back(chosen == nullptr ? 0 : chosen->image.value);
  }
  return found;
}

TEST(HouseAdvertisements, the_only_one_stands_in_every_slot) {
  EXPECT_EQ(pictures({one("*", 7)}), (std::vector<std::int64_t>{7, 7, 7, 7, 7, 7}));
  EXPECT_EQ(pictures({}), (std::vector<std::int64_t>(6)));
}

TEST(HouseAdvertisements, of_several_no_picture_is_its_neighbour_and_none_stands_more_than_twice) {
  for (const std::int64_t count : {2, 3, 4, 9}) {
    All all;
    for (std::int64_t image = 1; image <= count; ++image) all.push_back(one("*", image));
    const std::vector<std::int64_t> found = pictures(all);
    std::map<std::int64_t, int> times;
    for (std::size_t at = 0; at < found.size(); ++at) {
      if (found[at] == 0) continue;
      times[found[at]] += advertising::slot_names.at(at) == "section" ? 2 : 1;
      if (at > 0) {
        EXPECT_NE(found[at], found[at - 1]) << count << " at " << at;
      }
    }
    for (const auto& [image, often] : times) EXPECT_LE(often, 2) << count << ": " << image;
    EXPECT_GE(times.size(), 2U);
  }
}

TEST(HouseAdvertisements, what_names_its_slot_stands_there) {
  EXPECT_EQ(pictures({one("top", 1), one("text", 1), one("rail", 1), one("footer", 2)}),
            (std::vector<std::int64_t>{1, 1, 1, 0, 0, 2}));
}

TEST(HouseAdvertisements, without_a_picture_go_by_their_words) {
  const All all{one("*", 0, "Бюлетин"), one("*", 0, "Подкрепа")};
  EXPECT_NE(house_advertisement_in(all, "top")->text, house_advertisement_in(all, "text")->text);
}

}  // namespace
}  // namespace vestnik::reader
