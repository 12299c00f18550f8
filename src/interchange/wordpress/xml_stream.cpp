#include "interchange/wordpress/xml_stream.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "base/text.h"
#include "interchange/wordpress/mender.h"

namespace vestnik::interchange::wordpress {
namespace {

constexpr std::size_t parser_piece = 16 << 10;
// More replaced sequences than this share of the file: it is not in the encoding that it claims.
constexpr std::int64_t replaced_share = 50;
constexpr std::int64_t replaced_few = 100;

struct State {
  XmlListener* listener = nullptr;
  xmlParserCtxtPtr parser = nullptr;
  std::exception_ptr thrown;
  std::string problem;
  std::int64_t problem_line = 0;
  std::int64_t depth = 0;
  bool root_ended = false;
  bool knows_wordpress = false;  // an element of WordPress's own namespace came
  std::string name;
  Attributes attributes;
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// The prefix that WordPress writes for a namespace, else the file's own.
std::string_view canonical_prefix(State& state, std::string_view prefix, std::string_view uri) {
  if (uri.starts_with("http://wordpress.org/export/") || uri.starts_with("https://wordpress.org/export/")) {
    state.knows_wordpress = true;
    return uri.ends_with("/excerpt/") || uri.ends_with("/excerpt") ? "excerpt" : "wp";
  }
  if (uri == "http://purl.org/rss/1.0/modules/content/") return "content";
  if (uri == "http://purl.org/dc/elements/1.1/") return "dc";
  // What borrows the prefix for a namespace of its own is no field of WordPress's.
  if ((prefix == "wp" || prefix == "excerpt") && !uri.empty() && state.knows_wordpress) return "foreign";
  return prefix;
}

void canonical_name(State& state, std::string& out, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  out.assign(canonical_prefix(state, view(prefix), view(uri)));
  if (!out.empty()) out.push_back(':');
  out.append(view(local));
}

// Exceptions do not cross libxml2's C frames.
template <class Work>
void guarded(State& state, Work work) {
  if (state.thrown) return;
  try {
    work();
    if (!state.listener->wants_more()) xmlStopParser(state.parser);
  } catch (...) {
    state.thrown = std::current_exception();
    xmlStopParser(state.parser);
  }
}

void on_start(void* context, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int, const xmlChar**,
              int attribute_count, int, const xmlChar** attributes) {
  State& state = *static_cast<State*>(context);
  guarded(state, [&] {
    ++state.depth;
    canonical_name(state, state.name, local, prefix, uri);
    state.attributes.clear();
    for (int i = 0; i < attribute_count; ++i) {  // localname, prefix, URI, begin, end
      const xmlChar** attribute = attributes + static_cast<std::ptrdiff_t>(i) * 5;
      state.attributes.emplace_back(view(attribute[0]), std::string(reinterpret_cast<const char*>(attribute[3]),
                                                                    reinterpret_cast<const char*>(attribute[4])));
    }
    state.listener->start(state.name, state.attributes, xmlSAX2GetLineNumber(state.parser));
  });
}

void on_end(void* context, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  State& state = *static_cast<State*>(context);
  guarded(state, [&] {
    canonical_name(state, state.name, local, prefix, uri);
    state.listener->end(state.name);
    if (--state.depth == 0) {  // what follows is no business of ours
      state.root_ended = true;
      xmlStopParser(state.parser);
    }
  });
}

void on_text(void* context, const xmlChar* text, int length) {
  State& state = *static_cast<State*>(context);
  guarded(state, [&] {
    state.listener->text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
  });
}

void on_problem(void* context, xmlErrorPtr error) {
  State& state = *static_cast<State*>(context);
  // An undeclared prefix is no reason to refuse an export: names are compared by prefix then.
  if (error->domain == XML_FROM_NAMESPACE || error->level < XML_ERR_ERROR || !state.problem.empty() || state.root_ended)
    return;
  state.problem = text::squeeze(error->message == nullptr ? "not well-formed" : error->message);
  state.problem_line = error->line;
}

}  // namespace

Result<XmlFacts> read_xml(Source source, XmlListener& listener,
                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
  State state;
  state.listener = &listener;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  handler.serror = on_problem;
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxt*)> parser(
      xmlCreatePushParserCtxt(&handler, &state, nullptr, 0, nullptr), xmlFreeParserCtxt);
  if (!parser) return fail(ErrorKind::internal, "libxml2 gave no parser");
  state.parser = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET);

  const auto refuse = [&](std::string what, std::int64_t line, std::string remedy) {
    return fail(ErrorKind::invalid, std::move(what),
                source.name() + ":" + std::to_string(std::max<std::int64_t>(line, 1)), std::move(remedy));
  };
  const auto line_now = [&] { return static_cast<std::int64_t>(xmlSAX2GetLineNumber(parser.get())); };

  XmlFacts facts;
  Mender mender;
  std::string mended;
  bool last = false;
  while (!last && !state.root_ended && listener.wants_more()) {
    auto piece = source.next();
    if (!piece) return std::unexpected(piece.error());
    last = piece->empty();
    mended.clear();
    mender.feed(*piece, last, mended);
    for (std::size_t at = 0; at < mended.size() && !state.root_ended && listener.wants_more(); at += parser_piece) {
      const auto length = static_cast<int>(std::min(parser_piece, mended.size() - at));
      xmlParseChunk(parser.get(), mended.data() + at, length, 0);
      if (state.thrown) std::rethrow_exception(state.thrown);
      if (!state.problem.empty()) break;
    }
    if (state.root_ended) {
      const std::size_t rest = mended.find_last_not_of(" \t\r\n");
      facts.followed_by_noise = rest != std::string::npos && mended[rest] != '>';
      break;
    }
    if (!listener.wants_more()) break;
    if (!state.problem.empty()) break;
    if (mender.refused()) {
      return refuse("the export declares a document type with entities, which no WordPress export does", line_now(),
                    "remove the <!DOCTYPE …> part");
    }
    if (source.replaced() > replaced_few && source.replaced() > source.read() / replaced_share) {
      return refuse("the export is not in " + source.encoding() + " as it claims", line_now(),
                    "convert it, for instance: iconv -f windows-1251 -t UTF-8");
    }
    if (progress) progress(source.read(), source.size());
  }
  if (!state.root_ended && listener.wants_more() && state.problem.empty()) {
    if (source.read() == 0) return refuse("the export is empty", 1, "export again from WordPress: Tools, Export");
    if (state.depth == 0)
      return refuse("the file is not XML", line_now(), "give it the .xml file that WordPress wrote");
    return refuse("the export ends in the middle", line_now(),
                  "the download was cut off: export again from WordPress: Tools, Export");
  }
  if (!state.problem.empty()) {
    return refuse("the export is not well-formed XML: " + state.problem, state.problem_line,
                  "export again from WordPress, or mend that line");
  }
  facts.replaced = source.replaced();
  facts.dropped = source.dropped();
  facts.mended = mender.mended();
  facts.led_by_noise = mender.led_by_noise();
  return facts;
}

}  // namespace vestnik::interchange::wordpress
