// Tells the desk by e-mail that something has come: "a new report", and nothing else – no text, no count, no time.
//
// A message is sent at the turn of the hour, for the hours before: mail servers write down when a message came, and
// that must not tell when a reader was here.
#pragma once

#include <functional>
#include <string>

#include "reports/records.h"
#include "store/store.h"

namespace vestnik::reports {

struct MailSettings {
  std::string server;  // "smtp://mail.example.org:25", "smtps://NAME:PASSWORD@mail.example.org"; "": nothing is sent
  std::string from, to;
};

// Sends one message. Blocks, half a minute at most.
using SendMail = std::function<Result<void>(const std::string& subject, const std::string& text)>;
// By libcurl. ErrorKind::invalid where an address is none.
Result<SendMail> mail_by(const MailSettings& settings);

// One message where readers wrote in an hour that is over and that nothing was said of yet. Where sending fails the
// next call tries again. `language`: of the message.
Result<void> tell_of_reports(store::Store& store, const SendMail& send, Hours now, std::string_view language);

}  // namespace vestnik::reports
