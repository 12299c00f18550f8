// What readers may know about advertising: the public repository of political advertisements at /advertising/, their
// transparency notices, whose an advertisement is and why it stands there, the form for what looks unlawful, and the
// report that an advertiser reads by a secret link.
//
//   /advertising/?q=           political advertisements, newest first; register.json, register.csv: all of them
//   /advertising/{id}/         of a political one its notice, of any other whose it is; {id}.json: the notice for
//                              machines
//   /advertising/own/          why the newspaper's own stand where no campaign does
//   /advertising/flag/         the form, and what it is posted to; flag/{receipt}/: what became of it
//   /advertising/report/{key}/ a campaign's figures; report.csv, report.json beside it
//
// "?language=en" shows any of them in that language of the interface.
#pragma once

#include "advertising/ad_server.h"
#include "http/message.h"
#include "reader/context.h"
#include "reader/repeats.h"

namespace vestnik::reader {

bool is_of_advertising(const http::Request& request);  // GET and HEAD under /advertising/, and of /sellers.json
bool is_flag(const http::Request& request);            // the form's POST

// Blocks, so on a pool thread; ErrorKind::not_found where there is no such page. `flags`: how many reports each address
// has sent.
Result<http::Response> advertising_page(const Context& context, advertising::AdServer& ads, Repeats& flags,
                                        const http::Request& request);

}  // namespace vestnik::reader
