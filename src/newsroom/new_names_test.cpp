// Whoever makes a new author or section takes nobody's place: "If-None-Match: *".
#include <gmock/gmock.h>

#include "newsroom/testing_desk_on_both.h"

namespace vestnik::newsroom {
namespace {

class NewNames : public DeskOnBoth {};
ON_BOTH(NewNames);

TEST_P(NewNames, are_nobodys_so_far) {
  const std::vector<http::Field> fresh{{"If-None-Match", "*"}};
  for (const std::string place : {"authors/ivan", "sections/svyat"}) {
    EXPECT_EQ(desk_->put(place, json::object{{"name", "Първо"}}, fresh).status, 201U) << place;
    const Answer taken = desk_->put(place, json::object{{"name", "Второ"}}, fresh);
    EXPECT_EQ(taken.status, 412U) << place;
    EXPECT_EQ(taken.text("detail"), "there is one by this name already");
    EXPECT_EQ(taken.etag(), desk_->get(place).etag());
    EXPECT_EQ(desk_->get(place).text("name"), "Първо");
    EXPECT_EQ(desk_->put(place, json::object{{"name", "Второ"}}).status, 200U) << place << ", by who means that one";
  }
}

}  // namespace
}  // namespace vestnik::newsroom
