#include "store/public_door.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace vestnik::store {
namespace {

constexpr std::array<PublicTable, 12> tables{{
    {"published", "*"},
    {"published_assets", "*"},
    {"sections", "*"},
    {"topics", "*"},
    {"sites", "*"},
    {"changes", "*"},
    {"redirects", "*"},
    {"reads", "*"},
    {"political_notices", "*"},
    {"political_reach", "*"},
    {"fronts", "site section zones"},
    {"withdrawn", "article site path route reason"},
}};

constexpr std::array<std::string_view, 7> views{"public_bodies",   "public_authors",     "public_assets",
                                                "public_comments", "public_corrections", "public_history",
                                                "public_stories"};

// Tables that a view may read on a reader's behalf, and which of their columns.
struct Base {
  std::string_view view, table, columns;
};
constexpr std::array<Base, 20> bases{{
    {"public_bodies", "published", "article revision"},
    {"public_bodies", "revisions", "id body lead_caption description canonical_url"},
    {"public_authors", "authors", "*"},
    {"public_authors", "article_authors", "author"},
    {"public_assets", "assets", "*"},
    {"public_assets", "published_assets", "asset"},
    {"public_assets", "site_assets", "asset"},
    {"public_assets", "authors", "id picture"},
    {"public_assets", "article_authors", "author"},
    {"public_assets", "stories", "id lead_image"},
    {"public_assets", "article_stories", "story"},
    {"public_stories", "stories", "*"},
    {"public_stories", "article_stories", "story"},
    {"public_comments", "comments", "*"},
    {"public_comments", "published", "article"},
    {"public_corrections", "corrections", "id site article kind text at"},
    {"public_corrections", "published", "article"},
    {"public_history", "publications", "*"},
    {"public_history", "published", "article"},
    {"public_history", "revisions", "id headline deck body"},
}};

constexpr std::array<std::string_view, 17> functions{"count",  "sum",    "total", "min",   "max",  "avg",
                                                     "abs",    "length", "lower", "upper", "like", "coalesce",
                                                     "ifnull", "substr", "instr", "trim",  "round"};

// An empty column: only the number of rows is looked at.
bool lists(std::string_view columns, std::string_view column) {
  if (columns == "*" || column.empty()) return true;
  std::string padded = " " + std::string(columns) + " ";
  return padded.find(" " + std::string(column) + " ") != std::string::npos;
}

bool may_read(std::string_view table, std::string_view column, std::string_view inside) {
  if (!inside.empty()) {
    return std::ranges::any_of(bases, [&](const Base& base) {
      return base.view == inside && base.table == table && lists(base.columns, column);
    });
  }
  if (std::ranges::find(views, table) != views.end()) return true;
  return std::ranges::any_of(
      tables, [&](const PublicTable& open) { return open.name == table && lists(open.columns, column); });
}

std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

}  // namespace

std::span<const PublicTable> public_tables() {
  return tables;
}
std::span<const std::string_view> public_views() {
  return views;
}

int authorize_public(void*, int action, const char* first, const char* second, const char* database,
                     const char* inside) {
  bool allowed = false;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
      allowed = true;
      break;
    case SQLITE_READ:
      // SQLite names no database where a table is only counted.
      allowed = (database == nullptr || view_of(database) == "main") &&
                may_read(view_of(first), view_of(second), view_of(inside));
      break;
    case SQLITE_FUNCTION:
      allowed = std::ranges::find(functions, view_of(second)) != functions.end();
      break;
    default:
      break;
  }
  return allowed ? SQLITE_OK : SQLITE_DENY;
}

bool may_be_prepared(std::string_view sql) {
  constexpr std::string_view word = "with";
  auto same = [](char left, char right) { return (left | 0x20) == right; };  // letters of either case
  auto joins = [&](std::size_t at) {
    return at < sql.size() && (std::isalpha(static_cast<unsigned char>(sql[at])) != 0 || sql[at] == '_');
  };
  if (!std::ranges::equal(sql.substr(0, 6), std::string_view("select"), same)) return false;
  for (std::size_t at = 0; at + word.size() <= sql.size(); ++at) {
    bool whole = !joins(at - 1) && !joins(at + word.size());  // not the beginning of "withdrawn"
    if (whole && std::ranges::equal(sql.substr(at, word.size()), word, same)) return false;
  }
  return true;
}

}  // namespace vestnik::store
