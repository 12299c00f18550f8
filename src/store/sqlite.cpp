// SQLite: one connection writes and checkpoints, all others are opened read-only. Debian 12's 3.40 may corrupt a
// database in WAL mode when two connections write or checkpoint at once (mended in 3.51.3), so that never happens.
#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "base/log.h"
#include "store/database.h"
#include "store/public_door.h"

namespace vestnik::store {
namespace {

// 4 KiB pages. A checkpoint from 16 MiB of log on; where a long reader holds it up, another try every 4 MiB.
constexpr int checkpoint_pages = 4'096;
// A log is also let grow to so many transactions like the newest, within a bound: imports write large ones, each of
// which touches the same pages of the indexes, and a checkpoint writes a page once.
constexpr int large_transactions = 12;
constexpr int most_log_pages = 131'072;  // 512 MiB
constexpr int retry_pages = 1'024;

constexpr int code_mask = 0xff;  // the primary code of an extended one

std::string percent_encoded(const std::string& path) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (char letter : path) {
    auto byte = static_cast<unsigned char>(letter);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || std::string_view("/._-").find(letter) != std::string_view::npos) {
      made += letter;
    } else {
      made += '%';
      made += digits[byte >> 4U];
      made += digits[byte & 15U];
    }
  }
  return made;
}

sqlite_api::sqlite3* handle(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// A connection is never used by two threads at once (Store sees to that), so SQLite need not lock one for each column
// of each row: a sixth of the time of reading a million rows.
void leave_locking_to_store() {
  static const int asked = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  static_cast<void>(asked);  // refused where somebody has used SQLite already: then it locks
}

class Sqlite : public Database {
 public:
  explicit Sqlite(std::filesystem::path file) : file_(std::move(file)) { leave_locking_to_store(); }

  bool is_postgresql() const override { return false; }

  std::unique_ptr<soci::session> connect(Role role) override {
    auto mode = role == Role::writer ? "rwc" : "ro";
    auto parameters = "dbname=file:" + percent_encoded(std::filesystem::absolute(file_).string()) + "?mode=" + mode +
                      (role == Role::writer ? "" : " readonly=true");
    try {
      if (role == Role::writer) make_private();
      auto session = std::make_unique<soci::session>(soci::sqlite3, parameters);
      settle(*session, role);
      return session;
    } catch (const soci::soci_error& problem) {
      const std::string reason = problem.get_error_message();
      const bool is_damaged = reason.ends_with("is not a database") || reason.ends_with("is malformed");
      throw Failure({ErrorKind::unavailable, "cannot open the database: " + reason, file_.string(),
                     is_damaged ? "it is damaged: restore the newest backup into an empty folder" : ""});
    }
  }

  std::string_view begin(Role role) const override { return role == Role::writer ? "BEGIN IMMEDIATE" : "BEGIN"; }
  void grant_public_access(soci::session&) override {}
  std::string_view migration_lock() const override { return {}; }

  Error translate(soci::session& session, const std::exception& problem, std::string_view doing) const override {
    const auto* soci_problem = dynamic_cast<const soci::soci_error*>(&problem);
    auto reason = soci_problem != nullptr ? soci_problem->get_error_message() : std::string(problem.what());
    Error error{ErrorKind::internal, "database: " + reason, std::string(doing), {}};
    auto extended = sqlite_api::sqlite3_extended_errcode(handle(session));
    switch (extended & code_mask) {
      case SQLITE_CONSTRAINT:
        error.kind = ErrorKind::conflict;
        break;
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        error.kind = ErrorKind::busy;
        error.remedy = "another program writes to this database";
        break;
      case SQLITE_READONLY:
        error.remedy = "the user that this runs as must be allowed to write the data folder and vestnik.db in it";
        error.kind = ErrorKind::forbidden;
        break;
      case SQLITE_AUTH:
        error.kind = ErrorKind::forbidden;
        break;
      case SQLITE_FULL:
        error.kind = ErrorKind::unavailable;
        error.remedy = "the disk is full: make room; nothing of this transaction was stored";
        break;
      case SQLITE_TOOBIG:
        error.kind = ErrorKind::too_large;
        break;
      default:
        break;
    }
    return error;
  }

  bool disk_failed(soci::session& session) const override {
    return checkpoint_failed_ || (sqlite_api::sqlite3_extended_errcode(handle(session)) & code_mask) == SQLITE_IOERR;
  }
  bool lost(soci::session&) const override { return false; }

  void after_commit(soci::session& session, std::int64_t) override {
    // A log that began anew holds this transaction alone.
    const int written = log_pages_ < log_pages_before_ ? log_pages_ : log_pages_ - log_pages_before_;
    log_pages_before_ = log_pages_;
    const int worth_while = std::min(written * large_transactions, most_log_pages);
    if (log_pages_ < std::max(next_checkpoint_, worth_while)) return;
    int in_log = 0;
    int copied = 0;
    int code =
        sqlite_api::sqlite3_wal_checkpoint_v2(handle(session), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
    if ((code & code_mask) == SQLITE_IOERR) checkpoint_failed_ = true;
    next_checkpoint_ = copied < in_log ? in_log + retry_pages : checkpoint_pages;
  }

 private:
  // SQLite gives its log the database's mode: none but the owner reads drafts, tokens and reports from the disk.
  void make_private() const {
    int descriptor = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor >= 0) ::close(descriptor);
  }

  void settle(soci::session& session, Role role) {
    auto* connection = handle(session);
    sqlite_api::sqlite3_extended_result_codes(connection, 1);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite_api::sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    session.once << "PRAGMA busy_timeout = 5000";
    session.once << "PRAGMA mmap_size = 0";
    session.once << "PRAGMA wal_autocheckpoint = 0";
    if (role == Role::writer) {
      session.once << "PRAGMA journal_mode = WAL";
      session.once << "PRAGMA synchronous = FULL";
      session.once << "PRAGMA foreign_keys = ON";
      session.once << "PRAGMA secure_delete = ON";             // what is destroyed leaves no page behind
      session.once << "PRAGMA cache_size = -65536";            // KiB
      session.once << "PRAGMA journal_size_limit = 67108864";  // bytes that a grown log is cut back to
      sqlite_api::sqlite3_wal_hook(connection, &Sqlite::log_grew, this);
    } else {
      session.once << "PRAGMA query_only = ON";
      session.once << "PRAGMA cache_size = -16384";
    }
    if (role == Role::public_reader) sqlite_api::sqlite3_set_authorizer(connection, authorize_public, nullptr);
  }

  static int log_grew(void* self, sqlite_api::sqlite3*, const char*, int pages) {
    static_cast<Sqlite*>(self)->log_pages_ = pages;
    return SQLITE_OK;
  }

  std::filesystem::path file_;
  // The writing connection's, which one thread at a time uses.
  int log_pages_ = 0;
  int log_pages_before_ = 0;
  int next_checkpoint_ = checkpoint_pages;
  std::atomic<bool> checkpoint_failed_ = false;
};

}  // namespace

std::unique_ptr<Database> sqlite_database(std::filesystem::path file) {
  return std::make_unique<Sqlite>(std::move(file));
}

}  // namespace vestnik::store
