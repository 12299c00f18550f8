#include "reader/portal.h"

#include <algorithm>

#include "advertising/limits.h"
#include "base/limits.h"
#include "base/log.h"
#include "reader/addresses.h"
#include "reader/advertised.h"
#include "reader/advertised_page.h"
#include "reader/advertising_pages.h"
#include "reader/article_page.h"
#include "reader/error_page.h"
#include "reader/kept_chains.h"
#include "reader/limits.h"
#include "reader/live_events.h"
#include "reader/media_files.h"
#include "reader/portal_seat.h"
#include "reader/theme_response.h"
#include "reader/under_article.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace asio = boost::asio;

namespace {

// Whether an address may stay hot: what anybody can make up after "?" may not push real pages out.
bool may_stay_hot(const http::Request& request) {
  return request.query.empty() || (request.query.starts_with("page=") && request.query.size() < 12);
}

bool is_alias(const content::Site& site, const http::Request& request) {
  return request.host != site.host && std::ranges::find(site.aliases, request.host) != site.aliases.end();
}

// To the site's own host, and where an old address is known there straight to what it leads to: one redirect, not two.
http::Response alias_redirect(const content::Site& site, const http::Request& request, const Plan& plan) {
  const bool leads_on = plan.status == 301 && plan.location.starts_with('/');
  http::Response response = http::text_response(301, "");
  response.with("Location", site.base_url + (leads_on ? plan.location : request.target));
  return response;
}

bool is_one(const advertising::Chosen& chosen) {
  return static_cast<bool>(chosen);
}

// A page with what was chosen for its slots.
struct Advertised {
  std::shared_ptr<const pages::Stitched> stitched;  // nullptr where nothing was chosen: the usual stands there
  std::string etag;
};

// `chosen`: for each slot of the page, in order.
Advertised with_chosen(const ReadyPage& page, const advertising::Offers& offers,
                       const std::vector<advertising::Chosen>& chosen, bool gzip) {
  if (std::ranges::none_of(chosen, &is_one)) return {};
  Version version("advertised");
  version.add(static_cast<std::int64_t>(page.version));
  std::vector<pages::FragmentPtr> fragments;
  const std::vector<pages::FragmentPtr> usual = page.usual();
  std::size_t place = 0;
  const pages::SlotFiller fill = [&](std::string_view) {
    const advertising::Chosen& here = chosen[place];
    const pages::FragmentPtr& fragment =
        here ? offers.lineup->lines[here.line].creatives[here.creative].fragments[offers.language][offers.slots[place]]
             : usual[place];
    ++place;
    version.add(static_cast<std::int64_t>(fragment->version));
    return fragment;
  };
  for (const FilledChainPtr& each : page.filled) pages::append_chain(fragments, *each->chain, fill);
  return {.stitched = pages::stitch(std::move(fragments)), .etag = etag_of(version.value(), gzip ? "-gz" : "")};
}

http::Response nothing_here() {
  return http::text_response(404, "There is no site here yet. Fill it with \"vestnik demo\" or \"vestnik import\".\n");
}

bool is_conditional(const http::Request& request) {
  return !request.field("if-none-match").empty();
}

// A browser that only fetches ahead is no reader.
bool is_read_by_somebody(const http::Request& request) {
  return request.method == http::Method::get && request.field("sec-purpose").empty();
}

}  // namespace

Portal::Portal(Parts parts, edition::Press& press, http::Pool& pool, http::Pool& search_pool, SlotFiller& slots,
               Counts& counts, advertising::AdServer* advertising)
    : parts_(std::move(parts)),
      press_(press),
      pool_(pool),
      slots_(slots),
      counts_(counts),
      advertising_(advertising),
      flights_(pool),
      search_flights_(search_pool, limits::queued_searches),
      whole_pages_(pool) {}

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
    known = std::make_shared<Seat>(press_, parts_.hot_bytes);
    if (advertising_ != nullptr) known->desk = advertising_->take_desk();
    seats[this] = known;
    const std::scoped_lock lock(seats_mutex_);
    seats_.push_back(known);
  }
  last_portal = this;
  last_seat = known;
  return *known;
}

Context Portal::context_of(Seat& seat, const http::Request& request) {
  Context context{.edition = seat.reader.keep(), .site = nullptr, .parts = &parts_, .pieces = &pieces_};
  context.site = context.edition->site_for(request.host);
  return context;
}

std::size_t Portal::body_limit(const http::Request& head) const {
  return advertising_ != nullptr && is_flag(head) ? limits::flag_bytes : limits::unwanted_body_bytes;
}

std::optional<http::Response> Portal::moved_away(const http::Request& request) {
  if (!is_reading(request)) return std::nullopt;
  const edition::SiteEdition* site = seat().reader.now().site_for(request.host);
  if (site == nullptr) return std::nullopt;
  const auto route = site->route(content::route_key(http::percent_decode(request.path)));
  if (!route || route->kind != edition::Route::Kind::redirect || route->path.empty()) return std::nullopt;
  http::Response response = http::text_response(301, "");
  response.with("Location", encoded(route->path)).with("Cache-Control", "no-cache");
  return response;
}

std::optional<http::Response> Portal::answer_now(const http::Request& request) {
  if (advertising_ != nullptr && request.path.starts_with("/ad/")) return advertising_response(request);
  if (!is_reading(request)) return std::nullopt;
  if (auto file = theme_response(request)) return file;
  if (request.path.starts_with("/media/") || is_of_advertising(request)) return std::nullopt;
  if (request.query.starts_with("advertisement=")) return std::nullopt;  // perhaps a preview
  Seat& here = seat();
  const edition::Edition& edition = here.reader.now();
  const edition::SiteEdition* site = edition.site_for(request.host);
  if (site == nullptr) return nothing_here();

  // Before anything else: an alias's pages have the same addresses as the site's own.
  if (is_alias(site->site(), request)) {
    const Context context = context_of(here, request);  // what `site` points to may be gone with it
    if (context.site == nullptr) return nothing_here();
    return alias_redirect(context.site->site(), request, plan_of(context, request));
  }
  if (parts_.live != nullptr && request.path == "/events" && !site->route("/events")) {
    return parts_.live->answer(request, *site);
  }
  here.tend(edition);
  Hot* const hot = here.hot.find(request.target);
  if (hot != nullptr && hot->edition == edition.number() && hot->site == site &&
      (hot->until == Time::max() || parts_.clock() < hot->until)) {
    return respond(request, *site, hot->page, hot);
  }
  // From here on what the context has: a newer edition may be there by now, and it alone is kept.
  const Context context = context_of(here, request);
  if (context.site == nullptr) return nothing_here();
  const bool holds =
      hot != nullptr && hot->basis && (hot->until == Time::max() || parts_.clock() < hot->until) &&
      hot->basis->holds(*context.edition, context.site->site().id, usual_in(here, context).around, hot->edition);
  if (holds && take_over(here, context, *hot)) return respond(request, *context.site, hot->page, hot);
  const Plan plan =
      holds ? article_plan_after(context, *hot->basis, hot->page->filled.front()->chain->version, hot->until)
            : plan_of(context, request);
  if (hot != nullptr && plan.keep && hot->page->is_as_planned(plan, usual_of(here, context))) {
    hot->edition = context.edition->number();
    hot->site = context.site;
    hot->until = plan.until;
    if (!holds) hot->basis = plan.basis;
    return respond(request, *context.site, hot->page, hot);
  }
  const PagePtr page = from_cache(context, plan, request, holds ? hot : nullptr);
  return page ? std::optional(respond(request, *context.site, page)) : std::nullopt;
}

void Portal::Seat::tend(const edition::Edition& edition) {
  hot.make_room();  // for what was added to pages since they were placed
  if (tended != edition.number()) {
    tended = edition.number();
    const std::int64_t anew = edition.marks() != nullptr ? edition.marks()->all_changed() : 0;
    if (anew > read_anew) {
      read_anew = anew;
      hot.look_through();
    }
  }
  if (!hot.is_looking()) return;
  hot.look_on([this](Hot& page) {
    if (page.offers_of >= 0 && page.offers_of != lineup_of) {
      page.offers = {};
      page.offers_of = -1;
      page.advertised = nullptr;
      count_offers(page);
    }
    return page.edition < read_anew;
  });
}

void Portal::Seat::count_offers(Hot& page) {
  const std::size_t before = page.offers_bytes;
  page.offers_bytes = page.offers.slots.capacity();
  for (const auto& lines : page.offers.lines) page.offers_bytes += lines.capacity() * sizeof(lines[0]);
  if (page.advertised) page.offers_bytes += page.advertised->bytes();
  hot.add_bytes(static_cast<std::ptrdiff_t>(page.offers_bytes) - static_cast<std::ptrdiff_t>(before));
}

Portal::HotPages Portal::hot_pages() const {
  HotPages all;
  const std::scoped_lock lock(seats_mutex_);
  for (const std::shared_ptr<Seat>& each : seats_) {
    all.pages += each->hot.size();
    all.bytes += each->hot.bytes();
    all.most_bytes += each->hot.most_bytes();
  }
  return all;
}

Portal::Usual& Portal::usual_in(Seat& seat, const Context& context) {
  Usual& usual = seat.usual[context.site->site().id];
  if (usual.edition == context.edition->number() && usual.site == context.site) return usual;
  // Should one of the following fail, none of it holds and the next request begins again.
  usual.edition = -1;
  const std::uint64_t filling = std::exchange(usual.filling, ++seat.fillings);
  usual.under.clear();
  bool is_as_before = filling != 0;
  for (auto& [slot, before] : usual.slots) {
    pages::FragmentPtr now = slots_.fill(*context.edition, *context.site, slot);
    is_as_before = is_as_before && now->version == before->version;
    before = std::move(now);
  }
  if (is_as_before) usual.filling = filling;
  usual.around = chrome_version(context);
  usual.site = context.site;
  usual.edition = context.edition->number();
  return usual;
}

pages::SlotFiller Portal::usual_of(Seat& seat, const Context& context) {
  Usual& usual = usual_in(seat, context);
  return [this, &usual, &context](std::string_view slot) {
    const auto known =
        std::ranges::find(usual.slots, slot, [](const auto& each) { return std::string_view(each.first); });
    if (known != usual.slots.end()) return known->second;
    return usual.slots.emplace_back(slot, slots_.fill(*context.edition, *context.site, slot)).second;
  };
}

const FilledChainPtr* Portal::under_article(Seat& seat, const Context& context, const edition::Summary& story) {
  Usual& usual = usual_in(seat, context);
  auto known = usual.under.find(story.section);
  if (known == usual.under.end()) {
    UnderSection under = under_section(context, story.section);
    const pages::ChainPtr chain = find(under.chain);
    if (!chain) return nullptr;
    FilledChainPtr filled = seat.filled.find_or_fill(chain, usual_of(seat, context), {}, true);
    known = usual.under.emplace(story.section, Usual::Under{std::move(under.shown), std::move(filled)}).first;
  }
  return known->second.shown.has(story.id) ? nullptr : &known->second.filled;
}

bool Portal::take_over(Seat& seat, const Context& context, Hot& hot) {
  const edition::Summary& story = *hot.basis->story;
  if (story.kind == content::Kind::page || hot.page->filled.size() != 2) return false;
  const FilledChainPtr* const under = under_article(seat, context, story);
  if (under == nullptr) return false;
  const FilledChain& own = *hot.page->filled.front();
  const FilledChain& last = *hot.page->filled.back();
  if (last.usual.empty() != (*under)->usual.empty()) return false;
  const std::uint64_t filling = usual_in(seat, context).filling;
  if (own.filling != filling) {
    if (!own.is_of(own.chain, usual_of(seat, context))) return false;
    own.filling = filling;
  }
  if (!last.is_as(**under)) {
    PagePtr page = with_last(*hot.page, *under);
    // The offers are of the slots' names, and of what the page is about.
    const bool other_slots = hot.offers_of >= 0 && !pages::have_same_slots(*last.chain, *(*under)->chain);
    seat.hot.add_bytes(static_cast<std::ptrdiff_t>(Hot::hold(*page)));
    seat.hot.add_bytes(-static_cast<std::ptrdiff_t>(hot.let_go()));
    hot.page = std::move(page);
    hot.since = parts_.clock();
    hot.asked = 0;
    hot.whole = nullptr;
    hot.advertised = nullptr;
    if (other_slots) {
      hot.offers = {};
      hot.offers_of = -1;
    }
    seat.count_offers(hot);
  }
  hot.edition = context.edition->number();
  hot.site = context.site;
  return true;
}

pages::ChainPtr Portal::find(const ChainPlan& plan) {
  pages::ChainPtr chain = chains_.find(plan.version);
  if (!chain && plan.made_as() != plan.version) chain = chains_.find(plan.made_as());
  if (chain || !plan.kept || parts_.kept == nullptr) return chain;
  chain = parts_.kept->find_at_once(plan.version);
  if (chain) chains_.put(chain);
  return chain;
}

Result<pages::ChainPtr> Portal::find_or_make(const ChainPlan& plan, const Context& context) {
  // Made since somebody last looked, where flights follow each other closely.
  if (pages::ChainPtr there = chains_.find(plan.made_as())) return there;
  const bool kept = plan.kept && parts_.kept != nullptr;
  if (pages::ChainPtr there = kept ? parts_.kept->find(plan.version) : nullptr) {
    chains_.put(there);
    return there;
  }
  auto html = plan.render();
  if (!html) return std::unexpected(html.error());
  pages::ChainPtr fresh = pages::make_chain(*html, plan.made_as(), filler_for(context), plan.asked, &packed_);
  chains_.put(fresh);
  if (kept) parts_.kept->put(*fresh, context.edition->change());
  return fresh;
}

Portal::PagePtr Portal::from_cache(const Context& context, const Plan& plan, const http::Request& request,
                                   const Hot* after) {
  std::vector<pages::ChainPtr> chains;
  chains.reserve(plan.chains.size());
  if (after != nullptr) chains.push_back(after->page->filled.front()->chain);
  for (std::size_t at = chains.size(); at < plan.chains.size(); ++at) {
    pages::ChainPtr chain = find(plan.chains[at]);
    if (!chain) return nullptr;
    chains.push_back(std::move(chain));
  }
  return assemble(context, plan, request, chains, after);
}

Portal::PagePtr Portal::assemble(const Context& context, const Plan& plan, const http::Request& request,
                                 const std::vector<pages::ChainPtr>& chains, const Hot* after) {
  Seat& here = seat();
  const Hot* const before = here.hot.find(request.target);
  PagePtr page = put_together(plan, chains, usual_of(here, context), here.filled, advertising_ != nullptr,
                              context.site->site().language, before != nullptr ? before->page.get() : nullptr);
  if (plan.keep && may_stay_hot(request)) {
    Hot& hot = here.hot.place(request.target);
    // A publish elsewhere makes another edition, not another page: that one has stayed as it was.
    const bool unchanged = hot.page && hot.page->version == page->version;
    Hot fresh{.edition = context.edition->number(),
              .site = context.site,
              .page = page,
              .until = plan.until,
              .basis = after != nullptr ? after->basis : plan.basis,
              .since = unchanged ? hot.since : parts_.clock(),
              .asked = unchanged ? hot.asked : 0};
    // First what comes, then what goes: the chains that both stand on stay.
    here.hot.add_bytes(static_cast<std::ptrdiff_t>(Hot::hold(*page)));
    here.hot.add_bytes(-static_cast<std::ptrdiff_t>(hot.let_go()));
    hot = std::move(fresh);
    here.hot.make_room();
  }
  return page;
}

const advertising::Offers* Portal::offers_of(Seat& seat, const edition::SiteEdition& site, const ReadyPage& page,
                                             Hot* hot) {
  const std::int64_t version = advertising_->version();
  if (seat.lineup_of != version) {
    seat.lineup = advertising_->lineup();
    seat.lineup_of = version;
    seat.answers.forget();
    seat.hot.look_through();
  }
  if (hot != nullptr && hot->offers_of == version) return &hot->offers;
  advertising::Offers& offers = hot != nullptr ? hot->offers : seat.offers;
  const advertising::Surroundings around = surroundings_of(site, page.subject, !seat.lineup->lines.empty());
  offers = advertising::offers_for(seat.lineup, around, page.language, page.slots());
  if (hot != nullptr) {
    hot->offers_of = version;
    hot->advertised = nullptr;
    seat.count_offers(*hot);
  }
  return &offers;
}

const Portal::Whole* Portal::whole_of(Hot& hot) {
  if (hot.whole) return hot.whole.get();
  if (++hot.asked < limits::whole_page_asked) return nullptr;
  hot.asked = 0;
  if (parts_.clock() - hot.since < limits::whole_page_after) return nullptr;
  WholePages::Packed packed = whole_pages_.find(hot.page->version);
  if (!packed) {
    whole_pages_.want(hot.page->version, std::shared_ptr<const pages::Stitched>(hot.page, &hot.page->stitched));
  }
  if (!packed || packed->empty()) return nullptr;
  auto whole = std::make_shared<Whole>();
  whole->bytes = std::move(packed);
  whole->body = {*whole->bytes};
  whole->ready.common = hot.page->common;
  whole->ready.fields.emplace_back("ETag", hot.page->etag_brotli());
  whole->ready.fields.emplace_back("Content-Encoding", "br");
  whole->ready.body = whole->body;
  if (!http::prepare(whole->ready)) return nullptr;
  hot.whole_bytes = sizeof(Whole) + whole->ready.lines.capacity() + whole->bytes->capacity();
  seat().hot.add_bytes(static_cast<std::ptrdiff_t>(hot.whole_bytes));
  hot.whole = std::move(whole);
  return hot.whole.get();
}

http::Response Portal::respond(const http::Request& request, const edition::SiteEdition& site, const PagePtr& page,
                               Hot* hot) {
  if (page->counted && is_read_by_somebody(request)) counts_.count(page->counted);
  http::Response response;
  response.status = page->status;
  response.kind = static_cast<std::uint8_t>(page->kind);
  const bool gzip = http::accepts_gzip(request);
  Advertised advertised;
  Seat& here = seat();
  const advertising::Offers* offers = nullptr;
  advertising::Browser browser;
  std::string_view user_agent;
  if (page->has_places && here.desk && is_read_by_somebody(request)) {
    user_agent = request.field("user-agent");
    browser = here.browsers.of(user_agent);
    if (!browser.robot) offers = offers_of(here, site, *page, hot);
  }
  const Time now = offers != nullptr ? parts_.clock() : Time();
  if (offers != nullptr) {
    visitors_.count(offers->site, request.peer, user_agent, now);
    const advertising::Visit visit(browser.device, !is_within_a_visit(request));
    here.desk->choose(*offers, now, visit, here.chosen);
    if (hot != nullptr && gzip && page->prepared && std::ranges::any_of(here.chosen, &is_one)) {
      respond_advertised(request, page, *hot, now, response);
      return response;
    }
    advertised = with_chosen(*page, *offers, here.chosen, gzip);
  }
  const bool as_usual = !advertised.stitched && page->prepared && page->has_text() && page->status == 200;
  if (as_usual && http::accepts_coding(request, "br")) {
    if (is_conditional(request) && http::not_modified(request, page->etag_brotli())) {
      // Also where the whole page is no longer kept: what the client has is of this version.
      response.status = 304;
      response.fields = page->common->fields;
      response.with("ETag", page->etag_brotli());
      return response;
    }
    const Whole* whole = hot == nullptr ? nullptr : whole_of(*hot);
    // Who has the page in gzip need not be sent it again in brotli.
    if (whole != nullptr && !(gzip && http::not_modified(request, page->etag_gzip()))) {
      response.ready = std::shared_ptr<const http::Ready>(hot->whole, &whole->ready);
      if (offers != nullptr) here.desk->serve(*offers, now, here.chosen);
      return response;
    }
  }
  if (gzip && !advertised.stitched && page->prepared) {
    response.ready = std::shared_ptr<const http::Ready>(page, &page->gzip);
    if (page->status == 200 && page->has_text() && http::not_modified(request, page->etag_gzip())) {
      response.status = 304;
      return response;
    }
    if (offers != nullptr) here.desk->serve(*offers, now, here.chosen);
    return response;
  }
  response.fields = page->common->fields;
  if (!page->has_text()) return response;
  const std::shared_ptr<const pages::Stitched> stitched =
      advertised.stitched ? advertised.stitched : std::shared_ptr<const pages::Stitched>(page, &page->stitched);
  const std::string etag = advertised.stitched ? advertised.etag : gzip ? std::string(page->etag_gzip()) : page->etag();
  if (page->status == 200) {
    response.with("ETag", etag);
    if (http::not_modified(request, etag)) {
      response.status = 304;
      return response;
    }
  }
  // From here on it is sent, and counts.
  if (offers != nullptr) here.desk->serve(*offers, now, here.chosen);
  if (gzip) {
    response.with("Content-Encoding", "gzip");
    response.body.reserve(stitched->buffers.size());
    for (const std::string_view bytes : stitched->buffers) response.body.push_back({stitched, bytes});
  } else {
    response.body.push_back(http::Buffer::of(pages::inflate(*stitched)));
  }
  return response;
}

pages::SlotFiller Portal::filler_for(const Context& context) {
  return [this, context](std::string_view slot) { return slots_.fill(*context.edition, *context.site, slot); };
}

asio::awaitable<Result<Portal::PagePtr>> Portal::make(Context context, Plan plan, http::Request request) {
  SingleFlight<pages::ChainPtr>& flights = plan.kind == PageKind::search ? search_flights_ : flights_;
  std::vector<pages::ChainPtr> chains;
  for (const ChainPlan& each : plan.chains) {
    pages::ChainPtr chain = find(each);
    if (!chain) {
      // A variable, not a temporary of the co_await: see http::Pool::run.
      std::function<Result<pages::ChainPtr>()> work = [this, each, context] { return find_or_make(each, context); };
      auto made = co_await flights.run(each.made_as(), work);
      if (!made) co_return std::unexpected(made.error());
      chain = std::move(*made);
    }
    chains.push_back(std::move(chain));
  }
  co_return assemble(context, plan, request, chains);
}

asio::awaitable<http::Response> Portal::answer(http::Request request) {
  if (advertising_ != nullptr && (is_flag(request) || is_of_advertising(request) || request.path.starts_with("/ad/"))) {
    const Context context = context_of(seat(), request);
    if (context.site == nullptr) co_return nothing_here();
    const auto told = request.path.starts_with("/ad/") ? told_by(request) : std::nullopt;
    if (told) co_return co_await told_late(context, request, *told);
    auto work = [this, context, request] { return advertising_page(context, *advertising_, flags_, request); };
    auto page = co_await pool_.run(work);
    if (page) co_return std::move(*page);
    // An article that was imported under such an address is found below.
    if (page.error().kind != ErrorKind::not_found) co_return co_await error(context, request, page.error());
  }
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
    if (media) media->kind = static_cast<std::uint8_t>(PageKind::media);
    if (media) co_return std::move(*media);
    co_return co_await error(context, request, media.error());
  }
  if (advertising_ != nullptr && request.query.starts_with("advertisement=")) {
    if (const auto creative = advertising::read_preview_query(request.query, parts_.clock(), advertising_->key())) {
      co_return co_await preview(std::move(context), std::move(request), *creative);
    }
  }
  auto page = co_await make(context, plan_of(context, request), request);
  if (!page && page.error().kind == ErrorKind::not_found) {
    // Unpublished between the plan and the rendering: the newest edition knows.
    context = context_of(seat(), request);
    page = co_await make(context, plan_of(context, request), request);
  }
  if (page) co_return respond(request, *context.site, *page);
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
  http::Response response =
      page ? respond(request, *context.site, *page) : http::text_response(status, "Try again in a moment.\n");
  if (status == 503) response.with("Retry-After", "2");
  co_return response;
}

}  // namespace vestnik::reader
