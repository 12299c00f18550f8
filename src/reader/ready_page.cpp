#include "reader/ready_page.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "reader/security_headers.h"

namespace vestnik::reader {
namespace {

bool is_html(std::string_view type) {
  return type.starts_with("text/html");
}

// The fields that all codings of such a page have, and those in gzip; `sound`: they can be sent.
struct CommonFields {
  std::string type, cache, location, robots;
  Version version{"head"};  // of these
  std::shared_ptr<const http::Ready> plain, gzip;
  bool sound = false;

  bool is_of(const Plan& plan) const {
    return type == plan.type && cache == plan.cache && location == plan.location && robots == plan.robots;
  }
};

CommonFields common_fields(const Plan& plan) {
  CommonFields common{.type = plan.type,
                      .cache = plan.cache,
                      .location = plan.location,
                      .robots = plan.robots,
                      .plain = {},
                      .gzip = {}};
  common.version.add(plan.type).add(plan.cache).add(plan.location).add(plan.robots);
  auto plain = std::make_shared<http::Ready>();
  auto& fields = plain->fields;
  fields.emplace_back("Content-Type", plan.type);
  fields.emplace_back("Cache-Control", plan.cache);
  fields.emplace_back("Vary", "Accept-Encoding");
  fields.emplace_back("X-Content-Type-Options", "nosniff");
  fields.emplace_back("Referrer-Policy", "strict-origin-when-cross-origin");
  if (!plan.location.empty()) fields.emplace_back("Location", plan.location);
  if (!plan.robots.empty()) fields.emplace_back("X-Robots-Tag", plan.robots);
  if (is_html(plan.type)) {
    fields.emplace_back("Content-Security-Policy", content_security_policy);
    fields.emplace_back("Permissions-Policy", permissions_policy);
    fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  }
  auto gzip = std::make_shared<http::Ready>();
  gzip->fields = fields;
  gzip->fields.emplace_back("Content-Encoding", "gzip");
  common.sound = http::prepare(*plain) && http::prepare(*gzip);
  common.plain = std::move(plain);
  common.gzip = std::move(gzip);
  return common;
}

// Nearly all pages have those of the one before: they are checked once. Good until the thread asks again.
const CommonFields& fields_of(const Plan& plan) {
  if (!plan.location.empty()) {  // each has its own, and many of them would push out what others have in common
    thread_local CommonFields last;
    if (!last.plain || !last.is_of(plan)) last = common_fields(plan);
    return last;
  }
  thread_local std::array<CommonFields, 8> known = [&] {
    std::array<CommonFields, 8> first;
    first.fill(common_fields(plan));
    return first;
  }();
  thread_local std::size_t oldest = 0;
  for (const CommonFields& each : known) {
    if (each.is_of(plan)) return each;
  }
  CommonFields& here = known[oldest++ % known.size()];
  here = common_fields(plan);
  return here;
}

// Memory held, without that of the fragments.
std::size_t bytes_of(const pages::Strip& strip) {
  return sizeof(strip) + strip.buffers.capacity() * sizeof(strip.buffers[0]) +
         strip.fragments.capacity() * sizeof(strip.fragments[0]);
}

// What follows from the chains of a page: its version and its text, and what is sent of both.
void sum_up(ReadyPage& page) {
  Version version("page");
  bool has_text = false;
  page.stitched.strips.reserve(page.filled.size());
  for (const FilledChainPtr& each : page.filled) {
    version.add(static_cast<std::int64_t>(each->chain->version));
    for (const pages::FragmentPtr& usual : each->usual) version.add(static_cast<std::int64_t>(usual->version));
    has_text = has_text || !each->strip->fragments.empty();
    page.stitched.strips.push_back(each->strip);
  }
  page.version = version.value();
  if (!has_text) return;
  pages::stitch_strips(page.stitched);
  http::Ready& gzip = page.gzip;
  gzip.body = page.stitched.buffers;
  gzip.length = page.stitched.length;
  if (page.status != 200) return;
  const std::string& etag = gzip.fields.emplace_back("ETag", etag_of(page.version, "-gz")).second;
  // Ours, of letters and digits: nothing that would have to be checked.
  gzip.lines.assign("ETag: ").append(etag).append("\r\n");
}

std::size_t beside(const std::string& text) {
  return text.capacity() > std::string().capacity() ? text.capacity() : 0;
}
std::size_t bytes_of(const http::Ready& ready) {
  std::size_t sum = beside(ready.lines) + ready.fields.capacity() * sizeof(ready.fields[0]);
  for (const auto& [name, value] : ready.fields) sum += beside(name) + beside(value);
  return sum;
}

std::uint64_t head_of(const Plan& plan) {
  Version version = fields_of(plan).version;
  return version.add(plan.status).add(plan.counted).value();
}

}  // namespace

std::string etag_of(std::uint64_t version, const char* coding) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(17, '"');
  for (std::size_t at = text.size() - 1; at > 0; --at, version >>= 4U) text[at] = digits[version & 0xFU];
  text += coding;
  text += '"';
  return text;
}

bool FilledChain::is_of(const pages::ChainPtr& other, const pages::SlotFiller& usual_in) const {
  if (chain != other) return false;
  std::size_t place = 0;
  for (const pages::Link& link : chain->links) {
    if (!link.text && usual_in(link.slot)->version != usual[place++]->version) return false;
  }
  return true;
}

bool FilledChain::is_as(const FilledChain& other) const {
  return chain->version == other.chain->version &&
         std::ranges::equal(usual, other.usual, [](const pages::FragmentPtr& one, const pages::FragmentPtr& another) {
           return one->version == another->version;
         });
}

FilledChainPtr FilledChains::find_or_fill(const pages::ChainPtr& chain, const pages::SlotFiller& usual_in,
                                          const std::vector<FilledChainPtr>& before, bool shared) {
  for (const FilledChainPtr& known : before) {
    if (known->is_of(chain, usual_in)) return known;
  }
  FilledChainPtr& known = known_[chain->version % known_.size()];
  if (known && known->is_of(chain, usual_in)) return known;
  auto filled = std::make_shared<FilledChain>();
  filled->chain = chain;
  std::vector<pages::FragmentPtr> fragments;
  pages::append_chain(fragments, *chain, [&](std::string_view slot) {
    filled->usual.push_back(usual_in(slot));
    return filled->usual.back();
  });
  filled->strip = pages::make_strip(std::move(fragments));
  filled->bytes = sizeof(FilledChain) + filled->usual.capacity() * sizeof(pages::FragmentPtr) +
                  bytes_of(*filled->strip) + chain->bytes();
  if (shared) known = filled;
  return filled;
}

std::size_t ReadyPage::bytes() const {
  std::size_t sum = sizeof(ReadyPage) + filled.capacity() * sizeof(FilledChainPtr) + bytes_of(gzip) +
                    subject.leading.capacity() * sizeof(edition::SummaryPtr) +
                    stitched.buffers.capacity() * sizeof(stitched.buffers[0]) +
                    stitched.strips.capacity() * sizeof(stitched.strips[0]);
  if (!is_common) sum += 2 * (sizeof(http::Ready) + bytes_of(*common));  // with and without a coding
  return sum;
}

std::vector<std::string> ReadyPage::slots() const {
  std::vector<std::string> names;
  for (const FilledChainPtr& each : filled) {
    for (const pages::Link& link : each->chain->links) {
      if (!link.text) names.push_back(link.slot);
    }
  }
  return names;
}

std::vector<pages::FragmentPtr> ReadyPage::usual() const {
  std::vector<pages::FragmentPtr> all;
  for (const FilledChainPtr& each : filled) all.insert(all.end(), each->usual.begin(), each->usual.end());
  return all;
}

bool ReadyPage::is_as_planned(const Plan& plan, const pages::SlotFiller& usual_in) const {
  const auto is_met = [](const FilledChainPtr& each, const ChainPlan& planned) {
    return planned.is_met_by(each->chain->version);
  };
  if (head != head_of(plan) || !std::ranges::equal(filled, plan.chains, is_met)) return false;
  // What a story is about may change where nothing of it is seen: a front shows no topics.
  if (has_places && subject != plan.subject) return false;
  return std::ranges::all_of(filled, [&](const FilledChainPtr& each) { return each->is_of(each->chain, usual_in); });
}

std::shared_ptr<const ReadyPage> put_together(const Plan& plan, const std::vector<pages::ChainPtr>& chains,
                                              const pages::SlotFiller& usual_in, FilledChains& filled, bool advertised,
                                              std::string_view language, const ReadyPage* before) {
  static const std::vector<FilledChainPtr> nothing;
  auto page = std::make_shared<ReadyPage>();
  page->status = plan.status;
  page->kind = plan.kind;
  page->counted = plan.counted;
  page->head = head_of(plan);
  page->filled.reserve(chains.size());
  bool has_slots = false;
  for (std::size_t at = 0; at < chains.size(); ++at) {
    // What is kept on disk is one page's own: it would only push out what many share.
    page->filled.push_back(filled.find_or_fill(chains[at], usual_in, before != nullptr ? before->filled : nothing,
                                               at >= plan.chains.size() || !plan.chains[at].kept));
    has_slots = has_slots || !page->filled.back()->usual.empty();
  }
  page->has_places = advertised && plan.status == 200 && is_html(plan.type) && has_slots;
  if (page->has_places) {
    page->subject = plan.subject;
    page->language = language;
  }
  const CommonFields& common = fields_of(plan);
  page->common = common.plain;
  page->gzip.common = common.plain;
  // Otherwise the fields go out one by one, and the connection refuses the one that would break the answer in two.
  page->prepared = common.sound;
  page->is_common = plan.location.empty();
  sum_up(*page);
  if (page->has_text()) page->gzip.common = common.gzip;
  return page;
}

std::shared_ptr<const ReadyPage> with_last(const ReadyPage& page, FilledChainPtr last) {
  auto fresh = std::make_shared<ReadyPage>();
  static_cast<PageHead&>(*fresh) = page;
  fresh->gzip.common = page.gzip.common;
  fresh->filled.reserve(page.filled.size());
  fresh->filled.assign(page.filled.begin(), page.filled.end() - 1);
  fresh->filled.push_back(std::move(last));
  sum_up(*fresh);
  return fresh;
}

}  // namespace vestnik::reader
