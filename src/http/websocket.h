// A connection that goes on as a WebSocket, by Beast over our Stream.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "http/conversation.h"
#include "http/message.h"
#include "http/stream.h"

namespace vestnik::http {

class Worker;

// True where a client asks for one.
bool asks_for_websocket(const Request& request);
// Answers the handshake that `request` is and lets the conversation run until either side ends it. The caller's
// connection keeps its place among those that are open meanwhile.
asio::awaitable<void> converse(Worker& worker, Stream stream, Request request,
                               std::shared_ptr<Conversation> conversation);

}  // namespace vestnik::http
