#include "reader/advertised_page.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"

namespace vestnik::reader {
namespace {

// Larger parts go out from where they are.
constexpr std::size_t copied_bytes = 4'096;

bool is_copied(const pages::Fragment& part) {
  return part.deflate.size() <= copied_bytes;
}

// What some parts come to: bytes that are copied, and the number of those that are not.
struct Copied {
  std::size_t copied = 0, kept = 0;
  void add(const pages::Fragment& part) {
    if (is_copied(part)) {
      copied += part.deflate.size();
    } else {
      ++kept;
    }
  }
};

std::uint32_t combined(std::uint32_t before, std::uint32_t after, std::uint32_t operand) {
  return static_cast<std::uint32_t>(crc32_combine_op(before, after, operand));
}

std::uint64_t hash_of(const ReadyPage& page, std::span<const advertising::Chosen> chosen) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // of the golden ratio, as in Knuth's multiplicative hashing
  std::uint64_t hash = page.version;
  for (const advertising::Chosen& here : chosen) {
    hash = (hash ^ (std::uint64_t{here.line} << 16U | here.creative)) * odd;
    hash ^= hash >> 29U;
  }
  return hash;
}

}  // namespace

std::shared_ptr<Room::Bytes> Room::take(std::size_t size) {
  if (!last_ || last_.use_count() != 1) last_ = std::make_shared<Bytes>();
  if (last_->size < size) *last_ = {std::make_unique_for_overwrite<char[]>(size), size};
  return last_;
}

AdvertisedPage::AdvertisedPage(std::shared_ptr<const ReadyPage> page, const advertising::Offers& offers)
    : page_(std::move(page)), lineup_(offers.lineup) {
  const std::vector<pages::FragmentPtr> usual = page_->usual();
  for (const FilledChainPtr& filled : page_->filled) {
    const pages::ChainPtr& chain = filled->chain;
    Section section;
    const std::size_t first = places_.size();
    for (const pages::Link& link : chain->links) {
      section.parts.push_back({link.text.get()});
      const std::size_t length = link.text ? link.text->length : limits::slot_bytes;
      length_ += length;
      if (link.text) {
        texts_ = combined(texts_, link.text->crc, link.text->operand);
      } else {
        places_.emplace_back();
        texts_ = combined(texts_, 0, usual[places_.size() - 1]->operand);
      }
    }
    section.places = places_.size() - first;
    for (const pages::FragmentPtr& fragment : filled->strip->fragments) section.as_usual.push_back(fragment.get());
    sections_.push_back(std::move(section));
  }
  std::size_t before = 0, place = 0;
  for (const Section& section : sections_) {
    for (const Part& part : section.parts) {
      before += part.text != nullptr ? part.text->length : limits::slot_bytes;
      if (part.text != nullptr) continue;
      Place& here = places_[place];
      here.operand = static_cast<std::uint32_t>(crc32_combine_gen(static_cast<z_off_t>(length_ - before)));
      here.usual = of(*usual[place], here);
      ++place;
    }
  }
  copied_ = pages::gzip_begin().size() + std::tuple_size_v<pages::GzipEnd>;
  for (const Section& section : sections_) {
    Copied texts, whole;
    for (const Part& part : section.parts) {
      if (part.text != nullptr) texts.add(*part.text);
    }
    for (const pages::Fragment* fragment : section.as_usual) whole.add(*fragment);
    copied_ += std::max(texts.copied, whole.copied);
    kept_ += std::max(texts.kept, whole.kept);
  }
  shown_.resize(places_.size());
  is_chosen_.resize(places_.size());
}

std::size_t AdvertisedPage::bytes() const {
  std::size_t sum = sizeof(AdvertisedPage) + places_.capacity() * sizeof(Place) +
                    sections_.capacity() * sizeof(Section) + shown_.capacity() * sizeof(shown_[0]);
  for (const Section& section : sections_) {
    sum += section.parts.capacity() * sizeof(Part) + section.as_usual.capacity() * sizeof(section.as_usual[0]);
  }
  return sum;
}

AdvertisedPage::Candidate AdvertisedPage::of(const pages::Fragment& fragment, const Place& place) const {
  return {&fragment, combined(fragment.crc, 0, place.operand)};
}

std::uint64_t AdvertisedPage::version(const advertising::Offers& offers, std::span<const advertising::Chosen> chosen) {
  Version version("advertised");
  version.add(static_cast<std::int64_t>(page_->version));
  checksum_ = texts_;
  for (std::size_t at = 0; at < places_.size(); ++at) {
    Place& place = places_[at];
    const advertising::Chosen& here = chosen[at];
    const Candidate* shown = &place.usual;
    if (here) {
      const pages::Fragment* fragment =
          offers.lineup->lines[here.line].creatives[here.creative].fragments[offers.language][offers.slots[at]].get();
      Candidate& known = place.known[(here.line + here.creative) % place.known.size()];
      if (known.fragment != fragment) known = of(*fragment, place);
      shown = &known;
    }
    is_chosen_[at] = static_cast<bool>(here);
    shown_[at] = shown->fragment;
    checksum_ ^= shown->checksum;
    version.add(static_cast<std::int64_t>(shown->fragment->version));
  }
  return version.value();
}

std::vector<http::Buffer> AdvertisedPage::body(Room& room) const {
  const pages::GzipEnd end = pages::gzip_end(checksum_, length_);
  std::size_t most = copied_;
  for (const pages::Fragment* slot : shown_) most += slot->deflate.size();
  const std::shared_ptr<Room::Bytes> small = room.take(most);
  char *from = small->bytes.get(), *to = from;

  std::vector<http::Buffer> body;
  body.reserve(2 * kept_ + 1);
  const auto close = [&] {
    if (to != from) body.push_back({small, {from, static_cast<std::size_t>(to - from)}});
    from = to;
  };
  const auto copy = [&to](std::string_view bytes) { to = std::ranges::copy(bytes, to).out; };
  const auto add = [&](const pages::Fragment& fragment) {
    if (is_copied(fragment)) {
      copy(fragment.deflate);
    } else {
      close();
      body.push_back({page_, fragment.deflate});
    }
  };
  copy(pages::gzip_begin());
  std::size_t first = 0;
  for (const Section& section : sections_) {
    const auto begin = is_chosen_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto after = begin + static_cast<std::ptrdiff_t>(section.places);
    if (std::find(begin, after, true) == after) {
      for (const pages::Fragment* usual : section.as_usual) add(*usual);
    } else {
      std::size_t place = first;
      for (const Part& part : section.parts) {
        if (part.text != nullptr) {
          add(*part.text);
        } else {
          copy(shown_[place++]->deflate);  // never long
        }
      }
    }
    first += section.places;
  }
  copy({end.data(), end.size()});
  close();
  return body;
}

std::shared_ptr<const KeptAnswer> AdvertisedPage::to_keep(const std::string& etag) const {
  std::size_t most = copied_;
  for (const pages::Fragment* slot : shown_) most += slot->deflate.size();
  if (most > limits::kept_answer_bytes) return nullptr;
  auto answer = std::make_shared<KeptAnswer>();
  Room own;
  answer->etag = etag;
  answer->parts = body(own);
  for (const http::Buffer& part : answer->parts) answer->body.push_back(part.bytes);
  answer->ready.common = head();
  answer->ready.fields.emplace_back("ETag", etag);
  answer->ready.body = answer->body;
  if (!http::prepare(answer->ready)) return nullptr;
  return answer;
}

KeptAnswers::Found KeptAnswers::find(const ReadyPage& page, std::span<const advertising::Chosen> chosen) {
  const std::uint64_t hash = hash_of(page, chosen);
  Entry& here = place_of(hash);
  const bool again = std::exchange(here.asked, hash) == hash;
  if (here.answer && here.page.get() == &page && std::ranges::equal(here.chosen, chosen)) return {here.answer};
  return {.answer = nullptr, .wanted = again};
}

void KeptAnswers::keep(std::shared_ptr<const ReadyPage> page, std::span<const advertising::Chosen> chosen,
                       std::shared_ptr<const KeptAnswer> answer) {
  Entry& here = place_of(hash_of(*page, chosen));
  here.page = std::move(page);
  here.chosen.assign(chosen.begin(), chosen.end());
  here.answer = std::move(answer);
}

void KeptAnswers::forget() {
  entries_ = {};
}

}  // namespace vestnik::reader
