// Strong types for what the store numbers. 0 is "none".
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace vestnik {

template <class Thing>
struct Id {
  std::int64_t value = 0;
  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using SiteId = Id<struct SiteThing>;
using SectionId = Id<struct SectionThing>;
using ArticleId = Id<struct ArticleThing>;
using RevisionId = Id<struct RevisionThing>;
using AuthorId = Id<struct AuthorThing>;
using TopicId = Id<struct TopicThing>;
using StoryId = Id<struct StoryThing>;
using AssetId = Id<struct AssetThing>;
using CommentId = Id<struct CommentThing>;

}  // namespace vestnik

template <class Thing>
struct std::hash<vestnik::Id<Thing>> {
  std::size_t operator()(vestnik::Id<Thing> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
