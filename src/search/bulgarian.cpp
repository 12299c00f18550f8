#include "search/bulgarian.h"

#include <algorithm>
#include <array>

#include "search/bulgarian_irregular.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

using Endings = std::vector<std::string_view>;

// Longest first, so that the first that fits is the longest that fits.
Endings endings(std::string_view text) {
  Endings list;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(' ', from), text.size());
    if (to > from) list.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  std::ranges::stable_sort(list, std::greater{}, &std::string_view::size);
  return list;
}

bool ends_with_any(std::string_view word, const Endings& list) {
  return std::ranges::any_of(list, [&](auto ending) { return word.ends_with(ending); });
}

// Nouns and adjectives: articles, plurals, genders.
const Endings& nominal_endings() {
  static const auto list =
      endings("ът ят ия ият ията ии иите а ата та я ята то те и ите ове овете ища ищата о ото е ето ета етата у ю");
  return list;
}

// Whatever an irregular verb or noun of the dictionary may end in.
const Endings& all_endings() {
  static const auto list = endings(
      "ът ят ия ият ията та ата ята то ото ето те ите ове овете ища ищата а я и о е у ю ьо ьото "
      "еният ения ена ената ено еното ени ените ен аният ания ан ана аната ани аните ано аното ян яна яната яно яното "
      "яни яните яния яният ат ата ати ато аха ахме ахте ах яха яхме яхте ях их иха ихме ихте ох оха охме охте "
      "ал ала ало али алата алото алите алия алият ял яла яло яли ялата ялото ялите ялия ялият ел ела ело ели елата "
      "елото елите елия елият ил ила ило или илата илото илите илия илият ъл ла ло ли лата лото лите лия лият "
      "ам аш аме ате ям яш яме яте еш ем ете иш им ех еше ехме ехте еха аше яше "
      "ащ аща ащата ащи ащите ащия ащият ащо ащото ящ яща ящата ящи ящите ящия ящият ящо ящото ещ еща ещата ещи ещите "
      "ещия ещият ещо ещото ай айте яй яйте ейки айки");
  return list;
}

// Finite forms and participles of a verb in -а or -я.
const Endings& verb_endings() {
  static const auto list = endings(
      "иха ихме ихте их ил ила или ило илите илата илия илият илото и им иш ите еше ехме ех еха ем еш ете ат ят ящ ящи "
      "ящо ящите ящия ящият");
  return list;
}

// New verbs are made with -ирам: "чатирам", "чатираха".
std::string_view borrowed_verb(std::string_view word) {
  static const auto list = endings(
      "ам аш а аме ате ат ах аше ахме ахте аха ал ала ало али ан ана ано ани аните аната аното ания аният ане ането ащ "
      "аща ащо ащи ай айте айки");
  for (const auto ending : list)
    if (word.ends_with(ending)) {
      const auto stem = word.substr(0, word.size() - ending.size());
      if (stem.ends_with("ир") && length_of(stem) >= 4) return stem;
    }
  return {};
}

void replace_end(std::string& word, std::string_view end, std::string_view by) {
  if (word.ends_with(end)) word.replace(word.size() - end.size(), end.size(), by);
}

// What ending and stress change inside a stem: я/е, к/ч/ц, г/ж/з, х/ш, т/щ.
std::string even(std::string stem) {
  for (std::size_t at = 0; (at = stem.find("я", at)) != stem.npos;) stem.replace(at, 2, "е");
  for (std::size_t at = 0; (at = stem.find("ь", at)) != stem.npos;) stem.erase(at, 2);
  for (const auto& [from, to] : {std::pair{"ж", "г"}, {"з", "г"}, {"ч", "к"}, {"ц", "к"}, {"ш", "х"}, {"щ", "т"}})
    if (stem.ends_with(from)) {
      replace_end(stem, from, to);
      break;
    }
  return stem;
}

// The article -та, -то, -те follows a vowel, -та also a т: "младостта", but "подкаста" is of "подкаст".
bool may_end(std::string_view stem, std::string_view ending) {
  static const auto articles = endings("та то те"), vowels = endings("а е и о у ъ ю я");
  if (std::ranges::find(articles, ending) == articles.end() || ends_with_any(stem, vowels)) return true;
  return ending == "та" && stem.ends_with("т");
}

std::string_view without_ending(std::string_view word, const Endings& list) {
  for (const auto ending : list) {
    if (!word.ends_with(ending) || length_of(word) - length_of(ending) < 3) continue;
    const auto stem = word.substr(0, word.size() - ending.size());
    if (may_end(stem, ending)) return stem;
  }
  return word;
}

bool looks_like_adjective(std::string_view word) {
  static const auto list = endings("ен ан ян т л щ");
  return ends_with_any(word, list);
}

bool looks_like_participle(std::string_view word) {
  static const auto list = endings("ен ан ян ат ят ит ут ел ал ил ял ъл ущ ащ ещ ящ");
  return ends_with_any(word, list);
}

std::size_t common_prefix(std::string_view left, std::string_view right) {
  return static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
}

std::string_view without_degree(std::string_view word) {
  for (const std::string_view degree : {"по-", "най-"})
    if (word.starts_with(degree) && word.size() > degree.size() + 2) return word.substr(degree.size());
  return word;
}

// "БНБ-то", "22-рата": the article of an abbreviation or a number.
std::string_view without_hyphened_article(std::string_view word) {
  static const auto articles = endings(
      "та то те ът а ия ият я ят и ти тия ри ма рата рото рите вата вото вия вият тата тото тите мата мото мия мият "
      "мите на ви ва во");
  const auto hyphen = word.rfind('-');
  if (hyphen == word.npos || hyphen == 0) return word;
  return std::ranges::find(articles, word.substr(hyphen + 1)) != articles.end() ? word.substr(0, hyphen) : word;
}

}  // namespace

std::vector<std::string> Bulgarian::terms(std::string_view word) const {
  word = without_degree(word);
  if (const auto last = word.find_last_not_of('.'); last != word.npos) word = word.substr(0, last + 1);
  if (const auto full = abbreviated(word); !full.empty()) word = full;
  word = without_hyphened_article(word);
  if (const auto hyphen = word.rfind('-'); hyphen != word.npos && hyphen > 0 && hyphen + 1 < word.size()) {
    auto list = terms(word.substr(hyphen + 1));
    for (auto& term : list) term.insert(0, word.substr(0, hyphen + 1));
    return list;
  }
  if (auto list = irregular(word); !list.empty()) return list;
  auto stems = dictionary_.stems(word);
  if (stems.empty()) return {unknown(word)};
  return known(word, std::move(stems));
}

std::vector<std::string> Bulgarian::known(std::string_view word, std::vector<Dictionary::Stem> stems) const {
  using Stem = Dictionary::Stem;
  if (std::ranges::all_of(stems, &Stem::name)) return {"=" + std::string(word)};
  std::erase_if(stems, &Stem::name);

  // Words with an article are hardly ever forms of a verb where they can be a noun's: "целите" is "цел", not "целя".
  static const auto definite = endings("ите ята ата то ия ът ят");
  const bool noun = std::ranges::any_of(
      stems, [](const Stem& stem) { return !stem.verb && stem.inflected && !looks_like_adjective(stem.word); });
  if (noun && ends_with_any(word, definite)) std::erase_if(stems, &Stem::verb);

  // Of several verbs the one that shares most letters: "забрани" is "забраня" rather than "забера".
  std::size_t shared = 0;
  for (const auto& stem : stems)
    if (stem.verb) shared = std::max(shared, common_prefix(stem.word, word));
  std::erase_if(stems, [&](const Stem& stem) { return stem.verb && common_prefix(stem.word, word) < shared; });

  // A participle that the dictionary lists beside its verb goes to the verb with its other forms.
  const bool only_participles = std::ranges::all_of(
      stems, [](const Stem& stem) { return stem.verb || (stem.inflected && looks_like_participle(stem.word)); });
  if (only_participles && std::ranges::any_of(stems, &Stem::verb))
    std::erase_if(stems, [](const Stem& stem) { return !stem.verb; });

  std::vector<std::string> list;
  for (const auto& stem : stems)
    if (stem.inflected) list.emplace_back(stem.word);
  if (list.empty()) list.push_back(bare(word));
  return list;
}

std::string Bulgarian::verb_of(std::string_view word) const {
  for (const auto ending : verb_endings()) {
    if (!word.ends_with(ending)) continue;
    for (const std::string_view first : {"а", "я"})
      if (auto verb = std::string(word.substr(0, word.size() - ending.size())).append(first); dictionary_.is_verb(verb))
        return verb;
  }
  return {};
}

std::string Bulgarian::bare(std::string_view word) const {
  if (auto verb = verb_of(word); !verb.empty()) return verb;
  auto stem = std::string(without_ending(word, all_endings()));
  replace_end(stem, "й", "");
  return "~" + even(std::move(stem));
}

std::string Bulgarian::unknown(std::string_view word) const {
  static const auto articles = endings("та те то ът ят а я ия ият");
  for (const auto article : articles)
    if (word.ends_with(article))
      if (const auto name = word.substr(0, word.size() - article.size()); dictionary_.is_name(name))
        return "=" + std::string(name);
  if (auto verb = verb_of(word); !verb.empty()) return verb;
  if (const auto verb = borrowed_verb(word); !verb.empty()) return "~" + std::string(verb);
  auto stem = std::string(without_ending(word, nominal_endings()));
  // The vowel that leaves before an ending: "дигитален", "дигитална"; "филтър", "филтри".
  if (length_of(stem) > 4)
    for (const auto& [from, to] : {std::pair{"ен", "н"}, {"ък", "к"}, {"ър", "р"}, {"ъл", "л"}, {"ец", "ц"}})
      if (stem.ends_with(from)) {
        replace_end(stem, from, to);
        break;
      }
  replace_end(stem, "й", "");
  return "~" + even(std::move(stem));
}

}  // namespace vestnik::search
