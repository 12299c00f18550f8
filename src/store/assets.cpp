#include <array>

#include "store/catalogue.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/saving.h"

namespace vestnik::store {
namespace {

using content::Asset;

constexpr std::array<std::string_view, 4> kinds{"image", "video", "audio", "document"};

constexpr std::string_view asset_letters =
    "iitttt"
    "iiitt"
    "ttttttt"
    "iiiiii";

std::string select_from(std::string_view table) {
  return "SELECT id, site, kind, digest, file_name, mime, bytes, width, height, focus_x, focus_y, title, alt, caption, "
         "credit, rights, placeholder, original_url, created_at, rights_expire_at, crop_left, crop_top, "
         "crop_width, crop_height FROM " +
         std::string(table) + " ";
}

std::string select_visible(const Session& session) {
  return select_from(session.is_public() ? "public_assets" : "assets");
}

std::optional<Area> crop_of(const Row& row, std::size_t column) {
  const Area crop{static_cast<int>(row.integer(column)), static_cast<int>(row.integer(column + 1)),
                  static_cast<int>(row.integer(column + 2)), static_cast<int>(row.integer(column + 3))};
  return crop.width > 0 ? std::optional(crop) : std::nullopt;
}

Asset read_asset(const Row& row) {
  auto kind = std::ranges::find(kinds, row.text(2)) - kinds.begin();
  return {row.id<AssetId>(0),
          row.id<SiteId>(1),
          static_cast<Asset::Kind>(kind),
          row.string(3),
          row.string(4),
          row.string(5),
          row.integer(6),
          static_cast<int>(row.integer(7)),
          static_cast<int>(row.integer(8)),
          read_number(row.text(9)),
          read_number(row.text(10)),
          row.string(11),
          row.string(12),
          row.string(13),
          row.string(14),
          row.string(15),
          row.string(16),
          row.string(17),
          from_millis(row.integer(18)),
          row.time(19),
          crop_of(row, 20)};
}

std::optional<Asset> one_asset(Session& session, std::string_view rest, const Session::Parameters& parameters) {
  std::optional<Asset> found;
  session.query(select_visible(session) + std::string(rest), asset_letters, parameters, [&](const Row& row) {
    found = read_asset(row);
    return false;
  });
  return found;
}

}  // namespace

AssetId save_asset(Session& session, const Asset& asset, Time now, bool quiet) {
  const Area crop = asset.crop.value_or(Area{});
  auto created_at = asset.created_at == Time() ? now : asset.created_at;
  AssetId id{save_row(session, "assets", asset.id.value,
                      {{"kind", kinds.at(static_cast<std::size_t>(asset.kind))},
                       {"digest", asset.digest},
                       {"file_name", asset.file_name},
                       {"mime", asset.mime},
                       {"bytes", asset.bytes},
                       {"width", asset.width},
                       {"height", asset.height},
                       {"focus_x", write_number(asset.focus_x)},
                       {"focus_y", write_number(asset.focus_y)},
                       {"title", asset.title},
                       {"alt", asset.alt},
                       {"caption", asset.caption},
                       {"credit", asset.credit},
                       {"rights", asset.rights},
                       {"placeholder", asset.placeholder},
                       {"original_url", asset.original_url},
                       {"rights_expire_at", asset.rights_expire_at},
                       {"crop_left", crop.left},
                       {"crop_top", crop.top},
                       {"crop_width", crop.width},
                       {"crop_height", crop.height},
                       {"withheld", asset.rights_expire_at && *asset.rights_expire_at <= now}},
                      {{"site", asset.site}, {"created_at", created_at}})};
  if (!quiet) record_change(session, asset.site, ChangeKind::asset, id.value, now);
  return id;
}

std::optional<Asset> find_asset(Session& session, AssetId id) {
  return one_asset(session, "WHERE id = ?", {id});
}

std::optional<Asset> find_asset_by_digest(Session& session, SiteId site, std::string_view digest) {
  return one_asset(session, "WHERE site = ? AND digest = ? ORDER BY id LIMIT 1", {site, digest});
}

std::optional<Asset> find_asset_by_original_url(Session& session, SiteId site, std::string_view url) {
  if (url.empty()) return std::nullopt;
  return one_asset(session, "WHERE site = ? AND original_url = ? AND original_url <> '' ORDER BY id LIMIT 1",
                   {site, url});
}

std::vector<Asset> assets_before(Session& session, SiteId site, AssetId before, std::size_t most) {
  std::vector<Asset> assets;
  session.query(select_from("assets") + "WHERE site = ? AND id < ? ORDER BY id DESC LIMIT ?", asset_letters,
                {site, before, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                  assets.push_back(read_asset(row));
                  return true;
                });
  return assets;
}

AssetUse uses_of(Session& session, AssetId asset, std::size_t most) {
  AssetUse use;
  session.query(
      "SELECT article FROM published_assets WHERE asset = ? UNION SELECT article FROM work_assets WHERE asset = ? "
      "ORDER BY article DESC LIMIT ?",
      "i", {asset, asset, static_cast<std::int64_t>(most)}, [&](const Row& row) {
        use.articles.push_back(row.id<ArticleId>(0));
        return true;
      });
  session.query("SELECT id FROM authors WHERE picture = ? ORDER BY id", "i", {asset}, [&](const Row& row) {
    use.authors.push_back(row.id<AuthorId>(0));
    return true;
  });
  session.query("SELECT id FROM stories WHERE lead_image = ? ORDER BY id", "i", {asset}, [&](const Row& row) {
    use.stories.push_back(row.id<StoryId>(0));
    return true;
  });
  use.advertisement = session.integer("SELECT 1 FROM site_assets WHERE asset = ? LIMIT 1", {asset}).has_value();
  return use;
}

bool has_expired_rights(Session& session, Time now) {
  return session.integer("SELECT 1 FROM assets WHERE withheld = 0 AND rights_expire_at <= ? LIMIT 1", {now})
      .has_value();
}

int withhold_expired(Session& session, Time now) {
  std::vector<std::pair<AssetId, SiteId>> ended;
  session.query("SELECT id, site FROM assets WHERE withheld = 0 AND rights_expire_at <= ? ORDER BY id", "ii", {now},
                [&](const Row& row) {
                  ended.emplace_back(row.id<AssetId>(0), row.id<SiteId>(1));
                  return true;
                });
  for (const auto& [id, site] : ended) {
    session.run("UPDATE assets SET withheld = 1 WHERE id = ?", {id});
    record_change(session, site, ChangeKind::asset, id.value, now);
  }
  return static_cast<int>(ended.size());
}

void each_asset(Session& session, SiteId site, const std::function<bool(const Asset&)>& each) {
  session.stream(select_visible(session) + "WHERE site = ? ORDER BY id", asset_letters, {site},
                 [&](const Row& row) { return each(read_asset(row)); });
}

void each_public_asset(Session& session, const std::function<bool(const Asset&)>& each) {
  session.stream(select_from("public_assets") + "ORDER BY id", asset_letters, {},
                 [&](const Row& row) { return each(read_asset(row)); });
}

}  // namespace vestnik::store
