// A handler asked for its answer, whatever it does: an exception becomes 500 and a line in the log.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "http/server.h"

namespace vestnik::http {

// To be called in a catch clause: tells the log.
void log_exception();
Response failed_response();

std::optional<Response> answer_at_once(Handler& handler, const Request& request);
// `sink`: what took the body so far, and answers in the handler's place; nullptr where nothing did.
asio::awaitable<Response> answer_later(Handler& handler, Request request, std::shared_ptr<BodySink> sink);
// The sink's answer where it has one before the body's end.
asio::awaitable<std::optional<Response>> hand_over(std::shared_ptr<BodySink> sink, std::string piece);
// Its body ends here, unfinished.
asio::awaitable<void> give_up(std::shared_ptr<BodySink> sink, std::string last);

}  // namespace vestnik::http
