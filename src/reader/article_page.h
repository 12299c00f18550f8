// An article's page: the article's own chain and, shared by its section, the tail under it.
#pragma once

#include "reader/context.h"

namespace vestnik::reader {

Plan article_plan(const Context& context, const edition::SummaryPtr& story);

}  // namespace vestnik::reader
