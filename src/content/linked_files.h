// The files of the media library that a text links to: it offers them to its readers as it offers its pictures.
// Any thread.
#pragma once

#include <string>
#include <vector>

#include "content/body.h"

namespace vestnik::content {

// Their digests, of links like "/media/DIGEST/original.pdf" (media/original.h), in order, without repetition.
std::vector<std::string> linked_files_of(const Body& body);

}  // namespace vestnik::content
