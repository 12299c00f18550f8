// Whatever HTML comes in, what comes out is a body by the grammar, and HTML of the allow-list that stays as it is.
#include <cstdlib>

#include "content/html_reader.h"
#include "content/html_writer.h"

using namespace vestnik::content;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const PlainFigures figures([](vestnik::AssetId) { return std::string(); },
                             [](vestnik::AssetId) { return std::optional<Asset>(); });
  const Body body = read_html(html).body;
  const vestnik::Result<Body> stored = parse_body(write_body(body));
  require(stored.has_value() && *stored == body);
  write_html(body, figures);
  plain_text(body);
  html_to_text(html);
  const std::string sanitised = sanitize_html(html);
  require(sanitize_html(sanitised) == sanitised);
  require(sanitised.find("<script") == std::string::npos);
  return 0;
}
