// Who is in which article at this moment, each over a line of their own (http/conversation.h). In memory: who is here
// is known by who is connected, so that nobody is said to be writing who has gone. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "content/ids.h"
#include "http/conversation.h"

namespace vestnik::newsroom {

class WritingRooms {
 public:
  struct Member {
    std::int64_t number = 0;  // among all since the start
    std::string name, email;
    std::shared_ptr<http::Line> line;
  };

  // Everybody in the room is told who is there. ErrorKind::busy where too many are.
  Result<std::int64_t> enter(ArticleId article, Member member);
  void leave(ArticleId article, std::int64_t member);
  bool empty(ArticleId article) const;
  // True where nobody else is there.
  bool alone(ArticleId article, std::int64_t member) const;
  // To everybody but that one.
  void tell(ArticleId article, const json::object& message, std::int64_t but = 0) const;

 private:
  using Room = std::vector<Member>;
  static void tell_who(const Room& room);

  mutable std::mutex mutex_;
  std::map<std::int64_t, Room> rooms_;  // by the article's id; none is empty
  std::size_t members_ = 0;
  std::int64_t last_ = 0;
};

}  // namespace vestnik::newsroom
