#include "content/linked_files.h"

#include <gtest/gtest.h>

namespace vestnik::content {

TEST(LinkedFiles, are_named_once_each_in_order) {
  const std::string first(64, 'a'), second(64, 'b');
  const auto link = [](const std::string& address) {
    return R"({"type":"text","text":"тук","marks":[{"type":"link","attrs":{"href":")" + address + R"("}}]})";
  };
  const Result<Body> body = parse_body(
      R"({"type":"doc","content":[{"type":"paragraph","content":[)" + link("/media/" + first + "/original.pdf") + "," +
      link("https://a.example/media/" + second + "/original.pdf") + "," +
      link("/media/" + std::string(63, 'c') + "/original.pdf") + "," + link("/media/") + "," +
      link("/media/" + std::string(64, 'Z') + "/original.pdf") + "," + link("/media/" + first + "/320-wide-50x50.jpg") +
      "," + link("/media/" + first + "/original.pdf") + R"(]},{"type":"image","attrs":{"asset":7,"href":"/media/)" +
      second + R"(/original.mp3"}}]})");
  ASSERT_TRUE(body) << body.error().message();
  EXPECT_EQ(linked_files_of(*body), (std::vector<std::string>{first, second}));
}

}  // namespace vestnik::content
