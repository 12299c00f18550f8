#include "interchange/files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/files.h"
#include "base/text.h"

namespace vestnik::interchange {
namespace {

namespace fs = std::filesystem;
using Kind = content::Asset::Kind;

constexpr std::size_t most_picture_bytes = 256UL << 20U;
constexpr std::size_t most_other_bytes = 1UL << 30U;  // a clip is read into memory whole

constexpr std::array<std::pair<std::string_view, FileType>, 28> types = {{
    {"jpg", {Kind::image, "image/jpeg"}},         {"jpeg", {Kind::image, "image/jpeg"}},
    {"jpe", {Kind::image, "image/jpeg"}},         {"png", {Kind::image, "image/png"}},
    {"gif", {Kind::image, "image/gif"}},          {"webp", {Kind::image, "image/webp"}},
    {"avif", {Kind::image, "image/avif"}},        {"svg", {Kind::image, "image/svg+xml"}},
    {"bmp", {Kind::image, "image/bmp"}},          {"tif", {Kind::image, "image/tiff"}},
    {"tiff", {Kind::image, "image/tiff"}},        {"heic", {Kind::image, "image/heic"}},
    {"ico", {Kind::image, "image/x-icon"}},       {"mp4", {Kind::video, "video/mp4"}},
    {"m4v", {Kind::video, "video/mp4"}},          {"webm", {Kind::video, "video/webm"}},
    {"ogv", {Kind::video, "video/ogg"}},          {"mov", {Kind::video, "video/quicktime"}},
    {"avi", {Kind::video, "video/x-msvideo"}},    {"mp3", {Kind::audio, "audio/mpeg"}},
    {"m4a", {Kind::audio, "audio/mp4"}},          {"ogg", {Kind::audio, "audio/ogg"}},
    {"oga", {Kind::audio, "audio/ogg"}},          {"wav", {Kind::audio, "audio/wav"}},
    {"flac", {Kind::audio, "audio/flac"}},        {"opus", {Kind::audio, "audio/ogg"}},
    {"pdf", {Kind::document, "application/pdf"}}, {"zip", {Kind::document, "application/zip"}},
}};

void fill(std::string& field, const std::string& value) {
  if (field.empty()) field = text::squeeze(value);
}

}  // namespace

Folder::Folder(const fs::path& folder) {
  std::error_code problem;
  if (!folder.empty() && fs::is_directory(folder, problem)) root_ = fs::canonical(folder, problem);
}

std::optional<fs::path> Folder::find(std::string_view relative) const {
  if (root_.empty() || relative.empty() || relative.size() > 2'000) return std::nullopt;
  if (relative.find('\0') != std::string_view::npos) return std::nullopt;
  const fs::path wanted{std::string(relative)};
  if (wanted.is_absolute()) return std::nullopt;
  for (const fs::path& part : wanted) {
    if (part == "..") return std::nullopt;
  }
  std::error_code problem;
  fs::path file = fs::canonical(root_ / wanted, problem);
  if (problem || !fs::is_regular_file(file, problem)) return std::nullopt;
  const auto [end, rest] = std::mismatch(root_.begin(), root_.end(), file.begin(), file.end());
  if (end != root_.end()) return std::nullopt;
  return file;
}

FileType type_of_file(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string ending(name.substr(dot + 1));
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto found = std::ranges::find(types, ending, &std::pair<std::string_view, FileType>::first);
  return found == types.end() ? FileType{} : found->second;
}

Result<void> keep_original(media::Library& library, const fs::path& file, content::Asset& asset) {
  const FileType type = type_of_file(file.filename().string());
  const auto bytes = read_file(file, type.kind == Kind::image ? most_picture_bytes : most_other_bytes);
  if (!bytes) return std::unexpected(bytes.error());
  const auto kept = type.kind == Kind::image ? library.keep_picture(*bytes) : library.keep_file(*bytes);
  if (!kept) return std::unexpected(kept.error());
  asset.kind = type.kind;
  asset.digest = kept->digest;
  asset.bytes = kept->bytes;
  asset.mime = kept->picture.mime.empty() ? std::string(type.mime) : kept->picture.mime;
  if (type.kind == Kind::image) {
    asset.width = kept->picture.width;
    asset.height = kept->picture.height;
    asset.placeholder = kept->picture.placeholder;
  }
  fill(asset.credit, kept->picture.credit);
  fill(asset.rights, kept->picture.rights);
  return {};
}

}  // namespace vestnik::interchange
