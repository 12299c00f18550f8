#include "newsroom/speller.h"

#include <hunspell/hunspell.hxx>

#include "newsroom/limits.h"

namespace vestnik::newsroom {

Speller::Speller(const std::filesystem::path& dictionary)
    : hunspell_(
          std::make_unique<Hunspell>((dictionary.string() + ".aff").c_str(), (dictionary.string() + ".dic").c_str())) {}

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
  return open_.emplace(language, std::make_shared<Speller>(path)).first->second;
}

}  // namespace vestnik::newsroom
