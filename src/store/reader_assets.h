// Files of the library that readers sent with their reports: they are shown where two people have looked, and nowhere
// else (docs/decisions/043-…). What the two have to settle is the subject of reports/material.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/ids.h"
#include "store/session.h"

namespace vestnik::store {

// For good: nothing takes the mark away.
void mark_from_reader(Session& session, std::string_view digest);
bool is_from_reader(Session& session, std::string_view digest);

// Digests of readers' files that the newest revision of an article shows.
std::vector<std::string> reader_files_shown(Session& session, ArticleId article);
// The same of the revision that goes out at its hour; none where the article is not scheduled.
std::vector<std::string> reader_files_scheduled(Session& session, ArticleId article);

// What the record of an article speaks of, by digest.
std::vector<std::string> reader_files_taken(Session& session, ArticleId article);
void take_reader_files(Session& session, ArticleId article, const std::vector<std::string>& digests);

// What is checked of everything that readers send: who made it, where, when, and that it was not seen elsewhere before.
inline constexpr std::string_view reader_checks[] = {"origin", "place", "time", "elsewhere"};

// The record of an article made of what readers sent (reports/material.h), with the files that it speaks of, as it goes
// into an export and comes back.
struct ReaderRecord {
  std::string permission;           // why it may be published; '' not known yet
  std::vector<std::string> checks;  // those of reader_checks that were made
  std::string how;                  // what readers are told of the checking
  std::string used_by;              // who took it over
  std::string confirmed_by;         // '' until a second person has looked
  std::vector<std::string> files;   // digests
  bool operator==(const ReaderRecord&) const = default;

  // Whether two people have settled all there is: what a confirmation needs before it counts.
  bool is_settled() const;
};
std::optional<ReaderRecord> find_reader_record(Session& session, ArticleId article);
// Confirmation and all, in place of what was there. One that is not settled comes without its confirmation.
void restore_reader_record(Session& session, ArticleId article, ReaderRecord record);

// Throws ErrorKind::conflict where the article would show a reader's file that its record does not speak of, or that
// nobody has confirmed.
void refuse_unsettled(Session& session, ArticleId article, const std::vector<AssetId>& shown);
void refuse_unsettled(Session& session, ArticleId article);  // what its newest revision shows
// Throws ErrorKind::conflict for a reader's file, which has no place outside of articles; `place`: "an author's
// picture".
void refuse_reader_file(Session& session, AssetId asset, std::string_view place);

}  // namespace vestnik::store
