#include "interchange/wordpress/credit.h"

#include <gtest/gtest.h>

namespace vestnik::interchange::wordpress {
namespace {

TEST(Credit, is_found_where_newsrooms_write_it) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"Снимка: EPA", "", "Снимка: EPA"},
      {"Мостът край Русе. Снимка: БТА", "Мостът край Русе.", "Снимка: БТА"},
      {"Мостът край Русе (снимка: БТА)", "Мостът край Русе", "снимка: БТА"},
      {"Снимка БГНЕС", "", "Снимка БГНЕС"},
      {"Мостът – Фото: Иван Петров", "Мостът", "Фото: Иван Петров"},
      {"Mayor in Ruse. Photo by Ann Lee", "Mayor in Ruse.", "Photo by Ann Lee"},
      {"Mayor © Reuters", "Mayor", "© Reuters"},
      {"Кметът на Русе Снимка: БТА", "Кметът на Русе", "Снимка: БТА"},
      {"Източник: МВР", "", "Източник: МВР"},
  };
  for (const auto& [caption, text, credit] : cases) {
    const Caption split = split_credit(caption);
    EXPECT_EQ(split.text, text) << caption;
    EXPECT_EQ(split.credit, credit) << caption;
  }
}

TEST(Credit, prose_is_left_alone) {
  for (const char* prose : {"Снимка от конкурса на общината", "На тази снимка кметът", "Photo of the bridge", "",
                            "Снимка:", "Източникът: не е известен е дълго изречение, което не е подпис"}) {
    EXPECT_EQ(split_credit(prose).text, prose);
    EXPECT_EQ(split_credit(prose).credit, "");
  }
}

}  // namespace
}  // namespace vestnik::interchange::wordpress
