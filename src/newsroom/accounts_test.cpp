// Signing in, sessions, accounts and the audit log through the API, on SQLite and on PostgreSQL (trust.md C8 to C10).
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "accounts/audit.h"
#include "accounts/limits.h"
#include "accounts/passkeys.h"
#include "accounts/second_factor.h"
#include "newsroom/testing_desk.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using Fields = std::vector<http::Field>;

constexpr const char* password = "четири думи една след друга";

class Accounts : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    world().add_section(site_, "svyat", "Свят");
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }

  // As a page of ours sends it.
  Answer browse(http::Method method, const std::string& target, const std::string& cookie,
                const json::value& body = nullptr) {
    return desk_->call(method, target, body, {{"Cookie", cookie}, {"Sec-Fetch-Site", "same-origin"}}, "");
  }
  Answer sign_in(const std::string& email, const std::string& with = password, json::object more = {}) {
    more["email"] = email;
    more["password"] = with;
    return desk_->call(http::Method::post, "session", more, {}, "");
  }
  static std::string cookie_of(const Answer& answer) {
    const auto found = answer.fields.find("Set-Cookie");
    return found == answer.fields.end() ? "" : found->second.substr(0, found->second.find(';'));
  }
  std::string code_of(const Answer& invited) {
    const std::string link = invited.text("link");
    return link.substr(link.rfind('/') + 1);
  }
  Answer invite(const std::string& email, const std::string& role = "editor", json::object more = {}) {
    more["email"] = email;
    more["name"] = "Ана";
    more["role"] = role;
    return desk_->post("users", more);
  }
  Answer accept(const std::string& code, const std::string& with = password) {
    return desk_->call(http::Method::post, "invitations/accept", json::object{{"code", code}, {"password", with}}, {},
                       "");
  }
  Answer look_at(const std::string& code) {
    return desk_->call(http::Method::post, "invitations/look", json::object{{"code", code}}, {}, "");
  }
  // An account with the password above: its id; the cookie of its first session in `cookie`.
  std::string person(const std::string& email, const std::string& role, std::string& cookie) {
    const Answer invited = invite(email, role);
    EXPECT_EQ(invited.status, 201U) << write_json(invited.body);
    const Answer accepted = accept(code_of(invited));
    EXPECT_EQ(accepted.status, 200U) << write_json(accepted.body);
    cookie = cookie_of(accepted);
    return std::to_string(invited.object().at("user").at("id").as_int64());
  }
  bool is_in(const std::string& cookie) { return browse(http::Method::get, "session", cookie).status == 200; }
  // The secret of an authenticator program that was just set up, and its recovery codes.
  std::pair<std::string, std::vector<std::string>> set_up_codes(const std::string& cookie) {
    const std::string secret = browse(http::Method::post, "session/totp", cookie, json::object{}).text("secret");
    const Answer proved = browse(http::Method::post, "session/totp", cookie,
                                 json::object{{"code", accounts::totp_code(secret, accounts::totp_step(desk_->now))}});
    EXPECT_EQ(proved.status, 200U) << write_json(proved.body);
    std::vector<std::string> codes;
    for (const json::value& code : proved.object().at("recovery_codes").as_array()) {
      codes.emplace_back(code.as_string());
    }
    return {secret, codes};
  }

  SiteId site_;
  std::unique_ptr<TemporaryDesk> desk_;
};
ON_BOTH(Accounts);

TEST_P(Accounts, tell_every_role_that_somebody_has_on_a_site) {
  const json::array grants{json::object{{"role", "reporter"}, {"site", nullptr}, {"section", nullptr}},
                           json::object{{"role", "advertising"}, {"site", "example.com"}, {"section", nullptr}},
                           json::object{{"role", "editor"}, {"site", "example.com"}, {"section", "svyat"}}};
  const Answer invited =
      desk_->post("users", json::object{{"email", "ana@example.com"}, {"name", "Ана"}, {"roles", grants}});
  ASSERT_EQ(invited.status, 201U) << write_json(invited.body);
  const Answer accepted = accept(code_of(invited));
  ASSERT_EQ(accepted.status, 200U);
  EXPECT_EQ(write_json(accepted.object().at("sites").at(0).at("roles")), R"(["reporter","editor","advertising"])");
  EXPECT_EQ(write_json(accepted.object().at("user").at("roles_everywhere")), R"(["reporter"])");
}

TEST_P(Accounts, begin_with_a_link_that_works_once) {
  const Answer invited = invite("Ana@Example.com", "chief");
  EXPECT_THAT(invited.text("link"), StartsWith("https://example.com/newsroom/#/welcome/"));
  EXPECT_EQ(accept(code_of(invited), "кратка").status, 400U);
  EXPECT_EQ(accept("x" + code_of(invited)).status, 410U);
  const Answer whose = look_at(code_of(invited));
  EXPECT_EQ(whose.status, 200U);
  EXPECT_EQ(whose.text("email"), "ana@example.com");
  EXPECT_EQ(whose.text("name"), "Ана");
  EXPECT_FALSE(whose.object().at("second_factor").as_bool());
  EXPECT_EQ(look_at("x" + code_of(invited)).status, 410U);
  EXPECT_EQ(look_at("").status, 410U);
  const Answer accepted = accept(code_of(invited));
  ASSERT_EQ(accepted.status, 200U);
  EXPECT_EQ(accepted.object().at("user").at("email"), "ana@example.com");
  EXPECT_EQ(accepted.object().at("user").at("role"), "chief");
  EXPECT_TRUE(is_in(cookie_of(accepted)));
  EXPECT_EQ(accept(code_of(invited)).status, 410U);
  EXPECT_EQ(invite("ana@example.com").status, 409U);
  EXPECT_EQ(invite("no address").status, 400U);

  const Answer signed_in = sign_in(" ANA@example.com ");
  ASSERT_EQ(signed_in.status, 200U);
  EXPECT_NE(cookie_of(signed_in), cookie_of(accepted));
  EXPECT_THAT(write_json(signed_in.object().at("rights")), AllOf(HasSubstr("fronts"), Not(HasSubstr("users"))));
  EXPECT_EQ(signed_in.object().at("sites").at(0).at("host"), "example.com");
  EXPECT_EQ(browse(http::Method::del, "session", cookie_of(signed_in)).status, 204U);
  EXPECT_FALSE(is_in(cookie_of(signed_in)));
  EXPECT_TRUE(is_in(cookie_of(accepted)));
}

TEST_P(Accounts, have_links_that_end_after_three_days_and_when_a_new_one_is_made) {
  const Answer first = invite("ana@example.com");
  const std::string id = std::to_string(first.object().at("user").at("id").as_int64());
  const Answer second = desk_->post("users/" + id + "/invitation");
  ASSERT_EQ(second.status, 201U);
  EXPECT_EQ(accept(code_of(first)).status, 410U);
  desk_->now += limits::invitation_time;
  EXPECT_EQ(accept(code_of(second)).status, 410U);
}

TEST_P(Accounts, are_not_told_from_those_that_there_are_not) {
  std::string cookie;
  person("ana@example.com", "editor", cookie);
  invite("invited@example.com");
  const std::string id = person("gone@example.com", "editor", cookie);
  ASSERT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"disabled", true}}).status, 200U);
  const Answer wrong = sign_in("ana@example.com", "не тази парола");
  EXPECT_EQ(wrong.status, 401U);
  for (const char* email : {"nobody@example.com", "invited@example.com", "gone@example.com", "no address"}) {
    const Answer other = sign_in(email);
    EXPECT_EQ(other.status, wrong.status) << email;
    EXPECT_EQ(other.body, wrong.body) << email;
  }
  EXPECT_EQ(sign_in("ana@example.com", "").status, 401U);
  EXPECT_EQ(sign_in("ana@example.com", std::string(password) + std::string(2'000, 'x')).status, 401U);
}

TEST_P(Accounts, are_closed_for_a_while_to_who_guesses_whether_there_are_such_or_not) {
  std::string cookie;
  person("ana@example.com", "editor", cookie);
  for (const char* email : {"ana@example.com", "nobody@example.com"}) {
    for (int attempt = 0; attempt < static_cast<int>(limits::attempts_of_account); ++attempt) {
      ASSERT_EQ(sign_in(email, "не тази парола").status, 401U);
    }
    const Answer slowed = sign_in(email, "не тази парола");
    EXPECT_EQ(slowed.status, 429U);
    EXPECT_EQ(slowed.fields.at("Retry-After"), "30");
  }
  EXPECT_EQ(sign_in("ana@example.com").status, 429U);
  EXPECT_TRUE(is_in(cookie));
  desk_->now += limits::attempt_time;
  EXPECT_EQ(sign_in("ana@example.com").status, 200U);
}

TEST_P(Accounts, are_changed_from_our_own_pages_alone) {
  std::string cookie;
  person("ana@example.com", "chief", cookie);
  const json::object section{{"name", "Спорт"}};
  const auto put = [&](Fields fields) {
    fields.push_back({"Cookie", cookie});
    fields.push_back({"Host", "example.com"});
    return desk_->call(http::Method::put, "sections/sport", section, std::move(fields), "").status;
  };
  EXPECT_EQ(put({}), 403U);
  EXPECT_EQ(put({{"Sec-Fetch-Site", "cross-site"}}), 403U);
  EXPECT_EQ(put({{"Sec-Fetch-Site", "same-site"}}), 403U);
  EXPECT_EQ(put({{"Sec-Fetch-Site", "none"}}), 403U);
  EXPECT_EQ(put({{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://example.com"}}), 403U);
  EXPECT_EQ(put({{"Origin", "https://evil.example"}}), 403U);
  EXPECT_EQ(put({{"Origin", "https://example.com.evil.example"}}), 403U);
  EXPECT_EQ(put({{"Origin", "null"}}), 403U);
  EXPECT_EQ(put({{"Origin", "https://example.com"}}), 201U);
  EXPECT_EQ(put({{"Sec-Fetch-Site", "same-origin"}}), 200U);
  EXPECT_EQ(desk_->call(http::Method::get, "session", nullptr, {{"Cookie", cookie}}, "").status, 200U);
  for (const char* path : {"session", "invitations/look", "invitations/accept"}) {
    const json::object body{{"email", "ana@example.com"}, {"password", password}, {"code", "x"}};
    EXPECT_EQ(desk_->call(http::Method::post, path, body, {{"Sec-Fetch-Site", "cross-site"}}, "").status, 403U);
  }
}

TEST_P(Accounts, have_cookies_that_scripts_and_other_sites_do_not_get) {
  const Answer plain = accept(code_of(invite("ana@example.com")));
  EXPECT_THAT(plain.fields.at("Set-Cookie"),
              AllOf(StartsWith("vestnik_session="), HasSubstr("; Path=/;"), HasSubstr("; HttpOnly"),
                    HasSubstr("; SameSite=Lax"), Not(HasSubstr("Secure")), Not(HasSubstr("Domain"))));
  const Answer over_tls =
      desk_->call(http::Method::post, "session", json::object{{"email", "ana@example.com"}, {"password", password}},
                  {{"Host", "example.com"}, {"Origin", "https://example.com"}}, "");
  EXPECT_THAT(over_tls.fields.at("Set-Cookie"),
              AllOf(StartsWith("__Host-vestnik_session="), HasSubstr("; Path=/;"), HasSubstr("; HttpOnly"),
                    HasSubstr("; SameSite=Lax"), EndsWith("; Secure"), Not(HasSubstr("Domain"))));
  EXPECT_TRUE(is_in(cookie_of(over_tls)));
  EXPECT_FALSE(is_in("vestnik_session=made-up"));
}

TEST_P(Accounts, are_signed_out_by_idleness_and_by_age) {
  std::string cookie;
  person("ana@example.com", "editor", cookie);
  desk_->now += limits::session_idle_time - 1s;
  EXPECT_TRUE(is_in(cookie));
  desk_->now += limits::session_idle_time - 1s;  // the last use counts
  EXPECT_TRUE(is_in(cookie));
  desk_->now += limits::session_idle_time;
  EXPECT_FALSE(is_in(cookie));
  cookie = cookie_of(sign_in("ana@example.com"));
  for (auto passed = 0h; passed < limits::session_time; passed += 24h) {
    EXPECT_TRUE(is_in(cookie)) << passed.count();
    desk_->now += 24h;
  }
  EXPECT_FALSE(is_in(cookie));
}

TEST_P(Accounts, end_at_once_where_an_administrator_says_so) {
  std::string cookie;
  const std::string id = person("ana@example.com", "editor", cookie);
  ASSERT_TRUE(is_in(cookie));
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"name", "Ана Иванова"}}).status, 200U);
  EXPECT_TRUE(is_in(cookie));
  const Answer promoted = desk_->call(http::Method::patch, "users/" + id, json::object{{"role", "chief"}});
  EXPECT_EQ(promoted.text("role"), "chief");
  EXPECT_FALSE(is_in(cookie));
  cookie = cookie_of(sign_in("ana@example.com"));
  ASSERT_TRUE(is_in(cookie));
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"disabled", true}}).status, 200U);
  EXPECT_FALSE(is_in(cookie));
  EXPECT_EQ(sign_in("ana@example.com").status, 401U);
  EXPECT_EQ(desk_->post("users/" + id + "/invitation").status, 409U);
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"disabled", false}}).status, 200U);
  EXPECT_FALSE(is_in(cookie));
  EXPECT_EQ(sign_in("ana@example.com").status, 200U);
}

TEST_P(Accounts, have_sessions_that_their_owner_sees_and_ends) {
  std::string here, other;
  person("ana@example.com", "editor", here);
  person("boris@example.com", "editor", other);
  const Answer phone =
      desk_->call(http::Method::post, "session", json::object{{"email", "ana@example.com"}, {"password", password}},
                  {{"User-Agent", "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"}}, "");
  const json::array listed = browse(http::Method::get, "sessions", here).object().at("sessions").as_array();
  ASSERT_THAT(listed, SizeIs(2));
  EXPECT_EQ(listed[0].at("device"), "Firefox, Android");
  EXPECT_EQ(listed[0].at("current"), false);
  EXPECT_EQ(listed[1].at("current"), true);
  const std::string id = std::to_string(listed[0].at("id").as_int64());
  EXPECT_EQ(browse(http::Method::del, "sessions/" + id, other).status, 404U);
  EXPECT_TRUE(is_in(cookie_of(phone)));
  EXPECT_EQ(browse(http::Method::del, "sessions/" + id, here).status, 204U);
  EXPECT_FALSE(is_in(cookie_of(phone)));
  EXPECT_TRUE(is_in(here));
}

TEST_P(Accounts, ask_for_a_code_only_who_knows_the_password) {
  std::string cookie;
  person("ana@example.com", "editor", cookie);
  const auto [secret, recovery] = set_up_codes(cookie);
  ASSERT_THAT(recovery, SizeIs(limits::recovery_codes));
  const auto code = [&] { return accounts::totp_code(secret, accounts::totp_step(desk_->now)); };
  desk_->now += 60s;
  EXPECT_THAT(sign_in("ana@example.com", "не тази парола").text("type"), EndsWith("/wrong-credentials"));
  EXPECT_THAT(sign_in("ana@example.com").text("type"), EndsWith("/second-factor-needed"));
  EXPECT_THAT(sign_in("ana@example.com", password, {{"totp", "000000"}}).text("type"),
              EndsWith("/second-factor-wrong"));
  EXPECT_EQ(sign_in("ana@example.com", password, {{"totp", code()}}).status, 200U);
  EXPECT_EQ(sign_in("ana@example.com", password, {{"totp", code()}}).status, 401U) << "taken already";
  desk_->now += 30s;
  EXPECT_EQ(sign_in("ana@example.com", password, {{"totp", code()}}).status, 200U);
  EXPECT_EQ(sign_in("ana@example.com", password, {{"totp", recovery[0]}}).status, 200U);
  EXPECT_EQ(sign_in("ana@example.com", password, {{"totp", recovery[0]}}).status, 401U) << "taken already";
}

TEST_P(Accounts, are_not_recovered_past_the_second_factor) {
  std::string cookie;
  const std::string id = person("ana@example.com", "editor", cookie);
  const auto [secret, recovery] = set_up_codes(cookie);
  EXPECT_THAT(browse(http::Method::post, "session/totp", cookie, json::object{}).text("type"),
              EndsWith("/second-factor-needed"));
  EXPECT_EQ(browse(http::Method::del, "session/totp", cookie, json::object{{"totp", "000000"}}).status, 401U);
  const std::string link = code_of(desk_->post("users/" + id + "/invitation"));
  EXPECT_THAT(accept(link).text("type"), EndsWith("/second-factor-needed"));
  const Answer recovered =
      desk_->call(http::Method::post, "invitations/accept",
                  json::object{{"code", link}, {"password", "съвсем друга парола"}, {"totp", recovery[1]}}, {}, "");
  EXPECT_EQ(recovered.status, 200U);
  EXPECT_FALSE(is_in(cookie)) << "a new password ends what was begun with the old one";
  cookie = cookie_of(recovered);
  EXPECT_EQ(browse(http::Method::del, "session/totp", cookie, json::object{{"totp", recovery[2]}}).status, 204U);
  EXPECT_EQ(sign_in("ana@example.com", "съвсем друга парола").status, 200U);
}

TEST_P(Accounts, get_a_key_only_from_who_proves_to_own_them) {
  std::string cookie;
  person("ana@example.com", "editor", cookie);
  const auto ask = [&](const json::object& proof) {
    return browse(http::Method::post, "passkeys/options", cookie, proof);
  };
  const Answer bare = ask({});
  EXPECT_EQ(bare.status, 400U);
  EXPECT_EQ(bare.text("pointer"), "/password");
  EXPECT_THAT(ask({{"password", "не тази парола"}}).text("type"), EndsWith("/wrong-credentials"));
  const Answer options = ask({{"password", password}});
  EXPECT_EQ(options.status, 200U);
  EXPECT_NE(options.text("challenge"), "");
  EXPECT_EQ(ask({{"key", json::object{{"id", "x"}}}}).status, 400U);
  EXPECT_EQ(
      ask({{"key",
            json::object{{"id", "x"}, {"client_data", "e30"}, {"authenticator_data", "e30"}, {"signature", "e30"}}}})
          .status,
      401U);

  const auto [secret, recovery] = set_up_codes(cookie);
  desk_->now += 60s;
  EXPECT_THAT(ask({{"password", password}}).text("type"), EndsWith("/second-factor-needed"));
  EXPECT_THAT(ask({{"totp", "000000"}}).text("type"), EndsWith("/second-factor-wrong"));
  EXPECT_EQ(ask({{"totp", accounts::totp_code(secret, accounts::totp_step(desk_->now))}}).status, 200U);
  EXPECT_EQ(ask({{"totp", recovery[0]}}).status, 200U);
}

TEST_P(Accounts, lose_their_keys_with_a_new_link) {
  std::string cookie;
  const std::string id = person("ana@example.com", "editor", cookie);
  const auto keys = [&] {
    return read([&](store::Session& session) { return accounts::passkeys_of(session, std::stoll(id)).size(); });
  };
  write([&](store::Session& session) {
    accounts::Passkey key;
    key.user = std::stoll(id);
    key.credential = "left-behind";
    key.public_key = "key";
    key.algorithm = -7;
    key.created_at = desk_->now;
    accounts::add_passkey(session, key, desk_->now);
  });
  const std::string link = code_of(desk_->post("users/" + id + "/invitation"));
  EXPECT_EQ(keys(), 1U) << "a link alone changes nothing";
  EXPECT_EQ(accept(link, "съвсем друга парола").status, 200U);
  EXPECT_EQ(keys(), 0U);
}

TEST_P(Accounts, change_their_password_with_the_one_they_have) {
  std::string here;
  person("ana@example.com", "editor", here);
  const std::string elsewhere = cookie_of(sign_in("ana@example.com"));
  const std::string other = "съвсем друга парола";
  const auto change = [&](const std::string& from, const std::string& to) {
    return browse(http::Method::put, "session/password", here, json::object{{"password", from}, {"new_password", to}});
  };
  EXPECT_EQ(change("не тази парола", other).status, 401U);
  EXPECT_EQ(change("", other).status, 400U);
  EXPECT_EQ(change(password, "кратка").text("pointer"), "/new_password");
  EXPECT_TRUE(is_in(elsewhere));
  EXPECT_EQ(change(password, other).status, 204U);
  EXPECT_TRUE(is_in(here));
  EXPECT_FALSE(is_in(elsewhere));
  EXPECT_EQ(sign_in("ana@example.com").status, 401U);
  EXPECT_EQ(sign_in("ana@example.com", other).status, 200U);
  EXPECT_EQ(desk_->put("session/password", json::object{{"password", password}, {"new_password", other}}).status, 403U)
      << "a token has no account";
}

TEST_P(Accounts, always_keep_one_administrator) {
  std::string cookie;
  const std::string id = person("ana@example.com", "administrator", cookie);
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"disabled", true}}).status, 409U);
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"role", "editor"}}).status, 409U);
  EXPECT_TRUE(is_in(cookie));
  std::string other;
  person("boris@example.com", "administrator", other);
  EXPECT_EQ(desk_->call(http::Method::patch, "users/" + id, json::object{{"disabled", true}}).status, 200U);
}

TEST_P(Accounts, leave_a_trace_of_every_change_that_cannot_be_changed_unnoticed) {
  std::string cookie;
  const std::string id = person("ana@example.com", "chief", cookie);
  EXPECT_EQ(browse(http::Method::put, "sections/sport", cookie, json::object{{"name", "Спорт"}}).status, 201U);
  EXPECT_EQ(browse(http::Method::put, "sections/sport", cookie, json::object{{"name", 1}}).status, 400U);
  EXPECT_EQ(browse(http::Method::get, "audit", cookie).status, 403U);
  const json::array entries = desk_->get("audit").object().at("entries").as_array();
  ASSERT_THAT(entries, SizeIs(3));
  EXPECT_EQ(entries[0].at("action"), "putSection");
  EXPECT_EQ(entries[0].at("actor"), "ana@example.com");
  EXPECT_EQ(entries[0].at("subject"), "sections/sport");
  EXPECT_EQ(entries[1].at("action"), "acceptInvitation");
  EXPECT_EQ(string_or(entries[2].as_object(), "subject"), "users/" + id);
  const Answer page = desk_->get("audit?limit=2");
  EXPECT_THAT(page.object().at("entries").as_array(), SizeIs(2));
  const Answer rest = desk_->get("audit?limit=2&before=" + std::to_string(page.number("before")));
  EXPECT_EQ(rest.object().at("entries").at(0), entries[2]);
  EXPECT_TRUE(rest.object().at("before").is_null());

  EXPECT_FALSE(read([](store::Session& session) { return accounts::first_broken_entry(session); }));
  write([](store::Session& session) { session.run("UPDATE audit SET actor = 'x' WHERE action = 'acceptInvitation'"); });
  EXPECT_EQ(read([](store::Session& session) { return accounts::first_broken_entry(session); }),
            entries[1].at("id").as_int64());
}

TEST_P(Accounts, keep_no_secret_that_opens_anything) {
  std::string cookie;
  const Answer invited = invite("boris@example.com");
  person("ana@example.com", "editor", cookie);
  auto [secret, secrets] = set_up_codes(cookie);
  secrets.push_back(secret);
  secrets.push_back(password);
  secrets.push_back(cookie.substr(cookie.find('=') + 1));
  secrets.push_back(code_of(invited));
  std::string stored;
  read([&](store::Session& session) {
    for (const char* sql : {"SELECT password || totp_secret || name || email FROM users", "SELECT digest FROM sessions",
                            "SELECT digest FROM invitations", "SELECT digest FROM recovery_codes",
                            "SELECT actor || action || subject || detail FROM audit"}) {
      session.query(sql, "t", {}, [&](const store::Row& row) {
        stored += row.string(0) + "\n";
        return true;
      });
    }
  });
  for (const auto& entry : std::filesystem::directory_iterator(world().options().data)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    stored += bytes.str();
  }
  EXPECT_THAT(stored, HasSubstr("$argon2id$"));
  for (std::string each : secrets) {
    EXPECT_EQ(stored.find(each), std::string::npos) << each;
    std::erase(each, '-');
    EXPECT_EQ(stored.find(each), std::string::npos) << each;
  }
}

}  // namespace
}  // namespace vestnik::newsroom
