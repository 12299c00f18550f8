#include "advertising/vast.h"

#include <gmock/gmock.h>

#include "advertising/limits.h"

namespace vestnik::advertising {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string linear(std::string_view files) {
  return "<VAST version=\"4.2\"><Ad><InLine><AdTitle>Хляб</AdTitle><Creatives><Creative><Linear>"
         "<VideoClicks><ClickThrough> <![CDATA[https://niva.example/?a=1&b=2]]> </ClickThrough></VideoClicks>"
         "<MediaFiles>" +
         std::string(files) + "</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>";
}
std::string file(std::string_view type, int width, std::string_view more = "") {
  return "<MediaFile delivery=\"progressive\" type=\"" + std::string(type) + "\" width=\"" + std::to_string(width) +
         "\" height=\"" + std::to_string(width * 9 / 16) + "\" " + std::string(more) + ">https://cdn.example/" +
         std::to_string(width) + "</MediaFile>";
}
std::string why_not(std::string_view xml) {
  const auto document = read_vast(xml);
  return document ? "" : document.error().what;
}

TEST(Vast, an_inline_document_is_taken_over) {
  const auto document =
      read_vast(linear(file("video/mp4", 1920) + file("video/mp4", 1280, "bitrate=\"2000\"") + file("video/webm", 640) +
                       "<ClosedCaptionFiles><ClosedCaptionFile type=\"text/vtt\" language=\"bg\">"
                       "https://cdn.example/bg.vtt</ClosedCaptionFile></ClosedCaptionFiles>"));
  ASSERT_TRUE(document) << document.error().what;
  EXPECT_EQ(document->title, "Хляб");
  EXPECT_EQ(document->click_through, "https://niva.example/?a=1&b=2");
  ASSERT_EQ(document->media.size(), 3U);
  EXPECT_EQ(document->media[1].kilobits, 2000);
  EXPECT_EQ(fitting_media(*document, "", 1280)->width, 1280);
  EXPECT_EQ(fitting_media(*document, "video/webm", 1280)->width, 640);
  EXPECT_EQ(fitting_media(*document, "video/ogg", 1280), nullptr);
  ASSERT_EQ(document->captions.size(), 1U);
  EXPECT_EQ(document->captions[0].language, "bg");
}

TEST(Vast, a_namespace_and_a_duration_are_understood) {
  const auto document = read_vast(
      "<?xml version='1.0'?><VAST xmlns='http://www.iab.com/VAST' version='4.3'><Ad><InLine><Creatives><Creative>"
      "<Linear><Duration>00:01:30.250</Duration><MediaFiles>" +
      file("video/mp4", 640) + "</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>");
  ASSERT_TRUE(document) << document.error().what;
  EXPECT_EQ(document->duration, std::chrono::milliseconds(90'250));
}

TEST(Vast, what_others_would_count_by_is_told_and_left_alone) {
  const auto document = read_vast(
      "<VAST version=\"4.1\"><Ad><InLine><Impression>https://c.example/</Impression><Creatives><Creative><Linear>"
      "<TrackingEvents><Tracking event=\"start\">https://c.example/</Tracking></TrackingEvents><MediaFiles>" +
      file("video/mp4", 640) + "</MediaFiles></Linear></Creative></Creatives></InLine></Ad></VAST>");
  ASSERT_TRUE(document) << document.error().what;
  EXPECT_EQ(document->counters, 2U);
}

TEST(Vast, programs_streams_and_odd_files_are_no_films) {
  EXPECT_THAT(why_not(linear(file("video/mp4", 640, "apiFramework=\"VPAID\""))), HasSubstr("no film"));
  EXPECT_THAT(why_not(linear(file("application/javascript", 640))), HasSubstr("no film"));
  EXPECT_THAT(why_not(linear("<MediaFile delivery=\"streaming\" type=\"video/mp4\" width=\"9\" height=\"9\">"
                             "https://a.example/</MediaFile>")),
              HasSubstr("no film"));
  EXPECT_THAT(why_not(linear("<MediaFile type=\"video/mp4\" width=\"9\" height=\"9\">javascript:alert(1)</MediaFile>")),
              HasSubstr("no film"));
  EXPECT_THAT(why_not(linear("<MediaFile type=\"video/mp4\">https://a.example/</MediaFile>")), HasSubstr("no film"));
}

TEST(Vast, what_is_none_is_refused_with_a_reason) {
  EXPECT_THAT(why_not("<VAST version=\"4.0\"><Ad><Wrapper><VASTAdTagURI>https://o.example/</VASTAdTagURI></Wrapper>"
                      "</Ad></VAST>"),
              HasSubstr("wrapper"));
  EXPECT_THAT(why_not("<VAST version=\"3.0\"/>"), HasSubstr("VAST 3.0"));
  EXPECT_THAT(why_not("<rss/>"), HasSubstr("no VAST"));
  EXPECT_THAT(why_not("<VAST version=\"4.2\">"), HasSubstr("not well-formed"));
  EXPECT_THAT(why_not(""), HasSubstr("not well-formed"));
  EXPECT_THAT(why_not("<VAST version=\"4.2\"/>"), HasSubstr("no advertisement"));
  EXPECT_THAT(why_not("\xFF\xFE<"), HasSubstr("UTF-8"));
  EXPECT_THAT(why_not("<!DOCTYPE VAST [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><VAST version='4.2'>&a;</VAST>"),
              HasSubstr("document type"));
  EXPECT_THAT(why_not(std::string(limits::vast_bytes + 1, ' ')), HasSubstr("too long"));
  std::string deep = "<VAST version=\"4.2\">";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  for (int i = 0; i < 100; ++i) deep += "</a>";
  EXPECT_THAT(why_not(deep + "</VAST>"), HasSubstr("too many elements"));
  std::string wide = "<VAST version=\"4.2\">";
  for (std::size_t i = 0; i <= limits::vast_elements; ++i) wide += "<a/>";
  EXPECT_THAT(why_not(wide + "</VAST>"), HasSubstr("too many elements"));
}

TEST(Vast, fills_what_the_seller_left_empty_and_nothing_else) {
  Creative creative;
  creative.kind = Creative::Kind::video;
  creative.code = linear(file("video/mp4", 1920) + file("video/webm", 640));
  ASSERT_TRUE(complete_from_vast(creative, "video/mp4"));
  EXPECT_EQ(creative.text, "Хляб");
  EXPECT_EQ(creative.address, "https://niva.example/?a=1&b=2");
  EXPECT_EQ(creative.height, limits::frame_height);
  EXPECT_EQ(creative.width, 1067);
  creative.text = "Пресен хляб";
  creative.address = "https://other.example/";
  ASSERT_TRUE(complete_from_vast(creative, "video/webm"));
  EXPECT_EQ(creative.text, "Пресен хляб");
  EXPECT_EQ(creative.address, "https://other.example/");
  creative.code = linear(file("video/webm", 640));
  const auto other = complete_from_vast(creative, "video/mp4");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().what, HasSubstr("none of the document's films"));
}

}  // namespace
}  // namespace vestnik::advertising
