#include "reader/error_page.h"

#include "pages/views.h"
#include "reader/selection.h"
#include "reader/views_of.h"
#include "store/history.h"
#include "store/store.h"

namespace vestnik::reader {

namespace {

std::string render(const Context& context, unsigned status, const Shown& latest, std::string reason) {
  pages::ErrorView view;
  view.status = static_cast<int>(status);
  view.reason = std::move(reason);
  view.latest = cards_of(*context.edition, *context.site, latest);
  return pages::render_error(chrome_of(*context.edition, *context.site), view);
}

Version version_of(const Context& context, unsigned status, const Shown& latest) {
  Version version("error");
  version.add(static_cast<std::int64_t>(status)).add(static_cast<std::int64_t>(chrome_version(context)));
  add_cards(version, context, latest);
  return version;
}

Plan without_chains(unsigned status) {
  Plan plan;
  plan.status = status;
  plan.kind = PageKind::error;
  plan.keep = false;
  plan.robots = "noindex";
  return plan;
}

Shown latest_of(const Context& context) {
  return context.site->newest(0, 6).stories;
}

}  // namespace

Plan error_plan(const Context& context, unsigned status) {
  // The page is the same for every address, so that a storm of wrong ones renders nothing.
  Shown latest = latest_of(context);
  const Version version = version_of(context, status, latest);
  Plan plan = without_chains(status);
  plan.chains.push_back({version.value(), [context, status, latest = std::move(latest)]() -> Result<std::string> {
                           return render(context, status, latest, {});
                         }});
  return plan;
}

Plan withdrawn_plan(const Context& context, std::string route) {
  constexpr unsigned gone = 410;
  Shown latest = latest_of(context);
  Version version = version_of(context, gone, latest);
  version.add(route).add(context.edition->change());
  Plan plan = without_chains(gone);
  plan.chains.push_back(
      {version.value(), [context, route = std::move(route), latest = std::move(latest)]() -> Result<std::string> {
         auto reason = context.parts->store.read_public([&](store::Session& session) {
           return store::withdrawal_reason(session, context.site->site().id, route);
         });
         if (!reason) return std::unexpected(reason.error());
         return render(context, gone, latest, reason->value_or(""));
       }});
  return plan;
}

}  // namespace vestnik::reader
