// A page with advertisements as it is joined for a reader, against stitching it anew.
#include "reader/advertised_page.h"

#include <gtest/gtest.h>

#include <random>

#include "advertising/lineup.h"
#include "base/limits.h"

namespace vestnik::reader {
namespace {

using advertising::Chosen;

// Words that do not pack well, the same for the same seed.
std::string words(std::uint64_t seed, std::size_t bytes) {
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < bytes) text += "<b>" + std::to_string(random()) + "</b> дума ";
  return text;
}

pages::FragmentPtr slot(std::string_view name, std::uint64_t seed) {
  return pages::compress_slot("<a>" + std::string(name) + words(seed, 300) + "</a>", seed);
}

// "text", slot, "text", slot …, "text"
std::string with_slots(std::uint64_t seed, std::initializer_list<std::string_view> slots, std::size_t bytes) {
  std::string html = words(seed, bytes);
  for (const std::string_view name : slots) html += pages::slot_mark(name) + words(seed + 1, 900);
  return html;
}

advertising::LineupPtr a_lineup(std::size_t lines) {
  std::vector<advertising::Line> booked(lines);
  for (std::size_t at = 0; at < lines; ++at) {
    advertising::ShownCreative creative;
    for (std::size_t name = 0; name < advertising::slot_count; ++name) {
      creative.fragments[0][name] = slot(advertising::slot_names[name], 1'000 + 10 * at + name);
    }
    booked[at].creatives = {creative, creative};
    for (std::size_t name = 0; name < advertising::slot_count; ++name) {
      booked[at].creatives[1].fragments[0][name] = slot(advertising::slot_names[name], 5'000 + 10 * at + name);
    }
  }
  return std::make_shared<const advertising::Lineup>(1, 1, advertising::clocks_of({}), std::move(booked));
}

std::shared_ptr<const ReadyPage> a_page(std::uint64_t seed, pages::Asked asked, const pages::SlotFiller& usual) {
  Plan plan;
  std::vector<pages::ChainPtr> chains;
  // One of a large article: what is not copied lies between what is.
  const std::string article = with_slots(seed, {"top", "text"}, seed % 2 == 0 ? 60'000 : 2'000) + words(seed, 100);
  for (const std::string& html :
       {article, with_slots(seed, {"rail", "reading", "section", "section", "footer"}, 900)}) {
    plan.chains.push_back({.version = seed * 10 + chains.size(), .render = {}});
    chains.push_back(pages::make_chain(html, plan.chains.back().version, usual, asked));
  }
  FilledChains filled;
  return put_together(plan, chains, usual, filled, true, "bg");
}

advertising::Offers offers_on(const ReadyPage& page, advertising::LineupPtr lineup) {
  advertising::Offers offers;
  offers.lineup = std::move(lineup);
  for (const std::string& name : page.slots()) {
    offers.slots.push_back(static_cast<std::uint8_t>(advertising::slot_number(name).value()));
  }
  return offers;
}

std::string unpacked(const std::vector<http::Buffer>& body) {
  pages::Stitched whole;
  for (const http::Buffer& part : body) {
    whole.buffers.push_back(part.bytes);
    whole.length += part.bytes.size();
  }
  const std::string_view end = body.back().bytes.substr(body.back().bytes.size() - 4);
  for (std::size_t at = 0; at < 4; ++at) {
    whole.text_length |= static_cast<std::size_t>(static_cast<unsigned char>(end[at])) << (8 * at);
  }
  return pages::inflate(whole);  // which ends the process where checksum or length are wrong
}

}  // namespace

TEST(AdvertisedPage, is_byte_by_byte_what_stitching_gives_whatever_is_chosen) {
  std::mt19937 random(11);
  const pages::FragmentPtr house = slot("rail", 7), nothing = pages::compress_slot("", 8);
  const pages::SlotFiller usual = [&](std::string_view name) { return name == "rail" ? house : nothing; };
  Room room;
  const auto lineup = a_lineup(20);
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto page = a_page(seed, seed % 3 == 0 ? pages::Asked::briefly : pages::Asked::often, usual);
    ASSERT_TRUE(page->prepared);
    const advertising::Offers offers = offers_on(*page, lineup);
    AdvertisedPage advertised(page, offers);
    for (int round = 0; round < 60; ++round) {
      std::vector<Chosen> chosen(page->slots().size());
      for (Chosen& each : chosen) {
        if (random() % 3 != 0)
          each = {static_cast<std::uint16_t>(random() % 20), static_cast<std::uint16_t>(random() % 2)};
      }
      chosen[random() % chosen.size()] = {static_cast<std::uint16_t>(round % 20), 1};
      std::vector<pages::FragmentPtr> fragments;
      Version version("advertised");
      version.add(static_cast<std::int64_t>(page->version));
      std::size_t place = 0;
      for (const FilledChainPtr& each : page->filled) {
        pages::append_chain(fragments, *each->chain, [&](std::string_view) {
          const Chosen here = chosen[place];
          const pages::FragmentPtr fragment =
              here ? lineup->lines[here.line].creatives[here.creative].fragments[0][offers.slots[place]]
                   : page->usual()[place];
          ++place;
          version.add(static_cast<std::int64_t>(fragment->version));
          return fragment;
        });
      }
      const auto plain = pages::stitch(std::move(fragments));
      EXPECT_EQ(advertised.version(offers, chosen), version.value());
      const std::vector<http::Buffer> body = advertised.body(room);
      std::string bytes, expected;
      for (const http::Buffer& part : body) bytes += part.bytes;
      for (const std::string_view part : plain->buffers) expected += part;
      ASSERT_TRUE(bytes == expected) << seed << ", " << round;
      EXPECT_LE(body.size(), 5U) << "few parts, however many slots";
      if (round == 0) {
        EXPECT_TRUE(unpacked(body) == pages::inflate(*plain));
      }
    }
  }
}

// As one that is put together for its reader; of no other page, and of nothing else that was chosen.
TEST(AdvertisedPage, an_answer_that_is_asked_for_again_is_sent_again) {
  const pages::FragmentPtr nothing = pages::compress_slot("", 8);
  const pages::SlotFiller usual = [&](std::string_view) { return nothing; };
  const auto page = a_page(1, pages::Asked::often, usual), other = a_page(1, pages::Asked::often, usual);
  const advertising::Offers offers = offers_on(*page, a_lineup(2));
  AdvertisedPage advertised(page, offers);
  Room room;
  KeptAnswers answers;
  const std::vector<Chosen> first(page->slots().size(), Chosen{0, 0});
  std::vector<Chosen> second = first;
  second.back() = {0, 1};
  EXPECT_FALSE(answers.find(*page, first).wanted) << "once is no habit";
  const KeptAnswers::Found again = answers.find(*page, first);
  EXPECT_EQ(again.answer, nullptr);
  ASSERT_TRUE(again.wanted);
  advertised.version(offers, first);
  const auto kept = advertised.to_keep("\"of the first\"");
  ASSERT_NE(kept, nullptr);
  answers.keep(page, first, kept);
  EXPECT_EQ(unpacked(kept->parts), unpacked(advertised.body(room)));
  std::size_t length = 0;
  for (const std::string_view part : kept->ready.body) length += part.size();
  EXPECT_EQ(kept->ready.length, length);
  EXPECT_EQ(kept->ready.lines, "ETag: \"of the first\"\r\n");
  EXPECT_EQ(answers.find(*page, first).answer, kept);
  EXPECT_EQ(answers.find(*page, second).answer, nullptr);
  EXPECT_EQ(answers.find(*other, first).answer, nullptr) << "another page of the same version";
  EXPECT_EQ(answers.find(*page, first).answer, kept);
  // Whatever else comes to its place once between leaves it there.
  for (std::uint16_t other_line = 0; other_line < 1'000; ++other_line) {
    answers.find(*page, first);
    std::vector<Chosen> rare = first;
    rare.back() = {static_cast<std::uint16_t>(2 + other_line % 500), 0};
    if (answers.find(*page, rare).wanted) {
      advertised.version(offers, first);
      answers.keep(page, rare, advertised.to_keep("\"of another\""));
    }
  }
  EXPECT_EQ(answers.find(*page, first).answer, kept);
  answers.forget();
  EXPECT_EQ(answers.find(*page, first).answer, nullptr) << "numbers mean something else in another lineup";
}

TEST(AdvertisedPage, what_is_too_large_is_not_kept) {
  const pages::FragmentPtr nothing = pages::compress_slot("", 8);
  std::vector<pages::ChainPtr> chains;
  Plan plan;
  for (std::uint64_t at = 0; at < 40; ++at) {
    plan.chains.push_back({.version = 100 + at, .render = {}});
    chains.push_back(pages::make_chain(
        with_slots(at, {"rail"}, 4'000), 100 + at, [&](std::string_view) { return nothing; }, pages::Asked::briefly));
  }
  FilledChains filled;
  const auto page = put_together(
      plan, chains, [&](std::string_view) { return nothing; }, filled, true, "bg");
  const advertising::Offers offers = offers_on(*page, a_lineup(1));
  AdvertisedPage advertised(page, offers);
  advertised.version(offers, std::vector<Chosen>(offers.slots.size(), Chosen{0, 0}));
  EXPECT_EQ(advertised.to_keep("\"large\""), nullptr);
}

// A slow reader's answer stays as it is while others are made.
TEST(AdvertisedPage, an_answer_that_is_still_kept_is_not_written_over) {
  const pages::FragmentPtr nothing = pages::compress_slot("", 8);
  const auto page = a_page(1, pages::Asked::often, [&](std::string_view) { return nothing; });
  const advertising::Offers offers = offers_on(*page, a_lineup(2));
  AdvertisedPage advertised(page, offers);
  Room room;
  std::vector<Chosen> chosen(page->slots().size(), Chosen{0, 0});
  advertised.version(offers, chosen);
  const auto first = advertised.body(room);
  const std::string text = unpacked(first);
  chosen.assign(page->slots().size(), Chosen{1, 0});
  advertised.version(offers, chosen);
  EXPECT_NE(unpacked(advertised.body(room)), text);
  EXPECT_EQ(unpacked(first), text);
}

}  // namespace vestnik::reader
