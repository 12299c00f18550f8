#include "reader/media_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "media/library.h"
#include "media/negotiated.h"
#include "media/original.h"

namespace vestnik::reader {

namespace {

constexpr std::string_view immutable = "public, max-age=31536000, immutable";
// Of a range, sent at once; a player asks for the next. What is larger is never read into memory as a whole.
constexpr std::uint64_t part_bytes = 4UL << 20U;

Result<std::string> read_part(const std::filesystem::path& path, std::uint64_t from, std::uint64_t count) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(ErrorKind::not_found, "the file is not there");
  std::string bytes(count, '\0');
  std::uint64_t read = 0;
  while (read < count) {
    const ssize_t got = ::pread(descriptor, bytes.data() + read, count - read, static_cast<off_t>(from + read));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    read += static_cast<std::uint64_t>(got);
  }
  ::close(descriptor);
  if (read < count) return fail(ErrorKind::unavailable, "the file could not be read to its end");
  return bytes;
}

// A large file as a whole: read from the disk as it is sent. An original never changes, and stays for who has it even
// where it is destroyed meanwhile.
Result<http::Buffer> map_original(const std::filesystem::path& path, std::uint64_t size) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(ErrorKind::not_found, "the file is not there");
  void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  if (memory == MAP_FAILED) return fail(ErrorKind::unavailable, "the file could not be mapped into memory");
  ::posix_madvise(memory, size, POSIX_MADV_SEQUENTIAL);
  std::shared_ptr<const void> keeper(memory, [size](void* kept) { ::munmap(kept, size); });
  return http::Buffer{std::move(keeper), {static_cast<const char*>(memory), size}};
}

Result<http::Buffer> whole_original(const std::filesystem::path& path, std::uint64_t size, bool is_sent) {
  if (size > part_bytes || !is_sent) return map_original(path, size);
  auto bytes = read_part(path, 0, size);
  if (!bytes) return std::unexpected(bytes.error());
  return http::Buffer::of(std::move(*bytes));
}

Result<http::Response> original_response(media::Library& library, const http::Request& request,
                                         const content::Asset& asset) {
  const std::filesystem::path path = library.original(asset.digest);
  std::error_code problem;
  const std::uint64_t size = std::filesystem::file_size(path, problem);
  if (problem || size == 0) return fail(ErrorKind::not_found, "the file is not there");
  http::Response response;
  response.with("Content-Type", asset.mime)
      .with("Cache-Control", std::string(immutable))
      .with("Accept-Ranges", "bytes")
      .with("X-Content-Type-Options", "nosniff")
      // Whatever a file pretends to be, it runs nothing here.
      .with("Content-Security-Policy", "default-src 'none'; sandbox")
      .with("Content-Disposition", asset.kind == content::Asset::Kind::document ? "attachment" : "inline");
  // Ranges are for GET alone (RFC 9110, 14.2).
  const bool is_sent = request.method != http::Method::head;
  auto range = is_sent ? parse_range(request.field("range"), size) : std::nullopt;
  if (!range) {
    auto whole = whole_original(path, size, is_sent);
    if (!whole) return std::unexpected(whole.error());
    response.body.push_back(std::move(*whole));
    return response;
  }
  if (range->first > range->last) {
    response.status = 416;
    response.with("Content-Range", "bytes */" + std::to_string(size));
    return response;
  }
  range->last = std::min(range->last, range->first + part_bytes - 1);
  auto bytes = read_part(path, range->first, range->last - range->first + 1);
  if (!bytes) return std::unexpected(bytes.error());
  response.status = 206;
  response.with("Content-Range", "bytes " + std::to_string(range->first) + "-" + std::to_string(range->last) + "/" +
                                     std::to_string(size));
  response.body.push_back(http::Buffer::of(std::move(*bytes)));
  return response;
}

}  // namespace

std::optional<ByteRange> parse_range(std::string_view field, std::uint64_t size) {
  if (!field.starts_with("bytes=") || field.find(',') != std::string_view::npos) return std::nullopt;
  field.remove_prefix(6);
  const std::size_t dash = field.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  };
  const std::string_view from = field.substr(0, dash), to = field.substr(dash + 1);
  if (from.empty()) {
    const auto suffix = number(to);
    if (!suffix) return std::nullopt;
    if (*suffix == 0) return ByteRange{1, 0};
    return ByteRange{size - std::min(size, *suffix), size - 1};
  }
  const auto first = number(from);
  if (!first) return std::nullopt;
  std::uint64_t last = size - 1;
  if (!to.empty()) {
    const auto named = number(to);
    if (!named || *named < *first) return std::nullopt;
    last = std::min(last, *named);
  }
  if (*first >= size) return ByteRange{1, 0};
  return ByteRange{*first, last};
}

namespace {

// What an address is of: "/media/DIGEST/…".
std::string_view digest_of(std::string_view address) {
  constexpr std::string_view folder = "/media/";
  constexpr std::size_t digits = 64;
  if (!address.starts_with(folder) || address.size() <= folder.size() + digits) return {};
  return address.substr(folder.size(), digits);
}

Result<http::Response> picture_response(media::Library& library, const media::Named& named,
                                        const content::Asset& asset) {
  auto bytes = library.existing(named.digest, named.rendition);
  if (!bytes) {
    auto made = library.rendition(named.digest, named.rendition, asset.credit, asset.rights);
    if (!made) return std::unexpected(made.error());
    bytes = std::move(*made);
  }
  http::Response response;
  response.with("Content-Type", std::string(media::mime_of(named.rendition.format)))
      .with("Cache-Control", std::string(immutable))
      .with("X-Content-Type-Options", "nosniff");
  response.body.push_back(http::Buffer::of(std::move(*bytes)));
  return response;
}

media::Rendition as_it_is_now(media::Rendition wanted, const content::Asset& asset) {
  wanted.focus_x = asset.focus_x;
  wanted.focus_y = asset.focus_y;
  wanted.part = asset.crop;
  wanted.stamp = media::stamp_of(asset.credit, asset.rights, asset.crop);
  return wanted;
}

// A smaller part of the picture may not be offered as wide as the whole of it was.
int offered_width(const content::Asset& asset, const media::Rendition& wanted) {
  const std::vector<int> widths = media::widths_for(asset.shown_width(), wanted.crop, asset.shown_height());
  if (widths.empty()) return wanted.width;
  const auto offered = std::ranges::lower_bound(widths, wanted.width);
  return offered == widths.end() ? widths.back() : *offered;
}

http::Response moved_for_now(std::string address) {
  http::Response moved = http::text_response(302, "");
  moved.with("Location", std::move(address)).with("Cache-Control", "no-cache");
  return moved;
}

}  // namespace

Result<http::Response> media_file(media::Library& library, const http::Request& request, std::string_view address,
                                  const content::Asset& asset) {
  if (const auto named = media::parse_address(address)) {
    // Only what our own pages ask for is made: with any focal point one could have thousands made. An address from
    // before a change of focus, credit or crop leads to the picture as it is now.
    media::Rendition own = as_it_is_now(named->rendition, asset);
    const std::string current = media::address_of(named->digest, own);
    if (current == address) return picture_response(library, {named->digest, own}, asset);
    media::Rendition restamped = named->rendition;
    restamped.stamp = own.stamp;
    const bool was_ours = media::address_of(named->digest, restamped) == current ||
                          library.existing(named->digest, named->rendition).has_value();
    if (!was_ours) return fail(ErrorKind::not_found, "no such picture");
    own.width = offered_width(asset, own);
    return moved_for_now(media::address_of(named->digest, own));
  }
  if (asset.kind != content::Asset::Kind::image && address == media::address_of_original(asset.digest, asset.mime)) {
    return original_response(library, request, asset);
  }
  return fail(ErrorKind::not_found, "no such file");
}

namespace {

Result<http::Response> negotiated_response(const Context& context, const http::Request& request,
                                           const media::Negotiated& named) {
  const content::Asset* asset = context.edition->asset(AssetId{named.asset});
  if (asset == nullptr || asset->kind != content::Asset::Kind::image) {
    return fail(ErrorKind::not_found, "no such picture");
  }
  media::Rendition wanted =
      as_it_is_now({.width = named.width, .format = media::format_for(request.field("accept"))}, *asset);
  const auto address = [&] {
    return media::negotiated_address(named.asset, asset->digest, wanted.stamp, wanted.width);
  };
  // An advertisement keeps the address of when its campaign was loaded; a credit or a crop may have changed since.
  if (address() != request.path) {
    wanted.width = offered_width(*asset, wanted);
    return moved_for_now(address());
  }
  auto response = picture_response(context.parts->library, {asset->digest, wanted}, *asset);
  if (response) response->with("Vary", "Accept");
  return response;
}

}  // namespace

const content::Asset& shown_at(std::span<const content::Asset* const> assets, std::string_view address, SiteId site) {
  const auto named = media::parse_address(address);
  auto own = std::ranges::find_if(assets, [&](const content::Asset* asset) {
    if (named) return media::address_of(named->digest, as_it_is_now(named->rendition, *asset)) == address;
    return media::address_of_original(asset->digest, asset->mime) == address;
  });
  if (own == assets.end()) own = std::ranges::find(assets, site, &content::Asset::site);
  return own == assets.end() ? *assets.front() : **own;
}

Result<http::Response> media_response(const Context& context, const http::Request& request) {
  if (const auto named = media::parse_negotiated(request.path)) return negotiated_response(context, request, *named);
  const std::vector<const content::Asset*> assets = context.edition->assets_by_digest(digest_of(request.path));
  if (assets.empty()) return fail(ErrorKind::not_found, "no such file");
  return media_file(context.parts->library, request, request.path,
                    shown_at(assets, request.path, context.site->site().id));
}

}  // namespace vestnik::reader
