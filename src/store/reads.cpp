// How often articles were read, as a number for each article and day.
#include "store/catalogue.h"

namespace vestnik::store {

std::vector<ReadLine> most_read_on(Session& session, SiteId site, std::string_view day, std::size_t most) {
  std::vector<ReadLine> lines;
  session.query(
      "SELECT p.article, p.headline, p.path, d.count FROM reads d JOIN published p ON p.article = d.article "
      "WHERE d.day = ? AND p.site = ? ORDER BY d.count DESC, p.article DESC LIMIT ?",
      "itti", {day, site, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        lines.push_back({row.id<ArticleId>(0), row.string(1), row.string(2), row.integer(3)});
        return true;
      });
  return lines;
}

void add_reads(Session& session, ArticleId article, std::string_view day, std::int64_t count) {
  session.run(
      "INSERT INTO reads (day, article, count) VALUES (?, ?, ?) "
      "ON CONFLICT (day, article) DO UPDATE SET count = reads.count + excluded.count",
      {day, article, count});
}

void each_read(Session& session, std::string_view since_day, const std::function<bool(ArticleId, std::int64_t)>& each) {
  session.stream("SELECT article, SUM(count) FROM reads WHERE day >= ? GROUP BY article ORDER BY article", "ii",
                 {since_day}, [&](const Row& row) { return each(row.id<ArticleId>(0), row.integer(1)); });
}

}  // namespace vestnik::store
