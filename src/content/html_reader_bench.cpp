// An import reads, stores and counts a body of about 3 KB: well under 150 µs together, so that one core takes 5,000
// articles a second. Hostile input must stay linear.
#include <benchmark/benchmark.h>

#include "content/html_reader.h"
#include "content/html_writer.h"

namespace vestnik::content {

namespace {

std::string article() {
  std::string html;
  for (int i = 0; i < 6; ++i) {
    html +=
        "<p>Министърът обяви, че <a href=\"https://example.org/novina/2026/11/\">новият закон</a> ще влезе в сила от "
        "<strong>първи януари</strong>, а общините ще имат шест месеца, за да се подготвят за промените.</p>\n";
  }
  html +=
      "<h2>Какво следва</h2><figure class=\"wp-block-image size-large\"><img src=\"https://example.org/a.jpg\" "
      "alt=\"a\" "
      "class=\"wp-image-5\"/><figcaption>Снимка: БТА</figcaption></figure><ul><li>Първо обсъждане</li><li>Второ "
      "гласуване</li></ul><blockquote class=\"wp-block-quote\"><p>Ще бъде трудно.</p><cite>Иван "
      "Иванов</cite></blockquote>\n<p>https://youtu.be/dQw4w9WgXcQ</p>";
  return html;
}

std::string many(std::string_view part) {
  std::string out;
  while (out.size() < 1 << 20) out += part;
  return out;
}

void read_and_store(benchmark::State& state) {
  const std::string html = article();
  for (auto _ : state) {
    const HtmlResult result = read_html(html);
    benchmark::DoNotOptimize(write_body(result.body));
    benchmark::DoNotOptimize(plain_text(result.body));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(html.size()));
}
BENCHMARK(read_and_store);

void load_and_show(benchmark::State& state) {
  const std::string text = write_body(read_html(article()).body);
  const PlainFigures figures([](AssetId) { return std::string(); }, [](AssetId) { return std::optional<Asset>(); });
  for (auto _ : state) benchmark::DoNotOptimize(write_html(*parse_body(text), figures));
}
BENCHMARK(load_and_show);

void read_hostile(benchmark::State& state, std::string_view part) {
  const std::string html = many(part);
  for (auto _ : state) benchmark::DoNotOptimize(read_html(html));
}
BENCHMARK_CAPTURE(read_hostile, open_divisions, "<div>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, open_emphasis, "<b><i><u><p>x")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, misnested, "<b><div></b>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, tables, "<table><tr><td>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, cells, "<td><div></td>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, lists, "<ul><li>x")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, figures, "<figure><img src=/a><figcaption>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, links, "<a href=/x>y")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, links_in_code, "<pre><a href=/x>y\n")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, definitions, "<dl><dt>x")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, comments, "<!-")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, half_tags, "<a href='")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, references, "&amp;")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, text, "дума ")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, rubies, "<ruby><p>x")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, galleries, "<div class=gallery><img src=/a>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, definitions_apart, "<p><dl><dt><img src=/a></dl>")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_hostile, quotations, "<blockquote><p>x<cite>")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace vestnik::content

BENCHMARK_MAIN();
