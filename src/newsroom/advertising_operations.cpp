#include "newsroom/advertising_operations.h"

#include "newsroom/advertising.h"
#include "newsroom/schema_parts.h"

namespace vestnik::newsroom {

namespace {

using http::Method;

constexpr unsigned sellers = advertising | administrator;

constexpr Operation advertising_table[] = {
    {Method::get, "/api/v1/advertising/advertisers", sellers, "listAdvertisers", "All advertisers", "", "Advertisers",
     list_advertisers},
    {Method::post, "/api/v1/advertising/advertisers", sellers, "addAdvertiser", "A new advertiser", "Advertiser",
     "Advertiser", add_advertiser},
    {Method::put, "/api/v1/advertising/advertisers/{id}", sellers, "putAdvertiser",
     "Changes an advertiser; their campaigns have to be approved again", "Advertiser", "Advertiser", put_advertiser},
    {Method::get, "/api/v1/advertising/campaigns", sellers, "listCampaigns", "All campaigns", "", "Campaigns",
     list_campaigns},
    {Method::post, "/api/v1/advertising/campaigns", sellers, "addCampaign", "A new campaign, as a draft", "Campaign",
     "Campaign", add_campaign},
    {Method::get, "/api/v1/advertising/campaigns/{id}", sellers, "getCampaign",
     "A campaign with its creatives and what is missing before it may be shown", "", "Campaign", get_campaign},
    {Method::put, "/api/v1/advertising/campaigns/{id}", sellers, "putCampaign",
     "Changes a campaign; one that runs stops until it is approved again. Where its notice is public, a reason is "
     "needed, and nothing of the notice may go missing; once it has ended, political and reason alone are taken",
     "Campaign", "Campaign", put_campaign},
    {Method::del, "/api/v1/advertising/campaigns/{id}", sellers, "deleteCampaign",
     "Removes a campaign that was never shown, or a political one whose seven years are over; those who sell, their "
     "own drafts that were never submitted",
     "", "Campaign", delete_campaign},
    {Method::post, "/api/v1/advertising/campaigns/{id}/submit", sellers, "submitCampaign",
     "Asks for approval: everything must be there. Whoever asks answers for the whole of it as it stands, with "
     "If-Match for what was looked at: then those who had changed it before may approve it",
     "", "Campaign", submit_campaign},
    {Method::post, "/api/v1/advertising/campaigns/{id}/approve", sellers, "approveCampaign",
     "Lets it run; by another person than the one who submitted it or has changed it since. If-Match with the ETag of "
     "what was looked at: 412 where it has been changed since",
     "", "Campaign", approve_campaign},
    {Method::post, "/api/v1/advertising/campaigns/{id}/pause", sellers, "pauseCampaign",
     "Stops it at the next request; approve lets it go on", "", "Campaign", pause_campaign},
    {Method::post, "/api/v1/advertising/campaigns/{id}/end", sellers, "endCampaign", "Stops it for good", "",
     "Campaign", end_campaign},
    {Method::post, "/api/v1/advertising/campaigns/{id}/creatives", sellers, "addCreative",
     "A picture, text or framed HTML to be shown", "Creative", "Creative", add_creative},
    {Method::put, "/api/v1/advertising/creatives/{id}", sellers, "putCreative",
     "Changes a creative; its campaign has to be approved again. One that has been shown is switched off, and what it "
     "says now is another one that `follows` it, under a number of its own",
     "Creative", "Creative", put_creative},
    {Method::del, "/api/v1/advertising/creatives/{id}", sellers, "deleteCreative",
     "Removes a creative that nobody has ever approved", "", "", delete_creative},
    {Method::post, "/api/v1/advertising/creatives/{id}/off", sellers, "switchCreativeOff",
     "Takes it out of what is shown at the next request, by one person; its campaign goes on with the others", "",
     "Creative", switch_creative_off},
    {Method::post, "/api/v1/advertising/creatives/{id}/on", sellers, "switchCreativeOn",
     "Shows it again, once a second person has approved the campaign again", "", "Creative", switch_creative_on},
    {Method::post, "/api/v1/advertising/vast", sellers, "readVast",
     "What a VAST 4 inline document says: for filling in a video; nothing of it is fetched or called", "VastDocument",
     "Vast", read_vast_document},
    {Method::get, "/api/v1/advertising/campaigns/{id}/report", sellers, "campaignReport",
     "Figures by hour, slot, section and creative; ?format=csv for a table", "", "CampaignReport", campaign_report,
     "format"},
    {Method::post, "/api/v1/advertising/campaigns/{id}/report-link", sellers, "linkReport",
     "A new secret link under which the advertiser reads the figures; the one before stops working", "ReportLinkWish",
     "ReportLink", link_report},
    {Method::del, "/api/v1/advertising/campaigns/{id}/report-link", sellers, "revokeReportLink",
     "The advertiser's link stops working", "", "", revoke_report_link},
    {Method::post, "/api/v1/advertising/creatives/{id}/preview", sellers, "previewCreative",
     "A signed address under which a page of the site shows it, approved or not, for some hours; nothing is counted",
     "PreviewedPage", "ReportLink", preview_creative},
    {Method::get, "/api/v1/advertising/register", sellers, "wholeRegister",
     "All that an authority or a researcher may ask for: every political advertisement with all states of its notice, "
     "its creatives, reach and history, when it is due at the European repository; readers' reports; votes. ?people "
     "tells an administrator, for an authority, who has reported",
     "", "WholeRegister", whole_register, "people"},
    {Method::get, "/api/v1/advertising/files", sellers, "getSellerFiles",
     "The site's ads.txt and sellers.json, and whether it shows tags of other servers", "", "SellerFiles",
     get_seller_files},
    {Method::put, "/api/v1/advertising/files", sellers, "putSellerFiles", "Changes them; each is checked",
     "SellerFiles", "SellerFiles", put_seller_files},
    {Method::get, "/api/v1/advertising/campaigns/{id}/history", sellers, "campaignHistory",
     "Who did what, and how the campaign stood afterwards", "", "CampaignHistory", campaign_history},
    {Method::post, "/api/v1/advertising/forecast", sellers, "forecast",
     "How much can still be sold there: what is expected less what others have booked; ?campaign: whose booking it is",
     "Booking", "Forecast", forecast_slots, "campaign"},
    {Method::get, "/api/v1/advertising/votes", sellers, "listVotes", "The calendar of elections and referendums", "",
     "Votes", list_votes},
    {Method::put, "/api/v1/advertising/votes/{slug}", sellers, "putVote",
     "Makes or changes a vote: its day, its silence", "Vote", "Vote", put_vote},
    {Method::del, "/api/v1/advertising/votes/{slug}", sellers, "deleteVote",
     "Removes a vote that no campaign is linked to; political campaigns that were approved while it stood there have "
     "to be approved again",
     "", "", delete_vote},
    {Method::get, "/api/v1/advertising/flags", sellers, "listFlags",
     "What readers report; ?waiting for those without an answer, ?format=csv for a table", "", "Flags", list_flags,
     "waiting format"},
    {Method::post, "/api/v1/advertising/flags/{id}/decide", sellers, "decideFlag",
     "Answers a report, with reasons. Where it is upheld, its campaign leaves the pages until it is declared anew and "
     "a second person has approved it",
     "FlagDecision", "FlagDecision", decide_on_flag},
    {Method::post, "/api/v1/advertising/flags/reject", sellers, "rejectFlags",
     "Answers many reports at once: no breach found, for the same reasons. All of them or none", "FlagRejection",
     "FlagsRejected", reject_flags},
};

}  // namespace

std::span<const Operation> advertising_operations() {
  return advertising_table;
}

void add_advertising_schemas(json::object& schemas) {
  const json::object texts = list_of(text_of());
  const json::object integer{{"type", json::array{"integer", "null"}}};
  const json::object time{{"type", json::array{"string", "null"}}, {"format", "date-time"}};
  const json::object number{{"type", "integer"}};
  const auto words = [](std::initializer_list<std::string_view> list) {
    return json::object{{"enum", json::array(list.begin(), list.end())}};
  };
  schemas["Advertiser"] = object_of(
      {{"name", text_of("As readers are told on whose behalf it stands there")},
       {"legal_name", text_of()},
       {"email", text_of()},
       {"postal_address", text_of()},
       {"registration", text_of()},
       {"country", text_of("ISO 3166-1 alpha-2")},
       {"etag", json::object{{"type", "string"}, {"readOnly", true}, {"description", "For If-Match, in lists"}}}},
      {"name"});
  schemas["Advertisers"] = object_of({{"advertisers", list_of(reference("Advertiser"))}});
  schemas["Booking"] = object_of({{"from", time},
                                  {"until", time},
                                  {"sites", texts},
                                  {"sections", texts},
                                  {"topics", texts},
                                  {"languages", texts},
                                  {"slots", list_of(words({"top", "text", "rail", "reading", "section", "footer"}))},
                                  {"excluded_sections", texts},
                                  {"excluded_topics", texts},
                                  {"excluded_words", texts},
                                  {"hours", list_of(number)},
                                  {"weekdays", list_of(number)},
                                  {"devices", list_of(words({"phone", "tablet", "desktop"}))},
                                  {"visit_start", flag()}});
  const json::object party = object_of({{"name", text_of()},
                                        {"legal_name", text_of()},
                                        {"email", text_of()},
                                        {"postal_address", text_of()},
                                        {"establishment", text_of()},
                                        {"registration", text_of()}});
  const json::object received = object_of({{"number", number},
                                           {"on", time},
                                           {"by", words({"publisher", "providers", "campaign"})},
                                           {"kind", words({"amount", "benefit"})},
                                           {"cents", number},
                                           {"from", text_of("Whose it was; not on the notice")},
                                           {"origin", words({"", "public", "private", "both"})},
                                           {"territory", words({"", "inside", "outside", "both"})},
                                           {"what", text_of("What a benefit is, or what a payment was for")},
                                           {"corrects", integer},
                                           {"reason", text_of("Why it stands in the place of another; on the notice")},
                                           {"entered_by", text_of()},
                                           {"entered_at", time}},
                                          {"by", "kind", "cents"});
  schemas["Political"] = object_of({{"sponsor", party},
                                    {"controller", party},
                                    {"uncontrolled", flag()},
                                    {"payer", party},
                                    {"eligibility", words({"", "citizen", "resident_voter", "entity", "foreign"})},
                                    {"vote", text_of("A vote's slug")},
                                    {"process", text_of()},
                                    {"unlinked", flag()},
                                    {"received", list_of(received)},
                                    {"methodology", text_of()},
                                    {"repository", text_of()},
                                    {"suspended_before", flag()},
                                    {"suspension", text_of()},
                                    {"targeting", flag()}});
  schemas["Creative"] = object_of({{"kind", words({"picture", "text", "html", "outside", "video"})},
                                   {"image", integer},
                                   {"text", text_of("What it says; a picture's alt text")},
                                   {"address", text_of("Where a click leads")},
                                   {"slots", texts},
                                   {"code", text_of("HTML of a frame; the VAST document that a video came with")},
                                   {"captions", text_of("WebVTT of a video")},
                                   {"captions_language", words({"", "bg", "en"})},
                                   {"width", number},
                                   {"height", number},
                                   {"off", json::object{{"type", "boolean"}, {"readOnly", true}}},
                                   {"follows", json::object{{"type", json::array{"integer", "null"}},
                                                            {"readOnly", true},
                                                            {"description", "The version before, which was shown"}}},
                                   {"removable", json::object{{"type", "boolean"}, {"readOnly", true}}}},
                                  {"text", "address"});
  schemas["VastDocument"] = object_of({{"document", text_of("The XML, as the agency has sent it")}}, {"document"});
  schemas["Vast"] = object_of(
      {{"version", text_of()},
       {"title", text_of()},
       {"description", text_of()},
       {"click_through", text_of("Where a click leads")},
       {"milliseconds", number},
       {"media", list_of(object_of({{"address", text_of()},
                                    {"type", text_of()},
                                    {"width", number},
                                    {"height", number},
                                    {"kilobits", number}}))},
       {"fitting", json::object{{"type", json::array{"string", "null"}},
                                {"description", "The address of what suits our player best"}}},
       {"captions", list_of(object_of({{"address", text_of()}, {"type", text_of()}, {"language", text_of()}}))},
       {"counters", number}});
  json::object oversold =
      object_of({{"sum", number},
                 {"slot", text_of()},
                 {"from", time},
                 {"with", list_of(object_of({{"id", number}, {"name", text_of()}, {"amount", number}}))}});
  oversold["type"] = json::array{"object", "null"};
  oversold["description"] =
      "Shares sold in one slot at one time that come to more than the whole, in hundredths of a per cent";
  json::object pace = object_of({{"due", number}, {"got", number}, {"behind", flag()}});
  pace["type"] = json::array{"object", "null"};
  pace["description"] = "Of a running campaign sold by share: its last whole hours, a day at most";
  schemas["Campaign"] = object_of(
      {{"advertiser", number},
       {"payer", text_of("Who pays, where it is not the advertiser; readers are told")},
       {"name", text_of()},
       {"state", json::object{{"type", "string"}, {"readOnly", true}}},
       {"tier", words({"sponsorship", "standard", "house"})},
       {"goal", words({"impressions", "clicks", "share"})},
       {"amount", json::object{{"type", "integer"}, {"description", "A share in hundredths of a per cent"}}},
       {"price_cents", number},
       {"booking", reference("Booking")},
       {"category", text_of("Two advertisers of one category never stand on one page")},
       {"companions", text_of("Campaigns with the same word here stand on a page all together or not at all")},
       {"per_page", number},
       {"state_advertising", flag()},
       {"declaration", object_of({{"political", flag()}, {"by", text_of()}, {"at", time}})},
       {"political", reference("Political")},
       {"reason", text_of("Of a correction, where the notice is public")},
       {"creatives", list_of(reference("Creative"))},
       {"missing", list_of(object_of({{"article", text_of()}, {"member", text_of()}, {"what", text_of()}}))},
       {"waits_for", list_of(object_of({{"id", number}, {"name", text_of()}, {"state", text_of()}}))},
       {"oversold", oversold},
       {"share_pace", pace},
       {"due",
        json::object{{"type", json::array{"integer", "null"}},
                     {"readOnly", true},
                     {"description",
                      "Showings or clicks that it should have had by now; null where it does not run, or is sold by "
                      "share"}}},
       {"delivered", number},
       {"clicked", number},
       {"report_until", time},
       {"noticed", flag()},
       {"upheld",
        json::object{{"type", "string"},
                     {"readOnly", true},
                     {"description", "Why a reader's report took it off the pages; empty once it is approved again"}}}},
      {"advertiser", "name"});
  schemas["Campaigns"] = object_of({{"campaigns", list_of(reference("Campaign"))}});
  const json::object counts = object_of({{"served", number}, {"viewable", number}, {"clicked", number}});
  const json::object tables{{"type", "object"}, {"additionalProperties", counts}};
  const json::object watched = object_of({{"started", number},
                                          {"first_quartile", number},
                                          {"midpoint", number},
                                          {"third_quartile", number},
                                          {"completed", number}});
  const json::object watched_tables{{"type", "object"}, {"additionalProperties", watched}};
  schemas["CampaignReport"] = object_of({{"campaign", number},
                                         {"total", counts},
                                         {"by_hour", tables},
                                         {"by_day", tables},
                                         {"by_slot", tables},
                                         {"by_section", tables},
                                         {"by_creative", tables},
                                         {"film", object_of({{"total", watched},
                                                             {"by_hour", watched_tables},
                                                             {"by_day", watched_tables},
                                                             {"by_slot", watched_tables},
                                                             {"by_section", watched_tables},
                                                             {"by_creative", watched_tables}})}});
  schemas["ReportLink"] = object_of({{"address", text_of()}, {"until", time}});
  schemas["ReportLinkWish"] = object_of({{"days", number}});
  schemas["PreviewedPage"] = object_of({{"page", text_of("Path of a page of the site")}});
  const json::object things = list_of(json::object{{"type", "object"}});
  schemas["WholeRegister"] = object_of({{"advertisements", things}, {"flags", things}, {"votes", things}});
  const json::object thing{{"type", "object"}};
  const json::object reach = object_of({{"views", number}, {"engagements", number}, {"last_shown", time}});
  schemas["PublicRegister"] =
      object_of({{"regulation", text_of()}, {"publisher", text_of()}, {"advertisements", things}});
  schemas["PublicNotice"] = object_of(
      {{"regulation", text_of()},
       {"statement", text_of()},
       {"notice", thing},
       {"reach", reach},
       {"reports_upheld", list_of(object_of({{"at", time}, {"explanation", text_of()}}))},
       {"history", list_of(object_of({{"number", number}, {"at", time}, {"reason", text_of()}, {"notice", thing}}))}});
  schemas["SellerFiles"] = object_of({{"ads_txt", text_of()}, {"sellers_json", text_of()}, {"outside_tags", flag()}});
  schemas["CampaignHistory"] = object_of(
      {{"history",
        list_of(object_of(
            {{"at", text_of()}, {"by", text_of()}, {"what", text_of()}, {"campaign", reference("Campaign")}}))}});
  schemas["Forecast"] = object_of(
      {{"expected", number},
       {"booked", number},
       {"available", number},
       {"days_known", number},
       {"not_known", list_of(text_of("What narrows it and was not counted by"))},
       {"shares", list_of(object_of({{"tier", text_of()}, {"sold", number}, {"slot", text_of()}, {"from", time}}))}});
  schemas["Vote"] = object_of(
      {{"kind", words({"election", "referendum"})},
       {"country", text_of()},
       {"name_bg", text_of()},
       {"name_en", text_of()},
       {"day", time},
       {"silence_from", time},
       {"silence_until", time},
       {"information", text_of("Official address on how to take part")},
       {"foreign_sponsors_barred_days", number},
       {"etag", json::object{{"type", "string"}, {"readOnly", true}, {"description", "For If-Match, in lists"}}}},
      {"kind", "country", "name_bg", "name_en", "day", "silence_from", "silence_until"});
  schemas["Votes"] = object_of({{"votes", list_of(reference("Vote"))}});
  schemas["FlagDecision"] =
      object_of({{"decision", words({"upheld", "rejected"})},
                 {"explanation", text_of()},
                 {"stopped", json::object{{"type", "boolean"},
                                          {"readOnly", true},
                                          {"description", "Its campaign was taken off the pages by this"}}}},
                {"decision", "explanation"});
  schemas["FlagRejection"] =
      object_of({{"flags", list_of(number)}, {"explanation", text_of()}}, {"flags", "explanation"});
  schemas["FlagsRejected"] = object_of({{"rejected", number}});
  schemas["Flags"] =
      object_of({{"flags", list_of(object_of({{"id", number},
                                              {"receipt", text_of()},
                                              {"due", time},
                                              {"overdue", flag()},
                                              {"campaign", integer},
                                              {"reasons", text_of()},
                                              {"decision", text_of()},
                                              {"etag", json::object{{"type", "string"},
                                                                    {"readOnly", true},
                                                                    {"description", "For If-Match, in lists"}}}}))}});
}

}  // namespace vestnik::newsroom
