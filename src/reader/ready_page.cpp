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

// The fields that all codings of such a page have, and as HTTP/1.1 has them; `sound`: they can be sent.
struct CommonFields {
  std::string type, cache, location, robots;
  Version version{"head"};  // of these
  http::Ready ready;
  bool sound = false;

  bool is_of(const Plan& plan) const {
    return type == plan.type && cache == plan.cache && location == plan.location && robots == plan.robots;
  }
};

CommonFields common_fields(const Plan& plan) {
  CommonFields common{
      .type = plan.type, .cache = plan.cache, .location = plan.location, .robots = plan.robots, .ready = {}};
  common.version.add(plan.type).add(plan.cache).add(plan.location).add(plan.robots);
  ReadyPage::Fields& fields = common.ready.fields;
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
  common.sound = http::prepare(common.ready);
  return common;
}

// Nearly all pages have those of the one before: they are checked once.
const CommonFields& fields_of(const Plan& plan) {
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
std::size_t bytes_of(const pages::Stitched& page) {
  return sizeof(page) + page.buffers.capacity() * sizeof(page.buffers[0]) +
         page.strips.capacity() * sizeof(page.strips[0]);
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
  const auto beside = [](const std::string& text) {
    return text.capacity() > std::string().capacity() ? text.capacity() : 0;
  };
  std::size_t sum = sizeof(ReadyPage) + filled.capacity() * sizeof(FilledChainPtr) + beside(etag_gzip) +
                    beside(gzip.lines) + gzip.fields.capacity() * sizeof(gzip.fields[0]) +
                    gzip.body.capacity() * sizeof(gzip.body[0]) +
                    subject.leading.capacity() * sizeof(edition::SummaryPtr) + (stitched ? bytes_of(*stitched) : 0);
  for (const auto& [name, value] : gzip.fields) sum += beside(name) + beside(value);
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
  Version version("page");
  std::vector<pages::StripPtr> strips;
  page->filled.reserve(chains.size());
  strips.reserve(chains.size());
  bool has_slots = false, has_text = false;
  for (std::size_t at = 0; at < chains.size(); ++at) {
    const pages::ChainPtr& chain = chains[at];
    // What is kept on disk is one page's own: it would only push out what many share.
    FilledChainPtr known = filled.find_or_fill(chain, usual_in, before != nullptr ? before->filled : nothing,
                                               at >= plan.chains.size() || !plan.chains[at].kept);
    version.add(static_cast<std::int64_t>(chain->version));
    for (const pages::FragmentPtr& usual : known->usual) version.add(static_cast<std::int64_t>(usual->version));
    has_slots = has_slots || !known->usual.empty();
    has_text = has_text || !known->strip->fragments.empty();
    strips.push_back(known->strip);
    page->filled.push_back(std::move(known));
  }
  page->version = version.value();
  page->etag_gzip = etag_of(page->version, "-gz");
  if (has_text) page->stitched = pages::stitch(std::move(strips));
  page->has_places = advertised && plan.status == 200 && is_html(plan.type) && has_slots;
  if (page->has_places) {
    page->subject = plan.subject;
    page->language = language;
  }

  const CommonFields& common = fields_of(plan);
  http::Ready& gzip = page->gzip;
  gzip.fields.reserve(common.ready.fields.size() + 2);
  gzip.fields.assign(common.ready.fields.begin(), common.ready.fields.end());
  gzip.lines.reserve(common.ready.lines.size() + 64);
  gzip.lines = common.ready.lines;
  page->common = gzip.fields.size();
  // Ours, of letters and digits: nothing that would have to be checked.
  const auto add = [&gzip](const char* name, const std::string& value) {
    gzip.fields.emplace_back(name, value);
    gzip.lines.append(name).append(": ").append(value).append("\r\n");
  };
  if (page->stitched) {
    if (page->status == 200) add("ETag", page->etag_gzip);
    add("Content-Encoding", "gzip");
    gzip.body = page->stitched->buffers;
    gzip.length = page->stitched->length;
  }
  // Otherwise the fields go out one by one, and the connection refuses the one that would break the answer in two.
  page->prepared = common.sound;
  return page;
}

}  // namespace vestnik::reader
