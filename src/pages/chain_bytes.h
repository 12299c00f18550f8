// A chain as bytes, to be kept on disk. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pages/fragment.h"

namespace vestnik::pages {

// Its links, one after the other; without the one piece that usual slots allow (Chain::whole), which would double it.
//
//   text := %x54 length crc operand size deflate      four numbers of 32 bits, little-endian
//   slot := %x53 size name                            one of 8 bits
//
// Nothing (an empty string) for a chain that has no such form: a slot with a longer name.
std::string chain_bytes(const Chain& chain);

// The chain again, its parts with `version`; nullptr where the bytes are no chain.
ChainPtr chain_of(std::string_view bytes, std::uint64_t version);

}  // namespace vestnik::pages
