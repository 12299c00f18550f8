#include "reports/plain_form.h"

#include <boost/json/memory_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serializer.hpp>
#include <new>

#include "base/json.h"
#include "base/text.h"
#include "base/wipe.h"

namespace vestnik::reports {

namespace {

constexpr std::size_t small_field_bytes = 500;
// Every byte as \u00xx, and the names around.
constexpr std::size_t most_growth = 6, names_bytes = 1024;

class WipingMemory final : public json::memory_resource {
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    return ::operator new(bytes, std::align_val_t(alignment));
  }
  void do_deallocate(void* memory, std::size_t bytes, std::size_t alignment) override {
    explicit_bzero(memory, bytes);
    ::operator delete(memory, std::align_val_t(alignment));
  }
  bool do_is_equal(const json::memory_resource& other) const noexcept override { return this == &other; }
};

std::string field_of(const http::Request& form, std::string_view name) {
  std::string value = form.parameter(name).value_or("");
  std::string cleaned = text::clean(value);
  wipe(value);
  return cleaned;
}

// Straight into the object's own memory.
void put_text(json::object& content, std::string_view name, std::string_view value) {
  content[name].emplace_string().assign(value);
}

void put(json::object& content, const http::Request& form, const char* name) {
  std::string value = field_of(form, name);
  if (value.size() > small_field_bytes) {
    value.resize(small_field_bytes);
    std::string whole = text::clean(value);  // not half of a letter at its end
    wipe(value);
    value = std::move(whole);
  }
  put_text(content, name, value);
  wipe(value);
}

}  // namespace

PlainForm read_plain_form(http::Request& request, std::string_view language) {
  http::Request form;
  form.confidential = true;
  form.query = std::move(request.body);
  PlainForm read;
  read.text = field_of(form, "text");
  read.blank = read.text.find_first_not_of(" \t\r\n") == std::string::npos;
  read.machine = !form.parameter("website").value_or("").empty();

  WipingMemory memory;
  json::object content(json::storage_ptr{&memory});
  content["v"] = 1;
  put_text(content, "text", read.text);
  content["language"] = language;
  for (const char* name : {"place", "happened", "name"}) put(content, form, name);
  content["credit"] = form.parameter("credit").value_or("") == "name" ? "name" : "anonymous";
  content["publish"] = form.parameter("publish").has_value();

  // Into one piece of memory that never grows: what a text grows out of would be left behind.
  read.content.resize(most_growth * (form.query.size() + names_bytes));
  json::serializer serializer;
  serializer.reset(&content);
  read.content.resize(serializer.read(read.content.data(), read.content.size()).size());
  return read;
}

}  // namespace vestnik::reports
