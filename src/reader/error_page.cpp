#include "reader/error_page.h"

#include "pages/views.h"
#include "reader/selection.h"
#include "reader/views_of.h"

namespace vestnik::reader {

Plan error_plan(const Context& context, unsigned status) {
  // The page is the same for every address, so that a storm of wrong ones renders nothing.
  Shown latest = context.site->newest(0, 6).stories;
  Version version("error");
  version.add(static_cast<std::int64_t>(status)).add(static_cast<std::int64_t>(chrome_version(context)));
  add_cards(version, context, latest);
  Plan plan;
  plan.status = status;
  plan.keep = false;
  plan.robots = "noindex";
  plan.chains.push_back({version.value(), [context, status, latest = std::move(latest)]() -> Result<std::string> {
                           pages::ErrorView view;
                           view.status = static_cast<int>(status);
                           view.latest = cards_of(*context.edition, *context.site, latest);
                           return pages::render_error(chrome_of(*context.site), view);
                         }});
  return plan;
}

}  // namespace vestnik::reader
