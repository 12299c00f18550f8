// What the form of /report/ sends without JavaScript, read so that no copy of it stays in memory: every buffer that it
// passes through is overwritten. Any thread.
#pragma once

#include <string>

#include "base/wipe.h"
#include "http/message.h"

namespace vestnik::reports {

struct PlainForm {
  std::string text;
  std::string content;   // of the letter (docs/report-format.md), JSON
  bool blank = false;    // no text but spaces
  bool machine = false;  // a field was filled that people do not see

  PlainForm() = default;
  PlainForm(PlainForm&&) = default;
  ~PlainForm() {
    wipe(text);
    wipe(content);
  }
};

// Takes the body out of the request.
PlainForm read_plain_form(http::Request& request, std::string_view language);

}  // namespace vestnik::reports
