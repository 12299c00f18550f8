// For tests: a newsroom with a site on each of the two databases.
#pragma once

#include <memory>

#include "newsroom/testing_desk.h"
#include "store/testing_both.h"

namespace vestnik::newsroom {

class DeskOnBoth : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    world().add_site();
    desk_ = std::make_unique<TemporaryDesk>(world());
  }
  void TearDown() override {
    desk_.reset();
    OnBoth::TearDown();
  }
  std::unique_ptr<TemporaryDesk> desk_;
};

}  // namespace vestnik::newsroom
