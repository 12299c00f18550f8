#include "reports/program.h"

#include "base/embedded.h"
#include "http/static_files.h"

namespace vestnik::reports {

std::optional<http::Response> program_file(const http::Request& request) {
  static const http::StaticFiles files(embedded::report());
  constexpr std::string_view folder = "/report/";
  if (!request.path.starts_with(folder) || request.path == folder) return std::nullopt;
  return files.answer(request, std::string_view(request.path).substr(folder.size()),
                      http::StaticFiles::Keep::revalidate);
}

}  // namespace vestnik::reports
