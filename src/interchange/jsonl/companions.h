// What lies beside the articles.jsonl of an export: site.json before the articles, comments.jsonl and redirects.jsonl
// after them.
#pragma once

#include <filesystem>
#include <optional>

#include "base/json.h"
#include "content/site.h"
#include "interchange/jsonl/pictures.h"
#include "interchange/report.h"
#include "store/store.h"

namespace vestnik::interchange {

// The site.json of an export; nothing where there is none or it is something else.
std::optional<json::object> find_site_file(const std::filesystem::path& folder);

// Sections with their parents, authors and topics, where they are not there yet; authors' pictures by number.
void take_names(store::Session& session, const json::object& file, SiteId site, const Pictures& pictures,
                ImportReport& report, Time now);

Result<void> take_comment_lines(store::Store& store, const std::filesystem::path& file, SiteId site,
                                ImportReport& report, Time now);
Result<void> take_redirect_lines(store::Store& store, const std::filesystem::path& file, SiteId site,
                                 ImportReport& report, Time now);

}  // namespace vestnik::interchange
