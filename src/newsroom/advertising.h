// Advertising through the API: advertisers, campaigns and their creatives, approval, figures, votes, readers' flags.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> list_advertisers(const Call& call);
Result<http::Response> add_advertiser(const Call& call);
Result<http::Response> put_advertiser(const Call& call);
Result<http::Response> list_campaigns(const Call& call);
Result<http::Response> add_campaign(const Call& call);
Result<http::Response> get_campaign(const Call& call);
Result<http::Response> put_campaign(const Call& call);
Result<http::Response> delete_campaign(const Call& call);
Result<http::Response> submit_campaign(const Call& call);
Result<http::Response> approve_campaign(const Call& call);
Result<http::Response> pause_campaign(const Call& call);
Result<http::Response> end_campaign(const Call& call);
Result<http::Response> add_creative(const Call& call);
Result<http::Response> put_creative(const Call& call);
Result<http::Response> switch_creative_off(const Call& call);
Result<http::Response> switch_creative_on(const Call& call);
Result<http::Response> delete_creative(const Call& call);
Result<http::Response> read_vast_document(const Call& call);
Result<http::Response> campaign_report(const Call& call);
Result<http::Response> link_report(const Call& call);
Result<http::Response> revoke_report_link(const Call& call);
Result<http::Response> preview_creative(const Call& call);
Result<http::Response> whole_register(const Call& call);
Result<http::Response> get_seller_files(const Call& call);
Result<http::Response> put_seller_files(const Call& call);
Result<http::Response> campaign_history(const Call& call);
Result<http::Response> forecast_slots(const Call& call);
Result<http::Response> list_votes(const Call& call);
Result<http::Response> put_vote(const Call& call);
Result<http::Response> delete_vote(const Call& call);
Result<http::Response> list_flags(const Call& call);
Result<http::Response> decide_on_flag(const Call& call);
Result<http::Response> reject_flags(const Call& call);  // many that say the same, with one explanation

}  // namespace vestnik::newsroom
