#include "reader/theme_response.h"

#include <string>
#include <utility>

#include "pages/look.h"
#include "pages/views.h"
#include "reader/page_kind.h"

namespace vestnik::reader {

namespace {

// Where browsers, readers of feeds and telephones look for a site's sign when nothing has told them of another place.
std::string_view usual_sign(std::string_view path) {
  if (path == "/favicon.ico") return "icon-48.png";
  if (path == "/apple-touch-icon.png" || path == "/apple-touch-icon-precomposed.png") return "icon-180.png";
  return {};
}

}  // namespace

std::optional<http::Response> theme_response(const http::Request& request) {
  const pages::ThemeFile* file = nullptr;
  if (auto look = pages::look_style(request.path)) {
    http::Response response;
    response.kind = static_cast<std::uint8_t>(PageKind::theme);
    response.with("Content-Type", "text/css; charset=utf-8")
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff");
    response.body.push_back(http::Buffer::of(std::move(*look)));
    return response;
  }
  if (request.path.starts_with("/assets/")) {
    file = pages::find_theme_file(request.path);
  } else if (const std::string_view sign = usual_sign(request.path); !sign.empty()) {
    file = pages::find_theme_file(pages::theme_path(sign));
  }
  if (file == nullptr) return std::nullopt;
  http::Response response;
  response.kind = static_cast<std::uint8_t>(PageKind::theme);
  response.with("Content-Type", std::string(file->mime))
      .with("Cache-Control",
            request.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=86400")
      .with("X-Content-Type-Options", "nosniff");
  const bool gzip = !file->gzip.empty() && http::accepts_gzip(request);
  if (!file->gzip.empty()) response.with("Vary", "Accept-Encoding");
  if (gzip) response.with("Content-Encoding", "gzip");
  response.body.push_back({nullptr, gzip ? file->gzip : file->bytes});
  return response;
}

}  // namespace vestnik::reader
