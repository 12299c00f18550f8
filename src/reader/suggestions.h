// /search/suggest?q=…: what a reader may mean who is typing, as
//   {"suggestions": [{"kind": "section"|"author"|"topic"|"story"|"article", "label": "…", "path": "/…/"}]}
// Only what a reader can open: the index follows a moment behind the edition.
#pragma once

#include "http/message.h"
#include "reader/context.h"

namespace vestnik::reader {

Plan suggestions_plan(const Context& context, const http::Request& request);

}  // namespace vestnik::reader
