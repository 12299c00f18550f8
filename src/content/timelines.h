// The running stories on whose timelines an article stands.
#pragma once

#include <vector>

#include "content/article.h"

namespace vestnik::content {

// A page stands in no list, and so on no timeline, whatever stories it names.
inline std::vector<StoryId> timelines_of(Kind kind, const std::vector<StoryPart>& parts) {
  std::vector<StoryId> stories;
  if (kind == Kind::page) return stories;
  stories.reserve(parts.size());
  for (const StoryPart& part : parts) stories.push_back(part.story);
  return stories;
}

}  // namespace vestnik::content
