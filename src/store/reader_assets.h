// Files of the library that readers sent with their reports: they are shown where two people have looked, and nowhere
// else (docs/decisions/043-…). What the two have to settle is the subject of reports/material.h.
#pragma once

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

// Throws ErrorKind::conflict where the article would show a reader's file that its record does not speak of, or that
// nobody has confirmed.
void refuse_unsettled(Session& session, ArticleId article, const std::vector<AssetId>& shown);
void refuse_unsettled(Session& session, ArticleId article);  // what its newest revision shows
// Throws ErrorKind::conflict for a reader's file, which has no place outside of articles; `place`: "an author's
// picture".
void refuse_reader_file(Session& session, AssetId asset, std::string_view place);

}  // namespace vestnik::store
