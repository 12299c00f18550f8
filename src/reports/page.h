// The page at /report/: one of ours at its purest. Same host, no slot, no counting, no cookie, nothing stored or
// referred to; what it may do in the browser is said in its headers.
#pragma once

#include <string>
#include <string_view>

#include "content/site.h"
#include "http/message.h"

namespace vestnik::reports {

enum class PageState {
  writing,   // the form
  received,  // text that came without JavaScript has been sealed
  closed,    // there is no desk yet
  refused,   // `explanation` tells why the text was not taken; it stands in the form again
};

struct PageView {
  std::string language;  // "bg", "en"
  std::string site_name;
  PageState state = PageState::writing;
  std::string explanation = {}, text = {};
  std::string fingerprint = {};  // of the desk's key
  std::string kept_days = {};    // how long a report is kept after the reader's last letter
};

// Of languages with a catalogue; ?lang=, else the site's.
std::string page_language(const http::Request& request, const content::Site& site);

http::Response report_page(const PageView& view);
// The content security policy of everything under /report/.
std::string_view page_policy();
// What every answer under /report/ carries.
void add_headers(http::Response& response);

}  // namespace vestnik::reports
