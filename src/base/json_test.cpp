#include "base/json.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace vestnik {

TEST(Json, what_the_suite_accepts_parses_and_what_it_refuses_does_not) {
  const std::filesystem::path folder = VESTNIK_SOURCE_DIR "/../shared/data/json";
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool parsed = parse_json(read_file(entry.path()).value()).has_value();
    EXPECT_TRUE(parsed || !name.starts_with("y_")) << name;
    EXPECT_FALSE(parsed && name.starts_with("n_")) << name;
    ++seen;
  }
  EXPECT_GT(seen, 100U);
}

TEST(Json, nesting_is_bounded) {
  EXPECT_TRUE(parse_json(std::string(10, '[') + std::string(10, ']'), 16).has_value());
  EXPECT_FALSE(parse_json(std::string(100'000, '['), 16).has_value());
  EXPECT_FALSE(parse_json(std::string(20, '[') + std::string(20, ']'), 16).has_value());
}

TEST(Json, nothing_leaves_a_script_element) {
  EXPECT_EQ(write_json_for_html(json::string("</script>&\xE2\x80\xA8")), R"("\u003C/script\u003E\u0026\u2028")");
}

TEST(Json, what_follows_a_value_is_refused) {
  EXPECT_FALSE(parse_json("{} x").has_value());
  EXPECT_TRUE(parse_json(" {} \n").has_value());
  EXPECT_FALSE(parse_json("").has_value());
}

}  // namespace vestnik
