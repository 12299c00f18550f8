#include "content/body.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "content/random_body.h"

namespace vestnik::content {

namespace {

std::string doc(std::string_view content) {
  return fmt::format(R"({{"type":"doc","content":[{}]}})", content);
}

std::string pointer_of_error(std::string_view content) {
  const Result<Body> body = parse_body(doc(content));
  return body ? "no error" : body.error().input;
}

std::string stored(std::string_view content) {
  const Result<Body> body = parse_body(doc(content));
  return body ? write_body(*body) : body.error().message();
}

}  // namespace

TEST(Body, what_is_written_is_read_as_the_same) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomBody random(seed, {{{1}, {2}}, {{3}}, {{4}}});
    const Body body = random.body();
    const std::string text = write_body(body);
    const Result<Body> again = parse_body(text);
    ASSERT_TRUE(again) << again.error().message() << "\n" << text;
    ASSERT_EQ(*again, body) << text;
    const Result<Body> from_json = parse_body(to_json(body));
    ASSERT_TRUE(from_json);
    ASSERT_EQ(*from_json, body);
    ASSERT_EQ(write_body(*parse_body(write_body(*again))), write_body(*again));
  }
}

TEST(Body, an_error_names_the_place) {
  EXPECT_EQ(pointer_of_error(R"({"type":"novel"})"), "/content/0/type");
  EXPECT_EQ(pointer_of_error(R"({"type":"paragraph","content":[{"type":"paragraph"}]})"), "/content/0/content/0/type");
  EXPECT_EQ(pointer_of_error(R"({"type":"heading","attrs":{"level":1}})"), "/content/0/attrs/level");
  EXPECT_EQ(pointer_of_error(R"({"type":"heading"})"), "/content/0/attrs/level");
  EXPECT_EQ(pointer_of_error(R"({"type":"heading","attrs":{"level":2,"on~load/":1}})"), "/content/0/attrs/on~0load~1");
  EXPECT_EQ(pointer_of_error(R"({"type":"paragraph"},{"type":"bulletList"})"), "/content/1/content");
  EXPECT_EQ(pointer_of_error(R"({"type":"image","attrs":{"alt":"x"}})"), "/content/0/attrs");
  EXPECT_EQ(pointer_of_error(R"({"type":"embed","attrs":{"url":"https://example.org/"}})"), "/content/0/attrs/url");
  EXPECT_EQ(
      pointer_of_error(R"({"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"blink"}]}]})"),
      "/content/0/content/0/marks/0/type");
  EXPECT_EQ(parse_body(R"({"type":"paragraph"})").error().input, "/type");
  EXPECT_EQ(parse_body("[]").error().kind, ErrorKind::invalid);
  EXPECT_EQ(parse_body("{").error().kind, ErrorKind::invalid);
}

TEST(Body, an_address_that_could_run_is_refused) {
  for (const char* address :
       {"javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "//example.org/", "https://a@b.org/",
        "https://", " https://a.org/", "https://a.org/ b", "https://a.org/\\u0000", "java\\tscript:x", "/a\\\\b"}) {
    EXPECT_EQ(
        pointer_of_error(fmt::format(
            R"({{"type":"paragraph","content":[{{"type":"text","text":"a","marks":[{{"type":"link","attrs":{{"href":"{}"}}}}]}}]}})",
            address)),
        "/content/0/content/0/marks/0/attrs/href")
        << address;
  }
  for (const char* address :
       {"https://a.org/", "http://a.org:8080/б?c=d#e", "mailto:a@b.org", "tel:+359", "/a/b", "#n", "a/b"}) {
    EXPECT_TRUE(is_safe_address(address)) << address;
  }
  EXPECT_FALSE(is_safe_address("https://a.org/" + std::string(limits::address_bytes, 'a')));
}

TEST(Body, what_an_editor_sends_beside_is_taken_without_a_word) {
  EXPECT_EQ(
      stored(
          R"({"type":"orderedList","attrs":{"start":1,"type":null},"content":[{"type":"listItem","content":[{"type":"paragraph","attrs":{"textAlign":null},"content":[{"type":"text","text":"a","marks":[{"type":"bold"},{"type":"link","attrs":{"href":"/x","target":"_blank","rel":"noopener","class":null}}]},{"type":"hardBreak","marks":[{"type":"bold"}]},{"type":"text","text":"b"}]}]}]})"),
      R"({"type":"doc","content":[{"type":"orderedList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"/x"}},{"type":"bold"}]},{"type":"hardBreak"},{"type":"text","text":"b"}]}]}]}]})");
}

TEST(Body, adjacent_texts_of_equal_marks_are_one_and_empty_ones_none) {
  EXPECT_EQ(
      stored(
          R"({"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"text","text":""},{"type":"text","text":"b"}]})"),
      R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"ab"}]}]})");
}

TEST(Body, text_has_no_control_characters) {
  EXPECT_EQ(stored(R"({"type":"paragraph","content":[{"type":"text","text":"a\u0001\u001bb\r\nc"}]})"),
            R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"ab\nc"}]}]})");
}

TEST(Body, an_embed_is_what_its_address_says) {
  EXPECT_EQ(
      stored(R"({"type":"embed","attrs":{"url":"https://youtu.be/dQw4w9WgXcQ","title":"  a  b "}})"),
      R"({"type":"doc","content":[{"type":"embed","attrs":{"provider":"youtube","url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ","id":"dQw4w9WgXcQ","title":"a b"}}]})");
  EXPECT_EQ(pointer_of_error(R"({"type":"embed","attrs":{"provider":"vimeo","url":"https://youtu.be/dQw4w9WgXcQ"}})"),
            "/content/0/attrs/provider");
}

TEST(Body, raw_html_is_sanitised_when_it_is_read) {
  EXPECT_EQ(stored(R"({"type":"rawHtml","attrs":{"html":"<p onclick=x>a<script>b</script></p>"}})"),
            R"({"type":"doc","content":[{"type":"rawHtml","attrs":{"html":"<p>a</p>"}}]})");
  EXPECT_EQ(pointer_of_error(R"({"type":"rawHtml","attrs":{"html":"<script>b</script>"}})"), "/content/0/attrs/html");
}

TEST(Body, the_address_of_a_source_is_its_link) {
  EXPECT_EQ(
      stored(
          R"({"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"/x"}},{"type":"source","attrs":{"name":"BTA"}}]}]})"),
      R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"source","attrs":{"name":"BTA","url":"/x"}}]}]}]})");
}

TEST(Body, nesting_and_number_of_nodes_have_bounds) {
  std::string deep = R"({"type":"paragraph"})";
  for (std::size_t i = 1; i < limits::body_depth; ++i) deep = R"({"type":"blockquote","content":[)" + deep + "]}";
  EXPECT_TRUE(parse_body(doc(deep)));
  deep = R"({"type":"blockquote","content":[)" + deep + "]}";
  EXPECT_FALSE(parse_body(doc(deep)));
  std::string many = R"({"type":"adBreak"})";
  for (std::size_t i = 1; i < limits::body_nodes; ++i) many += R"(,{"type":"adBreak"})";
  EXPECT_TRUE(parse_body(doc(many)));
  EXPECT_FALSE(parse_body(doc(many + R"(,{"type":"adBreak"})")));
  EXPECT_EQ(parse_body(std::string(limits::body_json_bytes + 1, ' ')).error().kind, ErrorKind::too_large);
}

TEST(Body, plain_text_is_what_a_reader_reads) {
  const Result<Body> body = parse_body(doc(
      R"({"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Глава"}]},
         {"type":"paragraph","content":[{"type":"text","text":"един "},{"type":"text","text":"два","marks":[{"type":"bold"}]},{"type":"hardBreak"},{"type":"text","text":"три"}]},
         {"type":"image","attrs":{"asset":7,"alt":"не","caption":"Подпис","credit":"Снимка: БТА"}},
         {"type":"gallery","content":[{"type":"image","attrs":{"asset":9}},{"type":"image","attrs":{"asset":7}}]},
         {"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"клетка"}]}]}]}]},
         {"type":"rawHtml","attrs":{"html":"<dl><dt>a<dd>b</dl>"}})"));
  ASSERT_TRUE(body);
  EXPECT_EQ(plain_text(*body), "Глава\nедин два\nтри\nПодпис\nСнимка: БТА\nклетка\na b");
  EXPECT_EQ(assets_of(*body), (std::vector<AssetId>{{7}, {9}}));
}

}  // namespace vestnik::content
