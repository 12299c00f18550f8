// What a page tells the advertisements on it, and what is answered for them: frames, clicks, previews.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "advertising/ad_server.h"
#include "advertising/creative_view.h"
#include "http/message.h"
#include "reader/context.h"

namespace vestnik::reader {

// What advertising may know of a page about that. `with_words`: where somebody looks at them.
advertising::Surroundings surroundings_of(const edition::SiteEdition& site, const Subject& subject, bool with_words);

// `address`: where it leads; of what no click is, nothing.
http::Response told_response(const advertising::Told& told, const std::string& address);
// Of what does not run any more, or waits to be approved again: where it led when it was approved, and whether it was
// shown so lately that its page may still be open. Blocks; ErrorKind::not_found.
struct LateTold {
  std::string address;
  bool counts = false;
};
Result<LateTold> late_told(const Context& context, const advertising::Told& told);
// What a browser asks for besides the page: what stands in a creative's frame, with a policy of its own, or a clip's
// captions.
struct AskedPart {
  enum class Kind { frame, captions };
  Kind kind = Kind::frame;
  advertising::Click of;
  bool preview = false;  // whatever has been approved; otherwise what was
};
bool is_part(std::string_view path);  // by its folder; whether its signature is right, read_part tells
std::optional<AskedPart> read_part(std::string_view path, std::string_view key);
// ErrorKind::not_found where it has no such part.
Result<http::Response> part_response(const advertising::Creative& creative, bool political, const AskedPart& asked,
                                     std::string_view key);

// A creative as it would stand on a page, by slot, approved or not. Blocks.
Result<std::map<std::string, pages::FragmentPtr>> preview_fragments(const Context& context, advertising::AdServer& ads,
                                                                    advertising::CreativeId id,
                                                                    const std::string& language);
// Whether the reader follows a link of this site, as the request's Referer tells; nothing is kept of it.
bool is_within_a_visit(const http::Request& request);
bool is_from_a_preview(const http::Request& request);
// Of the page of this site that the request was made from; 0 where it has none, advertising::section_not_known where it
// is not told: frames never tell it, nor do some browsers.
SectionId section_of_referer(const Context& context, const http::Request& request);

}  // namespace vestnik::reader
