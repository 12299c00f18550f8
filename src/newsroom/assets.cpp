// The media library through the API.
#include "base/limits.h"
#include "base/text.h"
#include "http/multipart.h"
#include "newsroom/catalogue.h"
#include "newsroom/members.h"
#include "store/catalogue.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t text_bytes = 4'000;

std::string_view name_of(content::Asset::Kind kind) {
  switch (kind) {
    case content::Asset::Kind::image:
      return "image";
    case content::Asset::Kind::video:
      return "video";
    case content::Asset::Kind::audio:
      return "audio";
    case content::Asset::Kind::document:
      return "document";
  }
  return "";
}

json::object asset_to_json(const content::Asset& asset) {
  return {{"id", asset.id.value},         {"kind", name_of(asset.kind)}, {"digest", asset.digest},
          {"file_name", asset.file_name}, {"mime", asset.mime},          {"bytes", asset.bytes},
          {"width", asset.width},         {"height", asset.height},      {"focus_x", asset.focus_x},
          {"focus_y", asset.focus_y},     {"title", asset.title},        {"alt", asset.alt},
          {"caption", asset.caption},     {"credit", asset.credit},      {"rights", asset.rights}};
}

Result<void> apply(const json::object& given, content::Asset& asset) {
  for (const auto& [name, into] : {std::pair{"title", &asset.title}, std::pair{"alt", &asset.alt},
                                   std::pair{"caption", &asset.caption}, std::pair{"credit", &asset.credit},
                                   std::pair{"rights", &asset.rights}, std::pair{"file_name", &asset.file_name}}) {
    if (auto taken = take_text(given, name, text_bytes, *into); !taken) return taken;
  }
  if (auto taken = take_fraction(given, "focus_x", asset.focus_x); !taken) return taken;
  return take_fraction(given, "focus_y", asset.focus_y);
}

// The file and what was said about it, from a form or from a bare body with a query.
struct Upload {
  std::string_view bytes;
  json::object about;
};

Result<Upload> upload_of(const http::Request& request) {
  Upload upload;
  if (const auto boundary = http::multipart_boundary(request.field("content-type"))) {
    const auto parts = http::parse_multipart(request.body, *boundary);
    if (!parts) return std::unexpected(parts.error());
    for (const http::Part& part : *parts) {
      if (!part.file_name.empty() || part.name == "file") {
        upload.bytes = part.bytes;
        if (!part.file_name.empty()) upload.about["file_name"] = part.file_name;
      } else {
        upload.about[part.name] = part.bytes;
      }
    }
  } else {
    upload.bytes = request.body;
    for (const char* name : {"title", "alt", "caption", "credit", "rights", "file_name"}) {
      if (const auto value = request.parameter(name)) upload.about[name] = *value;
    }
  }
  if (upload.bytes.empty()) {
    return fail(ErrorKind::invalid, "no file was sent", {},
                "send it as the body, or as the part \"file\" of multipart/form-data");
  }
  return upload;
}

content::Asset::Kind kind_of(std::string_view mime) {
  if (mime.starts_with("image/")) return content::Asset::Kind::image;
  if (mime.starts_with("video/")) return content::Asset::Kind::video;
  if (mime.starts_with("audio/")) return content::Asset::Kind::audio;
  return content::Asset::Kind::document;
}

}  // namespace

Result<http::Response> add_asset(const Call& call) {
  const auto upload = upload_of(call.request);
  if (!upload) return std::unexpected(upload.error());
  auto kept = call.desk.library.keep_picture(upload->bytes);
  if (!kept && kept.error().kind == ErrorKind::invalid) {
    auto file = call.desk.library.keep_file(upload->bytes);
    if (!file) return std::unexpected(kept.error());
    kept = std::move(file);
  }
  if (!kept) return std::unexpected(kept.error());

  content::Asset asset;
  asset.digest = kept->digest;
  asset.bytes = kept->bytes;
  asset.mime = kept->picture.mime;
  asset.kind = kind_of(asset.mime);
  asset.width = kept->picture.width;
  asset.height = kept->picture.height;
  asset.placeholder = kept->picture.placeholder;
  asset.title = kept->picture.title;
  asset.caption = kept->picture.caption;
  asset.credit = kept->picture.credit;
  asset.rights = kept->picture.rights;
  asset.created_at = call.desk.clock();
  if (auto applied = apply(upload->about, asset); !applied) return std::unexpected(applied.error());
  // Only the last part of a name with folders in it.
  asset.file_name = asset.file_name.substr(asset.file_name.find_last_of("/\\") + 1);

  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    asset.site = *site;
    if (auto known = store::find_asset_by_digest(session, *site, asset.digest)) {
      // The same picture again is the same asset; what was said about it now counts.
      if (auto applied = apply(upload->about, *known); !applied) return std::unexpected(applied.error());
      store::save_asset(session, *known, call.desk.clock());
      return json_response(200, asset_to_json(*known));
    }
    asset.id = store::save_asset(session, asset, call.desk.clock());
    http::Response response = json_response(201, asset_to_json(asset));
    response.with("Location", "/api/v1/assets/" + std::to_string(asset.id.value));
    return response;
  });
}

Result<http::Response> get_asset(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto asset = store::find_asset(session, AssetId{*id});
    if (!asset) return fail(ErrorKind::not_found, "no such asset", call.arguments[0]);
    return json_response(200, asset_to_json(*asset));
  });
}

Result<http::Response> put_asset(const Call& call) {
  const auto id = id_of(call, 0);
  if (!id) return std::unexpected(id.error());
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.desk.store.write([&](store::Session& session) -> Result<http::Response> {
    auto asset = store::find_asset(session, AssetId{*id});
    if (!asset) return fail(ErrorKind::not_found, "no such asset", call.arguments[0]);
    if (auto applied = apply(*given, *asset); !applied) return std::unexpected(applied.error());
    store::save_asset(session, *asset, call.desk.clock());
    return json_response(200, asset_to_json(*asset));
  });
}

}  // namespace vestnik::newsroom
