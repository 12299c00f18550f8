// Whatever bytes come as a line of JSONL: refused, or an article whose body keeps to the grammar.
#include <cstdlib>

#include "interchange/jsonl/article_line.h"

using namespace vestnik;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto line = interchange::read_article_line(
      std::string_view(reinterpret_cast<const char*>(data), size), 1,
      [](std::int64_t number) { return AssetId{number % 3}; }, from_millis(1'795'536'000'000));
  if (!line) return 0;
  if (line->article.headline.empty() || line->article.foreign_id.empty()) std::abort();
  const auto body = content::parse_body(line->derived.body_json);
  if (!body || content::write_body(*body) != line->derived.body_json) std::abort();
  return 0;
}
