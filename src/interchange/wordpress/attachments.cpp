#include "interchange/wordpress/attachments.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/wordpress/credit.h"
#include "interchange/wordpress/dates.h"
#include "interchange/wordpress/php.h"
#include "media/original.h"
#include "store/catalogue.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t attachments_at_once = 200;
constexpr std::size_t most_hosts = 100;
constexpr std::size_t most_in_vain = 100'000;
constexpr std::size_t text_bytes = 4'000;

// Images behind WordPress.com's image server: "https://i0.wp.com/example.com/…" is "https://example.com/…".
std::string_view without_image_server(std::string_view address, std::string& rewritten) {
  const std::string host = host_of(address);
  if (host.size() != 9 || !host.starts_with("i") || !host.ends_with(".wp.com")) return address;
  const std::size_t at = address.find(".wp.com/");
  if (at == std::string_view::npos) return address;
  rewritten = "https://" + std::string(address.substr(at + 8));
  return rewritten;
}

std::string_view path_part(std::string_view address) {
  const std::size_t slashes = address.find("//");
  const std::size_t host = slashes == std::string_view::npos ? 0 : slashes + 2;
  const std::size_t path = slashes == std::string_view::npos ? 0 : address.find('/', host);
  if (path == std::string_view::npos) return {};
  return address.substr(path, address.find_first_of("?#", path) - path);
}

std::uint64_t key_of(std::string_view host, std::string_view path) {
  if (host.starts_with("www.")) host.remove_prefix(4);
  return stable_hash(path, stable_hash(host));
}

std::string plain(std::string_view html) {
  std::string text = content::html_to_text(html);
  return text.size() > text_bytes ? text::cut_at_word(text, text_bytes / 4, "") : text;
}

std::string first_of(std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (std::string text = plain(candidate); !text.empty()) return text;
  }
  return {};
}

int number_in(const std::string& text) {
  return static_cast<int>(std::min<std::int64_t>(number_of(text), 100'000));
}

std::string number_setting(const OldSite& old, std::int64_t attachment) {
  return "wordpress:" + std::string(old.identity()) + ":attachment:" + std::to_string(attachment);
}

bool fill(std::string& field, const std::string& value) {
  if (!field.empty() || value.empty()) return false;
  field = value;
  return true;
}

}  // namespace

std::string upload_path(std::string_view address) {
  const std::string_view path = path_part(address);
  for (const std::string_view folder : {"/uploads/", "/files/"}) {
    const std::size_t at = path.find(folder);
    if (at != std::string_view::npos) return percent_decoded(path.substr(at + folder.size()));
  }
  return percent_decoded(path.substr(path.starts_with('/') ? 1 : 0));
}

std::string original_name(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return std::string(path);
  std::string_view stem = path.substr(0, dot);
  const std::size_t dash = stem.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return std::string(path);
  const std::string_view tail = stem.substr(dash + 1);
  const auto digits = [](std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  const std::size_t cross = tail.find('x');
  const bool size = cross != std::string_view::npos && digits(tail.substr(0, cross)) && digits(tail.substr(cross + 1));
  const bool edited = tail.size() > 8 && tail[0] == 'e' && digits(tail.substr(1));
  if (!size && !edited && tail != "scaled" && tail != "rotated") return std::string(path);
  return std::string(stem.substr(0, dash)) + std::string(path.substr(dot));
}

Attachments::Attachments(World world) : world_(std::move(world)) {}

content::Asset Attachments::asset_of(const Item& item) const {
  content::Asset asset;
  asset.site = world_.site;
  asset.original_url = text::squeeze(item.attachment_url.empty() ? item.guid : item.attachment_url);
  const std::string path = upload_path(asset.original_url);
  asset.file_name = path.substr(path.rfind('/') + 1).substr(0, 300);
  const FileType type = type_of_file(asset.file_name);
  asset.kind = type.kind;
  asset.mime = type.mime;
  asset.title = plain(item.title);
  asset.alt = plain(item.meta_of("_wp_attachment_image_alt"));
  Caption caption = split_credit(plain(item.excerpt));
  asset.caption = caption.text;
  asset.credit = caption.credit;
  const auto metadata = parse_php(item.meta_of("_wp_attachment_metadata"));
  if (metadata) {
    asset.width = number_in((*metadata)["width"].scalar);
    asset.height = number_in((*metadata)["height"].scalar);
  }
  if (asset.credit.empty()) {
    asset.credit = first_of({item.meta_of("_media_credit"), item.meta_of("media_credit"), item.meta_of("_credit"),
                             metadata ? std::string_view((*metadata)["image_meta"]["credit"].scalar) : ""});
  }
  if (asset.credit.empty()) asset.credit = split_credit(plain(item.content)).credit;
  if (metadata) asset.rights = plain((*metadata)["image_meta"]["copyright"].scalar);
  // WordPress titles a picture by its file where nobody gave it a title.
  const std::string stem = asset.file_name.substr(0, asset.file_name.rfind('.'));
  if (asset.title == stem || nice_name(asset.title) == nice_name(stem)) asset.title.clear();
  asset.created_at = date_of(item, "UTC").value_or(Time());
  return asset;
}

void Attachments::keep_file(content::Asset& asset, const std::string& where) {
  const auto file = world_.uploads.find(upload_path(asset.original_url));
  if (!file) {
    if (world_.uploads) world_.report.note("file of an attachment is not in the media folder", where);
    return;
  }
  if (auto kept = keep_original(world_.library, *file, asset); !kept) {
    world_.report.note("file of an attachment cannot be kept: " + kept.error().what, where);
  }
}

Result<void> Attachments::take(const Item& item) {
  Waiting one;
  one.number = item.number();
  content::Asset made = asset_of(item);
  const std::string where = "attachment " + item.id + " " + made.file_name;
  if (made.original_url.empty()) {
    ++world_.report.count("pictures and files").left_out;
    world_.report.note("attachment without an address left out", where);
    if (one.number != 0) by_number_[one.number] = {};
    return {};
  }
  if (const std::string host = host_of(made.original_url); hosts_.size() < most_hosts) hosts_.insert(host);
  if (item.parent_number() != 0) places_.push_back({item.parent_number(), number_of(item.menu_order), one.number});
  const auto there = world_.store.read([&](store::Session& session) {
    auto found = store::find_asset_by_original_url(session, world_.site, made.original_url);
    if (found || one.number == 0) return found;
    // The same one, whose address was written with another scheme or host then.
    const auto id = store::find_setting(session, world_.site, number_setting(world_.old, one.number));
    found = id ? store::find_asset(session, AssetId{number_of(*id)}) : std::nullopt;
    const bool same = found && upload_path(found->original_url) == upload_path(made.original_url);
    return same ? found : std::nullopt;
  });
  if (!there) return std::unexpected(there.error());
  if (*there) {
    one.asset = **there;
    if (one.asset.digest.empty()) {
      keep_file(one.asset, where);
      one.changed = !one.asset.digest.empty();
    }
    for (const auto field : {&content::Asset::title, &content::Asset::alt, &content::Asset::caption,
                             &content::Asset::credit, &content::Asset::rights}) {
      if (fill(one.asset.*field, made.*field)) one.changed = true;
    }
  } else {
    one.fresh = true;
    keep_file(made, where);
    one.asset = std::move(made);
  }
  waiting_.push_back(std::move(one));
  return waiting_.size() < attachments_at_once ? Result<void>() : write_waiting();
}

Result<void> Attachments::flush() {
  std::ranges::sort(places_);
  return write_waiting();
}

Result<void> Attachments::write_waiting() {
  auto done = world_.store.write([&](store::Session& session) {
    for (Waiting& one : waiting_) {
      if (one.fresh || one.changed) one.asset.id = store::save_asset(session, one.asset, world_.now, true);
      if (one.number != 0) {
        store::set_setting(session, world_.site, number_setting(world_.old, one.number),
                           std::to_string(one.asset.id.value));
      }
    }
  });
  if (!done) return done;
  Count& count = world_.report.count("pictures and files");
  for (const Waiting& one : waiting_) {
    if (one.asset.digest.empty() && !world_.uploads)
      world_.report.note("known without its file: give a copy of the old wp-content/uploads with --media",
                         one.asset.file_name);
    ++(one.fresh ? count.taken : one.changed ? count.changed : count.unchanged);
    if (one.number != 0) by_number_[one.number] = one.asset.id;
    index(one.asset.id, one.asset.original_url);
  }
  waiting_.clear();
  return {};
}

void Attachments::index(AssetId id, std::string_view address) {
  const std::string host = host_of(address);
  by_address_.emplace(key_of(host, percent_decoded(path_part(address))), id);
  // Names of sizes lead to the picture that they were made of, whichever of both was exported.
  const std::string upload = upload_path(address);
  by_address_.emplace(key_of("", upload), id);
  by_address_.emplace(key_of("", original_name(upload)), id);
}

bool Attachments::is_ours(std::string_view host) const {
  return host.empty() || world_.old.is_host(host) || hosts_.contains(host);
}

AssetId Attachments::look_up(std::string_view address) const {
  const std::string host = host_of(address);
  const auto exact = by_address_.find(key_of(host, percent_decoded(path_part(address))));
  if (exact != by_address_.end()) return exact->second;
  if (!is_ours(host)) return {};
  const std::string upload = upload_path(address);
  for (const std::string& name : {upload, original_name(upload), original_name(original_name(upload))}) {
    const auto found = by_address_.find(key_of("", name));
    if (found != by_address_.end()) return found->second;
  }
  return is_in_uploads(address) ? stored_at(address) : AssetId{};
}

AssetId Attachments::stored_at(std::string_view address) const {
  const std::uint64_t key = key_of(host_of(address), path_part(address));
  if (const auto known = stored_addresses_.find(key); known != stored_addresses_.end()) return known->second;
  // The address without its scheme.
  const std::string host(address.substr(0, std::min(address.find(path_part(address)), address.size())));
  const std::string& before = host.empty() ? world_.old.base_url() : host;
  const std::size_t slashes = before.find("//");
  if (slashes == std::string::npos) return {};
  const std::string rest = before.substr(slashes) + std::string(path_part(address));
  const std::string original = original_name(rest);
  const auto found = world_.store.read([&](store::Session& session) {
    for (const std::string& name : {rest, original, original_name(original)}) {
      for (const char* scheme : {"https:", "http:"}) {
        if (const auto asset = store::find_asset_by_original_url(session, world_.site, scheme + name)) return asset->id;
      }
    }
    return AssetId{};
  });
  if (!found) return {};
  if (stored_addresses_.size() < most_in_vain) stored_addresses_.emplace(key, *found);
  if (*found && beside_.size() < most_in_vain) beside_.emplace(address.substr(0, address.find_first_of("?#")), *found);
  return *found;
}

AssetId Attachments::stored_number(std::int64_t attachment) const {
  if (attachment == 0) return {};
  if (const auto known = stored_numbers_.find(attachment); known != stored_numbers_.end()) return known->second;
  const auto found = world_.store.read([&](store::Session& session) {
    const auto id = store::find_setting(session, world_.site, number_setting(world_.old, attachment));
    const auto asset = id ? store::find_asset(session, AssetId{number_of(*id)}) : std::nullopt;
    return asset && asset->site == world_.site ? asset->id : AssetId{};
  });
  if (!found) return {};
  if (stored_numbers_.size() < most_in_vain) stored_numbers_.emplace(attachment, *found);
  return *found;
}

bool Attachments::is_in_uploads(std::string_view address) const {
  const std::string_view path = path_part(address);
  return is_ours(host_of(address)) &&
         (path.find("/uploads/") != std::string_view::npos || path.find("/files/") != std::string_view::npos);
}

std::string Attachments::served_file(std::string_view address) const {
  const AssetId id = is_in_uploads(address) ? look_up(address) : AssetId{};
  if (!id) return {};
  const auto asset = world_.store.read([&](store::Session& session) { return store::find_asset(session, id); });
  if (!asset || !*asset || (*asset)->kind == content::Asset::Kind::image) return {};
  return media::address_of_original((*asset)->digest, (*asset)->mime);
}

bool Attachments::is_upload(std::string_view address) const {
  return is_in_uploads(address) || look_up(address);
}

AssetId Attachments::of_number(std::int64_t attachment) const {
  const auto found = by_number_.find(attachment);
  return found == by_number_.end() ? stored_number(attachment) : found->second;
}

AssetId Attachments::of_address(std::string_view given) {
  std::string rewritten;
  const std::string_view address = without_image_server(given, rewritten);
  if (address.empty() || address.starts_with("data:")) return {};
  if (const AssetId known = look_up(address)) return known;
  if (!is_in_uploads(address)) return {};
  const std::string upload = upload_path(address);
  if (not_there_.contains(key_of("", upload))) return {};
  for (const std::string& name : {original_name(upload), upload}) {
    const auto file = world_.uploads.find(name);
    if (!file) continue;
    content::Asset asset;
    asset.site = world_.site;
    asset.original_url = address.substr(0, address.find_first_of("?#"));
    asset.file_name = name.substr(name.rfind('/') + 1);
    auto there = world_.store.read([&](store::Session& session) {
      return store::find_asset_by_original_url(session, world_.site, asset.original_url);
    });
    if (there && *there) {
      asset.id = (*there)->id;
    } else {
      if (!keep_original(world_.library, *file, asset)) continue;
      auto saved = world_.store.write(
          [&](store::Session& session) { return store::save_asset(session, asset, world_.now, true); });
      if (!saved) continue;
      asset.id = *saved;
      ++world_.report.count("pictures and files").taken;
    }
    index(asset.id, asset.original_url);
    if (beside_.size() < most_in_vain) beside_.emplace(asset.original_url, asset.id);
    return asset.id;
  }
  if (not_there_.size() < most_in_vain) not_there_.emplace(key_of("", upload), true);
  return {};
}

std::vector<std::int64_t> Attachments::of_post(std::int64_t post) const {
  std::vector<std::int64_t> numbers;
  for (auto place = std::ranges::lower_bound(places_, post, {}, &Place::post);
       place != places_.end() && place->post == post; ++place) {
    numbers.push_back(place->number);
  }
  return numbers;
}

}  // namespace vestnik::interchange::wordpress
