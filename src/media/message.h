// What the library and its worker say to each other:
//
//   message := size u32, field*      size: bytes of all fields
//   field   := size u32, byte*
//
// Numbers in the machine's own order: both ends are the same program. A task's first field is its name, an answer's
// first field is "ok" or the name of an ErrorKind. Pure; any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/area.h"
#include "base/error.h"
#include "base/limits.h"

namespace vestnik::media {

using Fields = std::vector<std::string>;

inline constexpr std::size_t size_bytes = sizeof(std::uint32_t);
inline constexpr std::size_t task_bytes = limits::upload_bytes + (1UL << 20U);  // a picture and a few short texts
inline constexpr std::size_t message_fields = 64;

std::uint32_t read_size(std::string_view bytes);
// With its size in front.
std::string write_message(const std::vector<std::string_view>& fields);
// `body`: what follows the message's size. Nothing where the sizes do not add up.
std::optional<Fields> read_fields(std::string_view body);

// Empty for nothing.
std::string write_area(const std::optional<Area>& area);
Result<std::optional<Area>> read_area(std::string_view field);

std::string write_failure(const Error& problem);
// The fields behind "ok", or the failure that the answer tells.
Result<Fields> read_answer(Fields answer);

}  // namespace vestnik::media
