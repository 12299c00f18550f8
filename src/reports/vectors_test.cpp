// What the browser has sealed, opened here: docs/report-format.vectors.json, made by web/report/seal.
#include <gtest/gtest.h>
#include <sodium.h>

#include "base/files.h"
#include "base/json.h"
#include "reports/bytes.h"
#include "reports/desk_key.h"
#include "reports/letter.h"

namespace vestnik::reports {
namespace {

std::string hex(const json::value& value, std::string_view member) {
  return from_hex(string_or(value.as_object(), member)).value();
}

class Vectors : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = read_file(std::filesystem::path(VESTNIK_SOURCE_DIR) / "docs/report-format.vectors.json");
    ASSERT_TRUE(text) << text.error().message();
    vectors_ = parse_json(*text).value();
  }
  KeyPair pair(std::string_view name) const {
    const json::value& key = vectors_.at("keys").at(name);
    return {hex(key, "public"), hex(key, "private")};
  }

  json::value vectors_;
};

TEST_F(Vectors, letters_of_the_browser_open) {
  for (const json::value& each : vectors_.at("letters").as_array()) {
    const Place place{hex(vectors_, "report"), static_cast<std::uint32_t>(each.at("number").as_int64()),
                      hex(each, "previous")};
    const std::string from = string_or(each.as_object(), "from");
    const auto content = open_letter(hex(each, "letter"), place, pair(string_or(each.as_object(), "opened_by")),
                                     from.empty() ? std::string() : pair(from).public_key);
    ASSERT_TRUE(content) << content.error().message() << ": " << each.at("name").as_string();
    EXPECT_EQ(parse_json(*content).value(), each.at("content"));
  }
}

// As docs/report-format.md has it, written a second time.
std::string open_file(std::string_view sealed, std::string_view key, std::string_view report, std::uint32_t number,
                      std::size_t size) {
  constexpr std::size_t piece = 65'536 + crypto_secretstream_xchacha20poly1305_ABYTES;
  const std::string data = "vestnik file 1" + std::string(report) + little_endian(number, 4);
  crypto_secretstream_xchacha20poly1305_state state;
  crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(sealed), raw(key));
  sealed.remove_prefix(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
  std::string file;
  unsigned char tag = 0;
  while (!sealed.empty() && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    const std::string_view part = sealed.substr(0, piece);
    sealed.remove_prefix(part.size());
    std::string opened(part.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    if (crypto_secretstream_xchacha20poly1305_pull(&state, raw(opened), nullptr, &tag, raw(part), part.size(),
                                                   raw(data), data.size()) != 0) {
      return "broken";
    }
    file += opened;
  }
  return tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL && sealed.empty() ? file.substr(0, size) : "broken";
}

TEST_F(Vectors, files_of_the_browser_open_and_changed_ones_do_not) {
  for (const json::value& each : vectors_.at("files").as_array()) {
    const std::string report = hex(vectors_, "report"), key = hex(each, "key");
    const auto number = static_cast<std::uint32_t>(each.at("number").as_int64());
    const auto size = static_cast<std::size_t>(each.at("size").as_int64());
    std::string sealed = hex(each, "sealed");
    EXPECT_EQ(blake2b(open_file(sealed, key, report, number, size)), hex(each, "bytes"));
    EXPECT_EQ(open_file(sealed, key, report, number + 1, size), "broken");
    EXPECT_EQ(open_file(std::string_view(sealed).substr(0, sealed.size() - 1), key, report, number, size), "broken");
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    EXPECT_EQ(open_file(sealed, key, report, number, size), "broken");
  }
}

TEST_F(Vectors, sizes_are_padded_alike) {
  for (const json::value& row : vectors_.at("padme").as_array()) {
    EXPECT_EQ(padme(static_cast<std::uint64_t>(row.at(0).as_int64())),
              static_cast<std::uint64_t>(row.at(1).as_int64()));
  }
}

TEST_F(Vectors, the_passphrase_opens_the_browsers_key) {
  const json::value& desk = vectors_.at("desk_key");
  const auto opened = unwrap_private_key(write_json(desk.at("wrapped")), string_or(desk.as_object(), "passphrase"),
                                         pair("desk").public_key);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->private_key, pair("desk").private_key);
}

TEST_F(Vectors, receipts_become_the_same_names) {
  const json::value& receipt = vectors_.at("receipt");
  std::string words;
  for (const json::value& word : receipt.at("words").as_array()) {
    words += (words.empty() ? "" : " ") + std::string(word.as_string());
  }
  std::string master(32, '\0'), fetch(32, '\0');
  const std::string salt = hex(receipt, "salt");
  ASSERT_EQ(crypto_pwhash(raw(master), master.size(), words.data(), words.size(), raw(salt), guess_operations,
                          guess_memory_bytes, crypto_pwhash_ALG_ARGON2ID13),
            0);
  EXPECT_EQ(to_hex(master), string_or(receipt.as_object(), "master"));
  crypto_kdf_derive_from_key(raw(fetch), fetch.size(), 1, "vreceipt", raw(master));
  EXPECT_EQ(to_hex(fetch), string_or(receipt.as_object(), "fetch"));
}

}  // namespace
}  // namespace vestnik::reports
