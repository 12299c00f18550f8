// An export as WordPress reads it (WXR 1.2). What WordPress has no field for goes into post meta
// (wordpress/own_meta.h).
#pragma once

#include <filesystem>
#include <functional>

#include "base/error.h"
#include "interchange/export/site_names.h"
#include "store/session.h"

namespace vestnik::interchange {

// FOLDER/wordpress.wxr.xml, within a reading transaction. Attachments are named so that the export's media folder can
// be given as the old uploads.
Result<void> write_wxr(store::Session& session, const std::filesystem::path& folder, const SiteNames& names, Time now,
                       const std::function<void()>& each_written);

}  // namespace vestnik::interchange
