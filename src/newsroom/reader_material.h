// An article's record of what it shows of readers' reports (reports/material.h).
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// Takes {"reader_material": {…}} over with a new draft, in its transaction: no draft of a report is without the record.
Result<void> take_reader_material(store::Session& session, const Call& call, const json::object& given,
                                  ArticleId article);

}  // namespace vestnik::newsroom
