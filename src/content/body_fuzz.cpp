// Whatever JSON comes in, a body that is taken is written and read as the same body, and can be shown.
#include <cstdlib>

#include "content/html_reader.h"
#include "content/html_writer.h"

using namespace vestnik::content;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vestnik::Result<Body> body = parse_body(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!body) return 0;
  const std::string text = write_body(*body);
  const vestnik::Result<Body> again = parse_body(text);
  if (!again || *again != *body || write_body(*again) != text) std::abort();
  if (parse_body(to_json(*body)).value() != *body) std::abort();
  const PlainFigures figures([](vestnik::AssetId id) { return "/media/" + std::to_string(id.value); },
                             [](vestnik::AssetId) { return std::optional<Asset>(); });
  const HtmlResult shown = read_html(write_html(*body, figures));
  if (!parse_body(write_body(shown.body))) std::abort();
  plain_text(*body);
  assets_of(*body);
  return 0;
}
