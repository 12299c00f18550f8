// Stitched pages against the plain concatenation of their parts, by zlib itself and by gzip.
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <random>
#include <thread>

#include "base/limits.h"
#include "pages/fragment.h"
#include "pages/sample_page.h"

namespace vestnik::pages {
namespace {

std::string joined(const Stitched& page) {
  std::string bytes;
  for (const std::string_view buffer : page.buffers) bytes += buffer;
  EXPECT_EQ(bytes.size(), page.length);
  return bytes;
}

// As any client does it: one gzip member, checksum and length checked by zlib.
std::string gunzip(const std::string& bytes, std::size_t expected) {
  std::string text(expected + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // NOLINT: not written to
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(::inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

// UTF-8 of every length, often repeating what was before.
class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string piece(std::size_t most) {
    std::string text;
    const std::size_t length = below(most + 1);
    while (text.size() < length) {
      switch (below(4)) {
        case 0:
          if (!earlier_.empty()) {
            text += earlier_[below(earlier_.size())];
            break;
          }
          [[fallthrough]];
        case 1:
          text += "<p class=\"story\">";
          break;
        default:
          for (std::size_t i = below(30); i > 0; --i) text += character();
      }
    }
    if (earlier_.size() < 50 && text.size() < 2'000) earlier_.push_back(text);
    return text;
  }

 private:
  std::string character() {
    static const std::vector<std::string> characters = {"a",    "я",  "Ж", "ъ",  "€", "漢",
                                                        "🗞", "\n", " ", "\t", "<", "\x7F"};
    return characters[below(characters.size())];
  }

  std::mt19937 random_;
  std::vector<std::string> earlier_;
};

std::string padded(std::string html) {
  html.resize(limits::slot_bytes, ' ');
  return html;
}

struct Advertisements {
  std::vector<std::string> texts;
  std::vector<FragmentPtr> fragments;
  Advertisements() {
    for (std::uint64_t i = 0; i < 4; ++i) {
      texts.push_back(i == 0 ? "" : "<a>Реклама " + std::to_string(i) + "</a>");
      fragments.push_back(compress_slot(texts.back(), i));
    }
  }
};

}  // namespace

TEST(Stitch, random_pages_unpack_to_the_plain_text_byte_by_byte) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Texts texts(seed);
    const Advertisements advertisements;
    std::vector<FragmentPtr> page;
    std::string plain;
    for (std::size_t chains = 1 + texts.below(4); chains > 0; --chains) {
      std::string html;
      std::vector<std::string> parts;
      for (std::size_t i = texts.below(6); i > 0; --i) {
        parts.push_back(texts.piece(seed % 5 == 0 ? 60'000 : 3'000));
        html += parts.back();
        if (i > 1) html += slot_mark("slot");
      }
      const std::size_t usual = texts.below(advertisements.fragments.size());
      const bool has_usual = texts.below(2) == 0, all_usual = texts.below(2) == 0;
      SlotFiller filler;
      if (has_usual) filler = [&](std::string_view) { return advertisements.fragments[usual]; };
      const ChainPtr chain = make_chain(html, seed, filler);
      std::vector<std::size_t> chosen;
      append_chain(page, *chain, [&](std::string_view) {
        chosen.push_back(all_usual ? usual : texts.below(advertisements.fragments.size()));
        return advertisements.fragments[chosen.back()];
      });
      std::string text;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        text += parts[i];
        if (i < chosen.size()) text += padded(advertisements.texts[chosen[i]]);
      }
      plain += text;
    }
    const auto stitched = stitch(page);
    EXPECT_EQ(stitched->text_length, plain.size());
    EXPECT_TRUE(gunzip(joined(*stitched), plain.size()) == plain) << "seed " << seed;
    EXPECT_TRUE(inflate(*stitched) == plain) << "seed " << seed;
  }
}

// As in a burst of publishes: quickly, and what was packed for another chain is taken from there.
TEST(Stitch, what_is_packed_for_a_moment_unpacks_to_the_plain_text_and_is_packed_once) {
  PackedTexts packed(256 << 10);
  const Advertisements advertisements;
  std::vector<std::string> pool;
  Texts texts(7);
  for (int i = 0; i < 20; ++i) pool.push_back(texts.piece(i % 4 == 0 ? 70'000 : 4'000) + "край");
  for (unsigned round = 0; round < 60; ++round) {
    std::string html, plain;
    for (std::size_t parts = 1 + texts.below(6); parts > 0; --parts) {
      const std::string& part = pool[texts.below(pool.size())];
      html += part;
      plain += part;
      if (parts == 1) continue;
      html += slot_mark("slot");
      plain += padded(advertisements.texts[1]);
    }
    const ChainPtr chain = make_chain(html, round, {}, Asked::briefly, &packed);
    std::vector<FragmentPtr> page;
    append_chain(page, *chain, [&](std::string_view) { return advertisements.fragments[1]; });
    const auto stitched = stitch(page);
    ASSERT_TRUE(gunzip(joined(*stitched), plain.size()) == plain) << round;
    const ChainPtr again = make_chain(html, round + 1'000, {}, Asked::briefly, &packed);
    EXPECT_EQ(again->links.back().text, chain->links.back().text);
    EXPECT_EQ(make_chain(html, round, {}, Asked::often, &packed)->links.back().text->version, round)
        << "what lasts is packed on its own";
  }
}

TEST(Stitch, gzip_finds_a_stitched_page_sound) {
  const ChainPtr article = make_chain(sample::article(1), 1), tail = make_chain(sample::tail(2), 2);
  std::vector<FragmentPtr> page;
  for (const ChainPtr& chain : {article, tail}) {
    append_chain(page, *chain, [](std::string_view name) { return compress_slot(sample::slot(name, 3), 3); });
  }
  FILE* const gzip = popen("/usr/bin/gzip -t", "w");
  ASSERT_NE(gzip, nullptr);
  const std::string bytes = joined(*stitch(page));
  EXPECT_EQ(std::fwrite(bytes.data(), 1, bytes.size(), gzip), bytes.size());
  EXPECT_EQ(pclose(gzip), 0);
}

TEST(Stitch, no_text_is_copied) {
  const FragmentPtr fragment = compress("Текст", {}, 1);
  const auto page = stitch({fragment});
  ASSERT_EQ(page->buffers.size(), 3U);
  EXPECT_EQ(page->buffers[1].data(), fragment->deflate.data());
  EXPECT_EQ(page->buffers[2].data(), page->trailer.data());
}

// Writers replace chains and slots while readers stitch whatever stands there at that moment.
TEST(Stitch, pages_stitched_during_random_edits_are_what_was_rendered) {
  constexpr int writers = 2, readers = 3, edits = 40;
  struct Shown {
    ChainPtr article, tail;
    FragmentPtr slot;
    std::string article_html, tail_html, slot_html;
  };
  std::mutex swapping;
  auto shown = std::make_shared<const Shown>();
  const auto edit = [&](unsigned seed) {
    auto next = Shown{};
    next.article_html = sample::article(seed);
    next.tail_html = sample::tail(seed);
    next.slot_html = sample::slot("rail", seed);
    next.slot = compress_slot(next.slot_html, seed);
    next.article = make_chain(next.article_html, seed, [&](std::string_view) { return next.slot; });
    next.tail = make_chain(next.tail_html, seed, [&](std::string_view) { return next.slot; });
    const std::lock_guard lock(swapping);
    // Each edit changes a part of what stands there, so that parts of different edits meet on one page.
    auto mixed = *shown;
    if (seed % 3 != 0 || !mixed.article) mixed.article = next.article, mixed.article_html = next.article_html;
    if (seed % 3 != 1 || !mixed.tail) mixed.tail = next.tail, mixed.tail_html = next.tail_html;
    if (seed % 3 != 2 || !mixed.slot) mixed.slot = next.slot, mixed.slot_html = next.slot_html;
    shown = std::make_shared<const Shown>(std::move(mixed));
  };
  edit(0);
  std::atomic<int> writing = writers;
  const auto write = [&](unsigned first) {
    for (unsigned i = 0; i < edits; ++i) edit(first + i);
    --writing;
  };
  const auto read = [&] {
    bool last_round = false;
    while (!last_round) {
      last_round = writing == 0;
      std::shared_ptr<const Shown> now;
      {
        const std::lock_guard lock(swapping);
        now = shown;
      }
      std::vector<FragmentPtr> page;
      append_chain(page, *now->article, [&](std::string_view) { return now->slot; });
      append_chain(page, *now->tail, [&](std::string_view) { return now->slot; });
      const auto stitched = stitch(std::move(page));
      std::string plain;
      const std::string both = now->article_html + now->tail_html;
      std::string_view rest = both;
      while (!rest.empty()) {
        const auto begin = rest.find(slot_begin);
        plain += rest.substr(0, begin);
        if (begin == std::string_view::npos) break;
        plain += padded(now->slot_html);
        rest.remove_prefix(rest.find(slot_end) + 1);
      }
      EXPECT_TRUE(gunzip(joined(*stitched), plain.size()) == plain);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < readers; ++i) threads.emplace_back(read);
  for (unsigned i = 0; i < writers; ++i) threads.emplace_back(write, 1'000 * (i + 1));
}

}  // namespace vestnik::pages
