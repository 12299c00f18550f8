#include "search/generation.h"

#include <charconv>

#include "base/files.h"

namespace vestnik::search {
namespace {

namespace fs = std::filesystem;

// Of the form of documents (index.cpp): another one is made anew from the store.
constexpr const char* format = "3";
constexpr const char* current_name = "current";

std::int64_t number_in(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

fs::path made(fs::path folder) {
  fs::create_directories(folder);
  return folder;
}

int action_of(bool fresh) {
  return fresh ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_CREATE_OR_OPEN;
}

// What was left by a process that was killed, or by a version that laid its files out otherwise.
void remove_all_but(const fs::path& folder, int number) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name != current_name && name != std::to_string(number)) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

Generation::Generation(fs::path folder, int number, bool fresh)
    : folder_(made(std::move(folder))),
      number_(number),
      kept_(!fresh),
      writer_((folder_ / "articles").string(), action_of(fresh)),
      articles_((folder_ / "articles").string()),
      suggestions_(folder_ / "names", action_of(fresh)),
      change_(std::min(number_in(writer_.get_metadata("change")), suggestions_.change())) {
  if (!writer_.get_metadata("format").empty()) return;
  writer_.set_metadata("format", format);
  writer_.commit();
}

Generation::~Generation() {
  if (kept_) return;
  try {
    writer_.close();
    suggestions_.close();
  } catch (const Xapian::Error&) {  // it goes anyway
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

// Each of the two databases is durable with its own number; the lower one counts, since taking a change over twice
// does no harm.
void Generation::commit(std::int64_t change) {
  suggestions_.commit(change);
  writer_.set_metadata("change", std::to_string(change));
  writer_.commit();
  articles_.committed();
  change_ = change;
}

bool Generation::is_readable() const {
  return writer_.get_metadata("format") == format;
}

Result<std::shared_ptr<Generation>> open_current(const fs::path& folder) {
  if (auto done = make_folder(folder); !done) return std::unexpected(done.error());
  const auto named = read_file(folder / current_name, 20);
  if (!named && named.error().kind != ErrorKind::not_found) return std::unexpected(named.error());
  const int number = named ? static_cast<int>(number_in(*named)) : 1;
  auto generation = std::make_shared<Generation>(folder / std::to_string(number), number, false);
  if (!generation->is_readable()) {
    auto anew = make_beside(folder, number + 1);
    if (!anew) return anew;
    if (auto done = make_current(folder, **anew); !done) return std::unexpected(done.error());
    generation->keep(false);
    generation = std::move(*anew);
  } else if (!named) {
    if (auto done = make_current(folder, *generation); !done) return std::unexpected(done.error());
  }
  remove_all_but(folder, generation->number());
  return generation;
}

Result<std::shared_ptr<Generation>> make_beside(const fs::path& folder, int number) {
  const fs::path place = folder / std::to_string(number);
  std::error_code problem;
  fs::remove_all(place, problem);
  return std::make_shared<Generation>(place, number, true);
}

Result<void> make_current(const fs::path& folder, Generation& generation) {
  if (auto done = write_file(folder / current_name, std::to_string(generation.number())); !done) return done;
  generation.keep(true);
  return {};
}

}  // namespace vestnik::search
