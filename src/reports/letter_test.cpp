#include "reports/letter.h"

#include <gmock/gmock.h>

#include <set>

#include "reports/bytes.h"
#include "reports/desk_key.h"

namespace vestnik::reports {
namespace {

struct World {
  KeyPair desk = make_key_pair(), reader = make_key_pair(), stranger = make_key_pair();
  Place place{.report = random_bytes(report_id_bytes), .number = 3, .previous = random_bytes(digest_bytes)};
};

std::string answer(const World& world, std::string_view text) {
  return seal_with_proof(LetterKind::answer, text, world.place, world.desk.public_key, world.reader.public_key,
                         world.desk);
}
std::string addition(const World& world, std::string_view text) {
  return seal_with_proof(LetterKind::addition, text, world.place, world.desk.public_key, {}, world.reader);
}

TEST(Letter, opens_for_the_desk_and_nobody_else) {
  const World world;
  const std::string letter = seal_for_desk(LetterKind::report, "сигнал", world.place, world.desk.public_key);
  EXPECT_EQ(open_letter(letter, world.place, world.desk).value_or(""), "сигнал");
  EXPECT_FALSE(open_letter(letter, world.place, world.reader));
  EXPECT_FALSE(open_letter(letter, world.place, world.stranger));
}

TEST(Letter, of_the_reader_cannot_be_opened_by_whoever_finds_the_receipt) {
  const World world;
  const std::string letter = addition(world, "още");
  EXPECT_EQ(open_letter(letter, world.place, world.desk, world.reader.public_key).value_or(""), "още");
  EXPECT_FALSE(open_letter(letter, world.place, world.reader, world.desk.public_key));
}

TEST(Letter, with_the_answer_opens_for_both_sides) {
  const World world;
  const std::string letter = answer(world, "кога?");
  EXPECT_EQ(open_letter(letter, world.place, world.reader, world.desk.public_key).value_or(""), "кога?");
  EXPECT_EQ(open_letter(letter, world.place, world.desk, world.reader.public_key).value_or(""), "кога?");
}

TEST(Letter, that_the_server_forges_does_not_open) {
  const World world;
  const std::string forged = seal_with_proof(LetterKind::answer, "елате тук", world.place, world.desk.public_key,
                                             world.reader.public_key, world.stranger);
  EXPECT_FALSE(open_letter(forged, world.place, world.reader, world.desk.public_key));
}

TEST(Letter, is_noticed_where_any_byte_changed) {
  const World world;
  for (const std::string& letter :
       {seal_for_desk(LetterKind::report, "a", world.place, world.desk.public_key), addition(world, "a")}) {
    for (std::size_t at = 0; at < letter.size(); ++at) {
      std::string changed = letter;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      EXPECT_FALSE(open_letter(changed, world.place, world.desk, world.reader.public_key)) << at;
    }
  }
}

TEST(Letter, is_noticed_where_it_was_cut_off_or_grew) {
  const World world;
  const std::string letter = addition(world, "a");
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{100}, letter.size() - 1}) {
    EXPECT_FALSE(open_letter(letter.substr(0, size), world.place, world.desk, world.reader.public_key)) << size;
  }
  EXPECT_FALSE(open_letter(letter + "x", world.place, world.desk, world.reader.public_key));
}

TEST(Letter, opens_in_its_place_only) {
  const World world;
  const std::string letter = addition(world, "a");
  Place moved = world.place, repeated = world.place, after_another = world.place;
  moved.report = random_bytes(report_id_bytes);
  repeated.number = 4;
  after_another.previous = random_bytes(digest_bytes);
  for (const Place& place : {moved, repeated, after_another}) {
    EXPECT_FALSE(open_letter(letter, place, world.desk, world.reader.public_key));
  }
}

TEST(Letter, does_not_tell_how_long_its_text_is) {
  const World world;
  std::set<std::size_t> sizes;
  for (std::size_t length = 1; length <= 65'536; length += 97) {
    sizes.insert(
        seal_for_desk(LetterKind::report, std::string(length, 'x'), world.place, world.desk.public_key).size());
  }
  // 1024 … 65536 in steps of a sixteenth to an eighth.
  EXPECT_LE(sizes.size(), 110U);
}

TEST(Padding, costs_less_than_an_eighth_and_never_shrinks) {
  for (std::uint64_t size = 16; size < 1'000'000'000; size = size * 5 / 4 + 1) {
    EXPECT_GE(padme(size), size);
    EXPECT_LE(static_cast<double>(padme(size)), static_cast<double>(size) * 1.12) << size;
    EXPECT_EQ(padme(padme(size)), padme(size));
  }
}

TEST(DeskKey, opens_with_its_passphrase_only) {
  const KeyPair pair = make_key_pair();
  const std::string wrapped = wrap_private_key(pair, "парола на бюрото");
  EXPECT_EQ(wrapped.find(to_base64(pair.private_key)), std::string::npos);
  const auto opened = unwrap_private_key(wrapped, "парола на бюрото", pair.public_key);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->private_key, pair.private_key);
  const auto wrong = unwrap_private_key(wrapped, "друга парола", pair.public_key);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::forbidden);
}

}  // namespace
}  // namespace vestnik::reports
