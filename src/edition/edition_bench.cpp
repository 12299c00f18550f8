// What an edition of many articles costs: memory an article, time to start, time of a publish and of reading a page.
//
//   cmake --build build/release --target vestnik_edition_bench && build/release/src/edition/vestnik_edition_bench
#include <benchmark/benchmark.h>
#include <malloc.h>

#include "edition/testing.h"
#include "store/testing.h"

namespace vestnik::edition {
namespace {

// As ../shared/bench/make-articles.py has them: half of them Bulgarian, 8 sections, 40 authors, 200 topics, six years.
store::Published row_of(std::int64_t id) {
  std::uint64_t state = static_cast<std::uint64_t>(id);
  const auto random = [&] {  // splitmix64: quick to start, unlike the standard's engines
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  };
  store::Published row;
  row.id = ArticleId{id};
  row.site = SiteId{1};
  const auto section = static_cast<std::int64_t>(random() % 8 + 1);
  row.section = SectionId{section};
  row.path = "/economy/ulitstsiya-uchilishtite-liderna-politika-grazhdani-" + std::to_string(id) + "/";
  row.headline = id % 2 ? "Общинският съвет отложи решението за новия мост край реката "
                        : "The council put off its decision on the bridge by the river";
  row.deck = id % 2 ? "Строителите искат още три месеца, след като намериха пукнатини в основите"
                    : "Builders ask for three more months after cracks were found in the foundations of the old bridge";
  row.language = id % 2 ? "bg" : "en";
  row.lead_image = AssetId{id};
  row.authors = {AuthorId{static_cast<std::int64_t>(random() % 40 + 1)}};
  const auto topic = static_cast<std::int64_t>(random() % 198 + 1);
  row.topics = {TopicId{topic}, TopicId{topic + 1}, TopicId{topic + 2}};
  row.published_at = row.updated_at =
      from_millis(1'600'000'000'000 + static_cast<std::int64_t>(random() % 189'000'000) * 1'000);
  row.revision = RevisionId{id};
  row.version = id;
  return row;
}

SiteInput input_of(std::int64_t articles, std::size_t redirects) {
  SiteInput input;
  input.site = testing::site();
  for (std::int64_t id = 1; id <= 8; ++id)
    input.sections.push_back(testing::section(id, "section-" + std::to_string(id)));
  for (std::int64_t id = 1; id <= articles; ++id) input.stories.push_back(testing::kept(row_of(id)));
  for (std::size_t i = 0; i < redirects; ++i) {
    input.redirects.push_back({"/?p=" + std::to_string(i), std::string(input.stories[i]->path)});
  }
  return input;
}

std::size_t memory_in_use() {
  const auto now = mallinfo2();
  return now.uordblks + now.hblkhd;
}

void building(benchmark::State& state) {
  const std::int64_t articles = state.range(0);
  for (auto _ : state) {
    malloc_trim(0);
    const std::size_t before = memory_in_use();
    auto site = std::make_unique<KeptSite>(
        load_site(input_of(articles, state.range(1) ? static_cast<std::size_t>(articles) : 0)));
    state.counters["bytes_an_article"] = static_cast<double>(memory_in_use() - before) / static_cast<double>(articles);
    state.PauseTiming();
    site.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(building)->Args({1'000'000, 0})->Args({1'000'000, 1})->Unit(benchmark::kMillisecond)->Iterations(1);

// A start of the program on a store that holds that many published articles.
void starting(benchmark::State& state) {
  const std::int64_t articles = state.range(0);
  store::TemporaryStore store;
  const SiteId site = store.add_site();
  const SectionId section = store.add_section(site);
  store::need(store->write([&](store::Session& session) {
    for (std::int64_t id = 1'000; id < 1'000 + articles; ++id) {
      const auto row = row_of(id);
      session.run(
          "INSERT INTO articles (id, site, state, section, slug, newest_revision, newest_number, published_revision, "
          "publications, created_at, saved_at) VALUES (?, ?, 'published', ?, ?, ?, 1, ?, 1, 0, 0)",
          {id, site, section, std::to_string(id), id, id});
      session.run(
          "INSERT INTO revisions (id, article, number, saved_at, saved_by, kind, language, headline, deck, slug, "
          "permalink, "
          "authors, topics, lead_caption, description, canonical_url, pinned, breaking, words, assets, body) VALUES "
          "(?, ?, 1, 0, '', 'news', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, '', '')",
          {id, id});
      session.run(
          "INSERT INTO published (article, site, kind, section, path, route, headline, deck, language, authors, "
          "topics, "
          "published_at, updated_at, words, pinned, breaking, revision, version) VALUES "
          "(?, ?, 'news', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 400, 0, 0, ?, 1)",
          {id, site, section, row.path, row.path, row.headline, row.deck, row.language,
           "[" + std::to_string(row.authors[0].value) + "]",
           "[" + std::to_string(row.topics[0].value) + "," + std::to_string(row.topics[1].value) + "]",
           row.published_at, row.updated_at, id});
    }
  }));
  for (auto _ : state) {
    auto press = store::need(Press::start(*store));
    benchmark::DoNotOptimize(press->current()->articles());
    state.PauseTiming();
    press.reset();
    state.ResumeTiming();
  }
}
BENCHMARK(starting)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

const KeptSite& large_site() {
  static const KeptSite site(load_site(input_of(1'000'000, 0)));
  return site;
}

void publishing(benchmark::State& state) {
  SiteState now = large_site().state();
  std::int64_t id = 2'000'000;
  for (auto _ : state) {
    Marks marks;
    SiteDraft draft(now, Owner::fresh(), marks);
    draft.put(testing::kept(row_of(++id)));
    now = draft.take();
  }
}
BENCHMARK(publishing)->Unit(benchmark::kMicrosecond);

void reading_a_front(benchmark::State& state) {
  const KeptSite& site = large_site();
  std::size_t page = 0;
  for (auto _ : state) benchmark::DoNotOptimize(site.of_section(SectionId{3}, (page++ * 20) % 100'000, 20));
}
BENCHMARK(reading_a_front)->Unit(benchmark::kMicrosecond);

void finding_a_route(benchmark::State& state) {
  const KeptSite& site = large_site();
  std::int64_t id = 0;
  for (auto _ : state) {
    id = (id + 7919) % 1'000'000;
    const std::string key = "/economy/ulitstsiya-uchilishtite-liderna-politika-grazhdani-" + std::to_string(id + 1);
    benchmark::DoNotOptimize(site.route(key));
  }
}
BENCHMARK(finding_a_route)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace vestnik::edition

BENCHMARK_MAIN();
