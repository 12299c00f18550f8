// Which site an import goes into.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "content/site.h"
#include "store/session.h"

namespace vestnik::interchange {

// The site of that host or alias; where `host` is empty, the only one there is, or of several the one that `guess`
// names. Nothing where there is none yet: the importer makes it. ErrorKind::conflict where several are there and
// `guess` names none of them.
Result<std::optional<content::Site>> choose_site(store::Session& session, std::string_view host,
                                                 std::string_view guess);

// "https://example.com", or http for this machine itself.
std::string base_url_of(const std::string& host);

}  // namespace vestnik::interchange
