// For tests of stitching: the article page of a newspaper that does not exist, about as large and as compressible as
// real ones in Bulgarian. The same page for the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vestnik::pages::sample {

// From the doctype to the author box.
std::string article(std::uint64_t seed);
// Rails, zones and footer under it.
std::string tail(std::uint64_t seed);

// A house advertisement.
std::string slot(std::string_view name, std::uint64_t seed);

// Words that are none, put together like Bulgarian ones.
std::string prose(std::uint64_t seed, std::size_t bytes);

}  // namespace vestnik::pages::sample
