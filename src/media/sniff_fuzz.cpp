// Whatever comes in: sniffing reads nothing beyond it, and an address that is taken is the only name of its rendition.
#include <cstdint>
#include <cstdlib>

#include "media/library.h"
#include "media/message.h"
#include "media/sniff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vestnik::media;
  std::string_view input(reinterpret_cast<const char*>(bytes), size);
  if (auto kind = sniff(input); kind && mime_of(*kind).empty()) std::abort();
  if (auto named = parse_address(input); named && address_of(named->digest, named->rendition) != input) std::abort();
  read_fields(input);
  return 0;
}
