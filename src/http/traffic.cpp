#include "http/traffic.h"

#include <algorithm>

namespace vestnik::http {

void Traffic::answered(std::uint8_t kind, unsigned status, std::chrono::steady_clock::duration took) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(took);
  answers[std::min<std::size_t>(kind, answer_kinds - 1)][std::min<std::size_t>(status / 100, status_classes - 1)].add();
  std::size_t bucket = 0;
  while (bucket < latency_bounds.size() && microseconds > latency_bounds[bucket]) ++bucket;
  latency[bucket].add();
  latency_microseconds.add(static_cast<std::uint64_t>(microseconds.count()));
}

void add(TrafficSnapshot& sum, const Traffic& one) {
  for (std::size_t kind = 0; kind < answer_kinds; ++kind) {
    for (std::size_t status = 0; status < status_classes; ++status) {
      sum.answers[kind][status] += one.answers[kind][status].value();
    }
  }
  for (std::size_t bucket = 0; bucket < one.latency.size(); ++bucket)
    sum.latency[bucket] += one.latency[bucket].value();
  sum.latency_microseconds += one.latency_microseconds.value();
  sum.http_1 += one.http_1.value();
  sum.http_2 += one.http_2.value();
  sum.accepted += one.accepted.value();
  sum.turned_away += one.turned_away.value();
  sum.handshakes_lost += one.handshakes_lost.value();
  sum.overdue += one.overdue.value();
  sum.misbehaved += one.misbehaved.value();
  sum.event_streams += one.event_streams.value();
  sum.event_streams_ended += one.event_streams_ended.value();
  sum.event_streams_refused += one.event_streams_refused.value();
  sum.events += one.events.value();
}

}  // namespace vestnik::http
