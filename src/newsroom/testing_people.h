// For tests of who may do what: a newsroom with a site, two sections and people who are signed in, on both databases.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accounts/sessions.h"
#include "newsroom/testing_desk.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {

class WithPeople : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
    other_section_ = world().add_section(site_, "sport", "Спорт");
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }

  struct Person {
    std::string email, cookie;
  };
  Person person(const std::string& email, const std::vector<accounts::Grant>& grants) {
    return write([&](store::Session& session) {
      const auto id = accounts::add_user(session, email, "Ана", "bg", grants, desk_->now);
      return Person{email, "vestnik_session=" + accounts::begin_session(session, id, "", desk_->now)};
    });
  }

  SiteId site_;
  SectionId section_, other_section_;  // svyat, sport
  std::unique_ptr<TemporaryDesk> desk_;
};

}  // namespace vestnik::newsroom
