// What operations on one campaign and on lists of advertising's rows have in common.
#pragma once

#include "advertising/campaign.h"
#include "advertising/document.h"
#include "newsroom/conditional.h"
#include "newsroom/operations.h"
#include "store/session.h"

namespace vestnik::newsroom {

// The one that the path names.
Result<advertising::Campaign> campaign_of(store::Session& session, const Call& call);
// Every change of an approved campaign stops it until a second person has looked at it again.
void step_back(advertising::Campaign& campaign);

// The 412 where the call names another state of the campaign than the one that it has (conditional.h); its creatives
// are part of it.
std::optional<http::Response> refuse_stale(store::Session& session, const Call& call,
                                           const advertising::Campaign& campaign);

template <class Rows>
http::Response list_response(const char* name, const Rows& rows) {
  json::array list;
  for (const auto& row : rows) list.push_back(listed(advertising::write(row)));
  return json_response(200, json::object{{name, std::move(list)}});
}

}  // namespace vestnik::newsroom
