#include "store/jobs.h"

#include "store/changes.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view job_columns = "id, kind, payload, due, tries, last_error";
constexpr std::string_view job_letters = "ittiit";

Job read_job(const Row& row) {
  return {row.integer(0), row.string(1), row.string(2), from_millis(row.integer(3)), static_cast<int>(row.integer(4)),
          row.string(5)};
}

std::chrono::milliseconds back_off(int tries) {
  constexpr std::chrono::milliseconds first = 1min;
  constexpr std::chrono::milliseconds most = 1h;
  auto wait = first;
  for (int done = 1; done < tries && wait < most; ++done) wait *= 2;
  return std::min(wait, most);
}

}  // namespace

std::int64_t add_job(Session& session, std::string_view kind, std::string_view payload, Time due) {
  auto id = next_id(session);
  session.run(
      "INSERT INTO jobs (id, kind, payload, due, tries, leased_until, last_error, dead) VALUES (?, ?, ?, ?, 0, 0, '', "
      "0)",
      {id, kind, payload, due});
  return id;
}

std::optional<Job> lease_job(Session& session, std::string_view kind, Time now, std::chrono::milliseconds lease) {
  std::optional<Job> leased;
  session.query(
      "UPDATE jobs SET leased_until = ? WHERE id = (SELECT id FROM jobs WHERE kind = ? AND dead = 0 AND due <= ? AND "
      "leased_until <= ? ORDER BY due, id LIMIT 1) RETURNING " +
          std::string(job_columns),
      job_letters, {now + lease, kind, now, now}, [&](const Row& row) {
        leased = read_job(row);
        return true;
      });
  return leased;
}

void finish_job(Session& session, std::int64_t id) {
  session.run("DELETE FROM jobs WHERE id = ?", {id});
}

void fail_job(Session& session, std::int64_t id, std::string_view why, Time now) {
  auto tries = session.integer("SELECT tries FROM jobs WHERE id = ?", {id});
  if (!tries) return;
  int done = static_cast<int>(*tries) + 1;
  session.run("UPDATE jobs SET tries = ?, last_error = ?, due = ?, leased_until = 0, dead = ? WHERE id = ?",
              {done, why, now + back_off(done), done >= most_tries, id});
}

std::vector<Job> dead_jobs(Session& session) {
  std::vector<Job> jobs;
  session.query("SELECT " + std::string(job_columns) + " FROM jobs WHERE dead = 1 ORDER BY id", job_letters, {},
                [&](const Row& row) {
                  jobs.push_back(read_job(row));
                  return true;
                });
  return jobs;
}

std::int64_t waiting_jobs(Session& session) {
  return session.integer("SELECT COUNT(*) FROM jobs WHERE dead = 0").value_or(0);
}

}  // namespace vestnik::store
