#include "reader/comment_threads.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_map>

namespace vestnik::reader {

std::vector<pages::CommentView> threads_of(const std::vector<content::Comment>& comments) {
  std::unordered_map<CommentId, std::size_t> places;
  for (std::size_t i = 0; i < comments.size(); ++i) places.emplace(comments[i].id, i);
  std::vector<std::vector<std::size_t>> answers(comments.size());
  std::vector<std::size_t> openings;
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const auto parent = places.find(comments[i].parent);
    (comments[i].parent && parent != places.end() ? answers[parent->second] : openings).push_back(i);
  }

  std::vector<pages::CommentView> threads;
  // Where the next comment of each level goes: the list of that level which was begun last.
  std::array<std::vector<pages::CommentView>*, thread_levels> lists{&threads};
  struct Place {
    std::size_t comment, level;
  };
  std::vector<Place> waiting;
  std::vector<bool> placed(comments.size());
  const auto place_thread = [&](std::size_t opening) {
    waiting.push_back({opening, 0});
    while (!waiting.empty()) {
      const auto [at, level] = waiting.back();
      waiting.pop_back();
      if (placed[at]) continue;
      placed[at] = true;
      const content::Comment& comment = comments[at];
      lists[level]->push_back({.name = comment.name, .text = comment.text, .at = comment.at, .replies = {}});
      const std::size_t below = std::min(level + 1, thread_levels - 1);
      if (below > level) lists[below] = &lists[level]->back().replies;
      for (const std::size_t answer : answers[at] | std::views::reverse) waiting.push_back({answer, below});
    }
  };
  for (const std::size_t opening : openings) place_thread(opening);
  // Some that answer each other in a circle have no opening: the oldest is as good as any.
  for (std::size_t i = 0; i < comments.size(); ++i) place_thread(i);
  return threads;
}

}  // namespace vestnik::reader
