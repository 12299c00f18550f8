#include "reader/ready_page.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "reader/security_headers.h"

namespace vestnik::reader {
namespace {

bool is_html(std::string_view type) {
  return type.starts_with("text/html");
}

std::uint64_t head_of(const Plan& plan) {
  Version version("head");
  version.add(plan.status).add(plan.type).add(plan.cache).add(plan.location).add(plan.robots).add(plan.counted);
  return version.value();
}

}  // namespace

std::string etag_of(std::uint64_t version, const char* coding) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "\"%016llx%s\"", static_cast<unsigned long long>(version), coding);
  return text.data();
}

bool ReadyPage::is_as_planned(const Plan& plan, const pages::SlotFiller& usual_in) const {
  const auto is_of = [](const pages::ChainPtr& chain, const ChainPlan& planned) {
    return planned.is_met_by(chain->version);
  };
  if (head != head_of(plan) || !std::ranges::equal(chains, plan.chains, is_of)) return false;
  // What a story is about may change where nothing of it is seen: a front shows no topics.
  if (has_places && subject != plan.subject) return false;
  for (std::size_t place = 0; place < slots.size(); ++place) {
    if (usual_in(slots[place])->version != usual[place]->version) return false;
  }
  return true;
}

std::shared_ptr<const ReadyPage> put_together(const Plan& plan, std::vector<pages::ChainPtr> chains,
                                              const pages::SlotFiller& usual_in, bool advertised,
                                              std::string_view language) {
  auto page = std::make_shared<ReadyPage>();
  page->status = plan.status;
  page->kind = plan.kind;
  page->counted = plan.counted;
  page->head = head_of(plan);
  Version version("page");
  std::vector<pages::FragmentPtr> fragments;
  const pages::SlotFiller fill = [&](std::string_view slot) {
    pages::FragmentPtr fragment = usual_in(slot);
    version.add(static_cast<std::int64_t>(fragment->version));
    page->slots.emplace_back(slot);
    page->usual.push_back(fragment);
    return fragment;
  };
  for (const pages::ChainPtr& chain : chains) {
    version.add(static_cast<std::int64_t>(chain->version));
    pages::append_chain(fragments, *chain, fill);
  }
  page->version = version.value();
  page->etag_gzip = etag_of(page->version, "-gz");
  if (!fragments.empty()) page->stitched = pages::stitch(std::move(fragments));
  page->chains = std::move(chains);
  page->has_places = advertised && plan.status == 200 && is_html(plan.type) && !page->slots.empty();
  if (page->has_places) {
    page->subject = plan.subject;
    page->language = language;
  }

  ReadyPage::Fields& fields = page->gzip.fields;
  fields.reserve(13);
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
  page->common = fields.size();
  if (page->stitched) {
    if (page->status == 200) fields.emplace_back("ETag", page->etag_gzip);
    fields.emplace_back("Content-Encoding", "gzip");
    page->gzip.body = page->stitched->buffers;
  }
  // Otherwise the fields go out one by one, and the connection refuses the one that would break the answer in two.
  page->prepared = http::prepare(page->gzip);
  return page;
}

}  // namespace vestnik::reader
