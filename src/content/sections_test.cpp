#include "content/sections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestnik::content {
namespace {

using testing::ElementsAre;

std::vector<SectionId> below(const std::vector<std::pair<int, int>>& parents, int section) {
  std::vector<Section> sections;
  for (const auto& [id, parent] : parents) {
    Section each;
    each.id = SectionId{id};
    each.parent = SectionId{parent};
    sections.push_back(each);
  }
  return with_subsections(sections, SectionId{section});
}

TEST(Sections, a_section_has_all_below_it) {
  EXPECT_THAT(below({{4, 3}, {1, 0}, {2, 1}, {3, 1}, {5, 0}}, 1),
              ElementsAre(SectionId{1}, SectionId{2}, SectionId{3}, SectionId{4}));
  EXPECT_THAT(below({{1, 0}, {2, 1}}, 2), ElementsAre(SectionId{2}));
  EXPECT_THAT(below({{1, 0}}, 7), ElementsAre(SectionId{7}));
}

TEST(Sections, a_ring_ends) {
  EXPECT_THAT(below({{1, 2}, {2, 1}}, 1), ElementsAre(SectionId{1}, SectionId{2}));
}

}  // namespace
}  // namespace vestnik::content
