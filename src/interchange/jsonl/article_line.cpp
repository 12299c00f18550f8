#include "interchange/jsonl/article_line.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "content/html_reader.h"
#include "interchange/renumber.h"

namespace vestnik::interchange {
namespace {

using content::Article;

// A member of the wrong kind ends the reading of the line; caught in read_article_line.
struct Wrong {
  std::string what;
};

const json::value* member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value == nullptr) return {};
  if (!value->is_string()) throw Wrong{"\"" + std::string(key) + "\" is no text"};
  return text::clean(value->get_string());
}

bool flag_of(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value == nullptr) return false;
  if (!value->is_bool()) throw Wrong{"\"" + std::string(key) + "\" is neither true nor false"};
  return value->get_bool();
}

std::optional<Time> time_of(const json::object& object, std::string_view key) {
  const std::string text = text_of(object, key);
  if (text.empty()) return std::nullopt;
  const auto time = parse_rfc3339(text);
  if (!time) throw Wrong{"\"" + std::string(key) + "\" is no time as in 2026-11-24T18:00:00+02:00"};
  return *time;
}

std::string line_of(const json::object& object, std::string_view key, std::size_t most) {
  std::string text = text::squeeze(text_of(object, key));
  if (text.size() > most) throw Wrong{"\"" + std::string(key) + "\" is longer than " + std::to_string(most) + " bytes"};
  return text;
}

// A part of an address; whatever else is given is made one.
std::string slug_in(std::string_view slug) {
  const bool plain = !slug.empty() && slug.size() <= limits::slug_bytes && slug != "." && slug != ".." &&
                     slug.find_first_of(" /?#%\\\"<>") == std::string_view::npos;
  return plain ? std::string(slug) : text::slug(slug);
}

Named named_of(const json::value& value, std::string_view key) {
  Named named;
  if (value.is_string()) {
    named.name = text::squeeze(text::clean(value.get_string()));
  } else if (value.is_object()) {
    named.slug = line_of(value.get_object(), "slug", limits::slug_bytes);
    named.name = line_of(value.get_object(), "name", limits::headline_bytes);
  } else {
    throw Wrong{"\"" + std::string(key) + "\" is neither a name nor an object with \"slug\" and \"name\""};
  }
  named.slug = slug_in(named.slug.empty() ? named.name : named.slug);
  if (named.name.empty()) named.name = named.slug;
  if (named.slug.empty()) throw Wrong{"\"" + std::string(key) + "\" has no \"slug\""};
  return named;
}

std::vector<Named> list_of(const json::object& object, std::string_view key, std::size_t most) {
  std::vector<Named> list;
  const json::value* value = member(object, key);
  if (value == nullptr) return list;
  if (!value->is_array()) throw Wrong{"\"" + std::string(key) + "\" is no list"};
  if (value->get_array().size() > most)
    throw Wrong{"\"" + std::string(key) + "\" has more than " + std::to_string(most)};
  for (const json::value& each : value->get_array()) list.push_back(named_of(each, key));
  return list;
}

void read_body(json::object& object, ArticleLine& made, const std::function<AssetId(std::int64_t)>& asset_of) {
  if (json::value* body = object.if_contains("body"); body != nullptr && !body->is_null()) {
    renumber_assets(*body, asset_of);
    auto parsed = content::parse_body(*body);
    if (!parsed) throw Wrong{"\"body\": " + parsed.error().message()};
    made.article.body = std::move(*parsed);
    return;
  }
  const json::value* html = member(object, "html");
  if (html == nullptr) throw Wrong{"neither \"body\" nor \"html\" is there"};
  if (!html->is_string()) throw Wrong{"\"html\" is no text"};
  content::HtmlResult result = content::read_html(html->get_string());
  made.article.body = std::move(result.body);
  made.notes = std::move(result.notes);
}

void read_image(const json::object& object, ArticleLine& made) {
  if (const json::value* lead = member(object, "lead_image")) {
    if (!lead->is_int64()) throw Wrong{"\"lead_image\" is no number"};
    made.lead_asset = lead->get_int64();
  }
  const json::value* value = member(object, "image");
  if (value == nullptr) return;
  if (!value->is_object()) throw Wrong{"\"image\" is no object"};
  const json::object& image = value->get_object();
  made.image = ArticleLine::Image{text_of(image, "file"), text::squeeze(text_of(image, "credit")),
                                  text::squeeze(text_of(image, "alt")), text::squeeze(text_of(image, "caption"))};
  if (made.image->file.empty()) throw Wrong{"\"image\" has no \"file\""};
}

void read_state(const json::object& object, Article& article, Time now) {
  article.published_at = time_of(object, "published_at");
  article.updated_at = time_of(object, "updated_at");
  article.scheduled_at = time_of(object, "scheduled_at");
  const std::string state = text_of(object, "state");
  if (!state.empty()) {
    const auto known = content::state_of(state);
    if (!known) throw Wrong{"\"state\" is not known: " + state.substr(0, 40)};
    article.state = *known;
    if (*known == content::State::scheduled && !article.scheduled_at)
      throw Wrong{"\"state\" is scheduled, but there is no \"scheduled_at\""};
    return;
  }
  article.state = content::State::published;
  if (article.published_at && *article.published_at > now) {
    article.state = content::State::scheduled;
    article.scheduled_at = article.published_at;
    article.published_at.reset();
  }
}

std::string address_in(const json::object& object, std::string_view key, bool path) {
  const std::string address = line_of(object, key, 2'000);
  if (address.empty()) return {};
  const bool right = path ? address.starts_with('/') && address.find_first_of("?#") == std::string::npos
                          : address.starts_with("http://") || address.starts_with("https://");
  if (!right || !content::is_safe_address(address)) throw Wrong{"\"" + std::string(key) + "\" is no such address"};
  return address;
}

// What is misspelt or belongs to another system does not go away unsaid.
void note_unknown(const json::object& object, ArticleLine& made) {
  static constexpr std::array<std::string_view, 27> known = {
      "slug",          "headline",        "deck",      "html",         "body",         "lang",
      "section",       "authors",         "topics",    "published_at", "updated_at",   "image",
      "kind",          "state",           "permalink", "lead_image",   "lead_caption", "description",
      "canonical_url", "pinned",          "breaking",  "scheduled_at", "foreign_id",   "history",
      "draft",         "reader_material", "stories"};
  for (const auto& [key, value] : object) {
    if (std::ranges::find(known, std::string_view(key)) != known.end() || value.is_null()) continue;
    made.notes.push_back("member left out, it is not known: " + text::cut_at_word(text::clean(key), 60, ""));
  }
}

std::vector<std::string> texts_of(const json::object& object, std::string_view key, std::size_t most,
                                  bool (*is_one)(std::string_view)) {
  std::vector<std::string> texts;
  const json::value* value = member(object, key);
  if (value == nullptr) return texts;
  if (!value->is_array() || value->get_array().size() > most) {
    throw Wrong{"\"reader_material\": \"" + std::string(key) + "\" is no list of at most " + std::to_string(most)};
  }
  for (const json::value& each : value->get_array()) {
    const std::string_view text = each.is_string() ? std::string_view(each.get_string()) : std::string_view();
    if (!is_one(text)) {
      throw Wrong{"\"reader_material\": not one of \"" + std::string(key) + "\": " + std::string(text.substr(0, 80))};
    }
    if (std::ranges::find(texts, text) == texts.end()) texts.emplace_back(text);
  }
  return texts;
}

bool is_check(std::string_view name) {
  return std::ranges::find(store::reader_checks, name) != std::end(store::reader_checks);
}

// What was settled of an article that shows what a reader sent.
store::ReaderRecord record_of(const json::value& value) {
  if (!value.is_object()) throw Wrong{"\"reader_material\" is no object"};
  const json::object& object = value.get_object();
  store::ReaderRecord record;
  for (auto [key, into] : {std::pair{"permission", &record.permission}, std::pair{"how", &record.how}}) {
    *into = text_of(object, key);
    if (into->size() > limits::note_bytes) throw Wrong{"\"reader_material\": \"" + std::string(key) + "\" is too long"};
  }
  record.used_by = line_of(object, "used_by", limits::headline_bytes);
  record.confirmed_by = line_of(object, "confirmed_by", limits::headline_bytes);
  record.checks = texts_of(object, "checks", std::size(store::reader_checks), is_check);
  record.files = texts_of(object, "files", limits::body_nodes, is_sha256_hex);
  return record;
}

void read_stories(const json::object& object, ArticleLine& made) {
  const std::vector<Named> named = list_of(object, "stories", limits::stories_of_article);
  for (std::size_t i = 0; i < named.size(); ++i) {
    NamedPart part{named[i], {}, false};
    const json::value& each = object.at("stories").get_array().at(i);
    if (each.is_object()) {
      part.note = line_of(each.get_object(), "note", limits::story_note_bytes);
      part.key = flag_of(each.get_object(), "key");
    }
    made.stories.push_back(std::move(part));
  }
}

ArticleLine read(json::object& object, std::int64_t line, const std::function<AssetId(std::int64_t)>& asset_of,
                 Time now, bool with_draft) {
  ArticleLine made;
  made.line = line;
  Article& article = made.article;
  article.headline = line_of(object, "headline", limits::headline_bytes);
  if (article.headline.empty()) throw Wrong{"\"headline\" is not there"};
  const std::string slug = line_of(object, "slug", limits::slug_bytes);
  article.slug = slug_in(slug.empty() ? article.headline : slug);
  article.foreign_id = line_of(object, "foreign_id", 500);
  if (article.foreign_id.empty()) {
    if (article.slug.empty()) throw Wrong{"\"slug\" is not there"};
    article.foreign_id = "jsonl:" + article.slug;
  }
  article.deck = line_of(object, "deck", limits::deck_bytes);
  article.language = line_of(object, "lang", 35);
  if (const std::string kind = text_of(object, "kind"); !kind.empty()) {
    const auto known = content::kind_of(kind);
    if (!known) throw Wrong{"\"kind\" is not known: " + kind.substr(0, 40)};
    article.kind = *known;
  }
  read_state(object, article, now);
  article.permalink = address_in(object, "permalink", true);
  article.canonical_url = address_in(object, "canonical_url", false);
  article.description = line_of(object, "description", limits::deck_bytes);
  article.lead_caption = line_of(object, "lead_caption", limits::deck_bytes);
  article.pinned = flag_of(object, "pinned");
  article.breaking = flag_of(object, "breaking");
  if (const json::value* section = member(object, "section")) made.section = named_of(*section, "section");
  made.authors = list_of(object, "authors", limits::bylines);
  made.topics = list_of(object, "topics", limits::topics);
  read_stories(object, made);
  read_image(object, made);
  read_body(object, made, asset_of);
  note_unknown(object, made);
  if (const json::value* history = member(object, "history")) made.past = read_past(*history, asset_of);
  if (const json::value* record = member(object, "reader_material")) {
    made.reader_record = record_of(*record);
    if (!made.reader_record->confirmed_by.empty() && !made.reader_record->is_settled()) {
      made.notes.emplace_back("confirmation of what a reader sent does not count: not everything is settled");
    }
  }
  if (json::value* draft = object.if_contains("draft"); with_draft && draft != nullptr && draft->is_object()) {
    made.draft = std::make_unique<ArticleLine>(read(draft->get_object(), line, asset_of, now, false));
    made.draft->article.foreign_id = article.foreign_id;
  }
  return made;
}

// The body's tree goes on the thread that made it: the writer has no use for it.
void derive(ArticleLine& made, std::string_view site_language) {
  Article& article = made.article;
  made.derived = store::derive_text(article.body, article.language.empty() ? site_language : article.language);
  article.body = {};
}

}  // namespace

std::string ArticleLine::where() const {
  return "line " + std::to_string(line) + " (" + article.slug + ")";
}

Result<ArticleLine> read_article_line(std::string_view text, std::int64_t line,
                                      const std::function<AssetId(std::int64_t)>& asset_of, Time now,
                                      std::string_view site_language) {
  auto parsed = parse_json(text);
  if (!parsed) return fail(ErrorKind::invalid, parsed.error().what);
  if (!parsed->is_object()) return fail(ErrorKind::invalid, "no JSON object");
  try {
    ArticleLine made = read(parsed->get_object(), line, asset_of, now, true);
    derive(made, site_language);
    if (made.draft) derive(*made.draft, site_language);
    return made;
  } catch (const Wrong& wrong) {
    return fail(ErrorKind::invalid, wrong.what);
  }
}

}  // namespace vestnik::interchange
