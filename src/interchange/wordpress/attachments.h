// The media library of the export: each attachment becomes an asset, with its file where it comes along. Afterwards
// answers which asset stands behind an attachment's number or an address in a text. Memory: about 150 bytes an
// attachment. What came with another export of the same site (WordPress splits large ones, and writes posts and media
// apart where it is asked to) is found in the store: by its address, or by its number, which the settings keep.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "content/asset.h"
#include "interchange/files.h"
#include "interchange/report.h"
#include "interchange/wordpress/old_site.h"
#include "media/library.h"
#include "store/store.h"

namespace vestnik::interchange::wordpress {

// "2023/10/a.jpg" of ".../wp-content/uploads/2023/10/a.jpg?w=3"; the path without its leading slash where the address
// has no uploads folder; percent-decoded.
std::string upload_path(std::string_view address);
// "a.jpg" of "a-300x200.jpg", "a-scaled.jpg", "a-e1512345678.jpg"; the name itself where it is no made size.
std::string original_name(std::string_view path);

class Attachments {
 public:
  struct World {
    store::Store& store;
    media::Library& library;
    const OldSite& old;
    SiteId site;
    Folder uploads;
    ImportReport& report;
    Time now;
  };
  explicit Attachments(World world);

  // Takes the attachment item; written with the next `flush`, or by itself when some hundred wait.
  Result<void> take(const Item& item);
  // The last ones; the questions below may be asked from now on.
  Result<void> flush();

  AssetId of_number(std::int64_t attachment) const;
  // The asset behind a picture's address in a text: the attachment, whatever size is named, or a file of the uploads
  // folder that no attachment names, which becomes an asset now. 0 where there is none.
  AssetId of_address(std::string_view address);
  // The same of what is known already: nothing becomes an asset.
  AssetId known_at(std::string_view address) const { return look_up(address); }
  // Where the file of that address is served now, for those that are served as they came (documents, sounds, clips);
  // "" for all others.
  std::string served_file(std::string_view address) const;
  // Whether the address leads to a file of the old media library: a known one, or anything in its uploads folder.
  bool is_upload(std::string_view address) const;
  // Files that texts show and no attachment of this export names, by their old addresses: they answer as well.
  const std::map<std::string, AssetId, std::less<>>& beside_attachments() const { return beside_; }
  // Attachments of a post in the order of the old library.
  std::vector<std::int64_t> of_post(std::int64_t post) const;

 private:
  struct Waiting {
    std::int64_t number = 0;
    content::Asset asset;
    bool fresh = false, changed = false;
  };
  struct Place {
    std::int64_t post, order, number;
    auto operator<=>(const Place&) const = default;
  };
  Result<void> write_waiting();
  content::Asset asset_of(const Item& item) const;
  void keep_file(content::Asset& asset, const std::string& where);
  void index(AssetId id, std::string_view address);
  AssetId look_up(std::string_view address) const;
  // Of an earlier import; 0 where there is none. Remembered either way.
  AssetId stored_at(std::string_view address) const;
  AssetId stored_number(std::int64_t attachment) const;
  bool is_ours(std::string_view host) const;
  bool is_in_uploads(std::string_view address) const;

  World world_;
  std::vector<Waiting> waiting_;
  std::unordered_map<std::int64_t, AssetId> by_number_;
  std::unordered_map<std::uint64_t, AssetId> by_address_;
  std::unordered_map<std::uint64_t, bool> not_there_;  // addresses that were looked for in vain
  // What was asked of the store; 0: it is not there.
  mutable std::unordered_map<std::uint64_t, AssetId> stored_addresses_;
  mutable std::unordered_map<std::int64_t, AssetId> stored_numbers_;
  mutable std::map<std::string, AssetId, std::less<>> beside_;
  std::vector<Place> places_;
  std::set<std::string, std::less<>> hosts_;  // where attachments lie
};

}  // namespace vestnik::interchange::wordpress
