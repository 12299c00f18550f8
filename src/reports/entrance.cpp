#include "reports/entrance.h"

#include <charconv>

#include "base/json.h"
#include "base/log.h"
#include "base/messages.h"
#include "base/text.h"
#include "http/problem.h"
#include "pages/fragment.h"
#include "reports/bytes.h"
#include "reports/page.h"
#include "reports/plain_form.h"
#include "reports/program.h"
#include "reports/receipt_field.h"
#include "store/catalogue.h"

namespace vestnik::reports {

namespace asio = boost::asio;

namespace {

void pack(http::Response& response) {
  std::string text;
  for (const http::Buffer& part : response.body) text += part.bytes;
  const auto packed = pages::stitch({pages::compress(text, {}, 0)});
  response.body.clear();
  for (const std::string_view part : packed->buffers) response.body.push_back({packed, part});
  response.with("Content-Encoding", "gzip");
}

constexpr std::string_view page_path = "/report/";
constexpr std::string_view letters_path = "/report/letters";
constexpr std::string_view desk_path = "/report/desk";
constexpr std::size_t form_bytes = 3 * limits::report_text_bytes + (16 << 10);  // percent-encoded, with small fields

bool is_upload(const http::Request& request) {
  return request.path.starts_with(uploads_path);
}

http::Response json_response(unsigned status, const json::value& value) {
  return http::text_response(status, write_json(value), "application/json");
}

http::Response not_allowed(std::string allowed) {
  http::Response response = http::problem_response(405, "this address answers " + allowed);
  response.with("Allow", std::move(allowed));
  return response;
}

bool is_reading(const http::Request& request) {
  return request.method == http::Method::get || request.method == http::Method::head;
}

std::optional<std::string> report_id_of(const http::Request& request) {
  auto raw = from_hex(request.field("report"));
  if (!raw || raw->size() != report_id_bytes) return std::nullopt;
  return raw;
}

json::object letter_json(const StoredLetter& letter) {
  json::object shown{{"number", letter.number},
                     {"kind", static_cast<int>(letter.kind)},
                     {"hour", number_of(letter.hour)},
                     {"digest", to_base64(letter_digest(letter.letter))}};
  // The reader cannot open what the reader wrote: it was sealed for the desk.
  if (letter.kind == LetterKind::answer) shown["letter"] = to_base64(letter.letter);
  return shown;
}

std::string days_of(std::chrono::hours time) {
  return std::to_string(time.count() / 24);
}

}  // namespace

Entrance::Entrance(store::Store& store, UploadFiles& files, Clock clock, http::Pool& pool)
    : store_(store),
      handle_(store),
      files_(files),
      clock_(clock),
      pool_(pool),
      work_(clock),
      tus_(handle_, files, clock, pool) {}

bool Entrance::is_here(const http::Request& request) {
  return request.path == "/report" || request.path.starts_with(page_path);
}

bool Entrance::answers(std::string_view path) {
  return path == "/report" || path == page_path || path == desk_path || path == letters_path ||
         path.starts_with(uploads_path);
}

std::optional<http::Response> Entrance::answer_now(const http::Request& request) {
  if (!is_reading(request)) return std::nullopt;
  if (request.path == "/report") {
    http::Response response = http::text_response(301, "");
    response.with("Location", std::string(page_path) + (request.query.empty() ? "" : "?" + request.query));
    return response;
  }
  auto file = program_file(request);
  if (file) add_headers(*file);
  return file;
}

std::size_t Entrance::body_limit(const http::Request& head) const {
  if (is_upload(head)) return tus_.body_limit(head);
  if (head.path == letters_path) return limits::report_letter_bytes;
  return head.path == page_path ? form_bytes : 0;
}

std::shared_ptr<http::BodySink> Entrance::sink(const http::Request& head) {
  return is_upload(head) ? tus_.sink(head) : nullptr;
}

asio::awaitable<http::Response> Entrance::answer(http::Request request) {
  http::Response response;
  if (is_upload(request)) {
    response = co_await tus_.answer(std::move(request));
  } else {
    auto work = [this, request = std::move(request)]() mutable { return dispatch(request); };
    auto answered = co_await pool_.run(work);
    if (!answered && answered.error().kind == ErrorKind::internal) log::failure(answered.error());
    response = answered ? std::move(*answered) : http::problem_response(answered.error());
  }
  add_headers(response);
  co_return response;
}

Result<http::Response> Entrance::dispatch(http::Request& request) {
  if (request.path == page_path) {
    if (is_reading(request) || request.method == http::Method::post) return page(request);
    return not_allowed("GET, HEAD, POST");
  }
  if (request.path == desk_path) return is_reading(request) ? desk(request) : not_allowed("GET, HEAD");
  if (request.path == letters_path) {
    if (request.method == http::Method::get) return thread(request);
    return request.method == http::Method::post ? take_letter(request) : not_allowed("GET, POST");
  }
  return fail(ErrorKind::not_found, "there is nothing at this address");
}

Result<content::Site> Entrance::site_of(const http::Request& request) {
  return store_.read_public([&](store::Session& session) -> Result<content::Site> {
    std::vector<content::Site> sites = store::all_sites(session);
    for (content::Site& site : sites) {
      if (site.host == request.host || std::ranges::find(site.aliases, request.host) != site.aliases.end()) {
        return std::move(site);
      }
    }
    if (sites.empty()) return fail(ErrorKind::not_found, "there is no site here yet");
    return std::move(sites.front());
  });
}

Result<http::Response> Entrance::page(http::Request& request) {
  const auto site = site_of(request);
  if (!site) return std::unexpected(site.error());
  if (request.method == http::Method::post) return take_form(request, *site);
  const auto desk = handle_.read([](NarrowSession& session) { return open_desk(session); });
  if (!desk) return std::unexpected(desk.error());
  PageView view{.language = page_language(request, *site), .site_name = site->name};
  const auto kept = handle_.read([](NarrowSession& session) { return kept_for(session); });
  if (!kept) return std::unexpected(kept.error());
  view.kept_days = days_of(*kept);
  if (*desk) {
    view.fingerprint = (*desk)->key.id;
  } else {
    view.state = PageState::closed;
  }
  http::Response response = report_page(view);
  // Nothing that a reader has written is in it, so its length tells no more than the language.
  response.with("Vary", "Accept-Encoding");
  if (http::accepts_gzip(request)) pack(response);
  return response;
}

// The text is sealed before anything else happens to it; until then it is in this request's memory only.
Result<http::Response> Entrance::take_form(http::Request& request, const content::Site& site) {
  const auto kept = handle_.read([](NarrowSession& session) { return kept_for(session); });
  if (!kept) return std::unexpected(kept.error());
  PageView view{.language = page_language(request, site), .site_name = site.name, .state = PageState::received};
  view.kept_days = days_of(*kept);
  const PlainForm form = read_plain_form(request, view.language);

  auto refuse = [&](const char* why, unsigned status) {
    view.state = PageState::refused;
    view.explanation = translate(view.language, why);
    view.text = form.text;
    http::Response response = report_page(view);
    response.status = status;
    return response;
  };
  if (form.blank) return refuse("Write what happened, please.", 400);
  if (form.text.size() > limits::report_text_bytes) return refuse("The text is too long for one report.", 413);
  // Never thrown away in silence: a browser that fills in forms by itself may have done it. The page that comes back
  // has the text, and the field empty.
  if (form.machine) {
    return refuse("A field was filled in that people do not see, as machines do. Please send it once more.", 400);
  }
  if (!work_.accept_plain(request.peer)) {
    return refuse(
        "Too many reports are arriving this way just now. Please switch JavaScript on, or try again in an hour.", 503);
  }
  if (!files_.has_room_for_letter()) return refuse("The newsroom has no room for reports now. Please try later.", 507);
  const auto desk = handle_.read([](NarrowSession& session) { return open_desk(session); });
  if (!desk) return std::unexpected(desk.error());
  if (!*desk) {
    view.state = PageState::closed;
    return report_page(view);
  }

  const std::string id = random_bytes(report_id_bytes);
  const Hours now = hour_of(clock_());
  NewReport report{to_hex(id), site.id, "", true, {}, now, now + *kept};
  report.letter = seal_for_desk(LetterKind::report, form.content, Place{.report = id}, (*desk)->key.public_key);
  auto added = handle_.write([&](NarrowSession& session) { return add_report(session, report); });
  if (!added) return std::unexpected(added.error());
  return report_page(view);
}

Result<http::Response> Entrance::desk(const http::Request& request) {
  const auto desk = handle_.read([](NarrowSession& session) { return open_desk(session); });
  if (!desk) return std::unexpected(desk.error());
  if (!*desk) return fail(ErrorKind::unavailable, "the newsroom has not set up its desk yet");
  const auto kept = handle_.read([](NarrowSession& session) { return kept_for(session); });
  if (!kept) return std::unexpected(kept.error());
  const Challenge challenge = work_.challenge(request.peer);
  return json_response(200, json::object{{"key", (*desk)->key.id},
                                         {"public_key", to_base64((*desk)->key.public_key)},
                                         {"salt", to_base64((*desk)->salt)},
                                         {"challenge", challenge.text},
                                         {"bits", challenge.bits},
                                         {"full", files_.full()},
                                         {"file_bytes", limits::report_file_bytes},
                                         {"files", limits::report_files},
                                         {"kept_days", kept->count() / 24}});
}

Result<http::Response> Entrance::take_letter(const http::Request& request) {
  const auto head = read_letter_head(request.body);
  if (!head) return std::unexpected(head.error());
  const auto id = report_id_of(request);
  const auto fetch = fetch_digest_of(request);
  if (!id || !fetch) {
    return fail(ErrorKind::invalid, "the letter does not say where it belongs", {},
                "send Report (32 hexadecimal digits), Letter (its number) and Authorization: Receipt");
  }
  std::int64_t number = -1;
  const std::string_view digits = request.field("letter");
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool first = head->kind == LetterKind::report && number == 0;
  if (!first && (head->kind != LetterKind::addition || number < 1)) {
    return fail(ErrorKind::invalid, "a reader's letter is a report (number 0) or an addition");
  }
  if (first) {
    if (auto proved = work_.accept(request.field("work"), request.peer); !proved) {
      return std::unexpected(proved.error());
    }
  }
  if (!files_.has_room_for_letter()) {
    return http::problem_response(507, "the newsroom has no room for letters now: try later");
  }
  const auto site = site_of(request);
  if (!site) return std::unexpected(site.error());
  const Hours now = hour_of(clock_());
  auto added = handle_.write([&](NarrowSession& session) -> Result<void> {
    if (!is_desk_key(session, to_hex(head->key_id))) {
      return fail(ErrorKind::invalid, "the letter is sealed for another desk", {}, "load the page anew");
    }
    if (first) {
      return add_report(session, {to_hex(*id), site->id, *fetch, false, request.body, now, now + kept_for(session)});
    }
    const auto report = find_report(session, *fetch);
    if (!report || *report != to_hex(*id)) return fail(ErrorKind::not_found, "no report has this receipt");
    return add_letter(session, *report, number, head->kind, request.body, now);
  });
  if (!added) return std::unexpected(added.error());
  return json_response(201, json::object{{"number", number}});
}

Result<http::Response> Entrance::thread(const http::Request& request) {
  const auto fetch = fetch_digest_of(request);
  auto thread = handle_.read([&](NarrowSession& session) { return find_thread(session, fetch.value_or("")); });
  if (!thread) return std::unexpected(thread.error());
  if (!fetch || !*thread) return fail(ErrorKind::not_found, "no report has this receipt");
  json::array keys, letters, uploads;
  for (const DeskKey& key : (*thread)->keys) {
    keys.push_back(json::object{{"id", key.id}, {"public_key", to_base64(key.public_key)}});
  }
  for (const StoredLetter& letter : (*thread)->letters) letters.push_back(letter_json(letter));
  for (const UploadRow& upload : (*thread)->uploads) {
    uploads.push_back(json::object{{"number", upload.number},
                                   {"bytes", upload.bytes},
                                   {"complete", upload.complete},
                                   {"address", std::string(uploads_path) + "/" + upload.id}});
  }
  return json_response(200, json::object{{"report", (*thread)->report},
                                         {"keys", std::move(keys)},
                                         {"letters", std::move(letters)},
                                         {"uploads", std::move(uploads)}});
}

}  // namespace vestnik::reports
