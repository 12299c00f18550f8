// A creative as it stands in a slot, and the addresses in it that prove themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advertising/campaign.h"
#include "pages/fragment.h"
#include "store/session.h"

namespace vestnik::advertising {

// Booked for that slot, and of a shape for it.
bool may_stand_in(const Campaign& campaign, const Creative& creative, std::string_view slot);

// Its picture or clip may not be shown any more: readers would meet an empty place, and the advertiser pay for it.
bool rights_are_over(store::Session& session, const Creative& creative, Time now);

// Labelled in `language`, with its picture, its signed link and the link to why it is there or, of a political one, to
// its transparency notice. nullptr where it does not fit into limits::slot_bytes or its picture is not there.
// `preview`: what happens in its frame is not counted; what the page around it does tells of itself that it is one.
pages::FragmentPtr render(store::Session& session, const Campaign& campaign, const Creative& creative,
                          std::string_view slot, std::string_view language, const std::vector<Vote>& votes,
                          std::string_view key, bool preview = false);

// "/ad/12/0/5f…": creative, slot and a signature over both, so that nobody can make up clicks of another place.
// In a preview "/ad/preview/12/0/7c…", where nothing counts. Its signature is another: who has seen a campaign's click
// cannot make up the address that leads where nobody has approved yet.
std::string click_path(CreativeId creative, std::size_t slot, std::string_view key, bool preview = false);
struct Click {
  CreativeId creative;
  std::size_t slot = 0;
};
// Nothing where the path is none of ours.
std::optional<Click> read_click_path(std::string_view path, std::string_view key, bool preview = false);

// "/ad/seen/12/0/5f…", signed as its click is: half of it was in sight for a second.
// "/ad/played/midpoint/12/0/5f…?view=0c9a…": its film was watched that far. `view`: 8 to 32 letters and digits that the
// page's script has made up for this one view of the page; it tells a request that is repeated from another view's,
// and is kept nowhere.
inline constexpr std::string_view seen_folder = "/ad/seen/", played_folder = "/ad/played/";
// What a request says has happened to an advertisement.
struct Told {
  enum class What { clicked, seen, played };
  What what = What::clicked;
  Click of;
  std::size_t part = 0;  // of the film
  std::string view;
};
std::optional<Told> read_told(std::string_view path, std::string_view view, std::string_view key);

// "/ad/frame/12/0/5f…": the address of what stands in a frame, signed as a click is.
inline constexpr std::string_view frame_folder = "/ad/frame/";
// In a preview: a frame tells nobody what page it stands on. Signed as a preview's click is.
inline constexpr std::string_view preview_folder = "/ad/preview/", preview_frame_folder = "/ad/preview/frame/",
                                  preview_captions_folder = "/ad/preview/captions/";
// The document in the frame: its code, and where a click leads as `clickTag`. Of a political one there is no script:
// the whole of it is a link.
std::string frame_document(const Creative& creative, std::size_t slot, std::string_view key, bool political,
                           bool preview = false);
// "/ad/captions/12/0/5f…": a clip's captions, signed alike.
inline constexpr std::string_view captions_folder = "/ad/captions/";
// What the browser lets that document do. A political one runs no script, which could choose what it says by the
// reader's device (Article 18).
std::string_view frame_policy(const Creative& creative, bool political);

// "advertisement=12-1764230400-5f…": the query under which any page of the site shows a creative in its slots, whether
// or not it is approved, until then. Nothing where it is none of ours or its time is over.
std::string preview_query(CreativeId creative, Time until, std::string_view key);
std::optional<CreativeId> read_preview_query(std::string_view query, Time now, std::string_view key);

// Whether the label that a political one must carry (Article 11(1)) leaves room in the slots that it books, with each
// of `creatives` that is not off, or, where there are none yet, with any at all. ErrorKind::invalid: what cannot be
// labelled is not shown.
Result<void> check_label(store::Session& session, const Campaign& campaign, std::vector<Creative> creatives,
                         const std::vector<Vote>& votes);

// What is wrong with it for a reader or in law: ErrorKind::invalid. `slots`: those of the campaign.
Result<void> check(store::Session& session, const Campaign& campaign, const Creative& creative,
                   const std::vector<Vote>& votes, std::string_view key);

}  // namespace vestnik::advertising
