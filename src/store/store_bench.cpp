// What a bulk import and the start of a server cost: articles written in transactions of 500 with all that hangs on
// them, published rows read back.
//
//   cmake --build build/release --target vestnik_store_bench
//   scripts/with-postgres build/release/src/store/vestnik_store_bench
#include <benchmark/benchmark.h>

#include "store/testing_both.h"

namespace vestnik::store {
namespace {

constexpr int articles_a_transaction = 500;

struct Newsroom {
  explicit Newsroom(const Options& options) : temporary(options), site(temporary.add_site()) {
    for (int number = 0; number < 8; ++number)
      sections.push_back(temporary.add_section(site, "s" + std::to_string(number)));
    for (int number = 0; number < 30; ++number)
      authors.push_back(temporary.add_author(site, "a" + std::to_string(number)));
    for (int number = 0; number < 300; ++number)
      topics.push_back(temporary.add_topic(site, "t" + std::to_string(number)));
    asset = temporary.add_asset(site);
    for (int paragraph = 0; paragraph < 8; ++paragraph) {
      body.blocks.push_back(
          a_body("Съветът за регионално развитие одобри днес новата програма за обновяване на мостовете над Дунав, "
                 "която предвижда работа по седем съоръжения до края на годината.")
              .blocks[0]);
    }
  }

  content::Article next() {
    auto number = written++;
    auto article = an_article(site, sections[number % 8], "Нов мост над Дунав " + std::to_string(number));
    article.authors = {authors[number % 30]};
    article.topics = {topics[number % 300], topics[(number * 7 + 1) % 300], topics[(number * 13 + 2) % 300]};
    article.lead_image = asset;
    article.body = body;
    article.state = content::State::published;
    article.published_at = test_time - std::chrono::minutes(number);
    article.foreign_id = "bench:" + std::to_string(number);
    return article;
  }

  void write_some() {
    need(temporary->write([&](Session& session) {
      for (int count = 0; count < articles_a_transaction; ++count)
        add_article(session, next(), "bench", test_time, true);
    }));
  }

  TemporaryStore temporary;
  SiteId site;
  std::vector<SectionId> sections;
  std::vector<AuthorId> authors;
  std::vector<TopicId> topics;
  AssetId asset;
  content::Body body;
  std::size_t written = 0;
};

void import_articles(benchmark::State& state, const Options& options) {
  Newsroom newsroom(options);
  for (auto _ : state) newsroom.write_some();
  state.SetItemsProcessed(state.iterations() * articles_a_transaction);
}

void read_published(benchmark::State& state, const Options& options) {
  Newsroom newsroom(options);
  for (int count = 0; count < 40; ++count) newsroom.write_some();
  std::int64_t rows = 0;
  for (auto _ : state) {
    need(newsroom.temporary->read_public([&](Session& session) {
      each_published(session, [&](const Published& one) {
        benchmark::DoNotOptimize(one.headline.data());
        ++rows;
        return true;
      });
    }));
  }
  state.SetItemsProcessed(rows);
}

void import_into_sqlite(benchmark::State& state) {
  import_articles(state, {});
}
void read_from_sqlite(benchmark::State& state) {
  read_published(state, {});
}
BENCHMARK(import_into_sqlite)->Unit(benchmark::kMillisecond)->MinTime(3)->MeasureProcessCPUTime();
BENCHMARK(read_from_sqlite)->Unit(benchmark::kMillisecond);

template <class Measured>
void on_postgresql(benchmark::State& state, Measured measured) {
  if (TemporarySchema::server().empty()) return state.SkipWithError("run it under scripts/with-postgres");
  TemporarySchema schema;
  Options options;
  options.url = schema.url();
  measured(state, options);
}
void import_into_postgresql(benchmark::State& state) {
  on_postgresql(state, import_articles);
}
void read_from_postgresql(benchmark::State& state) {
  on_postgresql(state, read_published);
}
BENCHMARK(import_into_postgresql)->Unit(benchmark::kMillisecond)->MinTime(3)->UseRealTime();
BENCHMARK(read_from_postgresql)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace vestnik::store

BENCHMARK_MAIN();
