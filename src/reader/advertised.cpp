#include "reader/advertised.h"

#include <algorithm>
#include <tuple>

#include "advertising/records.h"
#include "content/address.h"
#include "reader/limits.h"
#include "reader/security_headers.h"
#include "reader/views_of.h"
#include "store/store.h"

namespace vestnik::reader {
namespace {

// An address that the reader has asked for, as the edition knows it.
struct Found {
  edition::Route::Kind kind = edition::Route::Kind::gone;
  std::int64_t id = 0;
};
std::optional<Found> find_page(const edition::SiteEdition& site, std::string_view path) {
  const auto route = site.route(content::route_key(http::percent_decode(path)));
  if (!route) return std::nullopt;
  return Found{route->kind, route->id};
}

// The page of this site that the reader comes from, its path and query; nothing where that is not told or another's.
std::optional<std::string_view> own_page_before(const http::Request& request) {
  std::string_view referer = request.field("referer");
  const std::size_t scheme = referer.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  referer.remove_prefix(scheme + 3);
  const std::size_t slash = std::min(referer.find('/'), referer.size());
  if (referer.substr(0, std::min(slash, referer.find(':'))) != request.host) return std::nullopt;
  return referer.substr(slash);
}

void add_words(const edition::Summary& story, std::string& words) {
  words.append(story.headline).append(" ").append(story.deck).append(" ");
}

}  // namespace

advertising::Surroundings surroundings_of(const edition::SiteEdition& site, const Subject& subject, bool with_words) {
  advertising::Surroundings page;
  page.site = site.site().id;
  page.language = site.site().language;
  SectionId section = subject.section;
  if (subject.topic) page.topics = {subject.topic};
  if (const edition::SummaryPtr& story = subject.story) {
    section = story->section;
    page.topics.assign(story->topics.begin(), story->topics.end());
    page.language = language_of(site, *story);
    if (with_words) add_words(*story, page.words);
  }
  for (const edition::SummaryPtr& story : subject.leading) {
    page.leading_topics.insert(page.leading_topics.end(), story->topics.begin(), story->topics.end());
    if (with_words) add_words(*story, page.words);
  }
  for (const content::Section* at = site.section(section); at != nullptr && page.sections.size() < 16;
       at = site.section(at->parent)) {
    page.sections.push_back(at->id);
  }
  return page;
}

bool is_within_a_visit(const http::Request& request) {
  return own_page_before(request).has_value();
}

bool is_from_a_preview(const http::Request& request) {
  const auto before = own_page_before(request);
  return before && before->find("?advertisement=") != std::string_view::npos;
}

SectionId section_of_referer(const Context& context, const http::Request& request) {
  const auto before = own_page_before(request);
  if (context.site == nullptr || !before || before->empty()) return advertising::section_not_known;
  const auto found = find_page(*context.site, before->substr(0, before->find('?')));
  if (!found) return {};
  if (found->kind == edition::Route::Kind::section) return SectionId{found->id};
  if (found->kind != edition::Route::Kind::article) return {};
  const edition::SummaryPtr story = context.site->article(ArticleId{found->id});
  return story ? story->section : SectionId{};
}

namespace {

http::Response captions_response(const advertising::Creative& creative) {
  http::Response response;
  response.with("Content-Type", "text/vtt; charset=utf-8")
      .with("Cache-Control", "private, max-age=300")
      .with("X-Content-Type-Options", "nosniff")
      .with("X-Robots-Tag", "noindex")
      .with("Content-Security-Policy", "default-src 'none'; sandbox");
  response.body.push_back(http::Buffer::of(creative.captions));
  return response;
}

http::Response frame_response(const advertising::Creative& creative, bool political, const AskedPart& asked,
                              std::string_view key) {
  http::Response response;
  response.with("Content-Type", "text/html; charset=utf-8")
      .with("Cache-Control", "private, max-age=300")
      .with("X-Content-Type-Options", "nosniff")
      .with("X-Robots-Tag", "noindex")
      .with("Referrer-Policy", "no-referrer")
      .with("Content-Security-Policy", std::string(advertising::frame_policy(creative, political)))
      .with("Permissions-Policy", std::string(permissions_policy));
  response.body.push_back(
      http::Buffer::of(advertising::frame_document(creative, asked.of.slot, key, political, asked.preview)));
  return response;
}

}  // namespace

bool is_part(std::string_view path) {
  return path.starts_with(advertising::frame_folder) || path.starts_with(advertising::captions_folder) ||
         path.starts_with(advertising::preview_frame_folder) || path.starts_with(advertising::preview_captions_folder);
}

std::optional<AskedPart> read_part(std::string_view path, std::string_view key) {
  for (const auto& [folder, kind, preview] :
       {std::tuple{advertising::captions_folder, AskedPart::Kind::captions, false},
        std::tuple{advertising::preview_captions_folder, AskedPart::Kind::captions, true},
        std::tuple{advertising::frame_folder, AskedPart::Kind::frame, false},
        std::tuple{advertising::preview_frame_folder, AskedPart::Kind::frame, true}}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view signed_as = preview ? advertising::preview_folder : std::string_view("/ad/");
    const auto of =
        advertising::read_click_path(std::string(signed_as) + std::string(path.substr(folder.size())), key, preview);
    return of ? std::optional(AskedPart{kind, *of, preview}) : std::nullopt;
  }
  return std::nullopt;
}

Result<http::Response> part_response(const advertising::Creative& creative, bool political, const AskedPart& asked,
                                     std::string_view key) {
  if (asked.kind == AskedPart::Kind::frame && creative.is_framed()) {
    return frame_response(creative, political, asked, key);
  }
  if (asked.kind == AskedPart::Kind::captions && !creative.captions.empty()) return captions_response(creative);
  return fail(ErrorKind::not_found, "no such advertisement");
}

Result<std::map<std::string, pages::FragmentPtr>> preview_fragments(const Context& context, advertising::AdServer& ads,
                                                                    advertising::CreativeId id,
                                                                    const std::string& language) {
  using Fragments = std::map<std::string, pages::FragmentPtr>;
  return context.parts->store.read([&](store::Session& session) -> Result<Fragments> {
    const auto creative = advertising::find_creative(session, id);
    const auto campaign = creative ? advertising::find_campaign(session, creative->campaign) : std::nullopt;
    if (!campaign) return fail(ErrorKind::not_found, "no such advertisement");
    const auto votes = advertising::all_votes(session);
    Fragments fragments;
    for (const std::string_view slot : advertising::slot_names) {
      if (!advertising::may_stand_in(*campaign, *creative, slot)) continue;
      auto fragment = advertising::render(session, *campaign, *creative, slot, language, votes, ads.key(), true);
      if (fragment) fragments.emplace(slot, std::move(fragment));
    }
    return fragments;
  });
}

Result<LateTold> late_told(const Context& context, const advertising::Told& told) {
  const Time now = context.parts->clock();
  return context.parts->store.read([&](store::Session& session) -> Result<LateTold> {
    const auto creative = advertising::find_creative(session, told.of.creative);
    const auto campaign = creative ? advertising::find_campaign(session, creative->campaign) : std::nullopt;
    const auto shown = campaign ? advertising::as_approved(session, *campaign, *creative) : std::nullopt;
    if (!shown) return fail(ErrorKind::not_found, "no such advertisement");
    const bool is_film = shown->kind == advertising::Creative::Kind::video;
    if (told.what == advertising::Told::What::played && !is_film) {
      return fail(ErrorKind::not_found, "no such film");
    }
    return LateTold{shown->address, campaign->last_shown && now - *campaign->last_shown < limits::late_counts};
  });
}

http::Response told_response(const advertising::Told& told, const std::string& address) {
  if (told.what != advertising::Told::What::clicked) {
    http::Response response;
    response.status = 204;
    return response;
  }
  http::Response response = http::text_response(302, "");
  response.with("Location", address).with("Cache-Control", "no-store").with("X-Robots-Tag", "noindex");
  return response;
}

}  // namespace vestnik::reader
