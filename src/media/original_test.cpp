#include "media/original.h"

#include <gtest/gtest.h>

namespace vestnik::media {

TEST(Original, has_one_address_that_goes_back_and_forth) {
  const std::string digest(64, 'a');
  EXPECT_EQ(address_of_original(digest, "application/pdf"), "/media/" + digest + "/original.pdf");
  EXPECT_EQ(parse_original("/media/" + digest + "/original.pdf"), digest);
  EXPECT_EQ(address_of_original(digest, "text/html"), "");
  EXPECT_EQ(address_of_original("", "application/pdf"), "");
  for (std::string path :
       {std::string(), std::string("/media/"), "/media/" + digest, "/media/" + digest + "/",
        "/media/" + digest.substr(1) + "/original.pdf", "/media/G" + digest.substr(1) + "/original.pdf",
        "/media/" + digest + "/320-wide-50x50.jpg", "/other/" + digest + "/original.pdf"})
    EXPECT_FALSE(parse_original(path)) << path;
}

}  // namespace vestnik::media
