#include "newsroom/speller.h"

#include <hunspell/hunspell.hxx>

#include "newsroom/limits.h"

namespace vestnik::newsroom {

namespace {

// What stands in every second story and not in Debian's dictionary: shortened words, whose full stop the editor does
// not ask about, and the numbers as they are said.
constexpr std::string_view of_bulgarian_newspapers[] = {
    "лв",        "млн",          "млрд",      "хил",        "кв",          "куб",        "км",          "кг",
    "см",        "мм",           "мин",       "сек",        "ч",           "ул",         "бул",         "стр",
    "чл",        "ал",           "бр",        "др",         "вж",          "напр",       "гр",          "общ",
    "обл",       "проф",         "доц",       "акад",       "инж",         "арх",        "единайсет",   "дванайсет",
    "тринайсет", "четиринайсет", "петнайсет", "шестнайсет", "седемнайсет", "осемнайсет", "деветнайсет", "двайсет",
    "трийсет",   "четирийсет",   "шейсет"};

}  // namespace

Speller::Speller(const std::filesystem::path& dictionary, std::span<const std::string_view> more)
    : hunspell_(
          std::make_unique<Hunspell>((dictionary.string() + ".aff").c_str(), (dictionary.string() + ".dic").c_str())) {
  for (const std::string_view word : more) hunspell_->add(std::string(word));
}

Speller::~Speller() = default;

bool Speller::knows(const std::string& word) {
  const std::lock_guard lock(mutex_);
  return hunspell_->spell(word);
}

std::vector<std::string> Speller::suggestions(const std::string& word) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found = hunspell_->suggest(word);
  if (found.size() > limits::spelling_suggestions) found.resize(limits::spelling_suggestions);
  return found;
}

std::shared_ptr<Speller> Spellers::of(std::string_view language) {
  const std::lock_guard lock(mutex_);
  if (const auto known = open_.find(language); known != open_.end()) return known->second;
  const std::filesystem::path path = folder_ / (language == "bg" ? "bg_BG" : "en_US");
  if ((language != "bg" && language != "en") || !std::filesystem::exists(path.string() + ".aff") ||
      !std::filesystem::exists(path.string() + ".dic")) {
    return nullptr;
  }
  const auto more = language == "bg" ? std::span(of_bulgarian_newspapers) : std::span<const std::string_view>();
  return open_.emplace(language, std::make_shared<Speller>(path, more)).first->second;
}

}  // namespace vestnik::newsroom
