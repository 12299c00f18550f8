#include "interchange/jsonl.h"

#include <algorithm>
#include <thread>

#include "interchange/bulk.h"
#include "interchange/format.h"
#include "interchange/jsonl/article_line.h"
#include "interchange/jsonl/companions.h"
#include "interchange/jsonl/lines.h"
#include "interchange/jsonl/names.h"
#include "interchange/jsonl/ordered_pool.h"
#include "interchange/jsonl/pictures.h"
#include "interchange/saving.h"
#include "interchange/sites.h"
#include "store/arrivals.h"
#include "store/articles.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::interchange {
namespace {

constexpr std::size_t lines_a_piece = 32;        // given to a worker at once
constexpr std::size_t piece_bytes = 4UL << 20U;  // or fewer, where they are long
constexpr std::size_t pieces_waiting = 24;       // read ahead of the writer
// Pages of indexes are written once a transaction: fewer and larger ones are faster. Others who write wait for as long
// as one lasts, about a second.
constexpr std::size_t articles_a_transaction = 5'000;
constexpr std::size_t bytes_a_transaction = 32UL << 20U;

struct ReadLine {
  std::int64_t number = 0;
  Result<ArticleLine> article = fail(ErrorKind::internal, "a line was not read");
};

class JsonlImport {
 public:
  JsonlImport(store::Store& store, media::Library& library, const JsonlOptions& options, Lines lines)
      : store_(store), library_(library), options_(options), lines_(std::move(lines)), now_(options.clock()) {}

  Result<ImportReport> run() {
    return import_in_bulk(store_, site_, report_, now_, [this] { return all_steps(); });
  }

 private:
  Result<void> all_steps() {
    const std::filesystem::path folder = options_.file.has_parent_path() ? options_.file.parent_path() : ".";
    const auto site_file = find_site_file(folder);
    // An export tells which site it is of: beside another one it is a site of its own.
    const std::string told = site_file ? string_or(site_file->at("site").get_object(), "host") : "";
    const std::string& host = options_.site_host.empty() ? told : options_.site_host;
    const auto chosen = store_.read([&](store::Session& session) { return choose_site(session, host, {}); });
    if (!chosen) return std::unexpected(chosen.error());
    if (*chosen) site_ = **chosen;
    OrderedPool<std::vector<Line>, std::vector<ReadLine>> pool(
        std::max(1U, options_.threads != 0 ? options_.threads : std::thread::hardware_concurrency()),
        [this](std::vector<Line> lines) { return read(std::move(lines)); });
    // Nothing is written before the first line that can be read: a file that is none leaves everything as it is.
    std::vector<Line> first;
    if (auto found = find_first_good(first); !found) return found;
    if (auto done = begin(site_file, folder, !*chosen); !done) return done;
    pool.give(std::move(first));
    while (true) {
      while (pool.size() < pieces_waiting) {
        std::vector<Line> piece = next_piece();
        if (piece.empty()) break;
        pool.give(std::move(piece));
      }
      if (pool.size() == 0) break;
      if (options_.stop && options_.stop()) return std::unexpected(stopped_early(options_.file));
      if (auto done = take(pool.take()); !done) return done;
      if (options_.progress) options_.progress({"articles", lines_.read(), lines_.size()});
    }
    if (auto done = flush(); !done) return done;
    if (lines_.failed())
      return fail(ErrorKind::unavailable, "the file cannot be read to its end", options_.file.string());
    return end(folder);
  }

  std::vector<Line> next_piece() {
    std::vector<Line> piece;
    std::size_t bytes = 0;
    Line line;
    while (piece.size() < lines_a_piece && bytes < piece_bytes && lines_.next(line)) {
      bytes += line.text.size();
      piece.push_back(std::move(line));
    }
    return piece;
  }

  // On a worker's thread.
  std::vector<ReadLine> read(std::vector<Line> lines) const {
    std::vector<ReadLine> articles;
    articles.reserve(lines.size());
    const auto asset_of = [this](std::int64_t number) { return pictures_ ? pictures_->of_number(number) : AssetId{}; };
    for (const Line& line : lines) {
      articles.push_back(
          {line.number, line.too_long ? fail(ErrorKind::too_large, "longer than 32 MB")
                                      : read_article_line(line.text, line.number, asset_of, now_, site_.language)});
    }
    return articles;
  }

  // Passes over what cannot be read; the first piece with a line that can be is left in `piece`.
  Result<void> find_first_good(std::vector<Line>& piece) {
    while (true) {
      piece = next_piece();
      if (piece.empty()) break;
      std::vector<ReadLine> lines = read(piece);
      const auto good = std::ranges::find_if(lines, [](const ReadLine& line) { return line.article.has_value(); });
      if (good != lines.end()) {
        language_ = good->article->article.language;
        return {};
      }
      if (auto done = take(std::move(lines)); !done) return done;
    }
    if (lines_.failed()) return fail(ErrorKind::unavailable, "the file cannot be read", options_.file.string());
    const std::string why = first_problem_.empty() ? "it is empty" : first_problem_;
    return fail(ErrorKind::invalid, "no line of the file can be read: " + why, options_.file.string(),
                "one JSON object a line is wanted, docs/interchange.md shows what it holds");
  }

  Result<void> begin(const std::optional<json::object>& site_file, const std::filesystem::path& folder, bool fresh) {
    if (fresh) {
      if (auto done = make_site(site_file); !done) return done;
    }
    pictures_ = std::make_unique<Pictures>(
        Pictures::World{store_, library_, site_.id,
                        Folder(options_.media_folder.empty() ? folder : options_.media_folder), report_, now_});
    std::error_code problem;
    if (site_file && std::filesystem::exists(folder / "assets.jsonl", problem)) {
      if (auto done = pictures_->take(folder / "assets.jsonl"); !done) return done;
    }
    names_ = std::make_unique<LineNames>(site_.id, report_, now_);
    return store_.write([&](store::Session& session) {
      if (site_file) {
        take_names(session, *site_file, site_.id, *pictures_, report_, now_);
        if (fresh) renumber_pictures(session);
      }
      names_->load(session);
    });
  }

  Result<void> make_site(const std::optional<json::object>& site_file) {
    if (site_file) site_ = site_of(site_file->at("site").get_object());
    if (!options_.site_host.empty()) site_.host = options_.site_host;
    if (site_.host.empty()) site_.host = "localhost";
    if (site_.base_url.empty()) site_.base_url = base_url_of(site_.host);
    if (site_.name.empty()) site_.name = site_.host;
    if (!site_file && !language_.empty()) site_.language = language_;
    auto saved = store_.write([&](store::Session& session) {
      // Pictures of advertisements and the logo get their numbers here when they are taken over.
      content::Site without = site_;
      without.house_advertisements.clear();
      without.look.logo = {};
      return store::save_site(session, without, now_);
    });
    if (!saved) return std::unexpected(saved.error());
    site_.id = *saved;
    ++report_.count("sites").taken;
    return {};
  }

  void renumber_pictures(store::Session& session) {
    for (content::HouseAdvertisement& one : site_.house_advertisements)
      one.image = pictures_->of_number(one.image.value);
    if (site_.look.logo) site_.look.logo = pictures_->of_number(site_.look.logo.value);
    if (!site_.house_advertisements.empty() || site_.look.logo) store::save_site(session, site_, now_);
  }

  Result<void> take(std::vector<ReadLine> lines) {
    for (ReadLine& line : lines) {
      if (!line.article) {
        ++report_.count("articles").left_out;
        if (first_problem_.empty())
          first_problem_ = "line " + std::to_string(line.number) + ": " + line.article.error().what;
        report_.note("line cannot be read: " + line.article.error().what, "line " + std::to_string(line.number));
        continue;
      }
      ArticleLine& article = *line.article;
      for (const std::string& note : article.notes) report_.note(note, article.where());
      if (auto done = find_lead(article); !done) return done;
      waiting_bytes_ += article.derived.body_json.size();
      waiting_.push_back(std::move(article));
    }
    const bool full = waiting_.size() >= articles_a_transaction || waiting_bytes_ >= bytes_a_transaction;
    return full ? flush() : Result<void>();
  }

  Result<void> find_lead(ArticleLine& line) {
    if (line.lead_asset != 0) line.article.lead_image = pictures_->of_number(line.lead_asset);
    if (line.draft && line.draft->lead_asset != 0)
      line.draft->article.lead_image = pictures_->of_number(line.draft->lead_asset);
    if (!line.image || line.article.lead_image) return {};
    auto asset = pictures_->of_image(*line.image, line.where());
    if (!asset) return std::unexpected(asset.error());
    line.article.lead_image = *asset;
    if (line.article.lead_caption.empty()) line.article.lead_caption = line.image->caption;
    return {};
  }

  void name(store::Session& session, ArticleLine& line) {
    content::Article& article = line.article;
    article.site = site_.id;
    if (line.section) article.section = names_->section(session, *line.section);
    article.authors = names_->authors(session, line.authors);
    article.topics = names_->topics(session, line.topics);
    article.stories = names_->stories(session, line.stories);
  }

  // With the body, which a line does not keep as such: most are stored as the JSON that is there.
  static content::Article whole(const ArticleLine& line) {
    content::Article article = line.article;
    if (auto body = content::parse_body(line.derived.body_json)) article.body = std::move(*body);
    return article;
  }

  // What meets nothing goes in together, the others one by one.
  void write_all(store::Session& session, std::vector<ArticleLine>& lines) {
    std::vector<store::Arrival> arrivals;
    std::vector<ArticleLine*> arriving, others;
    for (ArticleLine& line : lines) {
      name(session, line);
      if (line.draft || !line.past.empty() || line.reader_record) {
        others.push_back(&line);
        continue;
      }
      arriving.push_back(&line);
      arrivals.push_back({&line.article, &line.derived});
    }
    const std::vector<ArticleId> ids = store::add_arrivals(session, arrivals, importer, now_);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!ids[i]) others.push_back(arriving[i]);
    }
    report_.count("articles").taken += static_cast<std::int64_t>(lines.size() - others.size());
    std::ranges::sort(others, {}, &ArticleLine::line);
    for (const ArticleLine* line : others) write_one(session, *line);
  }

  void write_one(store::Session& session, const ArticleLine& line) {
    Saved saved = save_imported(session, whole(line), line.where(), report_, now_, &line.derived, line.past);
    if (restore_record(session, line, saved) && saved.how == Saved::How::unchanged) saved.how = Saved::How::changed;
    Count& count = report_.count("articles");
    if (saved.how == Saved::How::taken) ++count.taken;
    if (saved.how == Saved::How::changed) ++count.changed;
    if (saved.how == Saved::How::unchanged) ++count.unchanged;
    if (saved.how == Saved::How::left) ++count.left_out;
    if (line.draft && saved.how == Saved::How::taken) {
      name(session, *line.draft);
      content::Article draft = whole(*line.draft);
      draft.id = saved.id;
      store::save_article(session, draft, std::nullopt, importer, now_);
    }
  }

  // What was settled elsewhere; what was settled here stays.
  static bool restore_record(store::Session& session, const ArticleLine& line, const Saved& saved) {
    if (!line.reader_record || saved.how == Saved::How::left || store::find_reader_record(session, saved.id)) {
      return false;
    }
    store::restore_reader_record(session, saved.id, *line.reader_record);
    return true;
  }

  // One line that the store refuses does not cost the others of its transaction.
  Result<void> flush() {
    std::vector<ArticleLine> lines = std::move(waiting_);
    waiting_.clear();
    waiting_bytes_ = 0;
    if (lines.empty()) return {};
    const ImportReport before = report_;
    auto done = store_.write([&](store::Session& session) { write_all(session, lines); });
    if (done || done.error().kind == ErrorKind::unavailable) return done;
    report_ = before;
    for (ArticleLine& line : lines) {
      const ImportReport before_one = report_;
      Result<void> one;
      for (int attempt = 0; attempt < 2; ++attempt) {
        report_ = before_one;
        if (attempt > 0) line.article.slug = slug_of_its_own(line.article);
        one = store_.write([&](store::Session& session) {
          names_->load(session);
          name(session, line);
          write_one(session, line);
        });
        if (one || one.error().kind != ErrorKind::conflict) break;
      }
      if (one) continue;
      if (one.error().kind == ErrorKind::unavailable) return one;
      report_ = before_one;
      ++report_.count("articles").left_out;
      report_.note("left out, the store refuses it: " + one.error().what, line.where());
    }
    return store_.write([&](store::Session& session) { names_->load(session); });
  }

  Result<void> end(const std::filesystem::path& folder) {
    if (auto done = pictures_->mark_from_readers(); !done) return done;
    std::error_code problem;
    if (!find_site_file(folder)) return {};
    if (std::filesystem::exists(folder / "comments.jsonl", problem)) {
      if (auto done = take_comment_lines(store_, folder / "comments.jsonl", site_.id, report_, now_); !done)
        return done;
    }
    if (!std::filesystem::exists(folder / "redirects.jsonl", problem)) return {};
    return take_redirect_lines(store_, folder / "redirects.jsonl", site_.id, report_, now_);
  }

  store::Store& store_;
  media::Library& library_;
  const JsonlOptions& options_;
  Lines lines_;
  const Time now_;
  content::Site site_;
  std::string language_;
  ImportReport report_;
  std::unique_ptr<Pictures> pictures_;
  std::unique_ptr<LineNames> names_;
  std::vector<ArticleLine> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::string first_problem_;
};

}  // namespace

Result<ImportReport> import_jsonl(store::Store& store, media::Library& library, const JsonlOptions& options) {
  auto lines = Lines::open(options.file);
  if (!lines) return std::unexpected(lines.error());
  return JsonlImport(store, library, options, std::move(*lines)).run();
}

}  // namespace vestnik::interchange
