// What readers' programs send beside ciphertext: read without going beyond it, and what is taken keeps its bounds.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "reports/bytes.h"
#include "reports/checksum.h"
#include "reports/letter.h"
#include "reports/plain_form.h"
#include "reports/proof_of_work.h"
#include "reports/receipt_field.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vestnik;
  using namespace vestnik::reports;
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  if (const auto head = read_letter_head(input); head && input.size() < head->key_id.size()) std::abort();
  if (auto checksum = Checksum::announced(input)) {
    checksum->add(input);
    (void)checksum->holds();
  }
  if (const auto bytes = from_base64(input); bytes && bytes->size() > input.size()) std::abort();
  if (const auto bytes = from_hex(input); bytes && 2 * bytes->size() != input.size()) std::abort();

  http::Request request;
  request.method = http::Method::post;
  request.fields = {{"Authorization", std::string(input)}, {"Content-Type", "application/x-www-form-urlencoded"}};
  if (const auto digest = fetch_digest_of(request); digest && digest->size() != 64) std::abort();
  request.body = std::string(input);
  const PlainForm form = read_plain_form(request, "bg");
  if (form.text.size() > 3 * input.size()) std::abort();

  static ProofOfWork work([] { return Time(); });
  if (work.accept(input, "192.0.2.1")) std::abort();  // nobody guesses our key
  return 0;
}
