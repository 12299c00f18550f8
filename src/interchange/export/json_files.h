// The files of an export that are JSON: everything, in the words of docs/interchange.md.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "interchange/export/site_names.h"
#include "store/session.h"

namespace vestnik::interchange {

// Within one reading transaction, so that they agree with each other.
Result<void> write_site_file(const std::filesystem::path& folder, const SiteNames& names);
Result<void> write_assets(store::Session& session, const std::filesystem::path& folder, const SiteNames& names);
// articles.jsonl, comments.jsonl and revisions.jsonl.
Result<void> write_articles(store::Session& session, const std::filesystem::path& folder, const SiteNames& names,
                            const std::function<void()>& each_written);
Result<void> write_redirects(store::Session& session, const std::filesystem::path& folder, const SiteNames& names);

}  // namespace vestnik::interchange
