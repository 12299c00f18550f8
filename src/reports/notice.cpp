#include "reports/notice.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/messages.h"

namespace vestnik::reports {

namespace {

constexpr long patience_seconds = 30;
constexpr std::string_view told_setting = "report notice hour";

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= 254 &&
         std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c != '<' && c != '>' && c != 0x7f; });
}

struct Message {
  std::string bytes;
  std::size_t sent = 0;
};

std::size_t next_bytes(char* out, std::size_t size, std::size_t count, void* context) {
  auto& message = *static_cast<Message*>(context);
  const std::size_t taken = message.bytes.copy(out, size * count, message.sent);
  message.sent += taken;
  return taken;
}

// UTF-8 in a header (RFC 2047), in pieces that are none too long.
std::string encoded_word(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "=?utf-8?Q?";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      out += c;
    } else {
      out += {'=', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return out + "?=";
}

Result<void> send(const MailSettings& settings, const std::string& subject, const std::string& text) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> call(curl_easy_init(), &curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(
      curl_slist_append(nullptr, ("<" + settings.to + ">").c_str()), &curl_slist_free_all);
  if (!call || !to) return fail(ErrorKind::internal, "no memory to send mail");
  Message message{
      fmt::format("From: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                  "Auto-Submitted: auto-generated\r\n\r\n{}\r\n",
                  settings.from, settings.to, encoded_word(subject), text)};
  CURL* curl = call.get();
  curl_easy_setopt(curl, CURLOPT_URL, settings.server.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // Encrypted wherever the server can.
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + settings.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &next_bytes);
  curl_easy_setopt(curl, CURLOPT_READDATA, &message);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, patience_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) return {};
  return fail(ErrorKind::unavailable, std::string("the desk's notice was not sent: ") + curl_easy_strerror(code), {},
              "check the mail server that the configuration names; it is tried again in five minutes");
}

}  // namespace

Result<SendMail> mail_by(const MailSettings& settings) {
  if (!settings.server.starts_with("smtp://") && !settings.server.starts_with("smtps://")) {
    return fail(ErrorKind::invalid, "a mail server is named as smtp://HOST:PORT or smtps://NAME:PASSWORD@HOST");
  }
  for (const std::string& address : {settings.from, settings.to}) {
    if (!is_mail_address(address)) return fail(ErrorKind::invalid, "no mail address", address);
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return [settings](const std::string& subject, const std::string& text) { return send(settings, subject, text); };
}

Result<void> tell_of_reports(store::Store& store, const SendMail& send, Hours now, std::string_view language) {
  const std::int64_t last = number_of(now) - 1;
  struct News {
    bool all_told = false;
    bool any = false;
  };
  const auto news = store.read([&](store::Session& session) {
    const auto told = session.text("SELECT value FROM settings WHERE site = 0 AND name = ?", {told_setting});
    std::int64_t after = last;  // what came before anybody asked for notices is no news
    if (told) std::from_chars(told->data(), told->data() + told->size(), after);
    const auto count = session.integer("SELECT count(*) FROM report_letters WHERE kind <> ? AND hour > ? AND hour <= ?",
                                       {static_cast<int>(LetterKind::answer), after, last});
    return News{.all_told = told && after >= last, .any = count.value_or(0) > 0};
  });
  if (!news) return std::unexpected(news.error());
  if (news->all_told) return {};
  if (news->any) {
    const auto sent = send(translate(language, "A new report"), translate(language, "A new report"));
    if (!sent) return sent;
  }
  return store.write([&](store::Session& session) {
    session.run("DELETE FROM settings WHERE site = 0 AND name = ?", {told_setting});
    session.run("INSERT INTO settings (site, name, value) VALUES (0, ?, ?)", {told_setting, std::to_string(last)});
  });
}

}  // namespace vestnik::reports
