#include "newsroom/application.h"

#include "base/embedded.h"
#include "http/problem.h"
#include "http/static_files.h"

namespace vestnik::newsroom {

namespace {

constexpr std::string_view root = "/newsroom/";

// Scripts and styles are files of this site; WebAssembly is libsodium's, which opens reports. Text never becomes markup
// but through the two libraries named last: Svelte for its own templates, ProseMirror for a pasted document that it
// only reads.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html "
    "ProseMirrorClipboard vestnik-worker";

const http::StaticFiles& files() {
  static const http::StaticFiles all(embedded::newsroom());
  return all;
}

http::Response page(const http::Request& request) {
  auto response = files().answer(request, "index.html", http::StaticFiles::Keep::revalidate);
  response->with("Content-Security-Policy", std::string(content_security_policy))
      .with("Referrer-Policy", "same-origin")
      .with("Cross-Origin-Opener-Policy", "same-origin")
      .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
      .with("X-Robots-Tag", "noindex, nofollow");
  return std::move(*response);
}

}  // namespace

std::optional<http::Response> application_response(const http::Request& request) {
  if (request.path == root.substr(0, root.size() - 1)) {
    http::Response response = http::text_response(301, "");
    response.with("Location", std::string(root));
    return response;
  }
  if (!request.path.starts_with(root)) return std::nullopt;
  if (request.method != http::Method::get && request.method != http::Method::head) {
    http::Response response = http::problem_response(405, "this address answers GET, HEAD");
    response.with("Allow", "GET, HEAD");
    return response;
  }
  const std::string_view name = std::string_view(request.path).substr(root.size());
  if (!name.starts_with("assets/")) return page(request);
  auto file = files().answer(request, name, http::StaticFiles::Keep::forever);
  return file ? std::move(*file) : http::text_response(404, "There is no such file.\n");
}

}  // namespace vestnik::newsroom
