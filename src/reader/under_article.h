// The rails under an article, which nearly all articles of a section share. Thread rules as in reader/plan.h.
#pragma once

#include "reader/context.h"

namespace vestnik::reader {

ChainPlan chain_under_article(const Context& context, const edition::Summary& story);

}  // namespace vestnik::reader
