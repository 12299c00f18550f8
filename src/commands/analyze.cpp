#include <iostream>
#include <sstream>

#include "commands/command.h"
#include "search/analysis.h"

namespace vestnik::commands {

namespace {

class Analyze : public Command {
 public:
  std::string_view name() const override { return "analyze"; }
  std::string_view summary() const override { return "shows the search terms that words become, one word a line"; }
  Needs needs() const override { return Needs::nothing; }
  void declare(CLI::App& app) override { app.add_option("LANG", language_, "bg, en …")->required(); }
  int run(Workplace&) override {
    std::string out;
    for (std::string word; std::getline(std::cin, word);) {
      if (word.ends_with('\r')) word.pop_back();
      out = word + "\t";
      // White space around a word is no part of it, and a term holds none: a line of several words has the terms of
      // each.
      std::istringstream parts(word);
      bool first = true;
      for (std::string part; parts >> part;) {
        for (const std::string& term : search::terms_of(part, language_)) {
          if (!first) out += ' ';
          first = false;
          out += term;
        }
      }
      out += '\n';
      std::cout << out;
    }
    std::cout.flush();
    return std::cout.good() ? done : failed;
  }

 private:
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_analyze() {
  return std::make_unique<Analyze>();
}

}  // namespace vestnik::commands
