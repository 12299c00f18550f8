// Random letters both ways between the program and the browser's code (tests/reports/exchange.mjs), with random changes
// that neither may take. VESTNIK_EXCHANGED_LETTERS=10000: the number of the promise (trust.md A3).
#include <gtest/gtest.h>
#include <sodium.h>

#include <cstdlib>

#include "base/files.h"
#include "base/json.h"
#include "reports/bytes.h"
#include "reports/letter.h"
#include "store/testing.h"

namespace vestnik::reports {
namespace {

std::uint32_t random_below(std::uint32_t bound) {
  return randombytes_uniform(bound);
}

std::string random_content(std::size_t length) {
  constexpr std::string_view letters[] = {"a", "Я", "щ", "\"", "\\", "\n", "\x01", "/", "<", "€", "👁", " ", "7"};
  std::string text;
  while (text.size() < length) text += letters[random_below(std::size(letters))];
  return write_json(json::object{{"v", 1}, {"text", text}});
}

json::object sealed_here(std::size_t at) {
  constexpr std::uint32_t lengths[] = {0, 1, 300, 1'000, 4'000, 20'000};
  const auto kind = static_cast<LetterKind>(1 + at % 4);
  const bool answer = kind == LetterKind::answer, proved = answer || kind == LetterKind::addition;
  const KeyPair desk = make_key_pair(), reader = make_key_pair();
  const KeyPair& from = answer ? desk : reader;
  const KeyPair& own = answer ? reader : desk;
  const Place place{random_bytes(report_id_bytes), random_below(1'000), random_bytes(digest_bytes)};
  const std::string content = random_content(random_below(lengths[at % std::size(lengths)] + 1));
  const std::string letter = proved ? seal_with_proof(kind, content, place, desk.public_key, reader.public_key, from)
                                    : seal_for_desk(kind, content, place, desk.public_key);
  return {{"report", to_hex(place.report)},
          {"number", place.number},
          {"previous", to_hex(place.previous)},
          {"content", parse_json(content).value()},
          {"letter", to_hex(letter)},
          {"own_public", to_hex(own.public_key)},
          {"own_private", to_hex(own.private_key)},
          {"other", proved ? to_hex(from.public_key) : std::string()}};
}

void opens_here(const json::object& each) {
  const auto bytes = [&](std::string_view member) { return from_hex(string_or(each, member)).value(); };
  Place place{bytes("report"), static_cast<std::uint32_t>(integer_or(each, "number")), bytes("previous")};
  const KeyPair own{bytes("own_public"), bytes("own_private")};
  const std::string letter = bytes("letter"), other = bytes("other");
  const auto content = open_letter(letter, place, own, other);
  ASSERT_TRUE(content) << content.error().message();
  EXPECT_EQ(parse_json(*content).value(), each.at("content"));
  std::string changed = letter;
  char& byte = changed[random_below(static_cast<std::uint32_t>(changed.size()))];
  byte = static_cast<char>(byte ^ (1 << random_below(8)));
  EXPECT_FALSE(open_letter(changed, place, own, other));
  ++place.number;
  EXPECT_FALSE(open_letter(letter, place, own, other));
}

TEST(Exchange, of_random_letters_with_the_browsers_code) {
  const char* wanted = std::getenv("VESTNIK_EXCHANGED_LETTERS");
  const std::size_t each_way = (wanted == nullptr ? 400 : std::strtoul(wanted, nullptr, 10)) / 2;
  const store::TemporaryFolder folder;
  const auto [from_here, from_there] = std::pair{folder.path() / "program", folder.path() / "browser"};
  std::string lines;
  for (std::size_t at = 0; at < each_way; ++at) lines += write_json(sealed_here(at)) + "\n";
  store::need(write_file(from_here, lines));
  const std::string command = "node '" VESTNIK_SOURCE_DIR "/tests/reports/exchange.mjs' '" + from_here.string() +
                              "' '" + from_there.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << "the browser's code did not open what was sealed here";
  const std::string answer = store::need(read_file(from_there));
  std::size_t opened = 0;
  for (std::size_t at = 0; at < answer.size(); ++opened) {
    const std::size_t end = answer.find('\n', at);
    opens_here(store::need(parse_json(std::string_view(answer).substr(at, end - at))).as_object());
    if (HasFatalFailure()) return;
    at = end + 1;
  }
  EXPECT_EQ(opened, each_way);
}

}  // namespace
}  // namespace vestnik::reports
