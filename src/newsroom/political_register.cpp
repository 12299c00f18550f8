#include "newsroom/advertising.h"

#include "accounts/roles.h"
#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/limits.h"
#include "advertising/notices.h"
#include "advertising/political.h"
#include "advertising/records.h"
#include "advertising/reports.h"
#include "base/limits.h"
#include "base/text.h"
#include "newsroom/limits.h"
#include "newsroom/members.h"
#include "newsroom/one_campaign.h"

namespace vestnik::newsroom {

using namespace advertising;

namespace {

// `thing`: the name of what the rows are of.
json::array history_json(const std::vector<HistoryRow>& history, const char* thing) {
  json::array rows;
  for (const HistoryRow& row : history) {
    auto document = parse_json(row.document);
    rows.push_back(json::object{{"at", format_rfc3339(row.at)},
                                {"by", row.by},
                                {"what", row.what},
                                {thing, document ? *document : json::value(nullptr)}});
  }
  return rows;
}

json::value moment(const std::optional<Time>& time) {
  return time ? json::value(format_rfc3339(*time)) : json::value(nullptr);
}

json::object write_flag(const Flag& flag, Time now) {
  return {{"id", flag.id},
          {"receipt", flag.receipt},
          {"at", format_rfc3339(flag.at)},
          {"due", format_rfc3339(flag.due)},
          {"overdue", !flag.decided_at && flag.due < now},
          {"campaign", flag.campaign ? json::value(flag.campaign.value) : json::value(nullptr)},
          {"advertisement", flag.address},
          {"reasons", flag.reasons},
          {"name", flag.name},
          {"email", flag.email},
          {"decided_at", moment(flag.decided_at)},
          {"decided_by", flag.decided_by},
          {"decision", flag.decision},
          {"explanation", flag.explanation}};
}

// What somebody decides about: that its day is over changes nothing in it.
json::object decided_part(const Flag& flag) {
  json::object part = write_flag(flag, flag.due);
  part.erase("overdue");
  return part;
}

bool is_over(const Campaign& campaign, Time now) {
  return campaign.state == advertising::State::ended || campaign.booking.until <= now;
}

// The vote's name stands in the labels of what is linked to it: one that is too long would take them off the pages.
Result<void> check_labels(store::Session& session, const Vote& vote, Time now) {
  const std::vector<Vote> before = all_votes(session);
  std::vector<Vote> votes = before;
  std::erase_if(votes, [&](const Vote& each) { return each.slug == vote.slug; });
  votes.push_back(vote);
  for (const Campaign& campaign : all_campaigns(session)) {
    if (is_over(campaign, now) || !campaign.is_political() || campaign.political.vote != vote.slug) continue;
    const std::vector<advertising::Creative> creatives = creatives_of(session, campaign.id);
    if (check_label(session, campaign, creatives, votes)) continue;
    // One that did not fit before stands in the way of nothing, least of all of a longer silence.
    if (!check_label(session, campaign, creatives, before)) continue;
    return fail(ErrorKind::invalid, "with this name of the vote a label does not fit into its slot any more",
                campaign.name, "shorten name_bg and name_en, or the process that the campaign names");
  }
  return {};
}

// The vote as it stood when somebody agreed to the campaign; nothing where it was not there.
std::optional<Vote> as_agreed_to(store::Session& session, const Campaign& campaign, const Vote& vote) {
  Time agreed;
  for (const HistoryRow& row : history_of(session, campaign.id)) {
    if (row.what == "approved") agreed = row.at;
  }
  std::optional<Vote> then;
  for (const HistoryRow& row : history_of_vote(session, vote.slug)) {
    if (row.at <= agreed && row.document.empty()) then.reset();  // it had been removed
    const auto document = parse_json(row.document);
    Vote state;
    state.slug = vote.slug;
    if (row.at > agreed || !document || !document->is_object() || !read(document->get_object(), state)) continue;
    then = std::move(state);
  }
  return then;
}

// One person sets the calendar; what may be shown because of it, two have to agree to. `becomes`: nothing where the
// vote is removed, and with it all that it barred.
void take_back_consent(const Call& call, store::Session& session, const Vote& vote, const Vote* becomes, Time now) {
  using Stage = advertising::State;  // articles have states too
  for (const Stage state : {Stage::approved, Stage::paused}) {
    for (Campaign& campaign : campaigns_in(session, state)) {
      if (is_over(campaign, now)) continue;
      const auto before = campaign.is_political() ? as_agreed_to(session, campaign, vote) : std::nullopt;
      if (!before || (becomes != nullptr && !loosens(*before, *becomes))) continue;
      step_back(campaign);
      const std::string how = becomes != nullptr ? " made shorter" : " removed";
      save(session, campaign, call.signature(), "silence or bar of " + vote.slug + how, now);
    }
  }
}

// Whether two people have agreed to the campaign since a report like this one, or a later one, was found to be right.
bool is_mended_since(store::Session& session, const Campaign& campaign, const Flag& flag) {
  bool found_right = false, mended = false;
  for (const HistoryRow& row : history_of(session, campaign.id)) {
    if (row.at >= flag.at && row.what.starts_with(report_upheld)) found_right = true;
    if (found_right && row.what == "approved") mended = true;
  }
  return mended;
}

// A reader is right: nobody's declaration holds any more, so that somebody has to make it anew, and a second person to
// agree, before it is shown again. Whether this took it off the pages, or out of the way there.
bool take_off_the_pages(const Call& call, store::Session& session, const Flag& flag, const std::string& explanation,
                        Time now) {
  auto campaign = flag.campaign ? find_campaign(session, flag.campaign) : std::nullopt;
  if (!campaign) return false;
  const bool stops = campaign->state != advertising::State::ended && !is_mended_since(session, *campaign, flag);
  if (stops) {
    campaign->declaration.reset();
    campaign->upheld = explanation;
    step_back(*campaign);
  }
  save(session, *campaign, call.signature(), std::string(report_upheld) + ": " + explanation, now);
  return stops;
}

}  // namespace

Result<http::Response> campaign_history(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto campaign = campaign_of(session, call);
    if (!campaign) return std::unexpected(campaign.error());
    return json_response(200, json::object{{"history", history_json(history_of(session, campaign->id), "campaign")}});
  });
}

Result<http::Response> whole_register(const Call& call) {
  // Who reported an advertisement is nobody's business but an authority's that may ask for it.
  const bool with_people = call.request.parameter("people").has_value();
  if (with_people && (accounts::roles_anywhere(call.who.grants) & accounts::administrator) == 0) {
    return fail(ErrorKind::forbidden, "who reported advertisements is told to authorities alone", "people",
                "an administrator takes it out for one");
  }
  constexpr std::chrono::hours repository_time{72};  // Article 13: from the first publication
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array advertisements, flags, votes;
    for (const Campaign& campaign : all_campaigns(session)) {
      const auto states = notices_of(session, campaign.id);
      if (states.empty()) continue;
      json::array notices, creatives;
      for (const Notice& state : states) {
        notices.push_back(json::object{{"number", state.number},
                                       {"at", format_rfc3339(state.at)},
                                       {"reason", state.reason},
                                       {"notice", state.document}});
      }
      for (const Creative& creative : creatives_of(session, campaign.id)) creatives.push_back(write(creative));
      const Reach reach = reach_of(session, campaign.id);
      std::optional<Time> due;
      if (reach.first_shown) due = *reach.first_shown + repository_time;
      advertisements.push_back(json::object{{"campaign", write(campaign)},
                                            {"notices", std::move(notices)},
                                            {"creatives", std::move(creatives)},
                                            {"views", reach.served},
                                            {"engagements", reach.clicked},
                                            {"first_shown", moment(reach.first_shown)},
                                            {"last_shown", moment(reach.last_shown)},
                                            {"due_at_european_repository", moment(due)},
                                            {"history", history_json(history_of(session, campaign.id), "campaign")}});
    }
    for (const Flag& flag : all_flags(session, false)) {
      json::object one = write_flag(flag, now);
      // The receipt opens the report's page: it is the reader's alone.
      if (!with_people)
        for (const char* member : {"name", "email", "receipt"}) one.erase(member);
      flags.push_back(std::move(one));
    }
    for (const Vote& vote : all_votes(session)) {
      json::object one = write(vote);
      one["history"] = history_json(history_of_vote(session, vote.slug), "vote");
      votes.push_back(std::move(one));
    }
    return json_response(200, json::object{{"advertisements", std::move(advertisements)},
                                           {"flags", std::move(flags)},
                                           {"votes", std::move(votes)}});
  });
}

Result<http::Response> list_votes(const Call& call) {
  return call.desk.store.read(
      [&](store::Session& session) -> Result<http::Response> { return list_response("votes", all_votes(session)); });
}

Result<http::Response> put_vote(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    // The slug first: "Izbori" is "izbori", not a new vote in its place.
    const std::string slug = text::slug(call.arguments[0], limits::slug_bytes);
    if (slug.empty()) return fail(ErrorKind::invalid, "not a slug", call.arguments[0]);
    const auto known = find_vote(session, slug);
    if (known) {
      if (auto taken = refuse_taken(call, write(*known))) return std::move(*taken);
      if (auto stale = refuse_stale(call, write(*known))) return std::move(*stale);
    }
    Vote vote = known.value_or(Vote{});
    vote.slug = slug;
    if (auto right = check_sent_vote(*given); !right) return std::unexpected(right.error());
    if (auto taken = read(*given, vote); !taken) return std::unexpected(taken.error());
    if (auto silent = check_silence(vote); !silent) return std::unexpected(silent.error());
    const Time now = call.desk.clock();
    if (auto fits = check_labels(session, vote, now); !fits) return std::unexpected(fits.error());
    take_back_consent(call, session, vote, &vote, now);
    save(session, vote, call.signature(), now);
    for (const Campaign& campaign : all_campaigns(session)) {
      if (!campaign.is_political() || campaign.political.vote != slug) continue;
      if (!notices_of(session, campaign.id).empty()) publish_notice(session, campaign, &vote, vote_changed, now);
    }
    return tagged(200, write(vote));
  });
}

Result<http::Response> delete_vote(const Call& call) {
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto vote = find_vote(session, call.arguments[0]);
    if (!vote) return fail(ErrorKind::not_found, "no such vote", call.arguments[0]);
    if (auto stale = refuse_stale(call, write(*vote))) return std::move(*stale);
    // Those that are over too: their notices tell of it for seven years.
    for (const Campaign& campaign : all_campaigns(session)) {
      if (campaign.political.vote != vote->slug) continue;
      return fail(ErrorKind::conflict, "a campaign is linked to the vote", campaign.name,
                  "link it to another one or to none first; what a notice names stays");
    }
    const Time now = call.desk.clock();
    take_back_consent(call, session, *vote, nullptr, now);
    remove_vote(session, *vote, call.signature(), now);
    return no_content();
  });
}

Result<http::Response> list_flags(const Call& call) {
  const Time now = call.desk.clock();
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto flags = all_flags(session, call.request.parameter("waiting").has_value());
    if (call.request.parameter("format") == "csv") {
      std::string csv = "id,receipt,received,due,decided,decision,advertisement,reasons,explanation\r\n";
      for (const Flag& flag : flags) {
        csv += std::to_string(flag.id) + "," + csv_cell(flag.receipt) + "," + format_rfc3339(flag.at) + "," +
               format_rfc3339(flag.due) + "," + (flag.decided_at ? format_rfc3339(*flag.decided_at) : "") + "," +
               flag.decision + "," + csv_cell(flag.address) + "," + csv_cell(flag.reasons) + "," +
               csv_cell(flag.explanation) + "\r\n";
      }
      http::Response response;
      response.with("Content-Type", "text/csv; charset=utf-8");
      response.body.push_back(http::Buffer::of(std::move(csv)));
      return response;
    }
    json::array list;
    for (const Flag& flag : flags) {
      json::object line = write_flag(flag, now);
      line["etag"] = etag_of(decided_part(flag));
      list.push_back(std::move(line));
    }
    return json_response(200, json::object{{"flags", std::move(list)}});
  });
}

Result<http::Response> decide_on_flag(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  std::string decision, explanation;
  if (auto taken = take_text(*given, "decision", 20, decision); !taken) return std::unexpected(taken.error());
  if (auto taken = take_text(*given, "explanation", limits::explanation_bytes, explanation); !taken) {
    return std::unexpected(taken.error());
  }
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto flag = find_flag(session, *id);
    if (flag) {
      if (auto stale = refuse_stale(call, decided_part(*flag))) return std::move(*stale);
    }
    const Time now = call.desk.clock();
    if (auto done = decide_flag(session, *id, decision, explanation, call.signature(), now); !done) {
      return std::unexpected(done.error());
    }
    const bool stopped = decision == "upheld" && take_off_the_pages(call, session, *flag, explanation, now);
    return json_response(200, json::object{{"decision", decision}, {"explanation", explanation}, {"stopped", stopped}});
  });
}

Result<http::Response> reject_flags(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  std::string explanation;
  if (auto taken = take_text(*given, "explanation", limits::explanation_bytes, explanation); !taken) {
    return std::unexpected(taken.error());
  }
  const json::value* listed = given->if_contains("flags");
  const json::array* flags = listed != nullptr ? listed->if_array() : nullptr;
  if (flags == nullptr || flags->empty() || flags->size() > limits::waiting_flags) {
    return fail(ErrorKind::invalid, "no list of reports", "flags",
                "from 1 to " + std::to_string(limits::waiting_flags) + " of their numbers");
  }
  return call.change([&](store::Session& session) -> Result<http::Response> {
    for (const json::value& id : *flags) {
      if (!id.is_int64()) return fail(ErrorKind::invalid, "not a number of a report", "flags");
      auto done = decide_flag(session, id.get_int64(), "rejected", explanation, call.signature(), call.desk.clock());
      if (!done) return std::unexpected(done.error());
    }
    return json_response(200, json::object{{"rejected", static_cast<std::int64_t>(flags->size())}});
  });
}

}  // namespace vestnik::newsroom
