#include "reports/page.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/json.h"
#include "base/messages.h"
#include "pages/theme.h"
#include "pages/views.h"
#include "reports/program.h"

namespace vestnik::reports {

namespace {

// WebAssembly is libsodium's; everything else that is not from here is forbidden (docs/decisions/040-…).
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; media-src blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";
constexpr std::string_view permissions_policy =
    "camera=(), microphone=(), geolocation=(self), browsing-topics=(), interest-cohort=()";

// What the page's program says; the template says the rest.
constexpr const char* program_messages[] = {
    "Sealing…",
    "Asking for a place in the queue…",
    "{share} % sent",
    "Everything has arrived. You can close this page.",
    "Your report has arrived. You can close this page.",
    "Waiting for the network…",
    "This file could not be sent: {name}",
    "These files did not arrive:",
    "Try again",
    "The newsroom has no room for this file now. Your text has arrived.",
    "Write what happened, please.",
    "Copied",
    "Opening…",
    "These are not seven words of ours. Please check them.",
    "No report has these words. Please check them.",
    "The desk has not answered yet.",
    "Sealed for the desk: it cannot be read here.",
    "The desk",
    "You",
    "Added.",
    "This letter cannot be opened. It may have been changed on the way.",
    "Something went wrong: {reason}",
    "The network is gone. Nothing is lost: try again when it is back.",
    "The newsroom has no room for reports now. Please try later.",
    "This is more than one report can hold. Please write a new one for the rest.",
    "Too much is arriving from your network just now. Please try again in a few minutes.",
    "The newsroom has no room for files now. You can send the text, and the files later.",
    "The file is larger than 2 GB: {name}",
    "At most 20 files go into one report.",
    "Remove {name}",
    "Being prepared…",
    "{n} files are being prepared…",
    "{n} files are in the list; beside each stands what it tells about you.",
    "Tells about you: {facts}",
    "Decide first what happens to the details in {name}.",
    "Tells nothing about you that we could find.",
    "place",
    "camera: {camera}",
    "time: {time}",
    "author: {author}",
    "a track of data that the camera wrote",
    "more behind the picture, such as a short clip",
    "other details: {details}",
    "Send without these details",
    "Send as it is: the desk can check it better",
    "We cannot look into this kind of file. It is sealed as it is, with whatever it tells about you.",
    "Your browser cannot take these details out of this kind of file. Remove the file, choose a JPEG of it instead, or "
    "send all of it.",
    "Send as it is, with these details",
    "The desk has another key than when this page was opened: {key}. Nothing has been sent. Compare it with what the "
    "newspaper prints, and send again.",
    "The desk’s key is not the one that its fingerprint names. Nothing has been sent: please tell the newsroom in "
    "another "
    "way.",
    "Written with another key than the desk has now: {key}",
    "Your device does not let this page read the file any more: was it moved or changed? Come back with the seven "
    "words and add it again.",
    "Your device does not tell where it is.",
    "Added: {place}",
    "Your browser is too old to seal a report. You can send text.",
};

json::object messages_in(std::string_view language) {
  json::object messages;
  for (const char* message : program_messages) messages[message] = translate(language, message);
  return messages;
}

}  // namespace

std::string page_language(const http::Request& request, const content::Site& site) {
  const std::vector<std::string> known = interface_languages();
  const std::string wanted = request.parameter("lang").value_or(site.language).substr(0, 2);
  if (std::ranges::find(known, wanted) != known.end()) return wanted;
  return "en";
}

http::Response report_page(const PageView& view) {
  pages::Sheet page("report");
  page.SetValue("LANGUAGE", view.language);
  page.SetValue("SITE_NAME", view.site_name);
  page.SetValue("STYLE", pages::plain(pages::theme_path("style.css")));
  pages::preload_faces(page);
  page.SetValue("REPORT_STYLE", pages::plain(style_address));
  page.SetValue("ICON", pages::plain(pages::theme_path("icon.svg")));
  static const std::string fingerprint_of_program = program_fingerprint();
  page.SetValue("FINGERPRINT", view.fingerprint);
  page.SetValue("PROGRAM_FINGERPRINT", fingerprint_of_program);
  for (const auto& [code, name] : {std::pair{"bg", "Български"}, std::pair{"en", "English"}}) {
    pages::Sheet& choice = *page.AddSectionDictionary("CHOICE");
    choice.SetValue("CODE", code);
    choice.SetValue("NAME", name);
    if (view.language == code) choice.ShowSection("CURRENT");
  }
  if (view.state == PageState::closed) page.ShowSection("CLOSED");
  if (view.state == PageState::received) page.ShowSection("RECEIVED");
  if (view.state == PageState::writing || view.state == PageState::refused) {
    pages::Sheet& program = *page.AddSectionDictionary("PROGRAM");
    static const std::string guard_integrity = integrity_of(guard_address);
    static const std::string program_integrity = integrity_of(program_address);
    program.SetValue("GUARD", pages::plain(guard_address));
    program.SetValue("GUARD_INTEGRITY", guard_integrity);
    program.SetValue("ADDRESS", pages::plain(program_address));
    program.SetValue("INTEGRITY", program_integrity);
    pages::Sheet& form = *page.AddSectionDictionary("FORM");
    form.SetValue("TEXT", view.text);
    form.SetValue("KEPT_DAYS", view.kept_days);
    form.SetValue("MESSAGES", write_json_for_html(messages_in(view.language)));
    if (view.explanation.empty()) form.ShowSection("NO_PROBLEM");
    pages::show(form, "PROBLEM", "TEXT", view.explanation);
  }
  return http::text_response(200, pages::print(view.language, "report.html", page), "text/html; charset=utf-8");
}

std::string_view page_policy() {
  return content_security_policy;
}

void add_headers(http::Response& response) {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(response.fields, [&](const auto& field) { return field.first == name; });
  };
  if (!has("Cache-Control")) response.with("Cache-Control", "no-store");
  response.with("Content-Security-Policy", std::string(content_security_policy))
      .with("Permissions-Policy", std::string(permissions_policy))
      .with("Referrer-Policy", "no-referrer")
      .with("X-Content-Type-Options", "nosniff")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace vestnik::reports
