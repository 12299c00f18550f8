// Writing together: one article, several people, each over a WebSocket at /api/v1/articles/{id}/writing. What they type
// are updates to a document that their browsers share (Yjs); here each is made durable, numbered and handed to the
// others. The blocks of the article are saved from that document by whoever has typed, with If-Match naming the log's
// number that the save has (docs/decisions/035).
//
// From the browser (JSON): {"type":"update","call","content"} · {"type":"fold","call","from","to","content","whole"} ·
// {"type":"awareness","content"} · {"type":"snapshot","through","content"}. To it: "welcome", "update", "done",
// "refused", "state", "people", "awareness", "compact".
#pragma once

#include <optional>
#include <string>

#include "newsroom/operations.h"
#include "store/writing.h"

namespace vestnik::newsroom {

Result<http::Response> join_writing(const Call& call);

// What a save says that it was made from: If-Match: "log-GENERATION-NUMBER".
struct WrittenFrom {
  std::string generation;
  std::int64_t through = 0;
};
std::optional<WrittenFrom> written_from(const http::Request& request);
// True where such a save takes nothing back: nothing came into the article but through the document, and no later state
// of it has been saved.
bool takes_nothing_back(const WrittenFrom& from, const store::Writing& writing, int revision);

// Something was done to the article: who writes in it is told.
void tell_writers(const Desk& desk, ArticleId article);

}  // namespace vestnik::newsroom
