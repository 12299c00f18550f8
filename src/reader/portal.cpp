#include "reader/portal.h"

#include <cstdio>

#include "base/log.h"
#include "pages/views.h"
#include "reader/addresses.h"
#include "reader/error_page.h"
#include "reader/media_files.h"
#include "reader/security_headers.h"

namespace vestnik::reader {

namespace asio = boost::asio;

namespace {

constexpr std::size_t hot_pages_of_thread = 4'096;

// Whether an address may stay hot: what anybody can make up after "?" may not push real pages out.
bool may_stay_hot(const http::Request& request) {
  return request.query.empty() || (request.query.starts_with("page=") && request.query.size() < 12);
}

std::string etag_of(std::uint64_t version, bool gzip) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "\"%016llx%s\"", static_cast<unsigned long long>(version), gzip ? "-gz" : "");
  return text.data();
}

bool is_html(std::string_view type) {
  return type.starts_with("text/html");
}

std::optional<http::Response> alias_redirect(const Context& context, const http::Request& request) {
  const content::Site& site = context.site->site();
  if (request.host == site.host) return std::nullopt;
  for (const std::string& alias : site.aliases) {
    if (request.host == alias) {
      http::Response response = http::text_response(301, "");
      response.with("Location", site.base_url + request.target);
      return response;
    }
  }
  return std::nullopt;
}

http::Response nothing_here() {
  return http::text_response(404, "There is no site here yet. Fill it with \"vestnik demo\" or \"vestnik import\".\n");
}

bool is_reading(const http::Request& request) {
  return request.method == http::Method::get || request.method == http::Method::head;
}

// A browser that only fetches ahead is no reader.
bool is_read_by_somebody(const http::Request& request) {
  return request.method == http::Method::get && request.field("sec-purpose").empty();
}

}  // namespace

struct Portal::Page {
  unsigned status = 200;
  std::shared_ptr<const pages::Stitched> stitched;
  std::uint64_t version = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string etag, etag_gzip;
  ArticleId counted;
};

struct Portal::Seat {
  explicit Seat(const edition::Press& press) : reader(press) {}
  struct Hot {
    std::int64_t edition = 0;
    const edition::SiteEdition* site = nullptr;
    PagePtr page;
  };
  edition::Press::Reader reader;
  std::unordered_map<std::string, Hot> hot;
};

Portal::Portal(Parts parts, edition::Press& press, http::Pool& pool, SlotFiller& slots, Counts& counts)
    : parts_(std::move(parts)), press_(press), pool_(pool), slots_(slots), counts_(counts), flights_(pool) {}

Portal::~Portal() = default;

Portal::Seat& Portal::seat() {
  // A thread's seat at this portal; held weakly, since tests make several portals one after the other.
  thread_local std::unordered_map<const Portal*, std::weak_ptr<Seat>> seats;
  thread_local const Portal* last_portal = nullptr;
  thread_local std::weak_ptr<Seat> last_seat;
  if (last_portal == this) {
    if (const std::shared_ptr<Seat> known = last_seat.lock()) return *known;
  }
  std::shared_ptr<Seat> known = seats[this].lock();
  if (!known) {
    known = std::make_shared<Seat>(press_);
    seats[this] = known;
    const std::scoped_lock lock(seats_mutex_);
    seats_.push_back(known);
  }
  last_portal = this;
  last_seat = known;
  return *known;
}

Context Portal::context_of(Seat& seat, const http::Request& request) {
  Context context{.edition = seat.reader.keep(), .site = nullptr, .parts = &parts_};
  context.site = context.edition->site_for(request.host);
  return context;
}

std::optional<http::Response> Portal::answer_now(const http::Request& request) {
  if (!is_reading(request)) return std::nullopt;
  if (auto file = theme_response(request)) return file;
  if (request.path.starts_with("/media/")) return std::nullopt;
  Seat& here = seat();
  const edition::Edition& edition = here.reader.now();
  const edition::SiteEdition* site = edition.site_for(request.host);
  if (site == nullptr) return nothing_here();

  const auto hot = here.hot.find(request.target);
  if (hot != here.hot.end() && hot->second.edition == edition.number() && hot->second.site == site) {
    return respond(request, hot->second.page);
  }
  const Context context = context_of(here, request);
  if (auto redirect = alias_redirect(context, request)) return redirect;
  const Plan plan = plan_of(context, request);
  const PagePtr page = from_cache(context, plan, request);
  return page ? std::optional(respond(request, page)) : std::nullopt;
}

Portal::PagePtr Portal::from_cache(const Context& context, const Plan& plan, const http::Request& request) {
  std::vector<pages::ChainPtr> chains;
  chains.reserve(plan.chains.size());
  for (const ChainPlan& each : plan.chains) {
    pages::ChainPtr chain = chains_.find(each.version);
    if (!chain) return nullptr;
    chains.push_back(std::move(chain));
  }
  return assemble(context, plan, request, std::move(chains));
}

Portal::PagePtr Portal::assemble(const Context& context, const Plan& plan, const http::Request& request,
                                 std::vector<pages::ChainPtr> chains) {
  auto page = std::make_shared<Page>();
  page->status = plan.status;
  page->counted = plan.counted;
  Version version("page");
  std::vector<pages::FragmentPtr> fragments;
  const pages::SlotFiller fill = [&](std::string_view slot) {
    pages::FragmentPtr fragment = slots_.fill(*context.edition, *context.site, slot);
    version.add(static_cast<std::int64_t>(fragment->version));
    return fragment;
  };
  for (const pages::ChainPtr& chain : chains) {
    version.add(static_cast<std::int64_t>(chain->version));
    pages::append_chain(fragments, *chain, fill);
  }
  page->version = version.value();
  page->etag = etag_of(page->version, false);
  page->etag_gzip = etag_of(page->version, true);
  if (!fragments.empty()) page->stitched = pages::stitch(std::move(fragments));

  page->fields.emplace_back("Content-Type", plan.type);
  page->fields.emplace_back("Cache-Control", plan.cache);
  page->fields.emplace_back("Vary", "Accept-Encoding");
  page->fields.emplace_back("X-Content-Type-Options", "nosniff");
  page->fields.emplace_back("Referrer-Policy", "strict-origin-when-cross-origin");
  if (!plan.location.empty()) page->fields.emplace_back("Location", plan.location);
  if (!plan.robots.empty()) page->fields.emplace_back("X-Robots-Tag", plan.robots);
  if (is_html(plan.type)) {
    page->fields.emplace_back("Content-Security-Policy", content_security_policy);
    page->fields.emplace_back("Permissions-Policy", permissions_policy);
    page->fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  }

  if (plan.keep && may_stay_hot(request)) {
    Seat& here = seat();
    if (here.hot.size() >= hot_pages_of_thread) here.hot.clear();
    here.hot[request.target] = {.edition = context.edition->number(), .site = context.site, .page = page};
  }
  return page;
}

http::Response Portal::respond(const http::Request& request, const PagePtr& page) {
  if (page->counted && is_read_by_somebody(request)) counts_.count(page->counted);
  http::Response response;
  response.status = page->status;
  response.fields = page->fields;
  if (!page->stitched) return response;
  const bool gzip = http::accepts_gzip(request);
  const std::string& etag = gzip ? page->etag_gzip : page->etag;
  if (page->status == 200) {
    response.with("ETag", etag);
    if (http::not_modified(request, etag)) {
      response.status = 304;
      return response;
    }
  }
  if (gzip) {
    response.with("Content-Encoding", "gzip");
    response.body.reserve(page->stitched->buffers.size());
    for (const std::string_view bytes : page->stitched->buffers) response.body.push_back({page->stitched, bytes});
  } else {
    response.body.push_back(http::Buffer::of(pages::inflate(*page->stitched)));
  }
  return response;
}

pages::SlotFiller Portal::filler_for(const Context& context) {
  return [this, context](std::string_view slot) { return slots_.fill(*context.edition, *context.site, slot); };
}

asio::awaitable<Result<Portal::PagePtr>> Portal::make(Context context, Plan plan, http::Request request) {
  std::vector<pages::ChainPtr> chains;
  for (const ChainPlan& each : plan.chains) {
    pages::ChainPtr chain = chains_.find(each.version);
    if (!chain) {
      // A variable, not a temporary of the co_await: see http::Pool::run.
      std::function<Result<pages::ChainPtr>()> work = [this, each, context]() -> Result<pages::ChainPtr> {
        // Made between the look above and now, where flights follow each other closely.
        if (pages::ChainPtr there = chains_.find(each.version)) return there;
        auto html = each.render();
        if (!html) return std::unexpected(html.error());
        pages::ChainPtr fresh = pages::make_chain(*html, each.version, filler_for(context));
        chains_.put(fresh);
        return fresh;
      };
      auto made = co_await flights_.run(each.version, work);
      if (!made) co_return std::unexpected(made.error());
      chain = std::move(*made);
    }
    chains.push_back(std::move(chain));
  }
  co_return assemble(context, plan, request, std::move(chains));
}

asio::awaitable<http::Response> Portal::answer(http::Request request) {
  if (!is_reading(request)) {
    http::Response response = http::text_response(405, "Only GET and HEAD are answered here.\n");
    response.with("Allow", "GET, HEAD");
    co_return response;
  }
  Context context = context_of(seat(), request);
  if (context.site == nullptr) co_return nothing_here();
  if (request.path.starts_with("/media/")) {
    auto work = [context, request] { return media_response(context, request); };
    auto media = co_await pool_.run(work);
    if (media) co_return std::move(*media);
    co_return co_await error(context, request, media.error());
  }
  auto page = co_await make(context, plan_of(context, request), request);
  if (!page && page.error().kind == ErrorKind::not_found) {
    // Unpublished between the plan and the rendering: the newest edition knows.
    context = context_of(seat(), request);
    page = co_await make(context, plan_of(context, request), request);
  }
  if (page) co_return respond(request, *page);
  co_return co_await error(context, request, page.error());
}

asio::awaitable<http::Response> Portal::error_response(http::Request request, Error problem) {
  Context context = context_of(seat(), request);
  if (context.site == nullptr) co_return nothing_here();
  co_return co_await error(std::move(context), std::move(request), std::move(problem));
}

asio::awaitable<http::Response> Portal::error(Context context, http::Request request, Error problem) {
  unsigned status = 500;
  if (problem.kind == ErrorKind::not_found || problem.kind == ErrorKind::invalid) status = 404;
  if (problem.kind == ErrorKind::busy || problem.kind == ErrorKind::unavailable) status = 503;
  if (status == 500) log::failure(problem);
  auto page = co_await make(context, error_plan(context, status), request);
  http::Response response = page ? respond(request, *page) : http::text_response(status, "Try again in a moment.\n");
  if (status == 503) response.with("Retry-After", "2");
  co_return response;
}

std::optional<http::Response> theme_response(const http::Request& request) {
  const pages::ThemeFile* file = nullptr;
  if (request.path.starts_with("/assets/")) {
    file = pages::find_theme_file(request.path);
  } else if (request.path == "/favicon.ico") {
    file = pages::find_theme_file(pages::theme_path("favicon.ico"));
  }
  if (file == nullptr) return std::nullopt;
  http::Response response;
  response.with("Content-Type", std::string(file->mime))
      .with("Cache-Control",
            request.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=86400")
      .with("X-Content-Type-Options", "nosniff");
  const bool gzip = !file->gzip.empty() && http::accepts_gzip(request);
  if (!file->gzip.empty()) response.with("Vary", "Accept-Encoding");
  if (gzip) response.with("Content-Encoding", "gzip");
  response.body.push_back({nullptr, gzip ? file->gzip : file->bytes});
  return response;
}

}  // namespace vestnik::reader
