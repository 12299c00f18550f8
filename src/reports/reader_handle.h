// The narrow handle through which readers' requests reach the store: it runs the few statements listed in
// reader_records.cpp, word for word, and nothing else. Whatever goes wrong in what answers readers, no other table can
// be read or written through it, and no letter changed.
#pragma once

#include <span>
#include <string_view>

#include "store/store.h"

namespace vestnik::reports {

// Every statement that a reader's request may run.
std::span<const std::string_view> reader_statements();

// A session that refuses every other statement with store::Failure.
class NarrowSession : public store::Session {
 public:
  explicit NarrowSession(store::Session& whole) : whole_(whole) {}

  std::int64_t run(std::string_view sql, const Parameters& parameters) override {
    admit(sql);
    return whole_.run(sql, parameters);
  }
  void query(std::string_view sql, std::string_view columns, const Parameters& parameters,
             const std::function<bool(const store::Row&)>& each) override {
    admit(sql);
    whole_.query(sql, columns, parameters, each);
  }
  void stream(std::string_view sql, std::string_view columns, const Parameters& parameters,
              const std::function<bool(const store::Row&)>& each) override {
    admit(sql);
    whole_.stream(sql, columns, parameters, each);
  }
  bool is_postgresql() const override { return whole_.is_postgresql(); }
  bool is_public() const override { return false; }
  std::int64_t next_number(store::Sequence, std::int64_t) override { refuse("counting"); }
  void note_change() override { refuse("noting a change"); }

 private:
  static void admit(std::string_view sql);
  [[noreturn]] static void refuse(std::string_view what);

  store::Session& whole_;
};

class ReaderHandle {
 public:
  explicit ReaderHandle(store::Store& store) : store_(store) {}

  template <class Work>
  auto write(Work work) {
    return store_.write([&](store::Session& session) {
      NarrowSession narrow(session);
      return work(narrow);
    });
  }
  template <class Work>
  auto read(Work work) {
    return store_.read([&](store::Session& session) {
      NarrowSession narrow(session);
      return work(narrow);
    });
  }

 private:
  store::Store& store_;
};

}  // namespace vestnik::reports
