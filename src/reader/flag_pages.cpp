// Readers' reports on advertisements (Regulation (EU) 2024/900, Article 15).
#include "advertising/creative_view.h"
#include "advertising/limits.h"
#include "advertising/notices.h"
#include "advertising/records.h"
#include "base/limits.h"
#include "base/text.h"
#include "reader/advertising_asked.h"
#include "store/store.h"

namespace vestnik::reader::advertised {
namespace {

constexpr std::size_t reasons_bytes = 8'000, name_bytes = 200;

pages::AdvertisingView form(const Asked& asked) {
  pages::AdvertisingView view;
  view.title = asked.word("Report an advertisement");
  view.intro = asked.word(
      "Tell us if an advertisement is political and not labelled as such, or if something in its label or notice is "
      "missing or wrong. You get a receipt at once and our decision, with its reasons, under the same address.");
  view.form = true;
  return view;
}

// Something before an "@", and a server with a dot behind it.
bool looks_like_email(std::string_view email) {
  const std::size_t at = email.find('@');
  const std::string_view server = at == std::string_view::npos ? std::string_view() : email.substr(at + 1);
  const std::size_t dot = server.rfind('.');
  return at != 0 && dot != std::string_view::npos && dot != 0 && dot + 1 < server.size() &&
         server.find('@') == std::string_view::npos && email.find(' ') == std::string_view::npos;
}

// As the reader has sent it.
pages::AdvertisingView filled(const Asked& asked, const advertising::Flag& flag) {
  pages::AdvertisingView view = form(asked);
  view.form_address = flag.address;
  view.form_reasons = flag.reasons;
  view.form_name = flag.name;
  view.form_email = flag.email;
  return view;
}

// The campaign that a reader has named: by its number, by the address of its notice as browsers show it
// ("…/advertising/12/?language=en"), or by where it leads ("…/ad/57/0/5f…"). Nothing where there is none.
advertising::CampaignId meant(const Asked& asked, store::Session& session, std::string_view address) {
  advertising::CampaignId id;
  const auto from = [&](std::string_view part) {
    const std::size_t at = address.find(part);
    return at == std::string_view::npos ? std::string_view() : address.substr(at);
  };
  if (const std::string_view notice = from(folder); !notice.empty()) {
    const std::string_view rest = notice.substr(folder.size());
    id = campaign_in(rest.substr(0, rest.find_first_of("/?#"))).value_or(id);
  } else if (const std::string_view click = from("/ad/"); !click.empty()) {
    const auto of = advertising::read_click_path(click.substr(0, click.find_first_of("?#")), asked.ads.key());
    const auto creative = of ? advertising::find_creative(session, of->creative) : std::nullopt;
    if (creative) id = creative->campaign;
  } else {
    id = campaign_in(address.substr(0, address.find_last_not_of('/') + 1)).value_or(id);
  }
  return id && advertising::find_campaign(session, id) ? id : advertising::CampaignId{};
}

}  // namespace

Result<http::Response> ask_flag(const Asked& asked) {
  pages::AdvertisingView view = form(asked);
  view.form_address = asked.text_of("advertisement", name_bytes);
  return page(asked, std::move(view));
}

Result<http::Response> take_flag(const Asked& asked) {
  // A form's body is written as a query is.
  http::Request given;
  given.query = asked.request.body;
  const auto value = [&](const char* name, std::size_t most) {
    return text::clean(given.parameter(name).value_or("").substr(0, most));
  };
  advertising::Flag flag;
  flag.address = text::squeeze(value("advertisement", limits::address_bytes));
  flag.reasons = value("reasons", reasons_bytes);
  flag.name = text::squeeze(value("name", name_bytes));
  flag.email = text::squeeze(value("email", name_bytes));
  const bool incomplete =
      flag.address.empty() || text::squeeze(flag.reasons).empty() || flag.email.empty() || flag.name.empty();
  if (incomplete || !looks_like_email(flag.email)) {
    pages::AdvertisingView view = filled(asked, flag);
    view.problem = incomplete ? asked.word(
                                    "Please fill in every field: which advertisement, what is wrong, your name "
                                    "and e-mail.")
                              : asked.word("This is no e-mail address. Please write it as name@example.com.");
    return page(asked, std::move(view), 422);
  }
  if (!asked.flags.may(asked.request.peer, "flag", asked.context.parts->clock())) {
    pages::AdvertisingView view = filled(asked, flag);
    view.problem = asked.word(
        "Many reports have come from your network within an hour. Please send it again in an hour, or write to the "
        "newsroom.");
    http::Response response = page(asked, std::move(view), 429);
    response.with("Retry-After", "3600");
    return response;
  }
  auto receipt = asked.context.parts->store.write([&](store::Session& session) {
    flag.campaign = meant(asked, session, flag.address);
    return advertising::add_flag(session, flag, asked.context.parts->clock());
  });
  if (!receipt) return std::unexpected(receipt.error());
  http::Response response;
  response.status = 303;
  response.with("Location", "/advertising/flag/" + *receipt + "/").with("Cache-Control", "no-store");
  return response;
}

Result<http::Response> followed_flag(const Asked& asked, std::string_view receipt) {
  // Not through the public handle, which sees no flags: one row, by a secret of 96 bits.
  auto flag = asked.context.parts->store.read(
      [&](store::Session& session) { return advertising::find_flag(session, receipt); });
  if (!flag) return std::unexpected(flag.error());
  if (!*flag) return fail(ErrorKind::not_found, "no such receipt");
  pages::AdvertisingView view;
  view.title = asked.word("Your report");
  view.intro = asked.word("Thank you. Keep this address: our decision appears here.");
  view.meta.index = false;
  view.facts = {{asked.word("Receipt"), (*flag)->receipt, {}},
                {asked.word("Received"), asked.time((*flag)->at), {}},
                {asked.word("Answer by"), asked.time((*flag)->due), {}}};
  if ((*flag)->decided_at) {
    view.facts.push_back({asked.word("Decided"), asked.time(*(*flag)->decided_at), {}});
    view.facts.push_back({asked.word("Decision"),
                          (*flag)->decision == "upheld" ? asked.word("You were right") : asked.word("No breach found"),
                          {}});
    view.facts.push_back({asked.word("Reasons"), (*flag)->explanation, {}});
  } else {
    view.facts.push_back({asked.word("Decision"), asked.word("not yet"), {}});
  }
  return kept_nowhere(page(asked, std::move(view)));
}

}  // namespace vestnik::reader::advertised
