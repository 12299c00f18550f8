// hunspell's dictionaries of Debian, one a language, opened when they are first asked for. Any thread: one word after
// the other, because hunspell's handle is not to be shared.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

class Hunspell;

namespace vestnik::newsroom {

class Speller {
 public:
  // The dictionary's path without extension; `more`: words that it lacks, as they stand.
  explicit Speller(const std::filesystem::path& dictionary, std::span<const std::string_view> more = {});
  ~Speller();

  bool knows(const std::string& word);
  std::vector<std::string> suggestions(const std::string& word);

 private:
  std::mutex mutex_;
  std::unique_ptr<Hunspell> hunspell_;
};

class Spellers {
 public:
  explicit Spellers(std::filesystem::path folder = "/usr/share/hunspell") : folder_(std::move(folder)) {}

  // null: there is no dictionary of that language here.
  std::shared_ptr<Speller> of(std::string_view language);

 private:
  std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Speller>, std::less<>> open_;
};

}  // namespace vestnik::newsroom
