// What a reader typed, as a Xapian query. Quoted words are a phrase of any of their forms, a leading "-" leaves out,
// all other words must occur; function words only count. Words in Latin letters also find what they mean in
// Cyrillic. Any thread.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::search {

// One word or phrase of what was typed.
struct Clause {
  std::vector<std::string> words;  // more than one is a phrase
  bool quoted = false, excluded = false;
};

// At most limits::search_query_bytes and 20 words are looked at.
std::vector<Clause> parse_query(std::string_view text, std::string_view language);

struct BuiltQuery {
  Xapian::Query all, any;            // every clause; any of them, for when all find nothing
  std::set<std::string> terms;       // of what must be found: what a snippet marks
  std::vector<std::string> missing;  // words no document holds any form of
  bool empty = true;                 // nothing to search for
};

BuiltQuery build_query(const std::vector<Clause>& clauses, std::string_view language, const Xapian::Database& index);

// The prefix of terms that stand in a headline.
inline constexpr char headline_prefix = 'S';

}  // namespace vestnik::search
