// One line of a JSONL file as an article whose section, authors, topics, stories and pictures are still names. Pure;
// any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "content/article.h"
#include "interchange/past.h"
#include "store/articles.h"
#include "store/reader_assets.h"

namespace vestnik::interchange {

struct Named {
  std::string slug, name;
};

// A story that the article is part of.
struct NamedPart {
  Named story;
  std::string note;
  bool key = false;
};

struct ArticleLine {
  std::int64_t line = 0;
  content::Article article;  // site, section, authors, topics and lead image are not set; its body is in `derived`
  std::optional<Named> section;
  std::vector<Named> authors, topics;
  std::vector<NamedPart> stories;
  struct Image {
    std::string file, credit, alt, caption;
  };
  std::optional<Image> image;
  std::int64_t lead_asset = 0;  // a number of assets.jsonl
  store::DerivedText derived;
  std::vector<std::string> notes;
  std::vector<PastState> past;
  std::optional<store::ReaderRecord> reader_record;
  // Saved after what was published and not published yet: the newest state of a story under revision.
  std::unique_ptr<ArticleLine> draft;

  std::string where() const;  // "line 12 (slug)"
};

// `asset_of`: the asset here behind a number of assets.jsonl, 0 where there is none. ErrorKind::invalid names the
// field.
Result<ArticleLine> read_article_line(std::string_view text, std::int64_t line,
                                      const std::function<AssetId(std::int64_t)>& asset_of, Time now,
                                      std::string_view site_language = "");

}  // namespace vestnik::interchange
