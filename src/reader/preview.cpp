// Previews: the page of what is not published yet, for who has the secret link.
#include <functional>
#include <unordered_set>

#include "pages/fragment.h"
#include "reader/article_page.h"
#include "reader/front_pages.h"
#include "reader/media_files.h"
#include "reader/portal.h"
#include "reader/preview_edition.h"
#include "reader/security_headers.h"
#include "store/catalogue.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

// Pictures that are not public are asked for under the preview's own address.
std::string with_own_media(const std::string& html, const content::WholeArticle& whole, const std::string& prefix) {
  constexpr std::string_view folder = "/media/";
  constexpr std::size_t digits = 64;
  std::unordered_set<std::string_view> own;
  for (const content::Asset& asset : whole.assets) own.insert(asset.digest);
  std::string out;
  std::size_t taken = 0;
  for (std::size_t at = html.find(folder); at != std::string::npos; at = html.find(folder, at + 1)) {
    if (!own.contains(std::string_view(html).substr(at + folder.size()).substr(0, digits))) continue;
    out.append(html, taken, at - taken).append(prefix);
    taken = at;
  }
  return out.append(html, taken);
}

// What hangs on it where it is published already: read as readers do.
Result<ArticleTexts> texts_of(store::Store& store, const content::Article& article) {
  return store.read_public([&](store::Session& session) {
    return ArticleTexts{.text = {.body = article.body,
                                 .lead_caption = article.lead_caption,
                                 .description = article.description,
                                 .canonical_url = article.canonical_url},
                        .comments = store::comments_of(session, article.id),
                        .comments_in_all = store::count_comments(session, article.id),
                        .corrections = store::corrections_of(session, article.id),
                        .has_history = store::has_history(session, article.id)};
  });
}

}  // namespace

namespace {

using Change = std::function<std::string(const std::string& html)>;

// `framed`: the newsroom shows it beside its own controls.
Result<http::Response> preview_response(const http::Request& request, const pages::SlotFiller& filler, const Plan& plan,
                                        const Change& change, bool framed) {
  std::vector<pages::FragmentPtr> fragments;
  for (const ChainPlan& each : plan.chains) {
    auto html = each.render();
    if (!html) return std::unexpected(html.error());
    const pages::ChainPtr chain = pages::make_chain(change(*html), each.version);
    pages::append_chain(fragments, *chain, filler);
  }
  const auto stitched = pages::stitch(std::move(fragments));
  std::string policy(content_security_policy);
  constexpr std::string_view alone = "frame-ancestors 'none'";
  if (framed) policy.replace(policy.find(alone), alone.size(), "frame-ancestors 'self'");
  http::Response response;
  response.with("Content-Type", plan.type)
      .with("Cache-Control", "no-store")
      .with("X-Robots-Tag", "noindex, nofollow, noarchive")
      // The address is the secret: it goes nowhere else.
      .with("Referrer-Policy", "no-referrer")
      .with("X-Content-Type-Options", "nosniff")
      .with("Content-Security-Policy", policy)
      .with("Permissions-Policy", std::string(permissions_policy))
      .with("Cross-Origin-Opener-Policy", "same-origin");
  if (!http::accepts_gzip(request)) {
    response.body.push_back(http::Buffer::of(pages::inflate(*stitched)));
    return response;
  }
  response.with("Content-Encoding", "gzip");
  for (const std::string_view bytes : stitched->buffers) response.body.push_back({stitched, bytes});
  return response;
}

}  // namespace

Result<http::Response> Portal::preview(const http::Request& request, const content::WholeArticle& whole,
                                       const std::string& prefix) {
  const edition::EditionPtr now = press_.current();
  const edition::SiteEdition* below = now->site_of(whole.article.site);
  if (below == nullptr) return fail(ErrorKind::not_found, "the article's site is not there");
  const PreviewSite site(*below, whole, parts_.clock());
  Context context{.edition = std::make_shared<PreviewEdition>(now, whole), .site = &site, .parts = &parts_};
  auto texts = texts_of(parts_.store, whole.article);
  if (!texts) return std::unexpected(texts.error());
  const Plan plan = article_plan(context, site.story(), std::move(*texts));
  const auto with_media = [&](const std::string& html) { return with_own_media(html, whole, prefix); };
  return preview_response(request, filler_for(context), plan, with_media, false);
}

Result<http::Response> Portal::preview_front(const http::Request& request, SiteId site, SectionId section,
                                             const content::Front& front) {
  const edition::EditionPtr now = press_.current();
  const edition::SiteEdition* below = now->site_of(site);
  if (below == nullptr) return fail(ErrorKind::not_found, "the site is not there");
  const ArrangedSite arranged(*below, section, front);
  const Context context{.edition = now, .site = &arranged, .parts = &parts_};
  const content::Section* of = section ? arranged.section(section) : nullptr;
  if (section && of == nullptr) return fail(ErrorKind::not_found, "the section is not there");
  const std::optional<Plan> plan = of ? section_plan(context, *of, 1) : home_plan(context);
  if (!plan) return fail(ErrorKind::not_found, "the front is not there");
  const auto as_it_is = [](const std::string& html) { return html; };
  return preview_response(request, filler_for(context), *plan, as_it_is, true);
}

Result<http::Response> Portal::preview_media(const http::Request& request, const content::WholeArticle& whole,
                                             std::string_view address) {
  for (const content::Asset& asset : whole.assets) {
    if (asset.digest.empty() || !address.starts_with("/media/" + asset.digest + "/")) continue;
    auto response = media_file(parts_.library, request, address, asset);
    if (!response) return response;
    std::erase_if(response->fields, [](const auto& field) { return field.first == "Cache-Control"; });
    response->with("Cache-Control", "no-store");
    return response;
  }
  return fail(ErrorKind::not_found, "no such file");
}

}  // namespace vestnik::reader
