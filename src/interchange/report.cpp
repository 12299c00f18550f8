#include "interchange/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace vestnik::interchange {

Count& ImportReport::count(std::string_view kind) {
  auto found = counts_.find(kind);
  if (found == counts_.end()) found = counts_.emplace(std::string(kind), Count{}).first;
  return found->second;
}

void ImportReport::note(std::string_view what, std::string_view where) {
  auto found = index_.find(what);
  if (found == index_.end()) {
    if (notes_.size() >= most_notes) {
      ++further_;
      return;
    }
    found = index_.emplace(std::string(what), notes_.size()).first;
    notes_.push_back({std::string(what), 0, {}});
  }
  Note& note = notes_[found->second];
  ++note.count;
  const bool again = !note.where.empty() && note.where.back() == where;
  if (!where.empty() && !again && note.where.size() < most_places) note.where.emplace_back(where);
}

bool ImportReport::anything_changed() const {
  return std::ranges::any_of(counts_, [](const auto& entry) { return entry.second.taken + entry.second.changed > 0; });
}

std::string ImportReport::text() const {
  std::string text;
  for (const auto& [kind, number] : counts_) {
    if (number == Count{}) continue;
    text += fmt::format("{}: {} taken, {} changed, {} unchanged, {} left out\n", kind, number.taken, number.changed,
                        number.unchanged, number.left_out);
  }
  for (const Note& note : notes_) {
    text += "- " + note.what;
    if (note.count > 1) text += fmt::format(" ({} times)", note.count);
    for (std::size_t i = 0; i < note.where.size(); ++i) text += (i == 0 ? ": " : "; ") + note.where[i];
    if (!note.where.empty() && note.count > static_cast<std::int64_t>(note.where.size())) text += "; …";
    text += '\n';
  }
  if (further_ > 0) text += fmt::format("- and {} further notes of other kinds\n", further_);
  return text;
}

}  // namespace vestnik::interchange
