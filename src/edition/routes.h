// Where the addresses of one site lead. Everything is found by a 64-bit hash of its route key, and the key itself is
// compared before it is believed; an article's path is not stored a second time for that.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "edition/orders.h"

namespace vestnik::edition {

class Routes {
 public:
  struct Redirect {
    std::string from, to;  // `from` a key (store::redirect_key); `to` empty: gone
  };

  struct Withdrawn {
    ArticleId article;
    std::string path;
  };

  static Routes of(const std::vector<KeptSummaryPtr>& stories, const std::vector<Redirect>& redirects,
                   const std::vector<Withdrawn>& gone);

  void add(const KeptSummary& story, Owner owner);
  void remove(const KeptSummary& story, Owner owner);
  void add_redirect(const Redirect& redirect, Owner owner);
  void remove_redirect(std::string_view from, Owner owner);
  void set_redirects(const std::vector<Redirect>& redirects);
  void add_gone(const Withdrawn& withdrawn, Owner owner);
  void remove_gone(ArticleId article, Owner owner);
  void add_name(std::string_view path, Route::Kind kind, std::int64_t id, Owner owner);
  void remove_name(std::string_view path, Route::Kind kind, std::int64_t id, Owner owner);

  const KeptSummary* story(std::string_view key) const;
  // What the redirect leads to; nothing for one that leads to itself.
  std::optional<std::string_view> redirect(std::string_view key) const;
  bool gone(std::string_view key) const;
  struct Name {
    Route::Kind kind;
    std::int64_t id;
  };
  // Those whose hash is that of `key`; the caller knows the rows and compares.
  std::vector<Name> names(std::string_view key) const;
  // The newest story of exactly that section whose path ends in `segment`.
  const KeptSummary* story_of_section(SectionId section, std::string_view segment) const;

  std::size_t bytes() const;  // for measuring

 private:
  struct Path {
    std::uint64_t hash;
    const KeptSummary* story;
  };
  struct ByPath {
    bool operator()(const Path& left, const Path& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.story->id < right.story->id;
    }
    bool operator()(const Path& left, std::uint64_t right) const { return left.hash < right; }
    bool operator()(std::uint64_t left, const Path& right) const { return left < right.hash; }
  };
  struct Segment {
    std::uint64_t hash;
    SectionId section;
  };
  struct BySegment {
    // A story is looked at only where the hashes are equal: at a start a million of them lie all over the memory.
    bool operator()(const Path& left, const Path& right) const {
      if (left.hash != right.hash) return left.hash < right.hash;
      if (left.story->section != right.story->section) return left.story->section < right.story->section;
      return NewestFirst{}(left.story, right.story);
    }
    bool operator()(const Path& left, const Segment& right) const {
      return before({left.hash, left.story->section}, right);
    }
    bool operator()(const Segment& left, const Path& right) const {
      return before(left, {right.hash, right.story->section});
    }
    static bool before(const Segment& left, const Segment& right) {
      return left.hash != right.hash ? left.hash < right.hash : left.section < right.section;
    }
  };
  // "from\0to" in one block.
  struct Moved {
    std::uint64_t hash;
    std::shared_ptr<const char[]> text;
    std::string_view from() const { return text.get(); }
    std::string_view to() const { return text.get() + from().size() + 1; }
  };
  struct From {
    std::uint64_t hash;
    std::string_view key;
  };
  struct ByFrom {
    bool operator()(const Moved& left, const Moved& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.from() < right.from();
    }
    bool operator()(const Moved& left, const From& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.from() < right.key;
    }
    bool operator()(const From& left, const Moved& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.key < right.from();
    }
  };
  struct Gone {
    std::uint64_t hash;
    ArticleId article;
    std::shared_ptr<const char[]> key;
  };
  struct ByGone {
    bool operator()(const Gone& left, const Gone& right) const {
      return left.hash != right.hash ? left.hash < right.hash : left.article < right.article;
    }
    bool operator()(const Gone& left, std::uint64_t right) const { return left.hash < right; }
    bool operator()(std::uint64_t left, const Gone& right) const { return left < right.hash; }
  };
  struct ByArticle {
    bool operator()(const Gone& left, const Gone& right) const { return left.article < right.article; }
    bool operator()(const Gone& left, ArticleId right) const { return left.article < right; }
    bool operator()(ArticleId left, const Gone& right) const { return left < right.article; }
  };
  struct Named {
    std::uint64_t hash;
    Route::Kind kind;
    std::int64_t id;
  };
  struct ByName {
    bool operator()(const Named& left, const Named& right) const {
      return std::tie(left.hash, left.kind, left.id) < std::tie(right.hash, right.kind, right.id);
    }
    bool operator()(const Named& left, std::uint64_t right) const { return left.hash < right; }
    bool operator()(std::uint64_t left, const Named& right) const { return left < right.hash; }
  };
  static Moved moved(std::string_view from, std::string_view to);

  Order<Path, ByPath> paths_;
  Order<Path, BySegment> segments_;
  Order<Moved, ByFrom> redirects_;
  Order<Gone, ByGone> gone_;
  Order<Gone, ByArticle> gone_articles_;
  Order<Named, ByName> names_;
};

}  // namespace vestnik::edition
