#include "interchange/jsonl/pictures.h"

#include <unordered_map>

#include "base/digest.h"
#include "base/json.h"
#include "interchange/format.h"
#include "interchange/jsonl/lines.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::interchange {
namespace {

constexpr std::size_t pictures_at_once = 200;
constexpr std::string_view kind_name = "pictures and files";

// Equal for what an earlier import of the same line made.
std::uint64_t identity_of(content::Asset asset) {
  asset.id = {};
  asset.site = {};
  const json::object object = to_json(asset, "");
  return stable_hash(write_json(object));
}

}  // namespace

AssetId Pictures::of_number(std::int64_t number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? AssetId{} : found->second;
}

Result<void> Pictures::take(const std::filesystem::path& file) {
  auto lines = Lines::open(file);
  if (!lines) return std::unexpected(lines.error());
  std::unordered_multimap<std::uint64_t, AssetId> there;
  auto listed = world_.store.read([&](store::Session& session) {
    store::each_asset(session, world_.site, [&](const content::Asset& asset) {
      there.emplace(identity_of(asset), asset.id);
      return true;
    });
  });
  if (!listed) return listed;

  std::vector<std::pair<std::int64_t, content::Asset>> waiting;
  Count& count = world_.report.count(kind_name);
  const auto write = [&] {
    auto done = world_.store.write([&](store::Session& session) {
      for (auto& [number, asset] : waiting) asset.id = store::save_asset(session, asset, world_.now, true);
    });
    for (const auto& [number, asset] : waiting) by_number_[number] = asset.id;
    count.taken += static_cast<std::int64_t>(waiting.size());
    waiting.clear();
    return done;
  };
  Line line;
  while (lines->next(line)) {
    const std::string where = file.filename().string() + " line " + std::to_string(line.number);
    const auto parsed = parse_json(line.text);
    if (!parsed || !parsed->is_object() || integer_or(parsed->get_object(), "id") <= 0) {
      ++count.left_out;
      world_.report.note("line of an asset cannot be read", where);
      continue;
    }
    const json::object& object = parsed->get_object();
    content::Asset asset = asset_of(object);
    asset.site = world_.site;
    const std::string digest = string_or(object, "digest");
    // By the bytes: they may come another way where the file itself is not there.
    if (bool_or(object, "from_reader") && is_sha256_hex(digest)) from_readers_.insert(digest);
    if (!digest.empty() && world_.library.has(digest)) {
      asset.digest = digest;
    } else if (const auto original = world_.folder.find(string_or(object, "file"))) {
      content::Asset kept = asset;
      if (auto done = keep_original(world_.library, *original, kept); !done) {
        world_.report.note("file cannot be kept: " + done.error().what, where);
      } else if (kept.digest != digest) {
        world_.report.note("file is not the one that the export described", where);
      } else {
        asset.digest = digest;
      }
    } else if (!digest.empty()) {
      world_.report.note("file of an asset is not there", where);
    }
    if (const auto same = there.find(identity_of(asset)); same != there.end()) {
      by_number_[integer_or(object, "id")] = same->second;
      there.erase(same);
      ++count.unchanged;
      continue;
    }
    waiting.emplace_back(integer_or(object, "id"), std::move(asset));
    if (waiting.size() < pictures_at_once) continue;
    if (auto done = write(); !done) return done;
  }
  return write();
}

Result<void> Pictures::mark_from_readers() {
  if (from_readers_.empty()) return {};
  return world_.store.write([&](store::Session& session) {
    for (const std::string& digest : from_readers_) store::mark_from_reader(session, digest);
  });
}

Result<AssetId> Pictures::save(content::Asset asset) {
  return world_.store.write([&](store::Session& session) {
    auto there = store::find_asset_by_original_url(session, world_.site, asset.original_url);
    if (there && (!there->digest.empty() || asset.digest.empty())) {
      ++world_.report.count(kind_name).unchanged;
      return there->id;
    }
    ++(there ? world_.report.count(kind_name).changed : world_.report.count(kind_name).taken);
    if (there) asset.id = there->id;
    return store::save_asset(session, asset, world_.now, true);
  });
}

Result<AssetId> Pictures::of_image(const ArticleLine::Image& image, const std::string& where) {
  if (const auto known = by_file_.find(image.file); known != by_file_.end()) return known->second;
  content::Asset asset;
  asset.site = world_.site;
  asset.original_url = "jsonl:" + image.file;
  asset.file_name = image.file.substr(image.file.rfind('/') + 1);
  asset.kind = content::Asset::Kind::image;
  asset.mime = type_of_file(asset.file_name).mime;
  asset.alt = image.alt;
  asset.credit = image.credit;
  asset.caption = image.caption;
  const auto there = world_.store.read([&](store::Session& session) {
    return store::find_asset_by_original_url(session, world_.site, asset.original_url);
  });
  if (!there) return std::unexpected(there.error());
  if (*there && !(*there)->digest.empty()) return by_file_[image.file] = (*there)->id;
  if (const auto original = world_.folder.find(image.file)) {
    if (auto kept = keep_original(world_.library, *original, asset); !kept) {
      world_.report.note("picture cannot be kept: " + kept.error().what, where);
    }
  } else {
    world_.report.note("picture is not in the folder", where + " " + image.file);
  }
  auto saved = save(std::move(asset));
  if (saved) by_file_[image.file] = *saved;
  return saved;
}

}  // namespace vestnik::interchange
