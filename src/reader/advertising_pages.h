// What readers may know about advertising: the public repository of political advertisements at /advertising/, their
// transparency notices, whose an advertisement is and why it stands there, the form for what looks unlawful, and the
// report that an advertiser reads by a secret link.
//
//   /advertising/?q=           political advertisements, newest first; register.json, register.csv: all of them
//   /advertising/{id}/         of a political one its notice, of any other whose it is; {id}.json: the notice for
//   machines /advertising/flag/         the form, and what it is posted to; flag/{receipt}/: what became of it
//   /advertising/report/{key}/ a campaign's figures; report.csv, report.json beside it
//
// "?language=en" shows any of them in that language of the interface.
#pragma once

#include <map>
#include <string>

#include "advertising/ad_server.h"
#include "http/message.h"
#include "reader/context.h"

namespace vestnik::reader {

bool is_of_advertising(const http::Request& request);  // GET and HEAD under /advertising/, and of /sellers.json
bool is_flag(const http::Request& request);            // the form's POST

// Blocks; ErrorKind::not_found where there is no such page.
Result<http::Response> advertising_page(const Context& context, advertising::AdServer& ads,
                                        const http::Request& request);

// What advertising may know of the page that is asked for; nothing: no campaigns on it.
std::optional<advertising::Surroundings> surroundings_of(const Context& context, const http::Request& request);

http::Response click_response(const std::string& address);
// What stands in a creative's frame, with a policy of its own.
http::Response frame_response(const advertising::Creative& creative, std::size_t slot, std::string_view key);

// A creative as it would stand on a page, by slot, approved or not. Blocks.
Result<std::map<std::string, pages::FragmentPtr>> preview_fragments(const Context& context, advertising::AdServer& ads,
                                                                    advertising::CreativeId id,
                                                                    const std::string& language);
// Whether the reader follows a link of this site, as the request's Referer tells; nothing is kept of it.
bool is_within_a_visit(const http::Request& request);
bool is_from_a_preview(const http::Request& request);
// Of the page of this site that the request was made from; 0 where that is not told or has none.
SectionId section_of_referer(const Context& context, const http::Request& request);

}  // namespace vestnik::reader
