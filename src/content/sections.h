// How sections lie below each other. Any thread.
#pragma once

#include <vector>

#include "content/site.h"

namespace vestnik::content {

// The section and all below it, itself first, each once; the section alone where it is none of `sections`.
std::vector<SectionId> with_subsections(const std::vector<Section>& sections, SectionId section);

}  // namespace vestnik::content
