#include "advertising/notices.h"

#include "advertising/ledger.h"
#include "advertising/limits.h"
#include "advertising/political.h"
#include "advertising/records.h"
#include "advertising/signature.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "store/changes.h"

namespace vestnik::advertising {
namespace {

using store::Row;
using store::Session;

Notice notice_from(const Row& row) {
  auto document = parse_json(row.text(4));
  if (!document || !document->is_object()) {
    throw store::Failure({ErrorKind::internal, "a notice cannot be read", std::to_string(row.integer(0)), {}});
  }
  return {row.id<CampaignId>(0), static_cast<int>(row.integer(1)), from_millis(row.integer(2)), row.string(3),
          std::move(document->get_object())};
}

constexpr std::string_view notice_columns = "SELECT campaign, number, at, reason, document FROM political_notices ";

// What its members say, without their names and the signs around them.
void gather_values(const json::value& value, std::string& text) {
  if (const json::object* object = value.if_object()) {
    for (const auto& [name, each] : *object) gather_values(each, text);
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& each : *array) gather_values(each, text);
  } else if (const json::string* string = value.if_string()) {
    text.append(std::string_view(*string)).append("\n");
  } else if (value.is_int64()) {
    text.append(std::to_string(value.get_int64())).append("\n");
  }
}

constexpr std::string_view flag_columns =
    "SELECT id, receipt, at, due, campaign, address, reasons, name, email, decided_at, decided_by, decision, "
    "explanation FROM political_flags ";
constexpr std::string_view flag_letters = "itiiittttittt";

Flag flag_from(const Row& row) {
  return {row.integer(0),
          row.string(1),
          from_millis(row.integer(2)),
          from_millis(row.integer(3)),
          row.id<CampaignId>(4),
          row.string(5),
          row.string(6),
          row.string(7),
          row.string(8),
          row.time(9),
          row.string(10),
          row.string(11),
          row.string(12)};
}

}  // namespace

int publish_notice(Session& session, const Campaign& campaign, const Vote* vote, std::string_view reason, Time now) {
  write_entries(session, campaign.id, campaign.political.received);
  must_agree(session, campaign.id, campaign.political.received);
  const std::string document = write_json(notice_of(campaign, vote));
  const auto known = notices_of(session, campaign.id);
  if (!known.empty() && write_json(known.front().document) == document) return known.front().number;
  const int number = known.empty() ? 1 : known.front().number + 1;
  session.run("INSERT INTO political_notices (campaign, number, at, reason, document) VALUES (?, ?, ?, ?, ?)",
              {campaign.id, number, now, reason, document});
  // One that was found to be political while it ran begins with what readers have seen of it already.
  session.run(
      "INSERT INTO political_reach (campaign, served, clicked, first_shown, last_shown) SELECT c.id, c.delivered, "
      "c.clicked, (SELECT MIN(n.hour) * 3600000 FROM campaign_counts n WHERE n.campaign = c.id AND n.served > 0), "
      "c.last_shown FROM campaigns c WHERE c.id = ? ON CONFLICT (campaign) DO NOTHING",
      {campaign.id});
  return number;
}

std::vector<Notice> notices_of(Session& session, CampaignId campaign) {
  std::vector<Notice> notices;
  session.query(std::string(notice_columns) + "WHERE campaign = ? ORDER BY number DESC", "iiitt", {campaign},
                [&](const Row& row) {
                  notices.push_back(notice_from(row));
                  return true;
                });
  return notices;
}

Found find_notices(Session& session, std::string_view query, std::size_t most, std::size_t skipped) {
  std::vector<std::string> words;
  const std::string wanted = fold(text::squeeze(query));
  for (std::size_t at = 0; at < wanted.size();) {
    const std::size_t end = std::min(wanted.find(' ', at), wanted.size());
    if (end > at) words.push_back(wanted.substr(at, end - at));
    at = end + 1;
  }
  Found found;
  session.stream(std::string(notice_columns) +
                     "WHERE number = (SELECT MAX(n.number) FROM political_notices n WHERE n.campaign = "
                     "political_notices.campaign) ORDER BY campaign DESC",
                 "iiitt", {}, [&](const Row& row) {
                   Notice notice = notice_from(row);
                   if (!words.empty()) {
                     std::string said;
                     gather_values(notice.document, said);
                     const std::string all = fold(said);
                     for (const std::string& word : words) {
                       if (all.find(word) == std::string::npos) return true;
                     }
                   }
                   if (found.all >= skipped && found.notices.size() < most) found.notices.push_back(std::move(notice));
                   ++found.all;
                   return true;
                 });
  return found;
}

Reach reach_of(Session& session, CampaignId campaign) {
  Reach reach;
  session.query("SELECT served, clicked, first_shown, last_shown FROM political_reach WHERE campaign = ?", "iiii",
                {campaign}, [&](const Row& row) {
                  reach = {row.integer(0), row.integer(1), row.time(2), row.time(3)};
                  return true;
                });
  return reach;
}

void add_reach(Session& session, CampaignId campaign, std::int64_t served, std::int64_t clicked,
               std::optional<Time> first, std::optional<Time> last) {
  session.run("UPDATE political_reach SET served = served + ?, clicked = clicked + ? WHERE campaign = ?",
              {served, clicked, campaign});
  if (first) {
    session.run(
        "UPDATE political_reach SET first_shown = ? WHERE campaign = ? AND (first_shown IS NULL OR first_shown > ?)",
        {*first, campaign, *first});
  }
  if (last) {
    session.run(
        "UPDATE political_reach SET last_shown = ? WHERE campaign = ? AND (last_shown IS NULL OR last_shown < ?)",
        {*last, campaign, *last});
  }
}

Result<void> may_remove(Session& session, const Campaign& campaign, Time now) {
  const auto notices = notices_of(session, campaign.id);
  if (notices.empty()) return {};
  const Time last = std::max(notices.front().at, reach_of(session, campaign.id).last_shown.value_or(Time()));
  if (now >= kept_until(last)) return {};
  return fail(ErrorKind::conflict,
              "a political advertisement's notice is kept for seven years after its last publication",
              std::to_string(campaign.id.value), "it may go from " + format_rfc3339(kept_until(last)) + " on");
}

Result<std::string> add_flag(Session& session, const Flag& flag, Time now) {
  const auto waiting = session.integer("SELECT COUNT(*) FROM political_flags WHERE decided_at IS NULL");
  if (waiting.value_or(0) >= static_cast<std::int64_t>(limits::waiting_flags)) {
    return fail(ErrorKind::busy, "too many reports wait for an answer already", {}, "write to the newsroom instead");
  }
  std::string receipt = random_token(12);
  const auto votes = all_votes(session);
  session.run(
      "INSERT INTO political_flags (id, receipt, at, due, campaign, address, reasons, name, email, decided_by, "
      "decision, "
      "explanation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')",
      {store::next_id(session), receipt, now, flag_due(now, votes), flag.campaign, flag.address, flag.reasons,
       flag.name, flag.email});
  return receipt;
}

std::optional<Flag> find_flag(Session& session, std::string_view receipt) {
  std::optional<Flag> found;
  session.query(std::string(flag_columns) + "WHERE receipt = ?", flag_letters, {receipt}, [&](const Row& row) {
    found = flag_from(row);
    return true;
  });
  return found;
}

std::optional<Flag> find_flag(Session& session, std::int64_t id) {
  std::optional<Flag> found;
  session.query(std::string(flag_columns) + "WHERE id = ?", flag_letters, {id}, [&](const Row& row) {
    found = flag_from(row);
    return true;
  });
  return found;
}

std::vector<Flag> all_flags(Session& session, bool waiting_only) {
  std::vector<Flag> flags;
  session.query(std::string(flag_columns) + (waiting_only ? "WHERE decided_at IS NULL " : "") + "ORDER BY due, id",
                flag_letters, {}, [&](const Row& row) {
                  flags.push_back(flag_from(row));
                  return true;
                });
  return flags;
}

Result<void> decide_flag(Session& session, std::int64_t id, std::string_view decision, std::string_view explanation,
                         std::string_view by, Time now) {
  if (decision != "upheld" && decision != "rejected") {
    return fail(ErrorKind::invalid, "not a decision", std::string(decision), "upheld or rejected");
  }
  if (explanation.empty()) return fail(ErrorKind::invalid, "a decision needs its reasons", "explanation");
  const auto changed = session.run(
      "UPDATE political_flags SET decided_at = ?, decided_by = ?, decision = ?, explanation = ? WHERE id = ? AND "
      "decided_at IS NULL",
      {now, by, decision, explanation, id});
  if (changed == 0) return fail(ErrorKind::not_found, "no flag of that number waits", std::to_string(id));
  return {};
}

}  // namespace vestnik::advertising
