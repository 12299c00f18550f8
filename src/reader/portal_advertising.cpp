// What advertisements ask of the portal: parts of a creative, clicks, sights and plays, and pages that show one before
// it runs.
#include <algorithm>

#include "advertising/limits.h"
#include "base/messages.h"
#include "base/text.h"
#include "reader/addresses.h"
#include "reader/advertised.h"
#include "reader/advertising_pages.h"
#include "reader/portal.h"
#include "reader/portal_seat.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace asio = boost::asio;

void Portal::respond_advertised(const http::Request& request, const PagePtr& page, Hot& hot, Time now,
                                http::Response& response) {
  Seat& here = seat();
  auto [answer, wanted] = here.answers.find(*page, here.chosen);
  std::string made;
  if (!answer) {
    if (!hot.advertised) {
      hot.advertised = std::make_shared<AdvertisedPage>(page, hot.offers);
      here.count_offers(hot);
    }
    made = etag_of(hot.advertised->version(hot.offers, here.chosen), "-gz");
    if (wanted) answer = hot.advertised->to_keep(made);
    if (answer) here.answers.keep(page, here.chosen, answer);
  }
  if (answer) {
    response.ready = std::shared_ptr<const http::Ready>(answer, &answer->ready);
  } else {
    response.ready = hot.advertised->head();
    response.with("ETag", made);
  }
  if (http::not_modified(request, answer ? answer->etag : made)) {
    response.status = 304;
    return;
  }
  here.desk->serve(hot.offers, now, here.chosen);
  if (!answer) response.body = hot.advertised->body(here.room);
}

std::optional<http::Response> Portal::part_of_lineup(const http::Request& request) {
  const auto missing = [] { return http::text_response(404, "There is no such advertisement.\n"); };
  const auto part = read_part(request.path, advertising_->key());
  if (!part || !is_reading(request)) return missing();
  const advertising::LineupPtr lineup = advertising_->lineup();
  const advertising::Lineup::Place* place = lineup->find(part->of.creative);
  if (place == nullptr) return std::nullopt;
  const advertising::Line& line = lineup->lines[place->line];
  const auto& creative = line.creatives[place->creative].asked_for;
  if (!creative) return missing();
  // A page that was open when the silence began loads nothing political any more.
  const auto* political = std::get_if<advertising::PoliticalTerms>(&line.terms);
  if (political != nullptr && !advertising::open(*political, parts_.clock())) return missing();
  auto response = part_response(*creative, line.is_political(), *part, advertising_->key());
  return response ? std::move(*response) : missing();
}

namespace {

// Where the creative stands in a preview, for the browser to go there and the style sheet to mark; or that it cannot
// stand there, and where it can.
constexpr std::string_view creative_id = "advertisement";

std::string with_creative_marked(std::string html) {
  const std::size_t link = html.find(advertising::preview_folder);
  const std::size_t aside = link == std::string::npos ? link : html.rfind("<aside class=\"slot", link);
  if (aside == std::string::npos) return html;
  return html.insert(aside + std::string_view("<aside").size(), " id=\"" + std::string(creative_id) + "\"");
}

// `elsewhere`: a page that has a place for it; "" where none is known.
std::string with_no_place(std::string html, std::string_view language, const std::string& elsewhere) {
  const std::size_t body = html.find("<body");
  const std::size_t end = body == std::string::npos ? body : html.find('>', body);
  if (end == std::string::npos) return html;
  std::string said = "<p class=\"slot\" role=\"status\">" +
                     text::escape_html(translate(language, "This page has no place for the advertisement."));
  if (!elsewhere.empty()) {
    said += " <a href=\"" + text::escape_html(elsewhere) + "\">" +
            text::escape_html(translate(language, "Look at it on a page that has")) + "</a>";
  }
  return html.insert(end + 1, said + "</p>");
}

// The newest article: it has every slot but those of fronts alone, of which there are none.
std::string page_with_places(const Context& context, const http::Request& request) {
  const edition::Stories newest = context.site->newest(0, 1);
  if (newest.stories.empty()) return {};
  const std::string path = encoded(newest.stories.front()->path);
  return path == request.path ? std::string() : path + "?" + request.query + "#" + std::string(creative_id);
}

}  // namespace

asio::awaitable<http::Response> Portal::preview(Context context, http::Request request,
                                                advertising::CreativeId creative) {
  auto page = co_await make(context, plan_of(context, request), request);
  if (!page) co_return co_await error(context, request, page.error());
  const PagePtr made = *page;
  auto work = [this, context, made, creative] {
    return preview_fragments(context, *advertising_, creative, made->language);
  };
  auto shown = co_await pool_.run(work);
  if (!shown) co_return co_await error(context, request, shown.error());
  if (made->status != 200 || !made->has_text()) co_return respond(request, *context.site, made);
  const std::vector<std::string> slots = made->slots();
  const bool has_place =
      made->has_places && std::ranges::any_of(slots, [&](const std::string& slot) { return shown->contains(slot); });
  const std::string elsewhere = has_place ? std::string() : page_with_places(context, request);
  // Who has named no page wants to see it, not the front.
  if (!has_place && request.path == "/" && !elsewhere.empty()) {
    http::Response there = http::text_response(302, "");
    there.with("Location", elsewhere).with("Cache-Control", "no-store").with("X-Robots-Tag", "noindex");
    co_return there;
  }
  std::vector<pages::FragmentPtr> fragments;
  const std::vector<pages::FragmentPtr> usual_there = made->usual();
  std::size_t place = 0;
  const pages::SlotFiller fill = [&](std::string_view slot) {
    const auto found = shown->find(std::string(slot));
    const pages::FragmentPtr& usual = usual_there[place++];
    return found == shown->end() ? usual : found->second;
  };
  for (const FilledChainPtr& each : made->filled) pages::append_chain(fragments, *each->chain, fill);
  const auto stitched = pages::stitch(std::move(fragments));
  http::Response response;
  for (const auto& [name, value] : made->common->fields) {
    if (name != "Cache-Control" && name != "X-Robots-Tag") response.with(name, value);
  }
  response.with("Cache-Control", "no-store").with("X-Robots-Tag", "noindex");
  std::string html = pages::inflate(*stitched);
  html = has_place ? with_creative_marked(std::move(html)) : with_no_place(std::move(html), made->language, elsewhere);
  response.body.push_back(http::Buffer::of(std::move(html)));
  co_return response;
}

bool Portal::is_new(const advertising::Told& told, const http::Request& request) {
  using What = advertising::Told::What;
  const Time now = parts_.clock();
  std::string of = std::to_string(told.of.creative.value) + " " + std::to_string(told.of.slot);
  if (told.what == What::clicked) return clicks_.may(request.peer, of, now);
  if (told.what == What::played) {
    of.append(" ").append(std::to_string(told.part));
    // The view first: what is only repeated uses up nothing of what others behind the same address may tell.
    return plays_.may(request.peer, of + " " + told.view, now) && players_.may(request.peer, of, now);
  }
  // Many readers behind one address see it at once: there browsers are told apart, which nobody is paid for.
  of.append(" ").append(request.field("user-agent"));
  return sights_.may(request.peer, of, now);
}

void Portal::note(const advertising::Told& told, const http::Request& request) {
  using What = advertising::Told::What;
  using Kind = advertising::Record::Kind;
  Seat& here = seat();
  const bool counts = here.desk && request.field("sec-purpose").empty() && request.method != http::Method::head &&
                      !is_from_a_preview(request) && !advertising::is_robot(request.field("user-agent"));
  // Last: what does not count must not keep away what does.
  if (!counts || !is_new(told, request)) return;
  const Context context = context_of(here, request);
  Kind kind = told.what == What::seen ? Kind::viewable : Kind::clicked;
  if (told.what == What::played) kind = advertising::Record::of_part(told.part);
  here.desk->note(kind, told.of.creative, told.of.slot, context.site != nullptr ? context.site->site().id : SiteId{},
                  section_of_referer(context, request), parts_.clock());
}

std::optional<http::Response> Portal::advertising_response(const http::Request& request) {
  using What = advertising::Told::What;
  if (is_part(request.path)) return part_of_lineup(request);
  // Nothing of it counts: the store tells where it leads.
  if (request.path.starts_with(advertising::preview_folder)) return std::nullopt;
  const auto told = told_by(request);
  if (!told) return http::text_response(404, "There is no such advertisement.\n");
  const advertising::LineupPtr lineup = advertising_->lineup();
  const advertising::Lineup::Place* place = lineup->find(told->of.creative);
  if (place == nullptr) return std::nullopt;
  const advertising::ShownCreative& shown = lineup->lines[place->line].creatives[place->creative];
  if (told->what == What::played && !shown.is_film) return http::text_response(404, "There is no such film.\n");
  note(*told, request);
  return told_response(*told, shown.address);
}

std::optional<advertising::Told> Portal::told_by(const http::Request& request) const {
  auto told = advertising::read_told(request.path, request.parameter("view").value_or(""), advertising_->key());
  const bool is_click = told && told->what == advertising::Told::What::clicked;
  if (told && (is_click ? !is_reading(request) : request.method != http::Method::post)) told.reset();
  return told;
}

asio::awaitable<http::Response> Portal::told_late(Context context, http::Request request, advertising::Told told) {
  auto work = [context, told] { return late_told(context, told); };
  auto known = co_await pool_.run(work);
  if (!known) co_return co_await error(context, request, known.error());
  if (known->counts) note(told, request);
  co_return told_response(told, known->address);
}

}  // namespace vestnik::reader
