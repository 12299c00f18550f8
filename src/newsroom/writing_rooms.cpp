#include "newsroom/writing_rooms.h"

#include <algorithm>

#include "newsroom/limits.h"

namespace vestnik::newsroom {

namespace {

void send_to(const WritingRooms::Member& member, const std::shared_ptr<const std::string>& text) {
  if (member.line) member.line->send(text);
}

}  // namespace

void WritingRooms::tell_who(const Room& room) {
  json::array people;
  for (const Member& member : room) {
    people.push_back(json::object{{"member", member.number}, {"name", member.name}, {"email", member.email}});
  }
  const auto text =
      std::make_shared<const std::string>(write_json(json::object{{"type", "people"}, {"people", std::move(people)}}));
  for (const Member& member : room) send_to(member, text);
}

Result<std::int64_t> WritingRooms::enter(ArticleId article, Member member) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(article.value);
  if (members_ >= limits::writers || (found != rooms_.end() && found->second.size() >= limits::writers_of_article)) {
    return fail(ErrorKind::busy, "too many have the article open", {}, "try again in a moment");
  }
  member.number = ++last_;
  Room& room = rooms_[article.value];
  room.push_back(std::move(member));
  members_ += 1;
  tell_who(room);
  return last_;
}

void WritingRooms::leave(ArticleId article, std::int64_t member) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(article.value);
  if (found == rooms_.end()) return;
  members_ -= std::erase_if(found->second, [&](const Member& each) { return each.number == member; });
  if (found->second.empty()) {
    rooms_.erase(found);
  } else {
    tell_who(found->second);
  }
}

bool WritingRooms::empty(ArticleId article) const {
  const std::lock_guard lock(mutex_);
  return !rooms_.contains(article.value);
}

bool WritingRooms::alone(ArticleId article, std::int64_t member) const {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(article.value);
  return found == rooms_.end() ||
         std::ranges::all_of(found->second, [&](const Member& each) { return each.number == member; });
}

void WritingRooms::tell(ArticleId article, const json::object& message, std::int64_t but) const {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(article.value);
  if (found == rooms_.end()) return;
  const auto text = std::make_shared<const std::string>(write_json(message));
  for (const Member& member : found->second) {
    if (member.number != but) send_to(member, text);
  }
}

}  // namespace vestnik::newsroom
