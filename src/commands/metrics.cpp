#include "commands/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <fstream>
#include <limits>
#include <sstream>

#include "reader/kept_chains.h"

namespace vestnik::commands {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

static_assert(operator_kind < http::answer_kinds);

std::string_view kind_name(std::size_t kind) {
  if (kind == api_kind) return "api";
  if (kind == operator_kind) return "operator";
  return kind < reader::page_kind_names.size() ? reader::page_kind_names[kind] : "other";
}

// What is told so far, in the order of the answer.
class Families {
 public:
  void gauge(std::string name, std::string help, double value) {
    all.push_back({std::move(name), std::move(help), MetricType::Gauge, {measured(value, {})}});
  }
  void counter(std::string name, std::string help, std::uint64_t value) {
    all.push_back({std::move(name), std::move(help), MetricType::Counter, {counted(value, {})}});
  }
  static ClientMetric measured(double value, std::vector<ClientMetric::Label> labels) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    return metric;
  }
  static ClientMetric counted(std::uint64_t value, std::vector<ClientMetric::Label> labels) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = static_cast<double>(value);
    return metric;
  }
  std::vector<MetricFamily> all;
};

void add_traffic(Families& families, const http::TrafficSnapshot& traffic) {
  MetricFamily answers{
      "vestnik_http_answers_total", "Answers by kind of page and class of status", MetricType::Counter, {}};
  for (std::size_t kind = 0; kind < http::answer_kinds; ++kind) {
    for (std::size_t status = 1; status < http::status_classes; ++status) {
      const std::uint64_t count = traffic.answers[kind][status];
      if (count == 0) continue;
      answers.metric.push_back(Families::counted(
          count, {{"kind", std::string(kind_name(kind))}, {"status", std::to_string(status) + "xx"}}));
    }
  }
  families.all.push_back(std::move(answers));

  MetricFamily latency{
      "vestnik_http_answer_seconds", "From the whole head of a request to its answer", MetricType::Histogram, {}};
  ClientMetric histogram;
  for (std::size_t bucket = 0; bucket < traffic.latency.size(); ++bucket) {
    histogram.histogram.sample_count += traffic.latency[bucket];
    const double bound = bucket < http::latency_bounds.size()
                             ? std::chrono::duration<double>(http::latency_bounds[bucket]).count()
                             : std::numeric_limits<double>::infinity();
    histogram.histogram.bucket.push_back({histogram.histogram.sample_count, bound});
  }
  histogram.histogram.sample_sum = static_cast<double>(traffic.latency_microseconds) / 1e6;
  latency.metric.push_back(std::move(histogram));
  families.all.push_back(std::move(latency));

  families.all.push_back({"vestnik_http_protocol_answers_total",
                          "Answers by protocol",
                          MetricType::Counter,
                          {Families::counted(traffic.http_1, {{"protocol", "1.1"}}),
                           Families::counted(traffic.http_2, {{"protocol", "2"}})}});
  families.counter("vestnik_http_connections_total", "Connections accepted", traffic.accepted);
  families.all.push_back({"vestnik_http_connections_ended_total",
                          "Connections that we ended, by reason",
                          MetricType::Counter,
                          {Families::counted(traffic.turned_away, {{"reason", "too_many"}}),
                           Families::counted(traffic.handshakes_lost, {{"reason", "handshake"}}),
                           Families::counted(traffic.overdue, {{"reason", "overdue"}}),
                           Families::counted(traffic.misbehaved, {{"reason", "http2_misuse"}})}});
}

void add_events(Families& families, const http::TrafficSnapshot& traffic) {
  families.gauge("vestnik_event_streams", "Streams of events that are open (/events)",
                 static_cast<double>(traffic.event_streams - traffic.event_streams_ended));
  families.counter("vestnik_event_streams_total", "Streams of events that were begun", traffic.event_streams);
  families.counter("vestnik_event_streams_refused_total", "Streams of events refused: too many were open",
                   traffic.event_streams_refused);
  families.counter("vestnik_events_total", "Events told, over all streams", traffic.events);
}

void add_queues(Families& families, const std::vector<std::pair<std::string, const http::Pool*>>& pools) {
  MetricFamily queues{"vestnik_pool_queue", "What waits for a thread of each pool, or runs", MetricType::Gauge, {}};
  for (const auto& [name, pool] : pools) {
    queues.metric.push_back(Families::measured(static_cast<double>(pool->queued()), {{"pool", name}}));
  }
  families.all.push_back(std::move(queues));
}

void add_pages(Families& families, const reader::Portal& portal) {
  families.gauge("vestnik_chain_cache_bytes", "Rendered and compressed pieces of pages",
                 static_cast<double>(portal.chains().bytes()));
  const reader::KeptChains* kept = portal.kept_chains();
  families.gauge("vestnik_kept_pages_bytes", "Articles on disk that are ready to be sent",
                 kept == nullptr ? 0.0 : static_cast<double>(kept->bytes()));
  const reader::Portal::HotPages hot = portal.hot_pages();
  families.gauge("vestnik_hot_pages", "Pages that reading threads keep ready to be sent, over all threads",
                 static_cast<double>(hot.pages));
  families.gauge("vestnik_hot_pages_bytes", "Memory of these pages, with what they are put together from",
                 static_cast<double>(hot.bytes));
  families.gauge("vestnik_hot_pages_most_bytes", "The bound of it (--hot-pages)", static_cast<double>(hot.most_bytes));
  families.gauge("vestnik_whole_pages_bytes", "Hot pages compressed as a whole",
                 static_cast<double>(portal.whole_pages().bytes()));
}

void add_readers(Families& families, const reader::Portal& portal, const edition::Edition& edition) {
  MetricFamily readers{"vestnik_readers_yesterday",
                       "Readers of each site on the last whole day (UTC), estimated without knowing any of them",
                       MetricType::Gauge,
                       {}};
  for (const reader::Visitors::Day& day : portal.readers_yesterday()) {
    for (const edition::SiteEdition* site : edition.sites()) {
      if (site->site().id != day.site) continue;
      readers.metric.push_back(Families::measured(static_cast<double>(day.readers), {{"site", site->site().host}}));
    }
  }
  if (!readers.metric.empty()) families.all.push_back(std::move(readers));
}

void add_pictures(Families& families, const reader::ReadyPictures::Figures& pictures) {
  families.gauge("vestnik_pictures_waiting", "Articles and fronts whose pictures are being made before readers ask",
                 static_cast<double>(pictures.waiting));
  families.counter("vestnik_pictures_made_total", "Files of pictures made before readers asked", pictures.made);
  families.counter("vestnik_pictures_failed_total", "Files of pictures that could not be made before readers asked",
                   pictures.failed);
}

void add_health(Families& families, const Health::State& health) {
  // In large steps: finer ones, fetched every few seconds and kept, would tell when a reader's film came.
  constexpr std::uint64_t room_step = 1ULL << 30U;
  families.gauge("vestnik_change_log_lag", "Changes that the edition has not taken over",
                 static_cast<double>(health.lag));
  families.gauge("vestnik_disk_room_bytes", "Free on the disk of the data folder, in whole GiB",
                 static_cast<double>(health.room_bytes / room_step * room_step));
  families.gauge("vestnik_ready", "1 where /readyz says yes", health.ready() ? 1 : 0);
}

// Of this process, in bytes.
double resident_memory() {
  std::ifstream statm("/proc/self/statm");
  double all = 0;
  double resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

std::vector<std::string> answer_kind_names() {
  std::vector<std::string> names;
  for (std::size_t kind = 0; kind <= operator_kind; ++kind) names.emplace_back(kind_name(kind));
  return names;
}

std::string metrics_text(const Watched& watched) {
  Families families;
  const http::TrafficSnapshot traffic = watched.server.traffic();
  add_traffic(families, traffic);
  add_events(families, traffic);
  families.gauge("vestnik_http_connections", "Connections open now", static_cast<double>(watched.server.connections()));
  add_queues(families, watched.pools);
  add_pages(families, watched.portal);
  const edition::EditionPtr edition = watched.press.current();
  add_readers(families, watched.portal, *edition);
  add_pictures(families, watched.pictures.figures());
  families.gauge("vestnik_edition_articles", "Articles that readers can reach",
                 static_cast<double>(edition->articles()));
  families.gauge("vestnik_edition_change", "The newest change that readers see",
                 static_cast<double>(edition->change()));
  families.gauge("vestnik_search_documents", "Articles in the search index",
                 static_cast<double>(watched.installation.index->size()));
  families.gauge("vestnik_search_change", "The newest change that the search index has",
                 static_cast<double>(watched.installation.index->change()));
  add_health(families, watched.health.look());
  families.gauge("process_resident_memory_bytes", "Memory of this process", resident_memory());
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families.all);
  return text.str();
}

}  // namespace vestnik::commands
