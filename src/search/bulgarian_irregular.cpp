#include "search/bulgarian_irregular.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

namespace vestnik::search {
namespace {

// Prefixes × endings are forms of prefix + lemma. "-" stands for nothing.
struct Paradigm {
  const char *lemma, *prefixes, *endings;
};

const Paradigm paradigms[] = {
    {"йда", "до за на об при пре пред про подо",
     "йда йдеш йде йдем йдете йдат йдох йдохме йдохте йдоха йди йдел йдела йдело йдели йдейки "
     "шъл шла шло шли шлия шлият шлата шлото шлите"},
    {"йда", "оти сни", "да деш де дем дете дат дох дохме дохте доха ди дел дела дели дейки"},
    {"йда", "оти сни", "шъл шла шло шли шлия шлият шлата шлото шлите"},
    {"ема", "вз при по за на об под пред от пре сн предпри възпри превз завз иззе изз отн надвз",
     "ема емеш еме емем емете емат е ех ехме ехте еха ел ела ело ели елият елия елата елите елото "
     "ет ета ето ети етия етият етата етото етите"},
    {"ема", "вз при об под пред от пре сн предпри възпри превз завз изз отн", "еми емете"},
    {"видя", "- при про пред недо до не",
     "видя видиш види видим видите видят видях видяхме видяхте видяха видял видяла видяло видели виден видена видено "
     "видени видян видяна видяно виж вижте"},
    {"мога", "- по пре с",
     "мога можеш може можем можете могат можех можеше можехме можехте можеха можах можа можахме можахте можаха могъл "
     "могла могло могли можел можела можело можели"},
    {"съм", "-",
     "съм е сме сте са бях бе беше бяхме бяхте бяха бил била било били билият бъда бъдеш бъде бъдем бъдете бъдат "
     "бъди бъдете"},
    {"бих", "-", "бих би бихме бихте биха"},
    {"ща", "-", "ща щеш ще щем щете щат щях щеше щяхме щяхте щяха щял щяла щяло щели"},
    {"знам", "-",
     "зная знам знаеш знае знаем знаете знаят знаех знаеше знаехме знаехте знаеха знаел знаела знаело знаели"},
    {"дете", "-", "дете детето деца децата"},
    {"човек", "-", "човек човека човекът човече хора хората"},
    {"око", "-", "око окото очи очите"},
    {"ухо", "-", "ухо ухото уши ушите"},
    {"ръка", "-", "ръка ръката ръце ръцете"},
    {"крак", "-", "крак крака кракът краката"},
    {"нога", "-", "нога ногата нозе нозете"},
    {"брат", "-", "брат брата братът брате братя братята"},
    {"господин", "-", "господин господина господинът господине господа господата"},
    {"цвете", "-", "цвете цветето цветя цветята"},
    {"свят", "-", "свят света светът светове световете"},
    {"ден", "-", "ден деня денят дни дните дена"},
    {"място", "-", "място мястото места местата"},
    {"път", "-", "път пътя пътят пътища пътищата"},
    {"дама", "-", "дама дамата дами дамите"},
    {"първи", "-", "пръв"},
    {"тук", "-", "тук тука"},
    // The colour and the son share "син" and nothing else.
    {"синьо", "-", "син синия синият синьо синьото синя синята сини сините"},
};

// Adverbs and conjunctions that the endings of adjectives would carry off to other words.
const char* const unchanging =
    "само също как както къде където кога когато колко колкото горе долу насам досега така тъй там вече още почти "
    "много";

const std::pair<const char*, const char*> abbreviations[] = {
    {"лв", "лев"},        {"млн", "милион"},   {"млрд", "милиард"}, {"хил", "хиляда"},    {"г", "година"},
    {"ч", "час"},         {"ул", "улица"},     {"бул", "булевард"}, {"гр", "град"},       {"св", "свети"},
    {"проф", "професор"}, {"ген", "генерал"},  {"др", "друг"},      {"гл", "главен"},     {"инж", "инженер"},
    {"доц", "доцент"},    {"стр", "страница"}, {"км", "километър"}, {"см", "сантиметър"}, {"кг", "килограм"},
    {"г-н", "господин"},  {"г-жа", "госпожа"}, {"д-р", "доктор"},   {"$", "долар"},       {"%", "процент"},
    {"€", "евро"},
};

const char* const bulgarian_function_words =
    "а ако ала без беше би бил била били било в вече во все всеки всички вчера във върху ги го да дали до докато дори "
    "е едва ето за зад заради и из или им има иначе ѝ й как какво като към кой която които което ли ме между ми му на "
    "над най нали не него нея ни ние но обаче от откъм още по под поне пък пред през при с са само се си след сме "
    "спрямо "
    "сте съм със също та така те тези това тогава то този той тя тях у че чрез ще я";

const char* const english_function_words =
    "a an and are as at be been but by for from had has have he her his if in into is it its not of on or she so that "
    "the their them they this to was we were which who will with you";

std::unordered_set<std::string_view> set_of(std::string_view text) {
  std::unordered_set<std::string_view> words;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(' ', from), text.size());
    if (to > from) words.insert(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

std::unordered_map<std::string, std::string> make_forms() {
  std::unordered_map<std::string, std::string> forms;
  for (const auto& [lemma, prefixes, endings] : paradigms)
    for (const auto prefix : set_of(prefixes))
      for (const auto ending : set_of(endings)) {
        const auto before = prefix == "-" ? std::string() : std::string(prefix);
        forms.emplace(before + std::string(ending), before + lemma);
      }
  for (const auto word : set_of(unchanging)) forms.emplace(word, word);
  // "поет" is a poet, "заеми" are loans.
  for (const char* word : {"поет", "поети", "заеми"}) forms.erase(word);
  return forms;
}

}  // namespace

std::vector<std::string> irregular(std::string_view form) {
  static const auto forms = make_forms();
  const auto found = forms.find(std::string(form));
  if (found == forms.end()) return {};
  // "приема" is of "приема" as well as of "приемам".
  if (found->second.ends_with("ема") && (form == found->second || form.ends_with("емат")))
    return {found->second, found->second + "м"};
  return {found->second};
}

std::string_view abbreviated(std::string_view form) {
  static const std::unordered_map<std::string_view, std::string_view> words(std::begin(abbreviations),
                                                                            std::end(abbreviations));
  const auto found = words.find(form);
  return found == words.end() ? std::string_view() : found->second;
}

bool is_function_word(std::string_view word, std::string_view language) {
  static const auto bulgarian = set_of(bulgarian_function_words);
  static const auto english = set_of(english_function_words);
  return (language == "en" ? english : bulgarian).contains(word);
}

}  // namespace vestnik::search
