#include "http/static_files.h"

#include "base/digest.h"

namespace vestnik::http {

namespace {

std::string_view type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> known[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".wasm", "application/wasm"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : known) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

StaticFiles::StaticFiles(const std::vector<embedded::File>& files) {
  std::map<std::string_view, std::string_view> bytes;
  for (const embedded::File& file : files) bytes.emplace(file.path, file.bytes);
  const auto packed = [&](std::string_view name, std::string_view ending) {
    const auto found = bytes.find(std::string(name) + std::string(ending));
    return found == bytes.end() ? std::string_view() : found->second;
  };
  for (const embedded::File& file : files) {
    if (file.path.ends_with(".gz") || file.path.ends_with(".br")) continue;
    files_[file.path] = {.type = type_of(file.path),
                         .bytes = file.bytes,
                         .gzip = packed(file.path, ".gz"),
                         .brotli = packed(file.path, ".br"),
                         .digest = sha256_hex(file.bytes).substr(0, 20)};
  }
}

std::optional<Response> StaticFiles::answer(const Request& request, std::string_view name, Keep keep) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;

  std::string_view bytes = file.bytes, coding;
  if (!file.brotli.empty() && accepts_coding(request, "br")) {
    bytes = file.brotli, coding = "br";
  } else if (!file.gzip.empty() && accepts_gzip(request)) {
    bytes = file.gzip, coding = "gzip";
  }
  const std::string etag = "\"" + file.digest + (coding.empty() ? "" : "-" + std::string(coding)) + "\"";

  Response response;
  response.with("Cache-Control", keep == Keep::forever ? "public, max-age=31536000, immutable" : "no-cache")
      .with("ETag", etag)
      .with("X-Content-Type-Options", "nosniff");
  if (!file.gzip.empty() || !file.brotli.empty()) response.with("Vary", "Accept-Encoding");
  if (not_modified(request, etag)) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(file.type));
  if (!coding.empty()) response.with("Content-Encoding", std::string(coding));
  response.body.push_back({nullptr, bytes});
  return response;
}

}  // namespace vestnik::http
